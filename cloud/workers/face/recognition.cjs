'use strict';
// dlib's face recognition network (ResNet, 128 numbers a face), from the weights inside @vladmandic/face-api. The
// package's own program computes each layer in four passes (filter, bias, scale, threshold); here bias and scale are
// folded into the filter once, at loading, and a layer is one pass. The numbers are the same, at four fifths of the cost.
const fs = require('node:fs');
const path = require('node:path');
const { packageFolder } = require('./packages.cjs');
const { chipSize } = require('./chip.cjs');

/** What the network was trained to subtract from red, green and blue. */
const meanColour = [122.782, 117.001, 104.298];
const stages = [
  ['conv32_1', 'conv32_2', 'conv32_3'],
  ['conv64_down', 'conv64_1', 'conv64_2', 'conv64_3'],
  ['conv128_down', 'conv128_1', 'conv128_2'],
  ['conv256_down', 'conv256_1', 'conv256_2', 'conv256_down_out'],
].flat();

/** @param {any} tf @returns {Record<string, any>} tensors by the names of the package's list */
function readWeights(tf) {
  const folder = path.join(packageFolder('@vladmandic/face-api'), 'model');
  const list = path.join(folder, 'face_recognition_model-weights_manifest.json');
  const [{ weights, paths }] = JSON.parse(fs.readFileSync(list, 'utf8'));
  const bytes = Buffer.concat(
    paths.map((/** @type {string} */ name) => fs.readFileSync(path.join(folder, name))),
  );
  const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  return tf.io.decodeWeights(buffer, weights);
}

/**
 * (filter · x + bias) · weight + shift = (filter · weight) · x + (bias · weight + shift)
 * @param {any} tf @param {Record<string, any>} raw @param {string} name
 */
function folded(tf, raw, name) {
  const weight = raw[`${name}/scale/weights`];
  return {
    filter: tf.keep(tf.mul(raw[`${name}/conv/filters`], weight)),
    bias: tf.keep(tf.add(tf.mul(raw[`${name}/conv/bias`], weight), raw[`${name}/scale/biases`])),
  };
}

/**
 * Loads the network once. The answer takes chips (RGB, 0–255) and gives 128 numbers for each, not yet of length one.
 * Several chips in one call cost less than one after the other.
 * @param {any} tf
 * @returns {(chips: Float32Array[]) => Promise<Float32Array[]>}
 */
function loadRecognition(tf) {
  const raw = readWeights(tf);
  const net = tf.tidy(() => ({
    first: folded(tf, raw, 'conv32_down'),
    blocks: stages.map((name) => ({
      isDown: name.includes('_down'),
      inner: folded(tf, raw, `${name}/conv1`),
      outer: folded(tf, raw, `${name}/conv2`),
    })),
    last: tf.keep(tf.clone(raw.fc)),
    mean: tf.keep(tf.tensor1d(meanColour)),
    unit: tf.keep(tf.scalar(255)),
  }));
  tf.dispose(raw);

  /** @param {any} x @param {any} layer @param {number} strides @param {string} pad @param {string} activation */
  const conv = (x, { filter, bias }, strides, pad, activation) =>
    tf.fused.conv2d({ x, filter, strides, pad, bias, activation });

  /** @param {any} x @param {any} block */
  function residual(x, { isDown, inner, outer }) {
    const within = conv(x, inner, isDown ? 2 : 1, isDown ? 'valid' : 'same', 'relu');
    const out = conv(within, outer, 1, 'same', 'linear');
    return tf.relu(tf.add(...(isDown ? sameShape(out, tf.avgPool(x, 2, 2, 'valid')) : [out, x])));
  }

  /** A narrowing block may lose a row and a column, and has more channels than what it is added to. */
  function sameShape(/** @type {any} */ out, /** @type {any} */ pooled) {
    const [, height, width, channels] = pooled.shape;
    const [, ownHeight, ownWidth, ownChannels] = out.shape;
    const grown = tf.pad(out, [
      [0, 0],
      [0, height - ownHeight],
      [0, width - ownWidth],
      [0, 0],
    ]);
    return [
      grown,
      tf.pad(pooled, [
        [0, 0],
        [0, 0],
        [0, 0],
        [0, ownChannels - channels],
      ]),
    ];
  }

  return async (chips) => {
    const all = new Float32Array(chips.length * chipSize * chipSize * 3);
    chips.forEach((chip, at) => {
      all.set(chip, at * chip.length);
    });
    const answer = tf.tidy(() => {
      const input = tf.div(
        tf.sub(tf.tensor4d(all, [chips.length, chipSize, chipSize, 3]), net.mean),
        net.unit,
      );
      const start = tf.maxPool(conv(input, net.first, 2, 'valid', 'relu'), 3, 2, 'valid');
      return tf.matMul(tf.mean(net.blocks.reduce(residual, start), [1, 2]), net.last);
    });
    try {
      const numbers = await answer.data();
      return chips.map((_, at) => numbers.slice(at * 128, at * 128 + 128));
    } finally {
      answer.dispose();
    }
  };
}

module.exports = { loadRecognition };

'use strict';
// The recognition network was trained on faces cut out like this: 150 × 150, five points of eyes and nose laid
// over the mean face of the training set by a similarity transform, a quarter of margin on every side.

const chipSize = 150;
const margin = 0.25;
/** Mesh points: outer and inner corner of the left eye, of the right eye, base of the nose. */
const fiveOfMesh = [263, 362, 33, 133, 2];
const meanFace = [
  [0.8595674595992, 0.2134981538014],
  [0.6460604764104, 0.2289674387677],
  [0.1205750620789, 0.2137274526848],
  [0.3340850613712, 0.2290642403242],
  [0.4901123135679, 0.6277975316475],
];
const target = meanFace.map(([x, y]) => [inChip(x), inChip(y)]);

function inChip(/** @type {number} */ share) {
  return ((margin + share) / (2 * margin + 1)) * chipSize;
}

/**
 * Least-squares similarity (turn, scale, shift) that lays `from` over `to`.
 * @param {number[][]} from
 * @param {number[][]} to
 */
function similarity(from, to) {
  const mean = (/** @type {number[][]} */ points, /** @type {number} */ axis) =>
    points.reduce((sum, point) => sum + point[axis], 0) / points.length;
  const [fromX, fromY, toX, toY] = [mean(from, 0), mean(from, 1), mean(to, 0), mean(to, 1)];
  let along = 0;
  let across = 0;
  let spread = 0;
  from.forEach(([px, py], index) => {
    const [x, y] = [px - fromX, py - fromY];
    const [u, v] = [to[index][0] - toX, to[index][1] - toY];
    along += x * u + y * v;
    across += x * v - y * u;
    spread += x * x + y * y;
  });
  const a = along / spread;
  const b = across / spread;
  return { a, b, x: toX - (a * fromX - b * fromY), y: toY - (b * fromX + a * fromY) };
}

/**
 * Bilinear samples, several a pixel when the face is larger than the chip, else edges would alias; outside the
 * picture is black. One plain loop on purpose: split into functions it fills the heap with a number per sample.
 * @param {{ data: Uint8Array, width: number, height: number }} picture raw RGB
 * @param {number[][]} mesh
 * @returns {Float32Array} chip as RGB, 0–255
 */
function faceChip({ data, width, height }, mesh) {
  const { a, b, ...shift } = similarity(
    target,
    fiveOfMesh.map((point) => mesh[point]),
  );
  const steps = Math.max(1, Math.min(4, Math.round(Math.hypot(a, b))));
  const weight = 1 / (steps * steps);
  const chip = new Float32Array(chipSize * chipSize * 3);
  for (let at = 0; at < chipSize * chipSize * steps * steps; at++) {
    const pixel = Math.floor(at / (steps * steps));
    const step = at % (steps * steps);
    const px = (pixel % chipSize) + ((step % steps) + 0.5) / steps - 0.5;
    const py = Math.floor(pixel / chipSize) + (Math.floor(step / steps) + 0.5) / steps - 0.5;
    const u = a * px - b * py + shift.x;
    const v = b * px + a * py + shift.y;
    if (u < 0 || v < 0 || u > width - 1 || v > height - 1) continue;
    const left = Math.floor(u);
    const top = Math.floor(v);
    const right = left + 1 < width ? 3 : 0;
    const below = top + 1 < height ? width * 3 : 0;
    const fu = u - left;
    const fv = v - top;
    const from = (top * width + left) * 3;
    for (let colour = 0; colour < 3; colour++) {
      const upper = data[from + colour] * (1 - fu) + data[from + right + colour] * fu;
      const lower = data[from + below + colour] * (1 - fu) + data[from + below + right + colour] * fu;
      chip[pixel * 3 + colour] += (upper * (1 - fv) + lower * fv) * weight;
    }
  }
  return chip;
}

/** @param {Float32Array} chip */
function mirrored(chip) {
  const out = new Float32Array(chip.length);
  for (let y = 0; y < chipSize; y++) {
    for (let x = 0; x < chipSize; x++) {
      const from = (y * chipSize + chipSize - 1 - x) * 3;
      const to = (y * chipSize + x) * 3;
      out[to] = chip[from];
      out[to + 1] = chip[from + 1];
      out[to + 2] = chip[from + 2];
    }
  }
  return out;
}

/**
 * Mean light (0–255) and sharpness (variance of the Laplacian) of the inner face.
 * @param {Float32Array} chip
 */
function chipQuality(chip) {
  const grey = (/** @type {number} */ x, /** @type {number} */ y) => {
    const at = (y * chipSize + x) * 3;
    return 0.299 * chip[at] + 0.587 * chip[at + 1] + 0.114 * chip[at + 2];
  };
  let light = 0;
  let sum = 0;
  let squares = 0;
  let count = 0;
  const edge = Math.round(chipSize / 5);
  for (let y = edge; y < chipSize - edge; y++) {
    for (let x = edge; x < chipSize - edge; x++) {
      const here = grey(x, y);
      const bend = grey(x - 1, y) + grey(x + 1, y) + grey(x, y - 1) + grey(x, y + 1) - 4 * here;
      light += here;
      sum += bend;
      squares += bend * bend;
      count++;
    }
  }
  return { brightness: light / count, sharpness: squares / count - (sum / count) ** 2 };
}

/** Parts of a chip in shares of its size, where the mean face has them: left, top, right, bottom. */
const regions = {
  bridge: [[0.45, 0.29, 0.54, 0.4]],
  forehead: [[0.34, 0.08, 0.66, 0.16]],
  eyes: [
    [0.25, 0.27, 0.41, 0.35],
    [0.58, 0.27, 0.74, 0.35],
  ],
  mouth: [[0.36, 0.64, 0.64, 0.8]],
};

/**
 * Mean colour of a part of the face.
 * @param {Float32Array} chip
 * @param {number[][]} boxes
 */
function colourOf(chip, boxes) {
  const sum = [0, 0, 0];
  let count = 0;
  for (const [left, top, right, bottom] of boxes) {
    for (let y = Math.round(top * chipSize); y < bottom * chipSize; y++) {
      for (let x = Math.round(left * chipSize); x < right * chipSize; x++) {
        const at = (y * chipSize + x) * 3;
        for (let colour = 0; colour < 3; colour++) sum[colour] += chip[at + colour];
        count++;
      }
    }
  }
  return sum.map((value) => value / count);
}

/**
 * How far forehead, eyes and mouth lie from the bridge of the nose in colour, 0–441.
 * @param {Float32Array} chip
 */
function coveredParts(chip) {
  const skin = colourOf(chip, regions.bridge);
  const far = (/** @type {number[][]} */ boxes) => {
    const here = colourOf(chip, boxes);
    return Math.hypot(...here.map((value, colour) => value - skin[colour]));
  };
  return { forehead: far(regions.forehead), eyes: far(regions.eyes), mouth: far(regions.mouth) };
}

module.exports = { chipSize, faceChip, mirrored, chipQuality, coveredParts };

'use strict';
// Runs in a worker thread: the WebAssembly runtime installs process-wide handlers for uncaught errors, and one
// analysis takes a tenth of a second of CPU that the service's own loop must not lose.
const os = require('node:os');
const { isMainThread } = require('node:worker_threads');
const sharp = require('sharp');
const { models, modelVersion } = require('./models.cjs');
const { faceChip, mirrored, chipQuality, coveredParts } = require('./chip.cjs');

sharp.concurrency(1);
sharp.cache(false);
// On Linux a priority belongs to a thread: where processors are short, requests come before pictures.
if (process.platform === 'linux' && !isMainThread) os.setPriority(0, 5);

const longSide = 640;
const degrees = 180 / Math.PI;
/** Bystanders count as a second face only when about as near to the camera as the person meant. */
const bystanderShare = 0.6;
const surelyFace = 0.5;

/**
 * Yaw in degrees, positive towards the person's own left (to the right in an unmirrored picture); the library
 * counts the other way round. Its scale is flatter than a protractor's (docs/adr/0010-small-cohorts-ask-for-more.md).
 * @param {any} face
 */
const ownLeft = (face) => -face.rotation.angle.yaw * degrees;

/** @param {Uint8Array} jpeg */
async function decode(jpeg) {
  const image = sharp(jpeg, { failOn: 'error', limitInputPixels: 40_000_000 });
  const { width = 1, height = 1 } = await image.metadata();
  const { data, info } = await image
    .rotate()
    .resize(longSide, longSide, { fit: 'inside', withoutEnlargement: true })
    .removeAlpha()
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const scale = Math.max(width, height) / Math.max(info.width, info.height);
  return { data, width: info.width, height: info.height, scale };
}

/** @param {Awaited<ReturnType<typeof decode>>} picture */
async function detect(picture) {
  const { human } = await models();
  const { tf } = human;
  const tensor = tf.tensor(picture.data, [1, picture.height, picture.width, 3], 'int32');
  try {
    const found = await human.detect(tensor);
    if (found.error) throw new Error(found.error);
    return found.face
      .filter((/** @type {any} */ face) => face.mesh?.length >= 468)
      .sort((/** @type {any} */ a, /** @type {any} */ b) => b.box[2] * b.box[3] - a.box[2] * a.box[3]);
  } finally {
    tf.dispose(tensor);
  }
}

/**
 * Mean of the face and its mirror image, of length one: halves the error caused by light from one side.
 * @param {Float32Array} chip
 */
async function embed(chip) {
  const { recognise } = await models();
  const [straight, flipped] = await recognise([chip, mirrored(chip)]);
  const mean = straight.map((value, at) => value + flipped[at]);
  const length = Math.sqrt(mean.reduce((sum, value) => sum + value * value, 0));
  return mean.map((value) => value / length);
}

/** @param {{ jpeg: Uint8Array }} task */
async function analyse({ jpeg }) {
  const picture = await decode(jpeg).catch(() => null);
  if (!picture) return { readable: false, faceCount: 0, modelVersion, face: null };
  const faces = await detect(picture);
  const [main] = faces;
  if (!main) return { readable: true, faceCount: 0, modelVersion, face: null };
  const chip = faceChip(picture, main.mesh);
  const near = faces.filter(
    (/** @type {any} */ face) =>
      face === main || (face.score >= surelyFace && face.box[2] >= main.box[2] * bystanderShare),
  );
  return {
    readable: true,
    faceCount: near.length,
    modelVersion,
    face: {
      yawDegrees: ownLeft(main),
      pitchDegrees: main.rotation.angle.pitch * degrees,
      embedding: await embed(chip),
      facePixels: Math.round(Math.max(main.box[2], main.box[3]) * picture.scale),
      confidence: main.score,
      ...chipQuality(chip),
      covered: coveredParts(chip),
    },
  };
}

/**
 * The 468 points of the largest face in pixels of the picture given (z in the same unit, negative towards the
 * camera) and the triangles between them. For tools only.
 * @param {{ jpeg: Uint8Array }} task
 */
async function mesh({ jpeg }) {
  const picture = await decode(jpeg);
  const faces = await detect(picture);
  const { human } = await models();
  return {
    triangles: Array.from(human.faceTriangulation),
    faces: faces.map((/** @type {any} */ face) => ({
      score: face.score,
      box: face.box.map((/** @type {number} */ value) => value * picture.scale),
      yawDegrees: ownLeft(face),
      points: face.mesh
        .slice(0, 468)
        .map((/** @type {number[]} */ point) => point.map((value) => value * picture.scale)),
    })),
  };
}

/** Loads the weights ahead of the first picture. */
const warmUp = async () => {
  await models();
  return modelVersion;
};

module.exports = { analyse, mesh, warmUp };

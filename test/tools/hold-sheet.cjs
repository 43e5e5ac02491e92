'use strict';
// Test tool: a printed photograph held to the camera, as a sheet that is turned, tilted, bent, near or aside. Its face
// keeps looking the same way, which the challenge must notice (DECISIONS 15).
const { toPicture, toJpeg, drawTriangle } = require('./raster.cjs');

const radians = Math.PI / 180;
/** The sheet is drawn as so many small triangles across and down. */
const grid = { across: 28, down: 20 };

/**
 * @typedef {{ yawDegrees?: number, pitchDegrees?: number, rollDegrees?: number, scale?: number,
 *   shift?: [number, number], bendDegrees?: number }} Hold `shift` in shares of the picture; `bendDegrees` is the arc
 *   over which the sheet is rolled about its upright middle, positive with the edges away from the camera.
 */

/** @param {number} s @param {number} t @param {number} width @param {number} bend radians */
function onCylinder(s, t, width, bend) {
  if (Math.abs(bend) < 1e-3) return [s, t, 0];
  const radius = width / bend;
  return [radius * Math.sin(s / radius), t, radius * (1 - Math.cos(s / radius))];
}

/** @param {number[]} point @param {Hold} hold */
function turned([x, y, z], { yawDegrees = 0, pitchDegrees = 0, rollDegrees = 0 }) {
  const [yaw, pitch, roll] = [yawDegrees * radians, pitchDegrees * radians, rollDegrees * radians];
  const [x1, z1] = [x * Math.cos(yaw) - z * Math.sin(yaw), x * Math.sin(yaw) + z * Math.cos(yaw)];
  const [y2, z2] = [y * Math.cos(pitch) - z1 * Math.sin(pitch), y * Math.sin(pitch) + z1 * Math.cos(pitch)];
  return [x1 * Math.cos(roll) - y2 * Math.sin(roll), x1 * Math.sin(roll) + y2 * Math.cos(roll), z2];
}

/**
 * The picture as a sheet seen from two picture widths away, before a grey wall.
 * @param {Uint8Array} jpeg @param {Hold} hold
 * @returns {Promise<Buffer>}
 */
async function holdSheet(jpeg, hold) {
  const source = await toPicture(jpeg);
  const { width, height } = source;
  const target = { ...source, data: new Uint8Array(width * height * 3).fill(150) };
  const depth = new Float32Array(width * height).fill(Number.POSITIVE_INFINITY);
  const { scale = 1, shift = [0, 0], bendDegrees = 0 } = hold;
  const away = 2 * width;
  const corner = (/** @type {number} */ column, /** @type {number} */ row) => {
    const from = [(column / grid.across) * (width - 1), (row / grid.down) * (height - 1)];
    const flat = onCylinder(from[0] - width / 2, from[1] - height / 2, width, bendDegrees * radians);
    const [x, y, z] = turned(flat, hold);
    const nearer = (away / (away + z)) * scale;
    return {
      from,
      to: [x * nearer + width * (0.5 + shift[0]), y * nearer + height * (0.5 + shift[1]), z],
    };
  };
  for (let row = 0; row < grid.down; row++) {
    for (let column = 0; column < grid.across; column++) {
      const [a, b] = [corner(column, row), corner(column + 1, row)];
      const [c, d] = [corner(column, row + 1), corner(column + 1, row + 1)];
      drawTriangle(source, target, depth, [a, b, c]);
      drawTriangle(source, target, depth, [b, d, c]);
    }
  }
  return toJpeg(target);
}

module.exports = { holdSheet };

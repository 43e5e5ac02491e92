'use strict';
const sharp = require('sharp');

/**
 * @typedef {{ data: Uint8Array, width: number, height: number }} Picture raw RGB
 * @typedef {{ from: number[], to: number[] }} Corner `from` is [x, y] in the source, `to` is [x, y, depth]
 */

/**
 * @param {Uint8Array} image
 * @returns {Promise<Picture>}
 */
async function toPicture(image) {
  const { data, info } = await sharp(image)
    .rotate()
    .removeAlpha()
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

/** @param {Picture} picture @param {number} [quality] */
const toJpeg = ({ data, width, height }, quality = 90) =>
  sharp(data, { raw: { width, height, channels: 3 } })
    .jpeg({ quality })
    .toBuffer();

/**
 * Copies the colour at a broken source position to a pixel; outside the source is left as it is.
 * @param {Picture} source @param {number} u @param {number} v @param {Picture} target @param {number} at
 */
function copyColour(source, u, v, target, at) {
  const left = Math.floor(u);
  const top = Math.floor(v);
  if (left < 0 || top < 0 || left >= source.width || top >= source.height) return;
  const right = Math.min(left + 1, source.width - 1);
  const bottom = Math.min(top + 1, source.height - 1);
  const [fu, fv] = [u - left, v - top];
  for (let colour = 0; colour < 3; colour++) {
    const pixel = (/** @type {number} */ x, /** @type {number} */ y) =>
      source.data[(y * source.width + x) * 3 + colour];
    const upper = pixel(left, top) * (1 - fu) + pixel(right, top) * fu;
    const lower = pixel(left, bottom) * (1 - fu) + pixel(right, bottom) * fu;
    target.data[at * 3 + colour] = Math.round(upper * (1 - fv) + lower * fv);
  }
}

/**
 * Draws one triangle, keeping what is nearer to the camera.
 * @param {Picture} source @param {Picture} target @param {Float32Array} depth @param {Corner[]} corners
 */
function drawTriangle(source, target, depth, [a, b, c]) {
  const area = (b.to[0] - a.to[0]) * (c.to[1] - a.to[1]) - (c.to[0] - a.to[0]) * (b.to[1] - a.to[1]);
  if (Math.abs(area) < 1e-6) return;
  const xs = [a.to[0], b.to[0], c.to[0]];
  const ys = [a.to[1], b.to[1], c.to[1]];
  const [left, right] = [Math.max(0, Math.floor(Math.min(...xs))), Math.ceil(Math.max(...xs))];
  const [top, bottom] = [Math.max(0, Math.floor(Math.min(...ys))), Math.ceil(Math.max(...ys))];
  const slack = -1e-3;
  for (let y = top; y <= Math.min(bottom, target.height - 1); y++) {
    for (let x = left; x <= Math.min(right, target.width - 1); x++) {
      const wb = ((x - a.to[0]) * (c.to[1] - a.to[1]) - (c.to[0] - a.to[0]) * (y - a.to[1])) / area;
      const wc = ((b.to[0] - a.to[0]) * (y - a.to[1]) - (x - a.to[0]) * (b.to[1] - a.to[1])) / area;
      const wa = 1 - wb - wc;
      if (wa < slack || wb < slack || wc < slack) continue;
      const at = y * target.width + x;
      const z = wa * a.to[2] + wb * b.to[2] + wc * c.to[2];
      if (z > depth[at]) continue;
      depth[at] = z;
      const u = wa * a.from[0] + wb * b.from[0] + wc * c.from[0];
      const v = wa * a.from[1] + wb * b.from[1] + wc * c.from[1];
      copyColour(source, u, v, target, at);
    }
  }
}

module.exports = { toPicture, toJpeg, copyColour, drawTriangle };

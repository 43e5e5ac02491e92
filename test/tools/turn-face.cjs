'use strict';
// Test tool: one person from several sides, made from one photograph. `turnFace` turns the head by the depth of
// its face mesh, as a living head turns; `turnPlane` tilts the picture as a flat photograph held to the camera.
// The challenge must refuse the second; that it accepts the first documents what it cannot stop (DECISIONS 15).
const { mesh } = require('@lifttrust/cloud/workers/face/analyse.cjs');
const { toPicture, toJpeg, copyColour, drawTriangle } = require('./raster.cjs');

const radians = Math.PI / 180;

/** The mesh is shallower than a head; without this a turn by 60° reads as little as 8°. */
const depthGain = 1.4;

/** Rim of the face mesh, in order. */
const rim = [
  10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377, 152, 148, 176, 149,
  150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109,
];

/** Rings around the rim carry the movement over into the background, which stays where it is. */
const rings = [
  { size: 1.12, follows: 0.92 },
  { size: 1.3, follows: 0.7 },
  { size: 1.6, follows: 0.35 },
  { size: 2.1, follows: 0 },
];

/** @param {number[][]} points */
function headOf(points) {
  const mean = (/** @type {number} */ axis) =>
    rim.reduce((sum, at) => sum + points[at][axis], 0) / rim.length;
  // Heads turn about the neck, well behind the face: about as deep as the ears (234, 454).
  return { x: mean(0), y: mean(1), z: (points[234][2] + points[454][2]) / 2 };
}

/**
 * Positive yaw is towards the person's own left, which is to the right in an unmirrored picture.
 * @param {number[]} point @param {{x: number, y: number, z: number}} head
 * @param {number} yaw @param {number} pitch radians
 */
function turned([px, py, pz], head, yaw, pitch) {
  const [x, y, z] = [px - head.x, py - head.y, pz - head.z];
  const [x1, z1] = [x * Math.cos(yaw) - z * Math.sin(yaw), x * Math.sin(yaw) + z * Math.cos(yaw)];
  const [y2, z2] = [y * Math.cos(pitch) - z1 * Math.sin(pitch), y * Math.sin(pitch) + z1 * Math.cos(pitch)];
  return [x1 + head.x, y2 + head.y, z2 + head.z];
}

/** @param {number[][]} points @param {ReturnType<typeof headOf>} head @param {number} yaw @param {number} pitch */
function ringCorners(points, head, yaw, pitch) {
  const atRim = rim.map((at) => ({ from: points[at], to: turned(points[at], head, yaw, pitch) }));
  const outer = rings.map(({ size, follows }) =>
    rim.map((at) => {
      const [x, y, z] = points[at];
      const from = [head.x + (x - head.x) * size, head.y + (y - head.y) * size, z];
      const moved = turned(from, head, yaw, pitch);
      // Each ring lies behind the one within, so that the face covers it and not the other way round.
      const to = [0, 1].map((axis) => from[axis] + (moved[axis] - from[axis]) * follows);
      return { from, to: [...to, moved[2] + head.z * (size - 1) * 2] };
    }),
  );
  return [atRim, ...outer];
}

/** @template T @param {T[]} inner @param {T[]} outer @returns {T[][]} */
const between = (inner, outer) =>
  inner.flatMap((corner, at) => {
    const next = (at + 1) % inner.length;
    return [
      [corner, inner[next], outer[at]],
      [inner[next], outer[next], outer[at]],
    ];
  });

/**
 * @param {Uint8Array} jpeg a photograph with one face
 * @param {{ yawDegrees: number, pitchDegrees?: number }} turn added to how the head is held already
 */
async function turnFace(jpeg, { yawDegrees, pitchDegrees = 0 }) {
  const found = await mesh({ jpeg });
  const [seen] = found.faces;
  if (!seen) throw new Error('No face in this picture to turn.');
  const face = { points: seen.points.map(([x, y, z]) => [x, y, z * depthGain]) };
  const source = await toPicture(jpeg);
  const target = { ...source, data: Uint8Array.from(source.data) };
  const depth = new Float32Array(source.width * source.height).fill(Number.POSITIVE_INFINITY);
  const [yaw, pitch] = [yawDegrees * radians, pitchDegrees * radians];
  const head = headOf(face.points);
  const circles = ringCorners(face.points, head, yaw, pitch);
  circles.slice(1).forEach((circle, at) => {
    for (const corners of between(circles[at], circle)) drawTriangle(source, target, depth, corners);
  });
  const corners = face.points.map((from) => ({ from, to: turned(from, head, yaw, pitch) }));
  for (let at = 0; at < found.triangles.length; at += 3) {
    const triangle = [0, 1, 2].map((step) => corners[found.triangles[at + step]]);
    drawTriangle(source, target, depth, triangle);
  }
  return toJpeg(target);
}

/**
 * The whole picture as a sheet of paper turned about its vertical middle, seen from two picture widths away.
 * @param {Uint8Array} jpeg @param {{ yawDegrees: number }} turn
 */
async function turnPlane(jpeg, { yawDegrees }) {
  const source = await toPicture(jpeg);
  const { width, height } = source;
  const target = { ...source, data: new Uint8Array(width * height * 3).fill(150) };
  const [cos, sin] = [Math.cos(yawDegrees * radians), Math.sin(yawDegrees * radians)];
  const away = 2 * width;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [sx, sy] = [x - width / 2, y - height / 2];
      const onSheet = (sx * away) / (away * cos - sx * sin);
      const nearness = (away + onSheet * sin) / away;
      copyColour(source, onSheet + width / 2, sy * nearness + height / 2, target, y * width + x);
    }
  }
  return toJpeg(target);
}

module.exports = { turnFace, turnPlane };

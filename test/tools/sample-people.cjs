'use strict';
// Invented technicians need faces. These come from the sample pictures inside the face engine's own packages, so
// that a fresh clone has them and nobody's face is kept in this repository.
//   node test/tools/sample-people.cjs <folder> [people] [of them with challenge pictures]
const fs = require('node:fs');
const path = require('node:path');
const sharp = require('sharp');
const { mesh } = require('@lifttrust/cloud/workers/face/analyse.cjs');
const { packageFolder } = require('@lifttrust/cloud/workers/face/packages.cjs');
const { turnFace, turnPlane } = require('./turn-face.cjs');

const frame = { width: 720, height: 960 };

/** Sample photograph and the middle of a face in it that looks about straight into the camera. */
const inPhotographs = [
  { photo: 6, x: 1590, y: 423 },
  { photo: 6, x: 356, y: 635 },
  { photo: 6, x: 1265, y: 464 },
  { photo: 6, x: 771, y: 491 },
  { photo: 3, x: 693, y: 474 },
  { photo: 5, x: 461, y: 1032 },
  { photo: 3, x: 1184, y: 371 },
  { photo: 5, x: 1206, y: 330 },
  { photo: 4, x: 752, y: 192 },
  { photo: 1, x: 507, y: 491 },
];

/** Row and column in the table of small faces of the other package: enough to be enrolled colleagues. */
const inTable = [
  { row: 4, column: 8 },
  { row: 4, column: 12 },
  { row: 1, column: 5 },
  { row: 0, column: 0 },
  { row: 5, column: 5 },
  { row: 3, column: 15 },
  { row: 2, column: 3 },
  { row: 1, column: 12 },
  { row: 3, column: 13 },
  { row: 2, column: 2 },
  { row: 3, column: 16 },
  { row: 1, column: 16 },
  { row: 2, column: 5 },
  { row: 3, column: 2 },
  { row: 1, column: 6 },
  { row: 4, column: 7 },
];

const people = [...inPhotographs, ...inTable];

const samplePhotograph = (/** @type {number} */ number) =>
  fs.readFileSync(path.join(packageFolder('@vladmandic/face-api'), 'demo', `sample${number}.jpg`));

/** Cuts a portrait around a face, as a phone held at arm's length would show it. */
async function fromPhotograph(/** @type {{ photo: number, x: number, y: number }} */ { photo, x, y }) {
  const image = sharp(samplePhotograph(photo));
  const { width, height } = await image.metadata();
  const half = { width: 280, height: 373 };
  const [left, top] = [Math.max(0, x - half.width), Math.max(0, y - half.height)];
  const size = {
    width: Math.min(width, x + half.width) - left,
    height: Math.min(height, y + half.height) - top,
  };
  const missing = {
    left: Math.max(0, half.width - x),
    top: Math.max(0, half.height - y),
    right: Math.max(0, x + half.width - width),
    bottom: Math.max(0, y + half.height - height),
  };
  const cut = await image.extract({ left, top, ...size }).toBuffer();
  const whole = await sharp(cut)
    .extend({ ...missing, extendWith: 'mirror' })
    .toBuffer();
  return sharp(whole).resize(frame.width, frame.height, { fit: 'fill' }).jpeg({ quality: 92 }).toBuffer();
}

/** Small pictures fill the middle; around them lies their own blur, as a wall behind a person. */
async function fromTable(/** @type {{ row: number, column: number }} */ { row, column }) {
  const table = path.join(packageFolder('@vladmandic/human'), 'assets', 'screenshot-facematch.jpg');
  const place = { left: Math.round(column * 106.6) + 2, top: Math.round(284 + row * 112.4) };
  const small = await sharp(table)
    .extract({ ...place, width: 104, height: 104 })
    .toBuffer();
  const wall = await sharp(small).resize(frame.width, frame.height).blur(40).toBuffer();
  const large = await sharp(small).resize(620, 620, { kernel: 'lanczos3' }).toBuffer();
  return sharp(wall)
    .composite([{ input: large, left: 50, top: 150 }])
    .jpeg({ quality: 92 })
    .toBuffer();
}

/** @param {number} number 0 for the first @returns {Promise<Buffer>} */
function portrait(number) {
  const person = people[number];
  if (!person) throw new Error(`There are ${people.length} sample people; ${number} is none of them.`);
  return 'photo' in person ? fromPhotograph(person) : fromTable(person);
}

/** @typedef {{ jpeg: Buffer, turn: number, yaw: number }} View */

/** @param {Buffer} picture @param {number} turn @returns {Promise<View | null>} */
async function viewOf(picture, turn) {
  const jpeg = turn === 0 ? picture : await turnFace(picture, { yawDegrees: turn });
  const [face] = (await mesh({ jpeg })).faces;
  return face ? { jpeg, turn, yaw: face.yawDegrees } : null;
}

/**
 * Turns the portrait until the engine reads the wanted yaw: what it reads grows unevenly with the turn.
 * @param {Buffer} picture @param {number} wanted @param {number} tolerance
 */
async function viewNear(picture, wanted, tolerance) {
  let best = await viewOf(picture, 0);
  if (!best) throw new Error('No face in this portrait.');
  const tried = new Set([0]);
  for (let step = 0; step < 7 && Math.abs(best.yaw - wanted) > tolerance; step++) {
    const missing = wanted - best.yaw;
    const turn = Math.max(
      -75,
      Math.min(75, Math.round((best.turn + missing * (1.6 / (1 + step / 4))) / 3) * 3),
    );
    if (tried.has(turn)) break;
    tried.add(turn);
    const view = await viewOf(picture, turn);
    if (view && Math.abs(view.yaw - wanted) < Math.abs(best.yaw - wanted)) best = view;
  }
  return best;
}

/** One more photograph of the same moment: other light, a little shifted, compressed anew. */
async function varied(/** @type {Buffer} */ jpeg, /** @type {number} */ step) {
  const { width = frame.width, height = frame.height } = await sharp(jpeg).metadata();
  const cut = await sharp(jpeg)
    .extract({ left: 6 * step, top: 4 * step, width: width - 12 * step, height: height - 16 * step })
    .toBuffer();
  return sharp(cut)
    .resize(frame.width, frame.height, { fit: 'fill' })
    .modulate({ brightness: 1 + 0.03 * step })
    .jpeg({ quality: 90 - step })
    .toBuffer();
}

/** How far to either side the challenge's pictures should read; the rule asks for 18. */
const turnRead = 24;

/**
 * Everything one invented person shows to a camera: three pictures for enrolment; for those who work, also the
 * three directions and the attack that must fail, a flat photograph turned to either side.
 * @param {number} number @param {boolean} works
 * @returns {Promise<Record<string, Buffer>>}
 */
async function framesOf(number, works) {
  const picture = await portrait(number);
  const centre = await viewNear(picture, 0, 4);
  const turned = async (/** @type {number} */ turn) =>
    await turnFace(picture, { yawDegrees: centre.turn + turn });
  const enrolment = {
    'enrol-1': await varied(centre.jpeg, 1),
    'enrol-2': await varied(await turned(8), 2),
    'enrol-3': await varied(await turned(-8), 3),
  };
  if (!works) return enrolment;
  return {
    ...enrolment,
    centre: centre.jpeg,
    left: (await viewNear(picture, centre.yaw + turnRead, 3)).jpeg,
    right: (await viewNear(picture, centre.yaw - turnRead, 3)).jpeg,
    'flat-left': await turnPlane(centre.jpeg, { yawDegrees: 35 }),
    'flat-right': await turnPlane(centre.jpeg, { yawDegrees: -35 }),
  };
}

/**
 * Writes the pictures of the first people into `folder/01/centre.jpg` …; what is there already is kept.
 * @param {string} folder @param {{ count: number, working: number, say?: (text: string) => void }} wish
 */
async function writeSamplePeople(folder, { count, working, say = () => {} }) {
  for (let number = 0; number < Math.min(count, people.length); number++) {
    const own = path.join(folder, String(number + 1).padStart(2, '0'));
    const works = number < working;
    const marks = works ? ['complete'] : ['complete', 'enrolment-only'];
    if (marks.some((mark) => fs.existsSync(path.join(own, mark)))) continue;
    fs.mkdirSync(own, { recursive: true });
    for (const [name, jpeg] of Object.entries(await framesOf(number, works))) {
      // Two test processes may fill one folder: nobody ever reads half a picture.
      const half = path.join(own, `${name}.${process.pid}.part`);
      fs.writeFileSync(half, jpeg);
      fs.renameSync(half, path.join(own, `${name}.jpg`));
    }
    fs.writeFileSync(path.join(own, works ? 'complete' : 'enrolment-only'), '');
    say(`Sample person ${number + 1} of ${count}`);
  }
}

module.exports = { people, portrait, samplePhotograph, framesOf, writeSamplePeople };

if (require.main === module) {
  const [folder, count = '2', working = count] = process.argv.slice(2);
  if (!folder)
    throw new Error(
      'Usage: node test/tools/sample-people.cjs <folder> [people] [of them with challenge pictures]',
    );
  const wish = { count: Number(count), working: Number(working), say: console.log };
  writeSamplePeople(folder, wish).then(() => process.exit(0));
}

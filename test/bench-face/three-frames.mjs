// The product asks for three pictures; the folders have one. The other two are the same picture turned in depth by the
// test tool: what that shows of identity is an upper bound of the trouble turning makes, since its copies have seams.
import { createRequire } from 'node:module';
import { challenge, match, policy } from './engine.mjs';
import { passing, share, table, thresholdFor } from './figures.mjs';
import { runTrials } from './trials.mjs';

const require = createRequire(import.meta.url);
const { turnFace } = require('../tools/turn-face.cjs');
const sharp = require('sharp');

/** Tried in this order until the engine reads enough of a turn; its scale is flatter than a protractor. */
const toTheSide = [48, 56, 64, 72];
const whenEnrolling = [8];
const phoneHeight = 960;

async function turnedFace(engine, bytes, straight, degrees) {
  for (const yawDegrees of degrees) {
    const jpeg = await turnFace(bytes, { yawDegrees }).catch(() => null);
    const seen = jpeg && (await engine.look(jpeg));
    const turn = Math.abs((seen?.face?.yawDegrees ?? 0) - straight.yawDegrees);
    if (seen?.face && (degrees.length === 1 || turn >= policy.turnDegrees)) return seen;
  }
  return null;
}

async function triplet(engine, path, degrees) {
  const bytes = await sharp(path).rotate().resize({ height: phoneHeight }).jpeg({ quality: 92 }).toBuffer();
  const centre = await engine.look(bytes);
  if (!centre.face) return null;
  const left = await turnedFace(engine, bytes, centre.face, degrees);
  const right = await turnedFace(
    engine,
    bytes,
    centre.face,
    degrees.map((one) => -one),
  );
  return left && right ? { centre, left, right } : null;
}

const embeddings = (views) => [views.centre, views.left, views.right].map(({ face }) => face.embedding);

export async function threeFrames(engine, usable, options, say) {
  const chosen = usable.slice(0, options.turned);
  const people = [];
  const refused = new Map();
  let complete = 0;
  for (const person of chosen) {
    const enrolled = await triplet(engine, person.first, whenEnrolling);
    const presented = await triplet(engine, person.second, toTheSide);
    if (!enrolled || !presented) continue;
    const frames = Object.entries(presented).map(([direction, analysis]) => ({ direction, analysis }));
    const problems = new Set(challenge.challengeProblems(frames, policy).map(({ code }) => code));
    for (const code of problems) refused.set(code, (refused.get(code) ?? 0) + 1);
    if (problems.size === 0) complete++;
    people.push({
      ...person,
      one: person.probe,
      template: match.meanEmbedding(embeddings(enrolled)),
      probe: match.meanEmbedding(embeddings(presented)),
    });
    if (people.length % 10 === 0) say(`${people.length} of ${chosen.length} people turned`);
  }
  const heading = `### One frame and three (${people.length} people turned in depth by the test tool)`;
  if (people.length < 10) return [heading, 'Too few people for figures; three frames need at least 10.'];
  const size = Math.floor(people.length / 2);
  // Colleagues who were not turned fill the cohort up to fifty.
  const background = usable.slice(options.turned, options.turned + 50 - size);
  const rows = [
    ['one frame', people.map((person) => ({ ...person, probe: person.one }))],
    ['three frames', people],
  ].map(([label, presented]) => {
    const trials = runTrials(presented, size, { trials: options.trials / 2, seed: options.seed, background });
    const [right, wrong] = [trials.filter((one) => one.isGenuine), trials.filter((one) => !one.isGenuine)];
    const threshold = thresholdFor(wrong, 0.001);
    return [
      label,
      share(right.filter(({ outcome }) => outcome === 'accepted').length, right.length),
      share(wrong.filter(({ outcome }) => outcome === 'accepted').length, wrong.length, 3),
      threshold === null ? '–' : share(passing(right, threshold), right.length),
    ];
  });
  return [
    heading,
    `Enrolled with three pictures (straight and ${whenEnrolling[0]}° to each side), ${size} of them enrolled by lot beside ${background.length} others. The copies turned by ${toTheSide[0]}° to ${toTheSide.at(-1)}° show seams that a head has not, so three frames are judged too harshly here.`,
    table(['presented', 'right people accepted', 'strangers accepted', 'TAR at FAR 0.1 %'], rows),
    `Of the three turned pictures ${share(complete, people.length)} pass the challenge; refused: ${[...refused].map(([code, count]) => `${count} × ${code}`).join(', ') || 'none'}.`,
  ];
}

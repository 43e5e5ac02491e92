// Who is enrolled is drawn by lot, again and again; then the right person and strangers claim to be one of them, and
// the product's own rules decide.
import { match, policy } from './engine.mjs';

/** A repeatable source of numbers from 0 to 1 (mulberry32). @param {number} seed */
export function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** @template T @param {readonly T[]} items @param {() => number} draw @returns {T[]} */
export function shuffled(items, draw) {
  const out = [...items];
  for (let at = out.length - 1; at > 0; at--) {
    const other = Math.floor(draw() * (at + 1));
    [out[at], out[other]] = [out[other], out[at]];
  }
  return out;
}

/**
 * @typedef {{ name: string, group: string, template: Float32Array, probe: Float32Array }} Person
 * @typedef {{ score: number, closer: boolean, outcome: string, isGenuine: boolean, group: string, sameGroup: boolean }} Trial
 */

const without = (/** @type {Person[]} */ people, /** @type {Person} */ one) =>
  people.filter((person) => person !== one);

/** As the service compares: the template against the cohort of all others enrolled. */
function desk(/** @type {Person} */ claimed, /** @type {Person[]} */ enrolled) {
  const others = without(enrolled, claimed).map(({ template }) => template);
  const cohort = match.cohortOf(others);
  return (/** @type {Person} */ claimant) => {
    const own = match.cosine(claimant.probe, claimed.template);
    const closer = others.some((other) => match.cosine(claimant.probe, other) > own);
    const score = match.scoreWithin(cohort, claimant.probe, claimed.template);
    const facts = { score, enrolled: enrolled.length, colleagueCloser: closer };
    return {
      score: score ?? 0,
      closer,
      outcome: match.decideMatch(facts, policy).outcome,
      isGenuine: claimant === claimed,
      group: claimed.group,
      sameGroup: claimant.group === claimed.group,
    };
  };
}

/**
 * Strangers are people who are not enrolled; where everybody is, the stranger alone is taken out. With groups half of the
 * strangers are drawn from the claimed person's own group: those are the hard ones.
 * @param {Person[]} people @param {number} size enrolled people @param {{ trials: number, seed: number, background?: Person[] }} wish `background` is enrolled,
 * too, and neither claims nor is claimed
 * @returns {Trial[]}
 */
export function runTrials(people, size, { trials, seed, background = [] }) {
  const draw = seeded(seed * 7919 + size);
  const found = [];
  let strangers = 0;
  while (strangers < trials) {
    const order = shuffled(people, draw);
    const [drawn, outside] = [order.slice(0, size), order.slice(size)];
    const enrolled = [...drawn, ...background];
    for (const claimed of drawn.slice(0, 60)) {
      const attempt = desk(claimed, enrolled);
      found.push(attempt(claimed));
      const others = (outside.length > 0 ? outside : enrolled).filter((person) => person !== claimed);
      const mixed = shuffled(others, draw);
      const own = mixed.filter((person) => person.group === claimed.group);
      for (const stranger of [...new Set([...own.slice(0, 20), ...mixed.slice(0, 20)])]) {
        const asked = outside.length > 0 ? attempt : desk(claimed, without(enrolled, stranger));
        found.push(asked(stranger));
        strangers++;
      }
    }
  }
  return found;
}

/** Plain cosines of all pairs, or of so many drawn by lot. @param {Person[]} people @param {number} seed */
export function cosines(people, seed, most = 200_000) {
  const draw = seeded(seed);
  const genuine = people.map((person) => ({
    value: match.cosine(person.template, person.probe),
    group: person.group,
  }));
  const impostor = [];
  const all = people.length * (people.length - 1);
  for (const one of people) {
    for (const other of people) {
      if (one === other || draw() > most / all) continue;
      impostor.push({
        value: match.cosine(one.template, other.probe),
        group: one.group === other.group ? one.group : '',
      });
    }
  }
  return { genuine, impostor };
}

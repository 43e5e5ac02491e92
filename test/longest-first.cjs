'use strict';
const Sequencer = require('@jest/test-sequencer').default;

/**
 * The files that take longer than a minute on two cores, longest first. Jest learns such an order by itself, but only on
 * a machine that has run the tests before; without it one worker ends minutes after the other.
 */
const longest = [
  'test/simulation/a-year-of-a-company',
  'test/access/access-matrix',
  'test/mini/offline-visit',
  'test/bench/bench',
  'test/mini/owner-signing',
  'test/console/every-entry',
  'test/preview/the-story-by-hand',
  'test/story/backup-damage-restore',
  'test/fault/backup-killed',
  'test/fault/rescue-killed',
  'test/story/accounts-through-the-screens',
  'test/fuzz/every-route',
  'test/mini/technician-papers-and-device',
  'test/mini/a-visit-through-both-packages',
  'test/fault/directory-large',
  'test/console/organisation',
];

/** @param {{ path: string }} test */
const rank = ({ path }) => {
  const at = longest.findIndex((name) => path.endsWith(`/${name}.test.ts`));
  return at < 0 ? longest.length : at;
};

module.exports = class LongestFirst extends Sequencer {
  /** @param {import('@jest/test-result').Test[]} tests */
  sort(tests) {
    // Sorting is stable: the short ones stay in the order that jest gives them.
    return [...super.sort(tests)].sort((one, other) => rank(one) - rank(other));
  }
};

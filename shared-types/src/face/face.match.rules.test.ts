import {
  cosine,
  decideMatch,
  meanEmbedding,
  normalisedScore,
  possibleDouble,
  smallCohortMargin,
} from './face.match.rules';

const policy = { accept: 2, review: 1, coldStartPeople: 20 };
const many = 1200;

/** Repeatable vectors of length one, spread like faces around a common mean. */
function face(seed: number, spread = 0.5): number[] {
  let state = seed * 2654435761;
  const values = Array.from({ length: 128 }, (_, at) => {
    state = (state * 1664525 + 1013904223) % 4294967296;
    return Math.sin(at) + spread * (state / 4294967296 - 0.5) * 2;
  });
  return [...meanEmbedding([values])];
}

const cohort = Array.from({ length: 60 }, (_, at) => face(at + 100));

test('a face compared with itself scores far above its nearest strangers', () => {
  expect(normalisedScore(face(1), face(1), cohort)).toBeGreaterThan(5);
});

test('a stranger scores about as much as other strangers do', () => {
  expect(normalisedScore(face(1), face(2), cohort)).toBeLessThan(2);
});

test('the score does not depend on which picture is called the template', () => {
  const there = normalisedScore(face(1), face(2), cohort);
  expect(normalisedScore(face(2), face(1), cohort)).toBeCloseTo(there ?? Number.NaN, 10);
});

test('without anybody to compare with there is no score', () => {
  expect(normalisedScore(face(1), face(1), [])).toBeNull();
});

test('a cohort of copies does not make the score explode', () => {
  const copies = Array.from({ length: 40 }, () => face(3));
  // Each side's strangers are as near as face 3; drawn over to the copies, which are all one with each other.
  const nearness = (of: number) => (20 * cosine(face(of), face(3)) + 30 * 1) / 50;
  const expected = (cosine(face(1), face(2)) - (nearness(1) + nearness(2)) / 2) / 0.004;
  expect(normalisedScore(face(1), face(2), copies)).toBeCloseTo(expected, 3);
});

test('among people who look alike more likeness is asked for than among people who do not', () => {
  const crowded = Array.from({ length: 30 }, (_, at) => face(at + 100, 0.25));
  const diverse = Array.from({ length: 30 }, (_, at) => face(at + 100, 0.9));
  const [one, other] = [face(1, 0.25), face(2, 0.25)];
  expect(normalisedScore(one, other, diverse)).toBeGreaterThan(3);
  expect(normalisedScore(one, other, crowded)).toBeLessThan(1.5);
});

test('a single stranger is enough for a score', () => {
  expect(Number.isFinite(normalisedScore(face(1), face(2), [face(3)]))).toBe(true);
});

test('a second account of one person is found among colleagues, and a new colleague is no second account', () => {
  const again = meanEmbedding([face(105), face(105), face(1)]);
  expect(possibleDouble(again, cohort)).toBe(true);
  expect(possibleDouble(face(1), cohort)).toBe(false);
  expect(possibleDouble(face(1), [])).toBe(false);
});

test('the mean of several pictures has length one', () => {
  const mean = meanEmbedding([face(1), face(2), face(3)]);
  expect(cosine(mean, mean)).toBeCloseTo(1, 5);
});

test.each([
  ['fewer than 20 people are enrolled', { score: 9, enrolled: 19, colleagueCloser: false }, 'in_review'],
  ['there is nobody to compare with', { score: null, enrolled: 1, colleagueCloser: false }, 'in_review'],
  ['the score reaches the acceptance', { score: 2, enrolled: many, colleagueCloser: false }, 'accepted'],
  ['the score lies between', { score: 1.99, enrolled: many, colleagueCloser: false }, 'in_review'],
  ['the score reaches just the review', { score: 1, enrolled: many, colleagueCloser: false }, 'in_review'],
  ['a colleague is closer', { score: 3, enrolled: many, colleagueCloser: true }, 'in_review'],
] as const)('when %s, the outcome is decided accordingly', (_, facts, outcome) => {
  expect(decideMatch(facts, policy).outcome).toBe(outcome);
});

test('below the review threshold the check is refused, colleague or not', () => {
  expect(decideMatch({ score: 0.99, enrolled: many, colleagueCloser: true }, policy).outcome).toBe(
    'rejected',
  );
});

test('with few enrolled people more is asked for acceptance, and doubt goes to a person', () => {
  expect(smallCohortMargin(20)).toBe(2.2);
  expect(smallCohortMargin(610)).toBeCloseTo(1.1);
  expect(smallCohortMargin(1200)).toBe(0);
  expect(decideMatch({ score: 4.1, enrolled: 20, colleagueCloser: false }, policy).outcome).toBe('in_review');
  expect(decideMatch({ score: 4.2, enrolled: 20, colleagueCloser: false }, policy).outcome).toBe('accepted');
});

test('every outcome but acceptance has a reason in words', () => {
  for (const score of [0, 1.5]) {
    expect(decideMatch({ score, enrolled: many, colleagueCloser: false }, policy).reason).toMatch(
      /[\u4e00-\u9fff]/,
    );
  }
  expect(decideMatch({ score: 3, enrolled: many, colleagueCloser: false }, policy).reason).toBeNull();
});

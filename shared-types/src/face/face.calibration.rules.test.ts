import { calibratedModel, calibrationEffect, isWorthApplying } from './face.calibration.rules';
import { scoreFrom } from './face.match.rules';

const policy = { accept: 2, review: 1, coldStartPeople: 20 };
const near = { mean: 0.9, spread: 0.01 };
const parts = (cosine: number) => ({
  cosine,
  probe: near,
  template: near,
  count: 30,
  enrolled: 1200,
  colleagueCloser: false,
});
const scored = (cosine: number) => ({ parts: parts(cosine), score: scoreFrom(parts(cosine), near) });

test('under the same values nothing moves', () => {
  const effect = calibrationEffect([scored(0.95), scored(0.915), scored(0.9)], near, policy);
  const same = { accepted: 1, inReview: 1, rejected: 1 };
  expect(effect).toEqual({ checks: 3, before: same, after: same, moved: 0 });
});

test('when strangers are found nearer to each other, fewer checks are accepted', () => {
  const effect = calibrationEffect([scored(0.95), scored(0.922)], { mean: 0.92, spread: 0.01 }, policy);
  expect(effect.before.accepted).toBe(2);
  expect(effect.after.accepted).toBe(1);
  expect(effect.moved).toBe(1);
});

test('of no checks nothing can be said', () => {
  const none = { accepted: 0, inReview: 0, rejected: 0 };
  expect(calibrationEffect([], near, policy)).toEqual({ checks: 0, before: none, after: none, moved: 0 });
});

test('the first values and a noticeable drift are worth a look, a small one is not', () => {
  expect(isWorthApplying(null, near)).toBe(true);
  expect(isWorthApplying(near, { mean: 0.9004, spread: 0.01 })).toBe(false);
  expect(isWorthApplying(near, { mean: 0.9006, spread: 0.01 })).toBe(true);
  expect(isWorthApplying(near, { mean: 0.9, spread: 0.0106 })).toBe(true);
});

test('a score says which calibration it leans on', () => {
  expect(calibratedModel('mesh-1+dlib128-1', null)).toBe('mesh-1+dlib128-1');
  expect(calibratedModel('mesh-1+dlib128-1', 3)).toBe('mesh-1+dlib128-1+c3');
});

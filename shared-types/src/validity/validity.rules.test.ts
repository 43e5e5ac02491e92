import { appealUntil, refuseAppeal, refuseAppealDecision, refuseStatement } from './validity.rules';

const at = (text: string) => Date.parse(`${text}+08:00`);
const decidedAt = at('2026-03-01T23:50:00');
const standing = 'original' as const;
const facts = { validity: 'invalid' as const, standing, decidedAt, appealed: false, appealDays: 15 };
const refused = (now: string, over: Partial<Parameters<typeof refuseAppeal>[0]> = {}) =>
  refuseAppeal({ ...facts, now: at(now), ...over })?.code;

test('the day of the decision is not counted, and the last day lasts until 24:00', () => {
  expect(appealUntil(decidedAt, 15)).toBe('2026-03-16');
  expect(refused('2026-03-16T23:59:59')).toBeUndefined();
  expect(refused('2026-03-17T00:00:00')).toBe('validity.appeal_late');
});

test('a unit appeals once, and only against “invalid”', () => {
  expect(refused('2026-03-02T08:00:00', { appealed: true })).toBe('validity.appealed_already');
  expect(refused('2026-03-02T08:00:00', { validity: 'valid' })).toBe('validity.not_invalid');
  expect(refused('2026-03-02T08:00:00', { validity: 'suspect', decidedAt: null })).toBe(
    'validity.not_invalid',
  );
});

test('who decided first does not decide the appeal, and it is decided once', () => {
  const decision = { standing, appealed: true, decided: false, deciderId: 'b', firstDeciderId: 'a' };
  expect(refuseAppealDecision(decision)).toBeNull();
  expect(refuseAppealDecision({ ...decision, deciderId: 'a' })?.code).toBe('validity.same_decider');
  expect(refuseAppealDecision({ ...decision, decided: true })?.code).toBe('validity.appeal_decided');
  expect(refuseAppealDecision({ ...decision, appealed: false })?.code).toBe('validity.no_appeal');
});

test('a void record is void for good: no appeal is heard and none is decided', () => {
  expect(refused('2026-03-02T08:00:00', { standing: 'voided' })).toBe('validity.voided');
  const decision = { appealed: true, decided: false, deciderId: 'b', firstDeciderId: 'a' };
  expect(refuseAppealDecision({ ...decision, standing: 'voided' })?.code).toBe('validity.voided');
});

test('statements belong to an open doubt', () => {
  expect(refuseStatement('suspect')).toBeNull();
  expect(refuseStatement('valid')?.code).toBe('validity.not_suspect');
  expect(refuseStatement('invalid')?.code).toBe('validity.not_suspect');
});

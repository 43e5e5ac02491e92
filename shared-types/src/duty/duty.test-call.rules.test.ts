import { nextTest, type TestCall } from './duty.test-call.rules';

const minute = 60_000;
const now = Date.parse('2026-11-05T08:00:00+08:00');
const rule = { testDay: 5, answerMinutes: 30 };
const placed = (attempt: number, ago: number): TestCall => ({
  ...{ attempt, state: 'placed', placedAt: now - ago * minute },
});

test('the phone is called from the city’s day of the month on, not before, and not again when it was answered', () => {
  expect(nextTest([], rule, 4, now)).toEqual({ what: 'nothing' });
  expect(nextTest([], rule, 5, now)).toEqual({ what: 'call', attempt: 1 });
  expect(nextTest([], rule, 28, now)).toEqual({ what: 'call', attempt: 1 });
  expect(nextTest([{ ...placed(1, 90), state: 'answered' }], rule, 6, now)).toEqual({ what: 'nothing' });
});

test('a call is unanswered when its minutes are over, not a moment before', () => {
  expect(nextTest([placed(1, 29)], rule, 5, now)).toEqual({ what: 'nothing' });
  expect(nextTest([placed(1, 30)], rule, 5, now)).toEqual({ what: 'call', attempt: 2 });
});

test('a call that never left counts as failed; one that is under way does not', () => {
  expect(nextTest([{ attempt: 1, state: 'failed', placedAt: null }], rule, 5, now)).toEqual({
    ...{ what: 'call', attempt: 2 },
  });
  expect(nextTest([{ attempt: 1, state: 'calling', placedAt: null }], rule, 5, now)).toEqual({
    what: 'nothing',
  });
});

test('failing twice tells the district', () => {
  expect(nextTest([placed(1, 2000), placed(2, 40)], rule, 6, now)).toEqual({ what: 'tell_district' });
  expect(nextTest([placed(1, 2000), { ...placed(2, 40), state: 'answered' }], rule, 6, now)).toEqual({
    what: 'nothing',
  });
});

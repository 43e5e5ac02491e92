import { endOfDay, startOfDay } from '../kernel/time';
import { dueDays } from '../plan/plan.rules';
import { delaySteps, delayTiming, recovery, refuseDelay, standingOf } from './delay.rules';

const intervals = { half_month: 15, quarter: 90, half_year: 180, year: 365 };
const draft = {
  reason: 'natural_disaster' as const,
  evidence: 0,
  today: '2026-06-10',
  expectedOn: '2026-06-20',
  lifts: [{ place: '江滨苑 1 号楼', dueOn: '2026-06-12' }],
};
const codes = (facts: Partial<Parameters<typeof refuseDelay>[0]>) =>
  refuseDelay({ ...draft, ...facts }).map(({ code }) => code);

test('an explanation comes before the due day where that can be foreseen, at latest three days after; a later one is taken and marked', () => {
  expect(delayTiming('2026-06-12', '2026-06-10')).toBe('before');
  expect(delayTiming('2026-06-12', '2026-06-12')).toBe('before');
  expect(delayTiming('2026-06-12', '2026-06-13')).toBe('after');
  expect(delayTiming('2026-06-12', '2026-06-15')).toBe('after');
  expect(delayTiming('2026-06-12', '2026-06-16')).toBe('late');
});

test('a refused entry needs proof that the owner was told', () => {
  expect(codes({ reason: 'access_refused' })).toEqual(['delay.proof_missing']);
  expect(codes({ reason: 'access_refused', evidence: 1 })).toEqual([]);
});

test('all that is wrong is said at once', () => {
  expect(
    codes({
      reason: 'access_refused',
      expectedOn: '2026-06-09',
      lifts: [
        { place: '甲', dueOn: null },
        { place: '乙', dueOn: '2026-06-30' },
      ],
    }),
  ).toEqual(['delay.expected_in_past', 'delay.proof_missing', 'delay.nothing_due', 'delay.not_concerned']);
  expect(codes({ expectedOn: '2026-12-31' })).toEqual(['delay.expected_too_far']);
});

test('an explanation explains the overdue and every cycle that falls due meanwhile; only an accepted one is more than words', () => {
  const one = { dueOn: '2026-06-12', expectedOn: '2026-07-05' };
  expect(standingOf('2026-06-12', [{ ...one, state: 'submitted' }])).toBe('explained');
  expect(standingOf('2026-06-27', [{ ...one, state: 'accepted' }])).toBe('accepted');
  expect(standingOf('2026-07-06', [{ ...one, state: 'accepted' }])).toBe('none');
  expect(standingOf('2026-06-11', [{ ...one, state: 'accepted' }])).toBe('none');
  expect(standingOf('2026-06-12', [{ ...one, state: 'withdrawn' }])).toBe('none');
  expect(standingOf('2026-06-12', [{ ...one, state: 'not_accepted' }])).toBe('none');
  expect(standingOf(null, [{ ...one, state: 'accepted' }])).toBe('none');
});

test('what was withdrawn stays withdrawn; a decision may be taken again', () => {
  expect(delaySteps.withdrawn).toEqual([]);
  expect(delaySteps.accepted).toEqual(['not_accepted']);
});

test('after the obstacle the first maintenance is made within three days, as the deepest class that fell due', () => {
  const done = (day: string, one: 'half_month' | 'quarter') => ({ class: one, completedAt: startOfDay(day) });
  const history = [done('2026-03-10', 'quarter'), done('2026-06-01', 'half_month')];
  expect(recovery('2026-06-20', dueDays(history, null, intervals), intervals)).toEqual({
    until: '2026-06-23',
    class: 'quarter',
  });
  const recent = [...history, { class: 'quarter' as const, completedAt: endOfDay('2026-05-31') - 1 }];
  expect(recovery('2026-06-20', dueDays(recent, null, intervals), intervals)).toEqual({
    until: '2026-06-23',
    class: 'half_month',
  });
});

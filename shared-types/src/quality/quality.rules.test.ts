import { isFindingOverdue, refusePlannedCheck, refuseResult } from './quality.rules';

const plan = {
  ...{ inspectorId: 'Q', isAppointed: true, technicianIds: ['A', 'B'] },
  ...{ plannedOn: '2026-11-20', today: '2026-11-20' },
};
const codes = (refusals: { code: string }[]) => refusals.map(({ code }) => code);

test('whoever did the work does not check it, and whoever checks was appointed', () => {
  expect(refusePlannedCheck(plan)).toEqual([]);
  expect(codes(refusePlannedCheck({ ...plan, inspectorId: 'B', isAppointed: false }))).toEqual([
    'quality.not_appointed',
    'quality.own_work',
  ]);
  expect(codes(refusePlannedCheck({ ...plan, technicianIds: [] }))).toEqual(['quality.nobody']);
});

test('a check is entered within thirty days', () => {
  expect(refusePlannedCheck({ ...plan, plannedOn: '2026-10-21' })).toEqual([]);
  expect(codes(refusePlannedCheck({ ...plan, plannedOn: '2026-10-20' }))).toEqual(['quality.too_old']);
});

const bad = { item: '制动器', good: false, found: '间隙超标', technicianId: 'A', dueOn: '2026-11-25' };
const result = { checkedOn: '2026-11-20', today: '2026-11-20', technicianIds: ['A', 'B'] };

test('what is not good names what was found, who puts it right and until when', () => {
  expect(
    refuseResult({
      ...result,
      items: [bad, { ...bad, good: true, found: '', technicianId: null, dueOn: null }],
    }),
  ).toEqual([]);
  const vague = { ...bad, found: ' ', technicianId: 'C', dueOn: '2026-11-19' };
  expect(codes(refuseResult({ ...result, items: [vague] }))).toEqual([
    'quality.not_said',
    'quality.whose',
    'quality.until_when',
  ]);
  expect(codes(refuseResult({ ...result, checkedOn: '2026-11-21', items: [] }))).toEqual([
    'quality.in_future',
  ]);
});

test('the term runs until the finding is closed, on its last day it is not over', () => {
  expect(isFindingOverdue('open', '2026-11-20', '2026-11-20')).toBe(false);
  expect(isFindingOverdue('open', '2026-11-20', '2026-11-21')).toBe(true);
  expect(isFindingOverdue('answered', '2026-11-20', '2026-11-21')).toBe(true);
  expect(isFindingOverdue('closed', '2026-11-20', '2026-11-21')).toBe(false);
});

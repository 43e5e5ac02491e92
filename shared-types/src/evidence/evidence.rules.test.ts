import { isOpen, isQuiet, openUntil, purposesOf, shownFrom } from './evidence.rules';

const terms = { openDays: 30, hiddenDays: 180 };
const day = 86_400_000;

test('inspectors call up for inspections, regulators for supervision and cases, nobody else at all', () => {
  expect(purposesOf('inspector')).toEqual(['periodic_inspection', 'supervision_inspection', 'testing']);
  for (const role of ['regulator', 'regulator_admin'] as const)
    expect(purposesOf(role)).toEqual(['supervision', 'complaint', 'enforcement', 'accident']);
  for (const role of ['company_admin', 'owner_admin', 'technician', 'auditor', 'reviewer'] as const)
    expect(purposesOf(role)).toEqual([]);
});

test('an inspection is seen at once, a running case once its days are over', () => {
  expect(shownFrom('periodic_inspection', 1000, terms)).toBe(1000);
  expect(shownFrom('supervision', 1000, terms)).toBe(1000);
  expect(isQuiet('accident')).toBe(true);
  expect(shownFrom('enforcement', 1000, terms)).toBe(1000 + 180 * day);
  expect(shownFrom('enforcement', 1000, { ...terms, hiddenDays: 0 })).toBe(1000);
});

test('records are open for thirty days, to the millisecond, or until the call-up is closed', () => {
  const endsAt = openUntil(1000, terms);
  expect(isOpen({ endsAt, closedAt: null }, endsAt - 1)).toBe(true);
  expect(isOpen({ endsAt, closedAt: null }, endsAt)).toBe(false);
  expect(isOpen({ endsAt, closedAt: 2000 }, 3000)).toBe(false);
});

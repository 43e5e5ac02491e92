import { isUnder, mayRelease, refuseSecondHold } from './hold.rules';

const thing = { liftId: 'lift-1', recordId: 'record-1', companyIds: ['company-1'], divisionCode: '99990101' };

test('a lift and a record hold what is theirs, wherever the office is', () => {
  expect(isUnder({ subjectKind: 'lift', subjectId: 'lift-1', area: '9998' }, thing)).toBe(true);
  expect(isUnder({ subjectKind: 'lift', subjectId: 'lift-2', area: '9999' }, thing)).toBe(false);
  expect(isUnder({ subjectKind: 'record', subjectId: 'record-1', area: '9999' }, thing)).toBe(true);
  expect(isUnder({ subjectKind: 'record', subjectId: 'lift-1', area: '9999' }, thing)).toBe(false);
});

test('a company’s work is held in the area of the office that placed the hold, and nowhere else', () => {
  const hold = { subjectKind: 'company' as const, subjectId: 'company-1' };
  expect(isUnder({ ...hold, area: '999901' }, thing)).toBe(true);
  expect(isUnder({ ...hold, area: '9999' }, thing)).toBe(true);
  expect(isUnder({ ...hold, area: '999902' }, thing)).toBe(false);
});

test('what lies in no area is held with the company wherever the office is', () => {
  const scan = { liftId: null, recordId: null, companyIds: ['company-2', 'company-1'], divisionCode: null };
  const hold = { subjectKind: 'company' as const, area: '999902' };
  expect(isUnder({ ...hold, subjectId: 'company-1' }, scan)).toBe(true);
  expect(isUnder({ ...hold, subjectId: 'company-3' }, scan)).toBe(false);
});

test('an office releases its own holds and those below it, never one from above', () => {
  expect(mayRelease({ area: '999901' }, '999901')).toBe(true);
  expect(mayRelease({ area: '999901' }, '9999')).toBe(true);
  expect(mayRelease({ area: '9999' }, '999901')).toBe(false);
  expect(mayRelease({ area: '9999' }, '')).toBe(false);
});

test('one office holds a thing once under one number; another number or another office holds it again', () => {
  const standing = [{ officeId: 'office-1', reference: '市监存〔2026〕1号' }];
  expect(refuseSecondHold(standing, { officeId: 'office-1', reference: '市监存〔2026〕1号' })?.code).toBe(
    'hold.placed_already',
  );
  expect(refuseSecondHold(standing, { officeId: 'office-1', reference: '市监存〔2026〕2号' })).toBeNull();
  expect(refuseSecondHold(standing, { officeId: 'office-2', reference: '市监存〔2026〕1号' })).toBeNull();
});

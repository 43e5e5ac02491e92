import {
  countsAtOnce,
  expiryTold,
  type PaperDraft,
  refusePaper,
  reminderDue,
  slotOf,
  termOf,
} from './paper.rules';

const today = '2026-11-21';
const draft = (changes: Partial<PaperDraft>): PaperDraft => ({
  kind: 'certificate',
  number: '999999199001010016',
  item: 'T',
  subItems: [],
  from: null,
  until: '2028-05-01',
  hasScan: true,
  ...changes,
});
const codes = (changes: Partial<PaperDraft>) => refusePaper(draft(changes), today).map(({ code }) => code);
const permit = {
  kind: 'permit',
  number: 'TS3399001-2028',
  subItems: [{ code: 'traction_passenger', grade: 'B' }],
} satisfies Partial<PaperDraft>;

test('a certificate has its item, the holder’s number and a last day', () => {
  expect(codes({})).toEqual([]);
  expect(codes({ item: '', number: '999999199001010015', until: null })).toEqual([
    'paper.until_missing',
    'paper.item_missing',
    'person.id_number_invalid',
  ]);
});

test('what has run out cannot be entered; on its last day it still can', () => {
  expect(codes({ until: '2026-11-20' })).toEqual(['paper.already_expired']);
  expect(codes({ until: '2026-11-21' })).toEqual([]);
});

test('nobody holds a certificate for longer than the term, a wrong year is noticed', () => {
  expect(codes({ until: '2038-05-01' })).toEqual(['paper.until_too_far']);
});

test('a permit names what it covers; only traction passenger lifts are graded', () => {
  expect(codes(permit)).toEqual([]);
  expect(codes({ ...permit, subItems: [] })).toEqual(['paper.sub_items_missing']);
  expect(codes({ ...permit, subItems: [{ code: 'traction_passenger', grade: null }] })).toEqual([
    'paper.grade_wrong',
  ]);
  expect(codes({ ...permit, subItems: [{ code: 'escalator', grade: 'A1' }] })).toEqual(['paper.grade_wrong']);
  const twice = { code: 'escalator', grade: null } as const;
  expect(codes({ ...permit, subItems: [twice, twice] })).toEqual(['paper.sub_item_twice']);
});

test('a unit’s papers come with their scan', () => {
  expect(codes({ ...permit, hasScan: false })).toEqual(['paper.scan_missing']);
  const promise = { kind: 'promise', from: '2026-01-01', until: null } as const;
  expect(codes(promise)).toEqual([]);
  expect(codes({ ...promise, from: null, hasScan: false })).toEqual([
    'paper.from_missing',
    'paper.scan_missing',
  ]);
  expect(codes({ kind: 'photo_page', until: null, hasScan: false })).toEqual(['paper.scan_missing']);
});

test('a business licence carries a credit code with its check sign', () => {
  const licence = { kind: 'business_licence', until: null } as const;
  expect(codes({ ...licence, number: '91999999MA0000001N' })).toEqual([]);
  expect(codes({ ...licence, number: '91999999MA0000001M' })).toEqual(['paper.licence_number_invalid']);
});

test('a contract of employment begins on a day and may have no end', () => {
  const contract = { kind: 'employment', until: null } as const;
  expect(codes({ ...contract, from: '2026-01-01' })).toEqual([]);
  expect(codes({ ...contract, from: null })).toEqual(['paper.from_missing']);
  expect(codes({ ...contract, from: '2027-02-01', until: '2027-01-01' })).toEqual(['paper.days_reversed']);
});

test('papers of one person, item and employer renew each other; a permit renews itself under its next year', () => {
  const person = { subjectId: 'P', organisationId: 'O', number: '' };
  expect(slotOf({ ...person, kind: 'certificate', item: 'T' })).toBe('certificate:T:P');
  expect(slotOf({ ...person, kind: 'certificate', item: 'A' })).not.toBe('certificate:T:P');
  expect(slotOf({ ...person, kind: 'employment', item: '' })).toBe('employment:O:P');
  const of = (number: string) => slotOf({ ...person, kind: 'permit', item: '', number });
  expect(of('TS3399001-2024')).toBe(of('TS3399001-2028'));
});

test('a term is near from sixty days before the last day, and over the day after it', () => {
  const warn = [60, 30, 7];
  expect(termOf('2027-01-21', today, warn)).toBe('fine');
  expect(termOf('2027-01-20', today, warn)).toBe('expiring');
  expect(termOf('2026-11-21', today, warn)).toBe('expiring');
  expect(termOf('2026-11-20', today, warn)).toBe('expired');
  expect(termOf(null, today, warn)).toBe('none');
});

test('reminders come at 60, 30 and 7 days and once when it is over, each once', () => {
  const warn = [60, 30, 7];
  const due = (until: string, reminded: number | null) => reminderDue(until, today, warn, reminded);
  expect(due('2027-01-21', null)).toBeNull();
  expect(due('2027-01-20', null)).toBe(60);
  expect(due('2027-01-19', 60)).toBeNull();
  expect(due('2026-12-21', 60)).toBe(30);
  expect(due('2026-11-28', 30)).toBe(7);
  expect(due('2026-11-21', 7)).toBeNull();
  expect(due('2026-11-20', 7)).toBe(expiryTold);
  expect(due('2026-11-20', expiryTold)).toBeNull();
});

test('a round that was missed is made up for with the nearest reminder only', () => {
  expect(reminderDue('2026-11-26', today, [60, 30, 7], null)).toBe(7);
  expect(reminderDue('2026-11-10', today, [60, 30, 7], null)).toBe(expiryTold);
});

test('what people send in themselves is looked at; what their unit enters, where the city wants it', () => {
  expect(countsAtOnce(false, 'none')).toBe(true);
  expect(countsAtOnce(true, 'none')).toBe(false);
  expect(countsAtOnce(false, 'regulator')).toBe(false);
});

import { CityParameters } from '../city/city.parameters';
import { isFinal, mayFollow, unreachable } from '../kernel/states';
import type { ItemAnswer } from '../visit/visit.contract';
import {
  isUploadedLate,
  isWorkComplete,
  refuseAnswer,
  refuseSubmit,
  refuseValidityDecision,
  type SubmitFacts,
  type SubmitPresence,
  validityOf,
  validitySteps,
  waitsForPartner,
} from './record.rules';

const at = Date.parse('2026-11-20T02:00:00Z');
const parameters = CityParameters.parse({});
const plain = { code: 'A-1-01', name: '机房、滑轮间环境', requiresTest: false };
const tested = { code: 'A-4-04', name: '制动器制动能力', requiresTest: true };
const passed: Omit<ItemAnswer, 'code'> = { result: 'pass', note: '', reading: '', fileIds: [] };

const technician = (name: string, change: Partial<SubmitPresence> = {}): SubmitPresence => ({
  person: { name },
  role: 'partner',
  certified: true,
  codeAt: at,
  positionVerdict: 'fine',
  positionEvidence: false,
  identity: 'accepted',
  startedAt: at,
  signedAt: at,
  checkedOutAt: at,
  ...change,
});

const complete: SubmitFacts = {
  state: 'checked_in',
  items: [
    { ...plain, ...passed },
    { ...tested, ...passed, reading: '125%' },
  ],
  photos: [{ slot: 'lift' }, { slot: 'controller' }, { slot: 'car_top_or_pit' }, { slot: 'finished' }],
  presences: [technician('张一', { role: 'lead' }), technician('李二')],
  grade: '正常',
  gradeReason: '',
  parameters,
};
const codes = (change: Partial<SubmitFacts>) =>
  refuseSubmit({ ...complete, ...change }).map((refusal) => refusal.code);

test('a complete record by two technicians is accepted', () => {
  expect(refuseSubmit(complete)).toEqual([]);
});

test('every item is answered', () => {
  const [refusal] = refuseAnswer(plain, { ...passed, result: null });
  expect(refusal).toMatchObject({ code: 'record.item_unanswered', field: 'items.A-1-01' });
});

test.each(['treated', 'fail'] as const)('%s is described', (result) => {
  const answer = { ...passed, result };
  expect(refuseAnswer(plain, answer).map(({ code }) => code)).toEqual(['record.note_missing']);
  expect(refuseAnswer(plain, { ...answer, note: ' ' })).toHaveLength(1);
  expect(refuseAnswer(plain, { ...answer, note: '更换照明灯管' })).toEqual([]);
});

test('不涉及 has a reason, and then needs no test', () => {
  const answer: typeof passed = { ...passed, result: 'not_applicable' };
  expect(refuseAnswer(tested, { ...answer }).map(({ code }) => code)).toEqual(['record.reason_missing']);
  expect(refuseAnswer(tested, { ...answer, fileIds: [], note: '本梯无此部件' })).toEqual([]);
});

test('a test item has a reading or a photo', () => {
  expect(refuseAnswer(tested, { ...passed }).map(({ code }) => code)).toEqual(['record.test_missing']);
  expect(refuseAnswer(tested, { ...passed, reading: '125%' })).toEqual([]);
  expect(refuseAnswer(tested, { ...passed, fileIds: ['01J0000000000000000000000A'] })).toEqual([]);
});

test('a failed test item without a word lacks both its note and its test', () => {
  const answer: typeof passed = { ...passed, result: 'fail' };
  expect(refuseAnswer(tested, { ...answer })).toHaveLength(2);
});

test('each empty photo place is named', () => {
  expect(codes({ photos: [{ slot: 'lift' }, { slot: 'finished' }] })).toEqual([
    'record.photo_missing',
    'record.photo_missing',
  ]);
});

test('a city may ask for more photographs than there are places', () => {
  const six = { ...parameters, photos: { ...parameters.photos, minimum: 6 } };
  expect(codes({ parameters: six })).toEqual(['record.photos_too_few']);
});

test('a photograph standing for a weak position is not one of the work', () => {
  const five = { ...parameters, photos: { ...parameters.photos, minimum: 5 } };
  expect(codes({ parameters: five, photos: [...complete.photos, { slot: 'position' }] })).toEqual([
    'record.photos_too_few',
  ]);
  expect(codes({ parameters: five, photos: [...complete.photos, { slot: 'item' }] })).toEqual([]);
});

test('no fewer than two technicians work on site', () => {
  expect(codes({ presences: [technician('张一', { role: 'lead' })] })).toEqual([
    'record.technicians_too_few',
  ]);
});

test('a technician who was named and never came does not count and is not waited for', () => {
  const absent = technician('王三', { codeAt: null, startedAt: null, signedAt: null, checkedOutAt: null });
  expect(codes({ presences: [...complete.presences, absent] })).toEqual([]);
  expect(codes({ presences: [technician('张一'), absent] })).toEqual(['record.technicians_too_few']);
});

test('a technician who began to check in and stopped is not passed over', () => {
  const halfway = technician('王三', { startedAt: null, signedAt: null, checkedOutAt: null });
  expect(codes({ presences: [...complete.presences, halfway] })).toEqual(['record.check_in_unfinished']);
});

test('at least one technician is certified', () => {
  const helper = { certified: false };
  expect(codes({ presences: [technician('张一'), technician('李二', helper)] })).toEqual([]);
  expect(codes({ presences: [technician('张一', helper), technician('李二', helper)] })).toEqual([
    'record.nobody_certified',
  ]);
});

test('a city may demand that all are certified', () => {
  const strict = { ...parameters, technicians: { ...parameters.technicians, allCertified: true } };
  const presences = [technician('张一'), technician('李二', { certified: false })];
  expect(codes({ parameters: strict, presences })).toEqual(['record.not_certified']);
});

test.each([
  ['identity none', { identity: 'none' }, 'record.identity_missing'],
  ['a rejected identity', { identity: 'rejected' }, 'record.identity_missing'],
  ['no signature', { signedAt: null }, 'record.signature_missing'],
  ['no check-out', { checkedOutAt: null }, 'record.check_out_missing'],
  ['a weak position without a photograph', { positionVerdict: 'weak' }, 'record.position_evidence_missing'],
  ['a position outside without one', { positionVerdict: 'outside' }, 'record.position_evidence_missing'],
] as const)('a technician with %s holds the submission up', (_, change, code) => {
  expect(codes({ presences: [technician('张一'), technician('李二', change)] })).toEqual([code]);
});

test('an identity still with the reviewer does not hold the submission up', () => {
  expect(codes({ presences: [technician('张一'), technician('李二', { identity: 'in_review' })] })).toEqual(
    [],
  );
});

test('a weak position with its photograph does not hold the submission up', () => {
  const weak = technician('李二', { positionVerdict: 'weak', positionEvidence: true });
  expect(codes({ presences: [technician('张一'), weak] })).toEqual([]);
});

test('the lift is graded on the city’s scale', () => {
  expect(codes({ grade: null })).toEqual(['record.grade_missing']);
  expect(codes({ grade: '良好' })).toEqual(['record.grade_missing']);
});

test('a grade other than 正常 has a reason', () => {
  expect(codes({ grade: '关注' })).toEqual(['record.grade_reason_missing']);
  expect(codes({ grade: '关注', gradeReason: '层门地坎磨损' })).toEqual([]);
});

test('a lift with a failed item is not 正常', () => {
  const items = [{ ...plain, ...passed, result: 'fail' as const, note: '照明损坏' }];
  expect(codes({ items })).toEqual(['record.grade_too_good']);
  expect(codes({ items, grade: '需修理', gradeReason: '照明损坏' })).toEqual([]);
});

test('all that is missing is said at once', () => {
  const presences = [technician('张一', { signedAt: null, checkedOutAt: null, certified: false })];
  const items = [{ ...plain, ...passed, result: null }];
  expect(codes({ items, photos: [], presences, grade: null })).toEqual([
    'record.item_unanswered',
    ...Array(4).fill('record.photo_missing'),
    'record.grade_missing',
    'record.technicians_too_few',
    'record.nobody_certified',
    'record.signature_missing',
    'record.check_out_missing',
  ]);
});

test('a record is submitted once', () => {
  expect(codes({ state: 'submitted' })).toEqual(['visit.already_submitted']);
  expect(codes({ state: 'cancelled' })).toEqual(['visit.cancelled']);
});

test('the work is complete when items, photographs and grade are, whoever has signed', () => {
  expect(isWorkComplete(complete)).toBe(true);
  expect(isWorkComplete({ ...complete, photos: [] })).toBe(false);
});

test('every validity is reachable; valid is final, and invalid is left only for valid, by an appeal', () => {
  expect(unreachable(validitySteps, 'draft')).toEqual([]);
  expect(isFinal(validitySteps, 'valid')).toBe(true);
  expect(validitySteps.invalid).toEqual(['valid']);
});

test('no record becomes invalid without having been suspect', () => {
  expect(mayFollow(validitySteps, 'submitted', 'invalid')).toBe(false);
});

test('one open doubt makes a record suspect, none or only settled ones leave it valid', () => {
  expect(validityOf([])).toBe('valid');
  expect(validityOf([{ settled: true }])).toBe('valid');
  expect(validityOf([{ settled: true }, { settled: false }])).toBe('suspect');
});

test('only a suspect record is decided on', () => {
  expect(refuseValidityDecision('suspect')).toBeNull();
  expect(refuseValidityDecision('valid')?.code).toBe('record.not_suspect');
  expect(refuseValidityDecision('invalid')?.code).toBe('record.not_suspect');
});

test('a record is uploaded on the day of completion until 24:00 in Shanghai', () => {
  const completedAt = Date.parse('2026-11-20T15:50:00Z');
  expect(isUploadedLate(completedAt, Date.parse('2026-11-20T15:59:59.999Z'))).toBe(false);
  expect(isUploadedLate(completedAt, Date.parse('2026-11-20T16:00:00Z'))).toBe(true);
});

const named = (id: string, change: Partial<SubmitPresence> = {}) => ({
  ...technician(id, change),
  person: { id, name: id },
});
const absent = {
  codeAt: null,
  startedAt: null,
  signedAt: null,
  checkedOutAt: null,
  identity: 'none',
} as const;
const waits = (mine: Partial<SubmitPresence>, other: Partial<SubmitPresence>) =>
  waitsForPartner({ ...complete, presences: [named('张一', mine), named('李二', other)] }, '张一');

test('a submission made without a network waits for the colleague whose part has not come, by name', () => {
  expect(waits({}, absent)).toEqual({
    code: 'visit.waits_for_partner',
    message: '等待李二上传自己的部分，之后自动提交，不会丢失。',
  });
  expect(waits({}, { signedAt: null, checkedOutAt: null })?.code).toBe('visit.waits_for_partner');
  expect(waits({}, { startedAt: null, signedAt: null, checkedOutAt: null })?.message).toContain('李二');
});

test('what is missing of the lead’s own is no waiting', () => {
  expect(waits({ signedAt: null }, absent)).toBeNull();
});

test('nobody waits for who never came where enough did, nor when all parts are here', () => {
  const three = [named('张一'), named('李二'), named('王三', absent)];
  expect(waitsForPartner({ ...complete, presences: three }, '张一')).toBeNull();
  expect(waits({}, {})).toBeNull();
});

test('answers that contradict each other are settled before the submission', () => {
  expect(codes({ conflicts: [plain] })).toEqual(['record.answers_differ']);
});

import { type GivenAnswer, openConflict, standingAnswer } from './merge.rules';

const answer = (personId: string, at: number, changes: Partial<GivenAnswer> = {}): GivenAnswer => ({
  personId,
  at,
  receivedAt: at,
  result: 'pass',
  note: '',
  reading: '',
  fileIds: [],
  ...changes,
});
const lead = answer('lead', 100);
const partner = answer('partner', 200, { result: 'fail', note: '手轮缺失' });

test('nobody answered: nothing stands', () => {
  expect(standingAnswer([], null)).toBeNull();
});

test('the answer given last stands, in whatever order the parts arrive', () => {
  expect(standingAnswer([lead, partner], null)?.personId).toBe('partner');
  expect(standingAnswer([partner, lead], null)?.personId).toBe('partner');
});

test('an answer given earlier does not win by coming later', () => {
  const late = { ...lead, receivedAt: 9_000 };
  expect(standingAnswer([partner, late], null)?.personId).toBe('partner');
});

test('two answers of the same moment stand the same way on every service', () => {
  const same = { ...lead, at: partner.at };
  expect(standingAnswer([same, partner], null)).toEqual(standingAnswer([partner, same], null));
});

test('a draft without a result does not stand above an answer', () => {
  expect(standingAnswer([lead, { ...partner, result: null }], null)?.personId).toBe('lead');
});

test('what a colleague who says the same wrote or photographed is not lost', () => {
  const measured = { ...lead, reading: '3.2', fileIds: ['a'] };
  const later = answer('partner', 200, { note: '已清洁', fileIds: ['b'] });
  expect(standingAnswer([measured, later], null)).toMatchObject({
    personId: 'partner',
    note: '已清洁',
    reading: '3.2',
    fileIds: ['b', 'a'],
  });
});

test('two different results wait for the lead, both told', () => {
  expect(openConflict([partner, lead], null).map(({ personId }) => personId)).toEqual(['lead', 'partner']);
});

test('the same result with different readings is a contradiction as well', () => {
  const [a, b] = [answer('lead', 1, { reading: '3.2' }), answer('partner', 2, { reading: '3.9' })];
  expect(openConflict([a, b], null)).toHaveLength(2);
});

test('a note that only one of them wrote is none', () => {
  expect(openConflict([lead, answer('partner', 2, { note: '已清洁' })], null)).toEqual([]);
});

test('what the lead settled stands, whoever answered last', () => {
  const settlement = { personId: 'lead', at: 300 };
  expect(openConflict([lead, partner], settlement)).toEqual([]);
  expect(standingAnswer([lead, partner], settlement)?.result).toBe('pass');
});

test('an answer that came after the settlement was not before the lead: it is told anew', () => {
  const settlement = { personId: 'lead', at: 300 };
  const late = { ...partner, receivedAt: 301 };
  expect(openConflict([lead, late], settlement)).toHaveLength(2);
});

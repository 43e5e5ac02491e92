import {
  type Claim,
  coverageOf,
  coversDay,
  emergencyCompaniesOn,
  entryDueOn,
  entryState,
  expiryReminder,
  isRetroactive,
  refuseAcceptance,
  refuseLastDay,
  refuseTerm,
  refuseWork,
  responsibleOn,
  standingSince,
  stopsContract,
} from './contract.rules';

const claim = (companyId: string, from: string, until: string, more: Partial<Claim> = {}): Claim => ({
  contractId: `contract of ${companyId}`,
  companyId,
  from,
  until,
  enteredOn: '2026-01-01',
  confirmedOn: null,
  endsOn: null,
  endRecordedOn: null,
  ...more,
});
const on = (day: string, claims: Claim[], registered: string | null = null) =>
  responsibleOn({ registered, claims }, day);
const who = (day: string, claims: Claim[], registered: string | null = null) => {
  const found = on(day, claims, registered);
  return found.state === 'company' ? found.companyId : found.state;
};

test('one company answers from the first day of its contract to the last, both included', () => {
  const old = claim('old', '2026-03-01', '2026-06-30');
  expect(['2026-02-28', '2026-03-01', '2026-06-30', '2026-07-01'].map((day) => who(day, [old]))).toEqual([
    'gap',
    'old',
    'old',
    'gap',
  ]);
});

test('contracts that follow each other leave no gap and no overlap', () => {
  const claims = [claim('old', '2026-01-01', '2026-06-30'), claim('new', '2026-07-01', '2027-06-30')];
  expect(who('2026-06-30', claims)).toBe('old');
  expect(who('2026-07-01', claims)).toBe('new');
});

test('a day between two contracts is a gap: 无维保单位', () => {
  const claims = [claim('old', '2026-01-01', '2026-06-29'), claim('new', '2026-07-01', '2027-06-30')];
  expect(who('2026-06-30', claims)).toBe('gap');
  expect(refuseWork(on('2026-06-30', claims), 'old')?.code).toBe('contract.not_responsible');
});

test('of two contracts that nobody confirmed none counts: neither company can start', () => {
  const claims = [claim('old', '2026-01-01', '2026-06-30'), claim('new', '2026-06-01', '2027-05-31')];
  expect(on('2026-06-15', claims)).toEqual({ state: 'dispute', companyIds: ['old', 'new'] });
  for (const company of ['old', 'new'])
    expect(refuseWork(on('2026-06-15', claims), company)?.code).toBe('contract.overlap');
});

test('emergency dispatch calls both', () => {
  const claims = [claim('old', '2026-01-01', '2026-06-30'), claim('new', '2026-06-01', '2027-05-31')];
  expect(emergencyCompaniesOn({ registered: null, claims }, '2026-06-15')).toEqual(['old', 'new']);
});

test('once the owner has confirmed one of them, that one may start and the other may not', () => {
  const claims = [
    claim('old', '2026-01-01', '2026-06-30'),
    claim('new', '2026-06-01', '2027-05-31', { confirmedOn: '2026-06-10' }),
  ];
  expect(who('2026-06-09', claims)).toBe('dispute');
  expect(who('2026-06-10', claims)).toBe('new');
  expect(refuseWork(on('2026-06-10', claims), 'new')).toBeNull();
  expect(refuseWork(on('2026-06-10', claims), 'old')?.message).toContain('还没有得到使用单位确认');
});

test('an entry of one’s own does not stop whom the owner has confirmed', () => {
  const claims = [
    claim('old', '2026-01-01', '2026-12-31', { confirmedOn: '2026-01-02' }),
    claim('new', '2026-06-01', '2027-05-31'),
  ];
  expect(on('2026-06-15', claims)).toMatchObject({ companyId: 'old', waiting: ['new'] });
  expect(emergencyCompaniesOn({ registered: null, claims }, '2026-06-15')).toEqual(['old', 'new']);
});

test('nor does it stop whom the register names', () => {
  const claims = [claim('new', '2026-06-01', '2027-05-31')];
  expect(on('2026-06-15', claims, 'old')).toMatchObject({ companyId: 'old', contractId: null });
  expect(who('2027-06-01', claims, 'old')).toBe('old');
});

test('the register’s company answers until the contract that the owner confirmed begins', () => {
  const claims = [claim('new', '2026-07-01', '2027-06-30', { confirmedOn: '2026-06-20' })];
  expect(who('2026-06-30', claims, 'old')).toBe('old');
  expect(who('2026-07-01', claims, 'old')).toBe('new');
  expect(who('2027-07-01', claims, 'old')).toBe('gap');
});

test('a contract of the register’s own company goes on where the register was, and ends with its last day', () => {
  const claims = [claim('old', '2026-02-01', '2026-12-31')];
  expect(who('2026-01-31', claims, 'old')).toBe('old');
  expect(who('2027-01-01', claims, 'old')).toBe('gap');
});

test('a contract signed later with an earlier first day changes nothing for days that are over', () => {
  const late = claim('new', '2026-03-01', '2026-12-31', { enteredOn: '2026-05-10' });
  expect(isRetroactive(late.from, late.enteredOn)).toBe(true);
  expect(who('2026-05-09', [late])).toBe('gap');
  expect(who('2026-05-10', [late])).toBe('new');
});

test('an end that is recorded late changes nothing for days that are over either', () => {
  const ended = claim('old', '2026-01-01', '2026-12-31', {
    endsOn: '2026-03-31',
    endRecordedOn: '2026-05-10',
  });
  expect(coversDay(ended, '2026-05-09')).toBe(true);
  expect(coversDay(ended, '2026-05-10')).toBe(false);
});

test('a contract refused before it began never counted', () => {
  const refused = claim('new', '2026-06-01', '2026-12-31', {
    endsOn: '2026-05-31',
    endRecordedOn: '2026-05-20',
  });
  expect(who('2026-06-15', [refused], 'old')).toBe('old');
});

test('a contract over 29 February answers on that day', () => {
  const leap = claim('new', '2027-03-01', '2028-02-29');
  expect(who('2028-02-29', [leap])).toBe('new');
  expect(who('2028-03-01', [leap])).toBe('gap');
});

test('terms that run backwards are refused', () => {
  const term = { from: '2026-07-01', until: '2027-06-30', signedOn: '2026-06-20' };
  const codes = (changes: Partial<typeof term>) =>
    refuseTerm({ ...term, ...changes }, '2026-06-25').map((refusal) => refusal.code);
  expect(codes({})).toEqual([]);
  expect(codes({ until: '2026-07-01' })).toEqual([]);
  expect(codes({ until: '2026-06-30' })).toEqual(['contract.term_reversed']);
  expect(codes({ until: '2028-02-29' })).toEqual([]);
  expect(codes({ signedOn: '2026-06-26' })).toEqual(['contract.signed_in_future']);
  expect(codes({ until: '2099-12-31' })).toEqual(['contract.term_too_long']);
});

test.each([
  ['2026-03-10', 'running'],
  ['2026-03-19', 'running'],
  ['2026-03-20', 'warned'],
  ['2026-03-24', 'warned'],
  ['2026-03-25', 'alarmed'],
  ['2026-03-26', 'listed'],
])('with a contract effective on 10 March and nothing entered, %s is %s', (today, state) => {
  expect(entryState('2026-03-10', null, today)).toBe(state);
});

test('what was entered on day 15 is in time, on day 16 it is late', () => {
  expect(entryState('2026-03-10', '2026-03-25', '2026-05-01')).toBe('done');
  expect(entryState('2026-03-10', '2026-03-26', '2026-05-01')).toBe('done_late');
});

test('the fifteen days count 29 February in a leap year', () => {
  expect(entryDueOn('2028-02-20')).toBe('2028-03-06');
  expect(entryDueOn('2027-02-20')).toBe('2027-03-07');
});

test('an entry before the contract begins is in time', () => {
  expect(entryState('2026-03-10', '2026-03-01', '2026-03-02')).toBe('done');
});

test('the end of a contract is reminded of 90, 60 and 30 days before, each once', () => {
  const until = '2026-12-31';
  expect(expiryReminder(until, null, '2026-10-01')).toBeNull();
  expect(expiryReminder(until, null, '2026-10-02')).toBe(90);
  expect(expiryReminder(until, 90, '2026-10-03')).toBeNull();
  expect(expiryReminder(until, 90, '2026-11-01')).toBe(60);
  expect(expiryReminder(until, 60, '2026-12-01')).toBe(30);
  expect(expiryReminder(until, 30, '2026-12-31')).toBeNull();
  expect(expiryReminder(until, 90, '2027-01-01')).toBeNull();
});

test('a reminder that was missed is given on the next morning', () => {
  expect(expiryReminder('2026-12-31', null, '2026-11-15')).toBe(60);
});

test('a lift that is not safe is taken over with what is wrong', () => {
  expect(refuseAcceptance({ isSafe: false, defects: [] })?.code).toBe('contract.defects_missing');
  expect(refuseAcceptance({ isSafe: false, defects: ['制动器磨损超标'] })).toBeNull();
  expect(refuseAcceptance({ isSafe: true, defects: [] })).toBeNull();
});

test('a company without a registered permit is unknown, never covered', () => {
  const missing = { code: 'paper.permit_missing', message: '没有许可证。' };
  expect(coverageOf([missing]).state).toBe('unknown');
  expect(stopsContract([missing])).toBeNull();
  expect(coverageOf([])).toEqual({ state: 'covered', reason: '' });
});

test('a permit for other lifts stops the contract; one that ends within it is shown', () => {
  const other = { code: 'paper.permit_not_covering', message: '许可不包含这台电梯。' };
  const early = { code: 'paper.permit_ends_early', message: '许可在 2027-03-01 没有效力。' };
  expect(coverageOf([other]).state).toBe('not_covered');
  expect(stopsContract([other])).toBe(other);
  expect(coverageOf([early])).toEqual({ state: 'not_covered', reason: early.message });
  expect(stopsContract([early])).toBeNull();
});

test('since when is told from the contracts, not from the day on which somebody looked', () => {
  const claims = [claim('old', '2026-01-01', '2026-06-29'), claim('new', '2026-07-03', '2027-06-30')];
  const since = (day: string) => standingSince({ registered: null, claims }, day);
  expect(since('2026-06-29')).toBe('2026-01-01');
  expect(since('2026-07-02')).toBe('2026-06-30');
  expect(since('2026-12-31')).toBe('2026-07-03');
});

test('a company that was there before any contract has no first day here', () => {
  expect(standingSince({ registered: 'old', claims: [] }, '2026-07-02')).toBeNull();
});

test('a contract ends early within its term, or before it began', () => {
  const term = { from: '2026-03-01', until: '2026-12-31' };
  expect(['2026-02-28', '2026-03-01', '2026-12-30'].map((day) => refuseLastDay(day, term))).toEqual([
    null,
    null,
    null,
  ]);
  for (const day of ['2026-02-27', '2026-12-31'])
    expect(refuseLastDay(day, term)?.code).toBe('contract.end_outside_term');
});

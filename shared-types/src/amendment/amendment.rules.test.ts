import { calendarOf } from '../calendar/calendar.rules';
import { mayFollow } from '../kernel/states';
import {
  type AmendmentState,
  amendmentSteps,
  type ConsentFacts,
  isLateProposal,
  isOpenAmendment,
  nextWord,
  ownerTermOn,
  type ProposalFacts,
  refuseProposal,
} from './amendment.rules';

const proposal: ProposalFacts = {
  kind: 'amendment',
  standing: 'original',
  validity: 'valid',
  hasOpen: false,
  corrections: 1,
  cause: null,
};
const codes = (facts: Partial<ProposalFacts>) =>
  refuseProposal({ ...proposal, ...facts }).map(({ code }) => code);

const fresh: ConsentFacts = {
  kind: 'amendment',
  ownerAnswer: 'signed',
  hasOwner: true,
  technicianThere: true,
  technicianSigned: false,
  companyAgreed: true,
  ownerAgreed: false,
  ownerObjected: false,
  ownerTermOver: false,
  districtAgreed: false,
  isLate: false,
};
const waitsFor = (facts: Partial<ConsentFacts>) => nextWord({ ...fresh, ...facts });
const signed = { technicianSigned: true } as const;

test('a valid or suspect record can be corrected, an amended one again', () => {
  expect(codes({})).toEqual([]);
  expect(codes({ validity: 'suspect' })).toEqual([]);
  expect(codes({ standing: 'amended' })).toEqual([]);
});

test('what is void or was found invalid needs no correction any more', () => {
  expect(codes({ standing: 'voided', validity: 'invalid' })).toEqual(['amendment.voided']);
  expect(codes({ validity: 'invalid' })).toEqual(['amendment.record_invalid']);
});

test('a record under review is not voided away before the reviewer has decided', () => {
  expect(codes({ kind: 'void', cause: 'duplicate', validity: 'suspect' })).toEqual([
    'amendment.under_review',
  ]);
  expect(codes({ kind: 'void', cause: 'duplicate' })).toEqual([]);
});

test('one proposal at a time, with something to correct, a void with its cause', () => {
  expect(codes({ hasOpen: true })).toEqual(['amendment.already_open']);
  expect(codes({ corrections: 0 })).toEqual(['amendment.nothing_corrected']);
  expect(codes({ kind: 'void', corrections: 0 })).toEqual(['amendment.cause_missing']);
});

test('technicians sign again what they once signed, the company answers for it, the owner confirms', () => {
  expect(waitsFor({})).toBe('waiting_technician');
  expect(waitsFor({ ...signed, companyAgreed: false })).toBe('waiting_company');
  expect(waitsFor(signed)).toBe('waiting_owner');
  expect(waitsFor({ ...signed, ownerAgreed: true })).toBe('sealed');
});

test('where those who did the work have left, the company’s word stands alone for its side', () => {
  expect(waitsFor({ technicianThere: false })).toBe('waiting_owner');
});

test('a void is the company’s word, not its technicians’', () => {
  expect(waitsFor({ kind: 'void' })).toBe('waiting_owner');
  expect(waitsFor({ kind: 'void', companyAgreed: false })).toBe('waiting_company');
});

test('nothing changes a record on the company’s word alone, and silence never confirms', () => {
  expect(waitsFor({ ...signed, ownerTermOver: true })).toBe('waiting_district');
  expect(waitsFor({ ...signed, ownerAnswer: 'defaulted' })).toBe('waiting_district');
  expect(waitsFor({ ...signed, hasOwner: false })).toBe('waiting_district');
  expect(waitsFor({ ...signed, ownerTermOver: true, districtAgreed: true })).toBe('sealed');
});

test('an owner’s objection is the district’s to decide', () => {
  expect(waitsFor({ ...signed, ownerObjected: true })).toBe('waiting_district');
});

test('a late proposal needs the district besides the owner', () => {
  expect(waitsFor({ ...signed, isLate: true, ownerAgreed: true })).toBe('waiting_district');
  const terms = { withinDays: 30, ownerWorkingDays: 3 };
  const day = 86_400_000;
  expect(isLateProposal(0, 30 * day, terms)).toBe(false);
  expect(isLateProposal(0, 30 * day + 1, terms)).toBe(true);
});

test('the owner has three working days, over a week-end five', () => {
  const calendar = calendarOf({ daysOff: [], workingDays: [] });
  const friday = Date.parse('2026-11-20T02:00:00Z');
  expect(ownerTermOn(friday, { withinDays: 30, ownerWorkingDays: 3 }, calendar)).toBe('2026-11-25');
});

test('every state can be reached, and what is closed stays closed', () => {
  const states = Object.keys(amendmentSteps) as AmendmentState[];
  const reached = new Set(states.flatMap((state) => amendmentSteps[state]));
  expect(states.filter((state) => state !== 'waiting_technician' && !reached.has(state))).toEqual([]);
  for (const state of states.filter((one) => !isOpenAmendment(one)))
    expect(states.some((to) => mayFollow(amendmentSteps, state, to))).toBe(false);
});

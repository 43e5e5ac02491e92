import { agenda, type ClockFacts, nextLook } from './rescue.clock.rules';
import { minuteMs } from './rescue.rules';

const start = Date.UTC(2026, 10, 22, 15, 50);
const after = (minutes: number) => start + minutes * minuteMs;
const limits = { responseMinutes: 3, arrivalMinutes: 30, escalateBeforeMinutes: 10, ringSeconds: 60 };
const called = (minutes: number, over = {}) => ({
  at: after(minutes),
  isAccepted: false,
  declinedAt: null,
  rungAt: after(minutes),
  ...over,
});
const facts = (over: Partial<ClockFacts> = {}): ClockFacts => ({
  ...{ reportedAt: start, acceptedAt: null, departedAt: null, arrivedAt: null, startedAt: null },
  ...{ outcome: null, onSiteAt: null },
  ...{ freedAt: null, freedBy: null, closedAt: null, etaAt: null, etaSaidAt: null, isFireCalled: false },
  ...{ isResponseLate: false, isArrivalLate: false, evidence: 'none' as const, evidenceDueAt: null },
  called: { 1: called(0) },
  ...over,
});
const escalations = (over: Partial<ClockFacts> = {}) =>
  agenda(facts(over), limits).filter(({ act }) => act === 'escalate');

test('nobody accepts: the station is called after three minutes, past midnight too', () => {
  expect(escalations()).toContainEqual({ act: 'escalate', tier: 2, reason: 'not_accepted', at: after(3) });
});

test('everybody declines: the station is called in that moment', () => {
  const tier1 = called(0, { declinedAt: after(1) });
  expect(escalations({ called: { 1: tier1 } })).toContainEqual(
    expect.objectContaining({ tier: 2, reason: 'all_declined', at: after(1) }),
  );
});

test('accepted, but they will come too late: the station is called when they say so', () => {
  const accepted = {
    acceptedAt: after(1),
    etaSaidAt: after(1),
    called: { 1: called(0, { isAccepted: true }) },
  };
  expect(escalations({ ...accepted, etaAt: after(31) })).toContainEqual(
    expect.objectContaining({ tier: 2, reason: 'eta_over_limit', at: after(1) }),
  );
  expect(escalations({ ...accepted, etaAt: after(30) })).toContainEqual(
    expect.objectContaining({ tier: 2, reason: 'not_arrived', at: after(20) }),
  );
});

test('not arrived at the limit: the fire brigade; earlier where the station does not answer either', () => {
  const accepted = { acceptedAt: after(1), called: { 1: called(0, { isAccepted: true }), 2: called(20) } };
  expect(escalations(accepted)).toEqual([{ act: 'escalate', tier: 3, reason: 'over_limit', at: after(30) }]);
  expect(escalations({ called: { 1: called(0), 2: called(3) } })).toEqual([
    { act: 'escalate', tier: 3, reason: 'station_not_accepted', at: after(6) },
  ]);
});

test('once somebody is there nothing escalates and nothing rings', () => {
  const there = facts({
    acceptedAt: after(1),
    arrivedAt: after(9),
    called: { 1: called(0, { isAccepted: true }) },
  });
  expect(agenda(there, limits)).toEqual([]);
  expect(nextLook(there, limits)).toBeNull();
});

test('a tier rings every minute until somebody of it accepts, the desk until it has called 119', () => {
  const rings = (over: Partial<ClockFacts>) =>
    agenda(facts(over), limits).flatMap((due) => (due.act === 'ring' ? [[due.tier, due.at]] : []));
  expect(rings({})).toEqual([[1, after(1)]]);
  expect(rings({ called: { 1: called(0, { isAccepted: true }), 2: called(3), 3: called(6) } })).toEqual([
    [2, after(4)],
    [3, after(7)],
  ]);
  expect(rings({ isFireCalled: true, called: { 3: called(6) } })).toEqual([]);
});

test('marks are due a moment after the limit, once', () => {
  const marks = (over: Partial<ClockFacts>) =>
    agenda(facts(over), limits).flatMap((due) => (due.act === 'mark' ? [[due.mark, due.at]] : []));
  expect(marks({})).toEqual([
    ['response_late', after(3) + 1],
    ['arrival_late', after(30) + 1],
  ]);
  expect(marks({ isResponseLate: true, isArrivalLate: true })).toEqual([]);
});

test('after people were freed only the evidence is waited for', () => {
  const freed = facts({ freedAt: after(20), evidence: 'waiting', evidenceDueAt: after(140) });
  expect(agenda(freed, limits)).toEqual([{ act: 'doubt', at: after(140) }]);
  expect(nextLook(facts({ freedAt: after(20), evidence: 'complete' }), limits)).toBeNull();
});

test('nobody was inside after all: no evidence is waited for', () => {
  const freed = { freedAt: after(20), closedAt: after(30), evidence: 'waiting' as const };
  const owed = { ...freed, evidenceDueAt: after(140) };
  expect(agenda(facts({ ...owed, outcome: 'rescued' }), limits)).toHaveLength(1);
  expect(agenda(facts({ ...owed, outcome: 'mistaken' }), limits)).toEqual([]);
});

test('an open visit at the lift stops no ring and no escalation; it only keeps the mark of a late arrival off', () => {
  const acts = (onSiteAt: number | null) =>
    agenda(facts({ onSiteAt }), limits).map((due) => (due.act === 'mark' ? due.mark : due.act));
  expect(acts(null)).toEqual(['response_late', 'arrival_late', 'escalate', 'escalate', 'ring']);
  expect(acts(start)).toEqual(['response_late', 'escalate', 'escalate', 'ring']);
});

test('everybody of the station declines: the fire brigade at once, unless somebody of the company is coming', () => {
  const station = called(3, { declinedAt: after(4) });
  expect(escalations({ called: { 1: called(0), 2: station } })).toEqual([
    { act: 'escalate', tier: 3, reason: 'all_declined', at: after(4) },
  ]);
  const coming = { acceptedAt: after(1), called: { 1: called(0, { isAccepted: true }), 2: station } };
  expect(escalations(coming)).toEqual([{ act: 'escalate', tier: 3, reason: 'over_limit', at: after(30) }]);
});

test('whoever had accepted takes it back: it is as if nobody had answered, from that moment', () => {
  const nobody = facts({ acceptedAt: null, called: { 1: called(0, { rungAt: after(5) }), 2: called(3) } });
  const now = after(8);
  const due = agenda(nobody, limits).filter(({ at, act }) => at <= now && act !== 'mark');
  expect(due.map(({ act }) => act).sort()).toEqual(['escalate', 'ring', 'ring']);
});

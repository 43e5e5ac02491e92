import {
  arrivalApplies,
  arrivalLimit,
  comingOf,
  durationsOf,
  fateOfCall,
  firstTiers,
  hasNoCar,
  isBulk,
  lateness,
  mayDeskReport,
  minuteMs,
  needsOutsideHelp,
  outsideNumbers,
  recordedArrival,
  refuseMistaken,
  stateOf,
  type Times,
  triage,
} from './rescue.rules';
import { isCause } from './rescue.words';

const start = Date.UTC(2026, 10, 22, 10, 0);
const after = (minutes: number) => start + minutes * minuteMs;
const calm = { isHurt: false, isPanic: false, isMedical: false };
const times = (over: Partial<Times> = {}): Times => ({
  reportedAt: start,
  acceptedAt: null,
  departedAt: null,
  arrivedAt: null,
  startedAt: null,
  freedAt: null,
  freedBy: null,
  closedAt: null,
  ...over,
});
const limits = { responseMinutes: 3, arrivalMinutes: 30, escalateBeforeMinutes: 10, ringSeconds: 60 };

test('two calls for one lift within ten minutes are one entrapment; a later one rings anew', () => {
  const open = { lastCallAt: start };
  expect(fateOfCall({ at: after(10), waitedMs: 0 }, open, null, 10)).toBe('merged');
  expect(fateOfCall({ at: after(10) + 1, waitedMs: 0 }, open, null, 10)).toBe('called_again');
  expect(fateOfCall({ at: after(1), waitedMs: 0 }, null, null, 10)).toBe('new');
});

test('the desk writes a cause only where nobody came, and nobody who freed people can be asked', () => {
  const [called, there] = [
    { side: 'company' as const, hasCome: false },
    { side: 'station' as const, hasCome: true },
  ];
  expect(mayDeskReport({ freedBy: 'owner', companyId: 'a' }, [called])).toBe(true);
  expect(mayDeskReport({ freedBy: 'fire', companyId: null }, [])).toBe(true);
  expect(mayDeskReport({ freedBy: 'fire', companyId: 'a' }, [called, there])).toBe(false);
  expect(mayDeskReport({ freedBy: 'company', companyId: 'a' }, [])).toBe(false);
  expect(mayDeskReport({ freedBy: 'company', companyId: null }, [called])).toBe(false);
  expect(mayDeskReport({ freedBy: 'company', companyId: null }, [])).toBe(true);
  expect(mayDeskReport({ freedBy: 'station', companyId: 'a' }, [called])).toBe(true);
});

test('after people were freed a call is a new entrapment, unless it had waited for a network since before', () => {
  const freed = { reportedAt: start, freedAt: after(20) };
  expect(fateOfCall({ at: after(22), waitedMs: 0 }, null, freed, 10)).toBe('new');
  expect(fateOfCall({ at: after(22), waitedMs: 5 * minuteMs }, null, freed, 10)).toBe('late_report');
  expect(fateOfCall({ at: after(22), waitedMs: 1 * minuteMs }, null, freed, 10)).toBe('new');
});

test('the company is called first; without one the station at once', () => {
  expect(firstTiers(true, calm)).toEqual([{ tier: 1, reason: 'first' }]);
  expect(firstTiers(false, calm)).toEqual([{ tier: 2, reason: 'no_company' }]);
});

test('injury, panic and illness call station and fire brigade at once', () => {
  for (const distress of ['isHurt', 'isPanic', 'isMedical'] as const) {
    const said = { ...calm, [distress]: true };
    expect(needsOutsideHelp(said)).toBe(true);
    expect(firstTiers(true, said).map(({ tier }) => tier)).toEqual([1, 2, 3]);
    expect(firstTiers(false, said).map(({ tier }) => tier)).toEqual([2, 3]);
  }
});

test('an ambulance for whoever is hurt or ill, the fire brigade with the third tier', () => {
  expect(outsideNumbers(1, calm)).toEqual([]);
  expect(outsideNumbers(3, calm)).toEqual(['119']);
  expect(outsideNumbers(3, { ...calm, isHurt: true })).toEqual(['119', '120']);
});

test('the limit of an area is that of the longest code that fits', () => {
  const areas = { '9999': 45, '999901': 20 };
  expect(arrivalLimit('99990112', 30, areas)).toBe(20);
  expect(arrivalLimit('999902', 30, areas)).toBe(45);
  expect(arrivalLimit('350502', 30, areas)).toBe(30);
});

test('the state follows from the times', () => {
  expect(stateOf(times())).toBe('waiting');
  expect(stateOf(times({ acceptedAt: after(1) }))).toBe('accepted');
  expect(stateOf(times({ acceptedAt: after(1), departedAt: after(2) }))).toBe('on_the_way');
  expect(stateOf(times({ arrivedAt: after(9) }))).toBe('arrived');
  expect(stateOf(times({ arrivedAt: after(9), startedAt: after(10) }))).toBe('rescuing');
  expect(stateOf(times({ freedAt: after(11), freedBy: 'owner' }))).toBe('freed');
  expect(stateOf(times({ closedAt: after(60) }))).toBe('closed');
});

test('freed by the owner before anybody arrived: no arrival is measured, and none is late', () => {
  const freed = times({ acceptedAt: after(2), freedAt: after(40), freedBy: 'owner' });
  expect(arrivalApplies(freed)).toBe(false);
  expect(lateness(freed, limits, after(90)).isArrivalLate).toBe(false);
  expect(durationsOf(freed)).toMatchObject({ arrivalMs: null, trappedMs: 40 * minuteMs });
});

test('three minutes are in time, a millisecond more is late; thirty likewise for the arrival', () => {
  const at = (acceptedAt: number, arrivedAt: number) =>
    lateness(times({ acceptedAt, arrivedAt }), limits, after(90));
  expect(at(after(3), after(30))).toEqual({ isResponseLate: false, isArrivalLate: false });
  expect(at(after(3) + 1, after(30) + 1)).toEqual({ isResponseLate: true, isArrivalLate: true });
});

test('durations run across midnight', () => {
  const late = Date.UTC(2026, 10, 22, 15, 50);
  const found = durationsOf(times({ reportedAt: late, arrivedAt: late + 20 * minuteMs }));
  expect(found.arrivalMs).toBe(20 * minuteMs);
});

test('in a power cut pain comes before fear, children and old people before others, and who waits longer gains', () => {
  const one = (over: object) =>
    triage(
      {
        ...{
          ...calm,
          hasChildren: false,
          hasElderly: false,
          people: 1,
          reportedAt: start,
          state: 'waiting' as const,
        },
        ...over,
      },
      after(10),
    );
  const order = [
    one({ isHurt: true }),
    one({ isPanic: true }),
    one({ hasChildren: true }),
    one({ people: 8 }),
    one({}),
  ];
  const falling = order.slice(0, 5);
  expect([...falling].sort((a, b) => b - a)).toEqual(falling);
  expect(one({ state: 'arrived' })).toBeLessThan(one({}));
  expect(one({ state: 'freed' })).toBe(-1);
  expect(one({ reportedAt: start - 20 * minuteMs })).toBeGreaterThan(one({}));
});

test('ten reports within five minutes are a power cut, nine are not', () => {
  const reports = Array.from({ length: 10 }, (_, index) => after(index / 3));
  expect(isBulk(reports, after(4), { entrapments: 10, minutes: 5 })).toBe(true);
  expect(isBulk(reports.slice(1), after(4), { entrapments: 10, minutes: 5 })).toBe(false);
  expect(isBulk(reports, after(30), { entrapments: 10, minutes: 5 })).toBe(false);
});

test('a second cause belongs to its first', () => {
  expect(isCause('outside', '停电')).toBe(true);
  expect(isCause('door', '停电')).toBe(false);
});

test('escalators and moving walks have no car to be shut in, lifts do', () => {
  expect(['3310', '3320'].every(hasNoCar)).toBe(true);
  expect(['3110', '3420', ''].some(hasNoCar)).toBe(false);
});

test('somebody at work at the lift has arrived with the alarm, for the record; without them the first to come counts', () => {
  expect(recordedArrival(null, start)).toBe(start);
  expect(recordedArrival(after(20), start)).toBe(start);
  expect(recordedArrival(after(20), null)).toBe(after(20));
  expect(recordedArrival(null, null)).toBeNull();
});

test('of those who come the earliest time that is still ahead counts; nobody left, nothing is left of it', () => {
  const coming = (answered: number, departed: number | null, eta: number | null) => ({
    answeredAt: after(answered),
    departedAt: departed === null ? null : after(departed),
    etaAt: eta === null ? null : after(eta),
  });
  const [near, far, silent] = [coming(1, 2, 10), coming(2, null, 25), coming(3, 3, null)];
  expect(comingOf([near, far, silent], after(5))).toEqual({
    ...{ acceptedAt: after(1), departedAt: after(2), etaAt: after(10) },
  });
  expect(comingOf([near, far], after(12)).etaAt).toBe(after(25));
  expect(comingOf([near, far], after(26)).etaAt).toBe(after(25));
  expect(comingOf([far, silent], after(5))).toEqual({
    ...{ acceptedAt: after(2), departedAt: after(3), etaAt: after(25) },
  });
  expect(comingOf([], after(5))).toEqual({ acceptedAt: null, departedAt: null, etaAt: null });
});

test('a false alarm is one where nobody was got out, whoever says so and whatever was entered first', () => {
  const freed = { freedAt: after(20), freedBy: 'station' as const, freedPeople: 2, causeFirst: null };
  const codes = (over: Partial<Parameters<typeof refuseMistaken>[0]>) =>
    refuseMistaken({ ...freed, ...over }).map(({ code }) => code);
  expect(codes({})).toEqual(['rescue.people_freed']);
  expect(codes({ freedBy: 'owner', causeFirst: 'door' })).toEqual(['rescue.people_freed']);
  expect(codes({ freedAt: null, freedBy: null, freedPeople: null })).toEqual([]);
  expect(codes({ freedBy: 'self' })).toEqual([]);
  expect(codes({ freedPeople: 0 })).toEqual([]);
  expect(codes({ causeFirst: 'none' })).toEqual([]);
});

import { type AlertFacts, alertsOf } from './rescue.alert.rules';

const minute = 60_000;
const quiet: AlertFacts = {
  ...{ reportedAt: 0, acceptedAt: null, arrivedAt: null, freedAt: null, closedAt: null },
  ...{ tier: 1, tier2At: null, tier3At: null, fireCalledAt: null, ambulanceCalledAt: null, nobody: null },
  ...{ isHurt: false, isMedical: false, isPanic: false },
};
const kinds = (over: Partial<AlertFacts>) =>
  alertsOf({ ...quiet, ...over }).map(({ kind, number }) => (number === null ? kind : `${kind} ${number}`));

test('while the company is being called the desk has nothing of its own to do', () => {
  expect(kinds({})).toEqual([]);
});

test('a step beyond the company is told until somebody accepts after it', () => {
  expect(kinds({ tier: 2, tier2At: 3 * minute })).toEqual(['escalated']);
  expect(kinds({ tier: 2, tier2At: 3 * minute, acceptedAt: 4 * minute })).toEqual([]);
  // The technician had accepted and is not there; the station was called because of it.
  expect(kinds({ tier: 2, tier2At: 20 * minute, acceptedAt: minute })).toEqual(['escalated']);
});

test('of the third tier 119 is due until it is written down, or somebody is there', () => {
  const third = { tier: 3 as const, tier2At: 3 * minute, tier3At: 6 * minute };
  expect(kinds(third)).toEqual(['outside_due 119', 'escalated']);
  expect(kinds({ ...third, fireCalledAt: 7 * minute })).toEqual(['escalated']);
  expect(kinds({ ...third, arrivedAt: 7 * minute, acceptedAt: 5 * minute })).toEqual([]);
});

test('with injury 120 is due beside it, and also after somebody is there', () => {
  const hurt = { tier: 3 as const, tier2At: 0, tier3At: 0, isHurt: true, fireCalledAt: minute };
  expect(kinds(hurt)).toEqual(['outside_due 120', 'escalated']);
  expect(kinds({ ...hurt, arrivedAt: 9 * minute, acceptedAt: minute })).toEqual(['outside_due 120']);
  expect(kinds({ ...hurt, ambulanceCalledAt: minute, acceptedAt: minute })).toEqual([]);
});

test('nobody of the company can be called, and the station was called for it: that is one matter', () => {
  const nobody = { at: 0, text: '维保单位没有可以联系的人员' };
  expect(kinds({ tier: 2, tier2At: 0, nobody })).toEqual(['nobody']);
  expect(kinds({ tier: 2, tier2At: 3 * minute, nobody: { ...nobody, at: 3 * minute } })).toEqual(['nobody']);
  expect(kinds({ tier: 2, tier2At: 0, nobody, acceptedAt: minute })).toEqual([]);
});

test('once people are out nothing rings any more', () => {
  const all = { tier: 3 as const, tier2At: 0, tier3At: 0, isHurt: true };
  expect(kinds({ ...all, freedAt: minute })).toEqual([]);
  expect(kinds({ ...all, closedAt: minute })).toEqual([]);
});

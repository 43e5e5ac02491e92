import { rankStations, type StationFacts } from './station.rules';

const here = { lng: 118.6, lat: 24.9 };
const station = (id: string, changes: Partial<StationFacts> = {}): StationFacts => ({
  ...{ id, areas: ['999901'], position: here, isOpen: true, onCall: 1 },
  ...changes,
});
const ids = (stations: StationFacts[], position: typeof here | null = here) =>
  rankStations(stations, '999901', position).map(({ id }) => id);

test('only open stations whose area covers the lift are asked', () => {
  const stations = [
    station('closed', { isOpen: false }),
    station('elsewhere', { areas: ['999902'] }),
    station('nowhere', { areas: [] }),
    station('city', { areas: ['9999'] }),
    station('district'),
  ];
  expect(ids(stations)).toEqual(['city', 'district']);
});

test('the nearest first, but one with somebody on call before a nearer one without', () => {
  const far = station('far', { position: { lng: 118.7, lat: 24.9 } });
  const near = station('near', { position: { lng: 118.61, lat: 24.9 } });
  const empty = station('empty', { onCall: 0 });
  expect(ids([far, empty, near])).toEqual(['near', 'far', 'empty']);
});

test('a station whose place nobody knows comes after those whose distance can be told', () => {
  const unknown = station('a-unknown', { position: null });
  const far = station('far', { position: { lng: 119.6, lat: 24.9 } });
  expect(ids([unknown, far])).toEqual(['far', 'a-unknown']);
  expect(rankStations([far, unknown], '999901', null)).toEqual([
    { id: 'a-unknown', metres: null },
    { id: 'far', metres: null },
  ]);
});

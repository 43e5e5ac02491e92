import { blurred, mostNearby, nearestOf } from './nearby.rules';

const here = { lng: 118.61, lat: 24.91 };
/** Degrees of latitude: one metre is nine millionths. */
const north = (metres: number, name = `${metres}`) => ({ ...here, lat: here.lat + metres * 0.000009, name });

test('only what stands within 200 metres is told, in four steps', () => {
  const found = nearestOf(
    [10, 45, 90, 150, 260].map((metres) => north(metres)),
    here,
  );
  expect(found.map(({ withinMetres }) => withinMetres)).toEqual([30, 60, 100, 200]);
});

test('five at most, and the order within a step is that of names, not of metres', () => {
  const found = nearestOf(
    ['己', '甲', '丙', '乙', '丁', '戊'].map((name, n) => north(n, name)),
    here,
  );
  expect(found).toHaveLength(mostNearby);
  const names = found.map(({ lift }) => lift.name);
  expect(names).toEqual([...names].sort());
});

test('a step of a metre by whoever asks changes nothing', () => {
  expect(blurred({ lng: 118.610004, lat: 24.910004 })).toEqual(here);
});

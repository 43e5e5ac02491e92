import { distanceMetres, toGcj02 } from './geo';

test('a degree of latitude is 111 km', () => {
  expect(Math.round(distanceMetres({ lng: 118, lat: 24 }, { lng: 118, lat: 25 }))).toBe(111_195);
});

test('a place is no distance from itself', () => {
  expect(distanceMetres({ lng: 118.587, lat: 24.9073 }, { lng: 118.587, lat: 24.9073 })).toBe(0);
});

test.each([
  ['泉州', 118.587, 24.9073, 559],
  ['上海', 121.4737, 31.2304, 481],
  ['北京', 116.4074, 39.9042, 555],
])('taking WGS-84 for GCJ-02 in %s would cost hundreds of metres', (_, lng, lat, metres) => {
  const converted = toGcj02({ lng, lat, crs: 'WGS84' });
  const offset = converted ? distanceMetres({ lng, lat }, converted) : 0;
  expect(Math.abs(offset - metres)).toBeLessThan(15);
});

test('GCJ-02 stays as it is', () => {
  expect(toGcj02({ lng: 118.587, lat: 24.9073, crs: 'GCJ02' })).toEqual({ lng: 118.587, lat: 24.9073 });
});

test('BD-09 is brought back to GCJ-02', () => {
  const seen = toGcj02({ lng: 118.5935, lat: 24.9135, crs: 'BD09' });
  const shift = seen ? distanceMetres(seen, { lng: 118.5935, lat: 24.9135 }) : 0;
  expect(shift).toBeGreaterThan(600);
  expect(shift).toBeLessThan(1200);
});

test('an unknown system is compared with nothing', () => {
  expect(toGcj02({ lng: 118.587, lat: 24.9073, crs: 'UNKNOWN' })).toBeNull();
});

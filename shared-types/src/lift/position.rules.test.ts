import { distanceMetres } from '../kernel/geo';
import { type CollectedFix, judgeCollected, refuseBlurredFix } from './position.rules';

const rules = { confirmations: 2, agreeMetres: 60, weakAccuracyMetres: 150 };
const lift = { lng: 118.61, lat: 24.91 };
const fix = (personId: string, northMetres: number, accuracyMetres = 20): CollectedFix => ({
  personId,
  lng: lift.lng,
  lat: lift.lat + northMetres / 111_195,
  crs: 'GCJ02',
  accuracyMetres,
});

test('two technicians at one place confirm it between them', () => {
  const found = judgeCollected([fix('a', 0), fix('b', 40)], rules);
  expect(found).toMatchObject({ state: 'confirmed', fixes: 2, spreadMetres: 40 });
  if (found.state === 'confirmed') expect(Math.round(distanceMetres(found, lift))).toBe(20);
});

test('the exacter fix weighs more', () => {
  const found = judgeCollected([fix('a', 0, 10), fix('b', 40, 100)], rules);
  if (found.state !== 'confirmed') throw new Error(found.state);
  expect(distanceMetres(found, lift)).toBeLessThan(1);
});

test('one technician is not two, however often they try', () => {
  expect(judgeCollected([fix('a', 0), fix('a', 1), fix('a', 2)], rules)).toEqual({
    state: 'waiting',
    missing: 1,
  });
});

test('where the city asks for one, one is enough', () => {
  expect(judgeCollected([fix('a', 0)], { ...rules, confirmations: 1 })).toMatchObject({ state: 'confirmed' });
});

test('60 m apart may be one place, 61 m are a contradiction', () => {
  expect(judgeCollected([fix('a', 0), fix('b', 60)], rules).state).toBe('confirmed');
  expect(judgeCollected([fix('a', 0), fix('b', 61)], rules)).toMatchObject({ state: 'contradiction' });
});

test('a third technician who agrees with the second outweighs the first', () => {
  expect(judgeCollected([fix('a', 900), fix('b', 0), fix('c', 10)], rules)).toMatchObject({
    state: 'confirmed',
    spreadMetres: 10,
  });
});

test('a weak fix counts for nothing, and so does one whose reference system is unknown', () => {
  expect(judgeCollected([fix('a', 0), fix('b', 0, 151)], rules)).toEqual({ state: 'waiting', missing: 1 });
  const unknown = { ...fix('b', 0), crs: 'UNKNOWN' as const };
  expect(judgeCollected([fix('a', 0), unknown], rules)).toEqual({ state: 'waiting', missing: 1 });
});

test('a fix as blurred as the city allows is taken, one a metre worse is refused with how blurred it is', () => {
  expect(refuseBlurredFix(150, 150)).toBeNull();
  expect(refuseBlurredFix(151, 150)?.message).toContain('误差约 151 米');
});

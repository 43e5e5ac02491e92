import { seal, sealBytes, unseal, unsealBytes } from './seal';

const mine = 'a1'.repeat(32);
const hers = 'b2'.repeat(32);

test('what was sealed opens under the same key and at the same place, whatever letters it holds', () => {
  const value = { place: '1 号楼 2 单元 🛗', items: ['合格', 'é', ''], at: 1763600000000, none: null };
  expect(unseal(mine, 'pack/1', seal(mine, 'pack/1', value))).toEqual(value);
});

test('another person’s key opens nothing, and nothing of the text can be read', () => {
  const sealed = seal(mine, 'pack/1', { place: '锦绣花园' });
  expect(unseal(hers, 'pack/1', sealed)).toBeNull();
  expect(sealed).not.toContain('place');
});

test('a sealed text that was moved to another place, or touched, does not open', () => {
  const sealed = seal(mine, 'pack/1', { a: 1 });
  expect(unseal(mine, 'pack/2', sealed)).toBeNull();
  const touched = sealed.slice(0, 20) + (sealed[20] === 'A' ? 'B' : 'A') + sealed.slice(21);
  expect(unseal(mine, 'pack/1', touched)).toBeNull();
  expect(unseal(mine, 'pack/1', 'not base64 at all')).toBeNull();
});

test('the same value sealed twice looks different', () => {
  expect(seal(mine, 'a', 1)).not.toBe(seal(mine, 'a', 1));
});

test('a picture of half a megabyte is sealed and opened unharmed', () => {
  const picture = Uint8Array.from({ length: 500_000 }, (_, at) => (at * 31) % 256);
  const back = unsealBytes(mine, 'frame', sealBytes(mine, 'frame', picture));
  expect(back?.length).toBe(picture.length);
  expect(picture.every((byte, at) => back?.[at] === byte)).toBe(true);
});

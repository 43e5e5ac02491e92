import { SharedReading } from './shared-reading';

/** Readings that end when the test says so, and how many were begun. */
function readings() {
  const shared = new SharedReading<number>();
  const ends: ((fails?: Error) => void)[] = [];
  const ask = (key = 'a') =>
    shared.of(key, () => {
      const number = ends.length + 1;
      return new Promise((told, failed) => ends.push((error) => (error ? failed(error) : told(number))));
    });
  const end = async (number: number, error?: Error) => {
    ends[number - 1]?.(error);
    await new Promise((wake) => setImmediate(wake));
  };
  return { ask, end, begun: () => ends.length };
}

test('who asks while a reading is under way gets the next one, and all of them the same', async () => {
  const { ask, end, begun } = readings();
  const first = ask();
  const later = [ask(), ask(), ask()];
  expect(begun()).toBe(1);
  await end(1);
  expect(await first).toBe(1);
  expect(begun()).toBe(2);
  const latest = ask();
  await end(2);
  expect(await Promise.all(later)).toEqual([2, 2, 2]);
  await end(3);
  expect(await latest).toBe(3);
  const alone = ask();
  await end(4);
  expect(await alone).toBe(4);
});

test('others read for themselves', async () => {
  const { ask, end } = readings();
  const [mine, other] = [ask('a'), ask('b')];
  await end(2);
  expect(await other).toBe(2);
  await end(1);
  expect(await mine).toBe(1);
});

test('a reading that fails stops neither those who wait for the next nor whoever asks afterwards', async () => {
  const { ask, end } = readings();
  const failing = ask();
  const next = ask();
  const told = expect(failing).rejects.toThrow('away');
  await end(1, new Error('away'));
  await told;
  await end(2);
  expect(await next).toBe(2);
  const after = ask();
  await end(3);
  expect(await after).toBe(3);
});

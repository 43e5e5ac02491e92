import { workThrough } from './message.lane';

interface Row {
  id: string;
  key: string;
}

/** A queue in memory: what is due, what was begun and ended in which order, and steps that end when told to. */
function queue(rows: Row[]) {
  const waiting = [...rows];
  const begun: string[] = [];
  const holds = new Map<string, () => void>();
  let together = 0;
  let most = 0;
  const run = (slow: readonly string[] = []) =>
    workThrough<Row>({
      due: async (busy) => waiting.filter(({ key }) => !busy.includes(key)).slice(0, 20),
      keyOf: ({ key }) => key,
      isClosed: () => false,
      step: async ({ id }) => {
        begun.push(id);
        together += 1;
        most = Math.max(most, together);
        await new Promise<void>((done) => (slow.includes(id) ? holds.set(id, done) : setImmediate(done)));
        together -= 1;
        waiting.splice(
          waiting.findIndex((row) => row.id === id),
          1,
        );
      },
    });
  return { run, begun, holds, most: () => most };
}
const moments = async (count: number) => {
  for (let moment = 0; moment < count; moment += 1) await new Promise((done) => setImmediate(done));
};

test('everything due is worked on once, a few at a time', async () => {
  const rows = Array.from({ length: 70 }, (_, at) => ({ id: `${at}`, key: `person ${at}` }));
  const { run, begun, most } = queue(rows);
  await run();
  expect(begun).toEqual(rows.map(({ id }) => id));
  expect(most()).toBe(6);
});

test('one who waits long for an answer holds up their own only, and those stay in order', async () => {
  const rows = ['a1', 'a2', 'b1', 'b2', 'c1'].map((id) => ({ id, key: id.slice(0, 1) }));
  const { run, begun, holds } = queue(rows);
  const all = run(['a1']);
  await moments(30);
  expect(begun).toEqual(['a1', 'b1', 'c1', 'b2']);
  holds.get('a1')?.();
  await all;
  expect(begun).toEqual(['a1', 'b1', 'c1', 'b2', 'a2']);
});

test('a long row of messages to one person at the head of the line holds nobody behind it up', async () => {
  const one = Array.from({ length: 45 }, (_, at) => ({ id: `a${at}`, key: 'a' }));
  const others = Array.from({ length: 25 }, (_, at) => ({ id: `b${at}`, key: 'b' }));
  const { run, begun, holds } = queue([...one, ...others, { id: 'c0', key: 'c' }]);
  const all = run(['a0', 'b0']);
  await moments(30);
  expect(begun).toEqual(['a0', 'b0', 'c0']);
  for (const id of ['a0', 'b0']) holds.get(id)?.();
  await all;
  expect(begun).toHaveLength(71);
  for (const key of ['a', 'b'])
    expect(begun.filter((id) => id.startsWith(key))).toEqual(
      [...one, ...others].filter((row) => row.key === key).map(({ id }) => id),
    );
});

test('a queue that breaks is told, once those under way have ended, and nothing more is begun', async () => {
  const begun: string[] = [];
  const broken = workThrough<Row>({
    due: async () => Array.from({ length: 9 }, (_, at) => ({ id: `${at}`, key: `${at}` })),
    keyOf: ({ key }) => key,
    isClosed: () => false,
    step: async ({ id }) => {
      begun.push(id);
      if (id === '0') throw new Error('the database is away');
      await moments(5);
    },
  });
  await expect(broken).rejects.toThrow('the database is away');
  expect(begun).toHaveLength(6);
});

import { Pace } from './pace';

const perSecond = 20;

/** When so many turns were given, milliseconds from the start. */
async function turns(pace: Pace, count: number): Promise<number[]> {
  const begun = performance.now();
  const given = await Promise.all(
    Array.from({ length: count }, async () => {
      await pace.turn();
      return performance.now() - begun;
    }),
  );
  return given.sort((a, b) => a - b);
}

test('no second sees more calls than the corporation allows', async () => {
  const given = await turns(new Pace(perSecond), 45);
  for (const [at, time] of given.entries()) {
    const later = given[at + perSecond];
    if (later !== undefined) expect(later - time).toBeGreaterThanOrEqual(1000);
  }
});

test('after a pause nobody rushes', async () => {
  const pace = new Pace(perSecond);
  await turns(pace, 5);
  pace.pause(300);
  const given = await turns(pace, 30);
  expect(given[0]).toBeGreaterThanOrEqual(290);
  expect(given.filter((time) => time < 1000).length).toBeLessThanOrEqual(perSecond);
});

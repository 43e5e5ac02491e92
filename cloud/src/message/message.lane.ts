/** A queue of rows, as whoever works on it sees it. */
export interface Lane<Row> {
  /** What is due now, the most urgent first, without what belongs to the keys that are busy. */
  due(busy: readonly string[]): Promise<Row[]>;
  /** Rows of one key go one after another, in their order. */
  keyOf(row: Row): string;
  step(row: Row): Promise<void>;
  isClosed(): boolean;
}

const atOnce = 6;
const lookAgainMs = 1000;

const rest = (ms: number) => new Promise<void>((wake) => setTimeout(wake, ms).unref());

/**
 * Goes through a queue until nothing is due, some rows beside each other: one that waits long for its answer holds only
 * those of its own key up, also where so many of them wait that one look shows nothing else. What became due meanwhile is
 * seen within a second.
 * @throws what a step threw, once those under way have ended; nothing more is begun then
 */
export async function workThrough<Row extends { id: string }>(lane: Lane<Row>): Promise<void> {
  const underWay = new Map<string, { id: string; step: Promise<void> }>();
  const troubles: unknown[] = [];
  const begin = (row: Row): void => {
    const step = lane
      .step(row)
      .catch((error: unknown) => void troubles.push(error))
      .finally(() => underWay.delete(lane.keyOf(row)));
    underWay.set(lane.keyOf(row), { id: row.id, step });
  };
  const steps = () => [...underWay.values()].map(({ step }) => step);
  let line: Row[] = [];
  let lookedAt = 0;
  try {
    while (!lane.isClosed() && troubles.length === 0) {
      if (line.length === 0 || performance.now() - lookedAt > lookAgainMs) {
        lookedAt = performance.now();
        // Under way as the look begins: read as it was before, whether or not it has ended when the look ends.
        const known = new Set([...underWay.values()].map(({ id }) => id));
        const busy = [...underWay.keys()];
        const due = await lane.due(busy);
        // Who was busy may have ended meanwhile; theirs have not been looked for.
        if (due.length === 0 && underWay.size === 0 && busy.length === 0) break;
        line = due.filter(({ id }) => !known.has(id));
      }
      const left: Row[] = [];
      let begun = 0;
      for (const row of line)
        if (underWay.size >= atOnce || underWay.has(lane.keyOf(row))) left.push(row);
        else {
          begin(row);
          begun += 1;
        }
      // All that is left waits for one under way: others may wait behind it.
      const isHeldUp = left.length > 0 && begun > 0 && underWay.size < atOnce;
      line = isHeldUp ? [] : left;
      if (isHeldUp) continue;
      if (underWay.size > 0) await Promise.race([...steps(), rest(lookAgainMs)]);
    }
  } finally {
    await Promise.all(steps());
  }
  if (troubles.length > 0) throw troubles[0];
}

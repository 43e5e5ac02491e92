/** What one unit of lifts that go together needs; all days are numbers of the horizon. */
export interface ChainTask {
  /** Days on which a visit may be, ascending, pinned days among them. */
  days: readonly number[];
  /** The first visit is not after this day. */
  first: number;
  /** The latest day for the visit after one on a day. */
  reach: (day: number) => number;
  /** The last visit must reach this day. */
  edge: number;
  /** Days that must not be skipped. */
  pins: readonly number[];
  /** Price of a visit on a day after one on `before` (-1: none); `Infinity`: impossible. */
  cost: (before: number, day: number) => number;
}

export interface Chain {
  days: number[];
  cost: number;
  /** Whether the chain keeps the lifts in time until the edge. */
  reaches: boolean;
}

interface Node {
  day: number;
  cost: number;
  back: number;
}

/**
 * The cheapest visits that keep everything in time until the edge; where none do, those that keep it longest. Null
 * where not even the first visit can be in time.
 */
export function cheapestChain(task: ChainTask): Chain | null {
  const { first, edge, pins } = task;
  if (first >= edge && pins.length === 0) return { days: [], cost: 0, reaches: true };
  const nodes: Node[] = [];
  for (const day of task.days) {
    const node = cheapestWayTo(task, nodes, day);
    if (node) nodes.push(node);
  }
  const lastPin = pins.at(-1) ?? -1;
  const ends = nodes.filter(({ day }) => day >= lastPin);
  const reaching = ends.filter(({ day }) => task.reach(day) >= edge);
  const longest = Math.max(...ends.map(({ day }) => task.reach(day)));
  const last = cheapest(reaching) ?? cheapest(ends.filter(({ day }) => task.reach(day) === longest));
  if (!last) return null;
  return { days: wayTo(nodes, last), cost: last.cost, reaches: reaching.length > 0 };
}

function cheapestWayTo(task: ChainTask, nodes: readonly Node[], day: number): Node | null {
  const skipped = task.pins.filter((pin) => pin < day).at(-1) ?? -1;
  let best: Node | null = null;
  if (day <= task.first && skipped < 0) {
    const cost = task.cost(-1, day);
    if (cost < Number.POSITIVE_INFINITY) best = { day, cost, back: -1 };
  }
  for (let index = nodes.length - 1; index >= 0; index -= 1) {
    const from = nodes[index];
    if (!from || from.day < skipped) break;
    if (task.reach(from.day) < day) continue;
    const cost = from.cost + task.cost(from.day, day);
    if (cost < (best?.cost ?? Number.POSITIVE_INFINITY)) best = { day, cost, back: index };
  }
  return best;
}

const cheapest = (nodes: readonly Node[]): Node | undefined =>
  nodes.reduce<Node | undefined>((best, node) => (best && best.cost <= node.cost ? best : node), undefined);

function wayTo(nodes: readonly Node[], last: Node): number[] {
  const days: number[] = [];
  for (let node: Node | undefined = last; node; node = node.back < 0 ? undefined : nodes[node.back])
    days.unshift(node.day);
  return days;
}

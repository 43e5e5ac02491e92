/** Items of the same key together, in the order in which the keys first come. */
export function groups<T>(items: readonly T[], keyOf: (item: T) => string): T[][] {
  const grouped = new Map<string, T[]>();
  for (const item of items) {
    const own = grouped.get(keyOf(item));
    if (own) own.push(item);
    else grouped.set(keyOf(item), [item]);
  }
  return [...grouped.values()];
}

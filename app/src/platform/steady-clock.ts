/** Engines of mini-programs lend `performance` to some clients and not to others; who has none answers null. */
export function steadyClock(): number | null {
  if (typeof performance === 'undefined' || typeof performance.now !== 'function') return null;
  return performance.now();
}

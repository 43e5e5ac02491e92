/** When something was done by the phone's own reckoning: from `x-made`, or the wall clock where there is none; epoch ms. */
export function madeInstant(made: string | null, wall: number): number {
  const [at, , elapsed] = (made ?? '').split('.');
  return at && elapsed ? Number(at) + Number(elapsed) : wall;
}

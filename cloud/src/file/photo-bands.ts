const bandBits = 16;
const bandValues = 1 << bandBits;
export const bandCount = 4;

/** The four quarters of a perceptual hash (16 hex digits), each marked with its place. */
export const bandsOf = (hash: string): number[] =>
  Array.from(
    { length: bandCount },
    (_, place) => place * bandValues + Number.parseInt(hash.slice(place * 4, place * 4 + 4), 16),
  );

/**
 * Every band that a picture within `bits` of this one can have: of four quarters at least one differs in no more than
 * a quarter of the bits. So each twin shares one of these, and few others do.
 */
export function bandsNear(hash: string, bits: number): number[] {
  const flips = Math.floor(bits / bandCount);
  return bandsOf(hash).flatMap((band) => [...flipped(band, flips)]);
}

function flipped(band: number, flips: number): Set<number> {
  let reached = new Set([band]);
  for (let flip = 0; flip < flips; flip += 1) {
    const further = [...reached].flatMap((value) =>
      Array.from({ length: bandBits }, (_, bit) => value ^ (1 << bit)),
    );
    reached = new Set([...reached, ...further]);
  }
  return reached;
}

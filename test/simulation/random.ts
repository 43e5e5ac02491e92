/** A stream of numbers that a seed fixes for ever (mulberry32): the same seed, the same year. */
export class Dice {
  constructor(private state: number) {}

  /** 0 ≤ x < 1 */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  /** A whole number from `from` to `to`, both included. */
  between(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  /** A dice of its own, so that what one lift does changes nothing for the next. */
  child(name: string): Dice {
    let hash = this.state;
    for (const letter of name) hash = Math.imul(hash ^ letter.charCodeAt(0), 16_777_619);
    return new Dice(hash);
  }
}

/** True once in so many times, at first the `first`-th time: what no year may lack is not left to chance. */
export function oneIn(times: number, first = 1): () => boolean {
  let n = times - first;
  return () => {
    n += 1;
    return n % times === 0;
  };
}

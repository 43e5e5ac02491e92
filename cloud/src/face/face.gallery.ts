/** Numbers of one face. */
export const embeddingLength = 128;

const firstRoom = 64;

export interface Nearest {
  templateId: string;
  personId: string;
  cosine: number;
}

/** Four sums at once: a processor need not wait for one addition before it begins the next. */
function along(block: Float32Array, from: number, probe: Float32Array): number {
  let [a, b, c, d] = [0, 0, 0, 0];
  for (let at = 0; at < embeddingLength; at += 4) {
    a += (block[from + at] as number) * (probe[at] as number);
    b += (block[from + at + 1] as number) * (probe[at + 1] as number);
    c += (block[from + at + 2] as number) * (probe[at + 2] as number);
    d += (block[from + at + 3] as number) * (probe[at + 3] as number);
  }
  return a + b + c + d;
}

/**
 * Enrolled faces of one model, one after another in one block of memory: 512 bytes a face, read in one pass. What is
 * deleted is overwritten at once (docs/face-benchmarks.md says what lies in memory and how it is protected).
 */
export class Gallery {
  private block = new Float32Array(firstRoom * embeddingLength);
  private readonly rows: { templateId: string; personId: string }[] = [];
  private readonly places = new Map<string, number>();
  private newest: string[] | null = null;

  get size(): number {
    return this.rows.length;
  }

  has(templateId: string): boolean {
    return this.places.has(templateId);
  }

  ids(): string[] {
    return this.rows.map(({ templateId }) => templateId);
  }

  add(templateId: string, personId: string, face: Float32Array): void {
    if (face.length !== embeddingLength) throw new Error(`A face has ${embeddingLength} numbers.`);
    if (this.places.has(templateId)) return;
    const at = this.rows.length;
    if ((at + 1) * embeddingLength > this.block.length) this.grow();
    this.block.set(face, at * embeddingLength);
    this.rows.push({ templateId, personId });
    this.places.set(templateId, at);
    this.newest = null;
  }

  /** The last face takes the place of the one that goes; the room that was left is zero. */
  remove(templateId: string): void {
    const at = this.places.get(templateId);
    const last = this.rows.length - 1;
    const moved = this.rows[last];
    if (at === undefined || !moved) return;
    this.block.copyWithin(at * embeddingLength, last * embeddingLength, (last + 1) * embeddingLength);
    this.block.fill(0, last * embeddingLength, (last + 1) * embeddingLength);
    this.rows[at] = moved;
    this.places.set(moved.templateId, at);
    this.rows.pop();
    this.places.delete(templateId);
    this.newest = null;
  }

  /** A view into the block, not a copy; not to be kept. */
  face(templateId: string): Float32Array | null {
    const at = this.places.get(templateId);
    return at === undefined ? null : this.view(at);
  }

  /** The face nearest to this one among everybody but the person; null when there is nobody. */
  nearest(probe: Float32Array, exceptPersonId: string): Nearest | null {
    let best = -2;
    let found = -1;
    const { block, rows } = this;
    for (let at = 0; at < rows.length; at += 1) {
      const sum = along(block, at * embeddingLength, probe);
      if (sum > best && rows[at]?.personId !== exceptPersonId) {
        best = sum;
        found = at;
      }
    }
    const row = rows[found];
    return row ? { ...row, cosine: best } : null;
  }

  /** The latest enrolled, without one person; enough strangers to compare with. */
  latest(count: number, exceptPersonId: string | null): Float32Array[] {
    // Ids begin with their time; the order of the block does not say who came last.
    this.newest ??= this.ids()
      .sort()
      .reverse()
      .slice(0, count + 5);
    const faces: Float32Array[] = [];
    for (const templateId of this.newest) {
      const at = this.places.get(templateId);
      if (at === undefined || this.rows[at]?.personId === exceptPersonId) continue;
      faces.push(this.view(at));
      if (faces.length === count) break;
    }
    return faces;
  }

  private view(at: number): Float32Array {
    return this.block.subarray(at * embeddingLength, (at + 1) * embeddingLength);
  }

  private grow(): void {
    const larger = new Float32Array(this.block.length * 2);
    larger.set(this.block);
    this.block.fill(0);
    this.block = larger;
  }
}

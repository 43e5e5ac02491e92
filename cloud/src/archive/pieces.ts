import type { ByteRange } from '@lifttrust/shared-types/archive/archive.rules';
import type { ObjectStore } from '../adapters/object-store/port';
import { sha256Of } from '../file/object.keys';

/** Bytes handed to a client at a time. */
export const chunkBytes = 256 * 1024;

/** A piece of a file: one object in the store. */
export interface Piece {
  objectKey: string;
  sha256: string;
  /** Where in the file it begins, and how long it is. */
  startsAt: number;
  bytes: number;
}

/** As it was packed; null where the store no longer has it or somebody has changed it. */
export async function rightBytes(store: ObjectStore, { objectKey, sha256 }: Piece): Promise<Buffer | null> {
  const bytes = await store.get(objectKey);
  return bytes && sha256Of(bytes) === sha256 ? bytes : null;
}

/**
 * The bytes of a range, in chunks, one piece in memory at a time; pieces outside the range are not read.
 * @param pieces in their order
 */
export async function* bytesWithin<P extends Piece>(
  pieces: AsyncIterable<P> | Iterable<P>,
  { from, to }: ByteRange,
  read: (piece: P) => Promise<Buffer>,
): AsyncGenerator<Buffer> {
  for await (const piece of pieces) {
    if (piece.startsAt >= to) return;
    if (piece.startsAt + piece.bytes <= from) continue;
    const bytes = await read(piece);
    const end = Math.min(bytes.length, to - piece.startsAt);
    for (let at = Math.max(0, from - piece.startsAt); at < end; at += chunkBytes)
      yield bytes.subarray(at, Math.min(end, at + chunkBytes));
  }
}

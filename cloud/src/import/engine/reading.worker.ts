import { type Overview, overviewOf } from '../import.reader';
import { answered } from './answered';
import type { Answered, OverviewOrder } from './order';

/** Runs in a worker thread of its own, without a database: a hostile file harms nobody but this thread. */
export async function overview({
  bytes,
  encoding,
  separator,
  kind,
}: OverviewOrder): Promise<Answered<Overview>> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return answered(() => overviewOf(file, { encoding, separator }, kind));
}

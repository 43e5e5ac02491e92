import { Readable } from 'node:stream';
import { createInflateRaw } from 'node:zlib';
import { type ReadingLimits, refuseReading } from './spreadsheet';

interface ZipEntry {
  name: string;
  packedBytes: number;
  unpackedBytes: number;
  method: number;
  headerAt: number;
}

const endSignature = 0x06054b50;
const directorySignature = 0x02014b50;
const localSignature = 0x04034b50;
const pieceBytes = 32_768;

function findEnd(bytes: Buffer): number {
  const lowest = Math.max(0, bytes.length - 65_557);
  for (let at = bytes.length - 22; at >= lowest; at -= 1) {
    if (bytes.readUInt32LE(at) === endSignature) return at;
  }
  throw refuseReading('truncated');
}

function readEntry(bytes: Buffer, at: number): { entry: ZipEntry; next: number } {
  if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== directorySignature)
    throw refuseReading('truncated');
  const nameLength = bytes.readUInt16LE(at + 28);
  const next = at + 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  if (next > bytes.length) throw refuseReading('truncated');
  if ((bytes.readUInt16LE(at + 8) & 1) === 1) throw refuseReading('encrypted');
  return {
    entry: {
      name: bytes.toString('utf8', at + 46, at + 46 + nameLength).replace(/^\//, ''),
      method: bytes.readUInt16LE(at + 10),
      packedBytes: bytes.readUInt32LE(at + 20),
      unpackedBytes: bytes.readUInt32LE(at + 24),
      headerAt: bytes.readUInt32LE(at + 42),
    },
    next,
  };
}

/**
 * The parts of an Office package, unpacked piece by piece. Two guards against bombs: what the directory declares
 * is refused before anything is unpacked, and what really comes out is counted, because declarations can lie.
 */
export class ZipPackage {
  private readonly entries = new Map<string, ZipEntry>();

  constructor(
    private readonly bytes: Buffer,
    private readonly limits: ReadingLimits,
  ) {
    const end = bytes.length < 22 ? -1 : findEnd(bytes);
    if (end < 0) throw refuseReading('truncated');
    const count = bytes.readUInt16LE(end + 10);
    if (count > limits.entries) throw refuseReading('unsafe_archive');
    let at = bytes.readUInt32LE(end + 16);
    for (let index = 0; index < count; index += 1) {
      const { entry, next } = readEntry(bytes, at);
      this.entries.set(entry.name.toLowerCase(), entry);
      at = next;
    }
    this.refuseDeclaredBomb();
  }

  has(name: string): boolean {
    return this.entries.has(name.toLowerCase());
  }

  /** Package part names are compared without case (OPC). */
  async *read(name: string): AsyncGenerator<Buffer> {
    const entry = this.entries.get(name.toLowerCase());
    if (!entry) throw refuseReading('damaged');
    const packed = this.packedBytesOf(entry);
    let unpacked = 0;
    for await (const { piece, consumed } of unpack(packed, entry.method)) {
      unpacked += piece.length;
      // The directory knows the size of every part; one that unpacks further was made to deceive.
      if (unpacked > entry.unpackedBytes) throw refuseReading('unsafe_archive');
      this.refuseBomb(unpacked, consumed);
      yield piece;
    }
  }

  /** A small part as a whole. */
  async readText(name: string, maximumBytes = 8_000_000): Promise<string> {
    const pieces: Buffer[] = [];
    let length = 0;
    for await (const piece of this.read(name)) {
      length += piece.length;
      if (length > maximumBytes) throw refuseReading('unsafe_archive');
      pieces.push(piece);
    }
    return Buffer.concat(pieces).toString('utf8');
  }

  private packedBytesOf(entry: ZipEntry): Buffer {
    const at = entry.headerAt;
    if (at + 30 > this.bytes.length || this.bytes.readUInt32LE(at) !== localSignature) {
      throw refuseReading('truncated');
    }
    const from = at + 30 + this.bytes.readUInt16LE(at + 26) + this.bytes.readUInt16LE(at + 28);
    if (from + entry.packedBytes > this.bytes.length) throw refuseReading('truncated');
    return this.bytes.subarray(from, from + entry.packedBytes);
  }

  private refuseDeclaredBomb(): void {
    let declared = 0;
    for (const entry of this.entries.values()) declared += entry.unpackedBytes;
    if (declared > this.limits.unpackedBytes) throw refuseReading('unsafe_archive');
  }

  /** Compared with what has been consumed so far: a bomb is known by its first megabytes. */
  private refuseBomb(unpacked: number, packed: number): void {
    const { ratio, ratioFromBytes, unpackedBytes } = this.limits;
    if (unpacked > unpackedBytes) throw refuseReading('unsafe_archive');
    if (unpacked > ratioFromBytes && unpacked > packed * ratio) throw refuseReading('unsafe_archive');
  }
}

interface Unpacked {
  piece: Buffer;
  /** Packed bytes that have been read for it and all before. */
  consumed: number;
}

async function* unpack(packed: Buffer, method: number): AsyncGenerator<Unpacked> {
  if (method === 0) {
    for (let at = 0; at < packed.length; at += pieceBytes) {
      const piece = packed.subarray(at, at + pieceBytes);
      yield { piece, consumed: at + piece.length };
    }
    return;
  }
  if (method !== 8) throw refuseReading('damaged');
  const inflate = createInflateRaw({ chunkSize: pieceBytes });
  // By pieces, so that what is consumed keeps step with what comes out.
  Readable.from(slices(packed)).pipe(inflate);
  const pieces: AsyncIterator<Buffer> = inflate[Symbol.asyncIterator]();
  try {
    for (let next = await nextPiece(pieces); !next.done; next = await nextPiece(pieces))
      yield { piece: next.value, consumed: inflate.bytesWritten };
  } finally {
    inflate.destroy();
  }
}

function* slices(packed: Buffer): Generator<Buffer> {
  for (let at = 0; at < packed.length; at += pieceBytes) yield packed.subarray(at, at + pieceBytes);
}

async function nextPiece(pieces: AsyncIterator<Buffer>): Promise<IteratorResult<Buffer>> {
  try {
    return await pieces.next();
  } catch {
    throw refuseReading('damaged');
  }
}

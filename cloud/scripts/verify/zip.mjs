import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';
import { crc32, inflateRawSync } from 'node:zlib';
import { UsageError } from './usage-error.mjs';

/** Nothing in a package is larger than this once unpacked, its index and manifest included. */
const mostBytes = 512 * 1_048_576;

/** Reads a zip file by file, one in memory at a time; whatever its size. */
export class Zip {
  constructor(path) {
    this.path = path;
    if (!existsSync(path)) throw new UsageError(`There is no file ${path}.`);
    this.file = openSync(path, 'r');
    this.size = fstatSync(this.file).size;
    this.entries = this.directory();
  }

  close() {
    closeSync(this.file);
  }

  bytes(from, length) {
    const buffer = Buffer.alloc(Math.max(0, Math.min(length, this.size - from)));
    let read = 0;
    while (read < buffer.length) {
      const got = readSync(this.file, buffer, read, buffer.length - read, from + read);
      if (got === 0) break;
      read += got;
    }
    return buffer.subarray(0, read);
  }

  directory() {
    const tailFrom = Math.max(0, this.size - 65_557);
    const tail = this.bytes(tailFrom, 65_557);
    const at = tail.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'));
    if (at < 0) throw new UsageError(`${this.path} is no zip, or its end is missing.`);
    let [length, from] = [tail.readUInt32LE(at + 12), tail.readUInt32LE(at + 16)];
    const far = at >= 20 ? tail.subarray(at - 20, at) : Buffer.alloc(20);
    if (far.readUInt32LE(0) === 0x07064b50) {
      const large = this.bytes(Number(far.readBigUInt64LE(8)), 56);
      [length, from] = [Number(large.readBigUInt64LE(40)), Number(large.readBigUInt64LE(48))];
    }
    return linesOf(this.bytes(from, length));
  }

  /** Null where it cannot be unpacked: what was damaged is told, never thrown. */
  content(name) {
    const entry = this.entries.get(name);
    if (!entry || entry.size > mostBytes) return null;
    const head = this.bytes(entry.from, 30);
    if (head.length < 30 || head.readUInt32LE(0) !== 0x04034b50) return null;
    const begins = entry.from + 30 + head.readUInt16LE(26) + head.readUInt16LE(28);
    const packed = this.bytes(begins, entry.packed);
    try {
      const plain = entry.method === 0 ? packed : inflateRawSync(packed, { maxOutputLength: mostBytes });
      return plain.length === entry.size && crc32(plain) === entry.crc ? plain : null;
    } catch {
      return null;
    }
  }
}

function linesOf(directory) {
  const entries = new Map();
  for (let at = 0; at + 46 <= directory.length && directory.readUInt32LE(at) === 0x02014b50; ) {
    const nameBytes = directory.readUInt16LE(at + 28);
    const extraBytes = directory.readUInt16LE(at + 30);
    const name = directory.toString('utf8', at + 46, at + 46 + nameBytes);
    const extra = directory.subarray(at + 46 + nameBytes, at + 46 + nameBytes + extraBytes);
    const from = directory.readUInt32LE(at + 42);
    const isFar = from === 0xffffffff && extra.length >= 12 && extra.readUInt16LE(0) === 1;
    entries.set(name, {
      method: directory.readUInt16LE(at + 10),
      crc: directory.readUInt32LE(at + 16),
      packed: directory.readUInt32LE(at + 20),
      size: directory.readUInt32LE(at + 24),
      from: isFar ? Number(extra.readBigUInt64LE(4)) : from,
    });
    at += 46 + nameBytes + extraBytes + directory.readUInt16LE(at + 32);
  }
  return entries;
}

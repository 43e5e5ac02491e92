import { promisify } from 'node:util';
import { crc32, deflateRaw } from 'node:zlib';
import { sha256Of } from '../file/object.keys';
import type { PackedFile } from './archive-part.entity';

const deflate = promisify(deflateRaw);

/** Names in UTF-8; sizes and checksum stand in the file's own header, so that a piece can be written and forgotten. */
const flags = 0x0800;
const fourGigabytes = 0xffffffff;
const many = 0xffff;

/** Day and time as the format has them, in Asia/Shanghai, to two seconds. */
function dosTime(at: number): { day: number; time: number } {
  const local = new Date(at + 8 * 3_600_000);
  return {
    day: ((local.getUTCFullYear() - 1980) << 9) | ((local.getUTCMonth() + 1) << 5) | local.getUTCDate(),
    time: (local.getUTCHours() << 11) | (local.getUTCMinutes() << 5) | Math.floor(local.getUTCSeconds() / 2),
  };
}

/** What both headers of a file have in common: 26 bytes. */
function described(file: PackedFile, at: number, nameBytes: number, extraBytes: number): Buffer {
  const { day, time } = dosTime(at);
  const head = Buffer.alloc(26);
  head.writeUInt16LE(45, 0);
  head.writeUInt16LE(flags, 2);
  head.writeUInt16LE(file.method, 4);
  head.writeUInt16LE(time, 6);
  head.writeUInt16LE(day, 8);
  head.writeUInt32LE(file.crc >>> 0, 10);
  head.writeUInt32LE(file.packed, 14);
  head.writeUInt32LE(file.bytes, 18);
  head.writeUInt16LE(nameBytes, 22);
  head.writeUInt16LE(extraBytes, 24);
  return head;
}

const signature = (number: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(number);
  return bytes;
};

/**
 * One file as it lies in a zip, header and all. What is compressed already (`pdf`) is stored as it is.
 * @param at epoch ms, shown as the file's time
 */
export async function packFile(
  path: string,
  content: Buffer,
  at: number,
): Promise<{ file: PackedFile; bytes: Buffer }> {
  const method = path.endsWith('.pdf') ? 0 : 8;
  const data = method === 0 ? content : await deflate(content, { level: 6 });
  const file: PackedFile = {
    path,
    crc: crc32(content),
    bytes: content.length,
    packed: data.length,
    method,
    sha256: sha256Of(content),
  };
  const name = Buffer.from(path, 'utf8');
  const head = [signature(0x04034b50), described(file, at, name.length, 0), name];
  return { file, bytes: Buffer.concat([...head, data]) };
}

const headBytes = (file: PackedFile): number => 30 + Buffer.byteLength(file.path, 'utf8');
/** How much room a file takes in the zip. */
export const roomOf = (file: PackedFile): number => headBytes(file) + file.packed;

/** The directory's line of a file that begins at `startsAt`. */
function directoryLine(file: PackedFile, startsAt: number, at: number): Buffer {
  const name = Buffer.from(file.path, 'utf8');
  const isFar = startsAt >= fourGigabytes;
  const extra = Buffer.alloc(isFar ? 12 : 0);
  if (isFar) {
    extra.writeUInt16LE(1, 0);
    extra.writeUInt16LE(8, 2);
    extra.writeBigUInt64LE(BigInt(startsAt), 4);
  }
  const tail = Buffer.alloc(14);
  tail.writeUInt32LE(isFar ? fourGigabytes : startsAt, 10);
  const madeBy = Buffer.from([45, 0]);
  const middle = described(file, at, name.length, extra.length);
  return Buffer.concat([signature(0x02014b50), madeBy, middle, tail, name, extra]);
}

/** The end of the file: where the directory lies. Beyond 65 534 files or 4 GB in the larger form as well. */
function directoryEnd(files: number, bytes: number, startsAt: number): Buffer {
  const isLarge = files >= many || startsAt >= fourGigabytes || bytes >= fourGigabytes;
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Math.min(files, many), 8);
  end.writeUInt16LE(Math.min(files, many), 10);
  end.writeUInt32LE(Math.min(bytes, fourGigabytes), 12);
  end.writeUInt32LE(Math.min(startsAt, fourGigabytes), 16);
  if (!isLarge) return end;
  const large = Buffer.alloc(56 + 20);
  large.writeUInt32LE(0x06064b50, 0);
  large.writeBigUInt64LE(44n, 4);
  large.writeUInt16LE(45, 12);
  large.writeUInt16LE(45, 14);
  large.writeBigUInt64LE(BigInt(files), 24);
  large.writeBigUInt64LE(BigInt(files), 32);
  large.writeBigUInt64LE(BigInt(bytes), 40);
  large.writeBigUInt64LE(BigInt(startsAt), 48);
  large.writeUInt32LE(0x07064b50, 56);
  large.writeBigUInt64LE(BigInt(startsAt + bytes), 64);
  large.writeUInt32LE(1, 72);
  return Buffer.concat([large, end]);
}

/** The directory of all files, which lie one after the other from the beginning. */
export function directoryOf(files: readonly PackedFile[], at: number): Buffer {
  const lines: Buffer[] = [];
  let startsAt = 0;
  for (const file of files) {
    lines.push(directoryLine(file, startsAt, at));
    startsAt += roomOf(file);
  }
  const directory = Buffer.concat(lines);
  return Buffer.concat([directory, directoryEnd(files.length, directory.length, startsAt)]);
}

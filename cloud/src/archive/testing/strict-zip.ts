import { crc32, inflateRawSync } from 'node:zlib';

interface Place {
  files: number;
  bytes: number;
  startsAt: number;
}

const must = (is: boolean, what: string): void => {
  if (!is) throw new Error(`the zip is wrong: ${what}`);
};

/** The directory's place by the end of the file, in the larger form where the smaller says so. */
function placeOf(zip: Buffer): Place {
  const end = zip.length - 22;
  must(zip.readUInt32LE(end) === 0x06054b50, 'there is no end of the directory at the end');
  must(zip.readUInt16LE(end + 20) === 0, 'there is a comment');
  const small = {
    files: zip.readUInt16LE(end + 10),
    bytes: zip.readUInt32LE(end + 12),
    startsAt: zip.readUInt32LE(end + 16),
  };
  must(zip.readUInt16LE(end + 8) === small.files, 'it claims several disks');
  const isSmall = small.files < 0xffff && small.bytes < 0xffffffff && small.startsAt < 0xffffffff;
  if (isSmall) return small;
  const locator = end - 20;
  must(zip.readUInt32LE(locator) === 0x07064b50, 'the larger form has no locator');
  const large = Number(zip.readBigUInt64LE(locator + 8));
  must(large + 56 === locator, 'the larger end is not where the locator says');
  must(zip.readUInt32LE(large) === 0x06064b50, 'the larger end is missing');
  must(zip.readBigUInt64LE(large + 4) === 44n, 'the larger end has another size');
  const number = (at: number) => Number(zip.readBigUInt64LE(large + at));
  must(number(24) === number(32), 'it claims several disks');
  const place = { files: number(32), bytes: number(40), startsAt: number(48) };
  must(place.startsAt + place.bytes === large, 'the directory does not end where the larger end begins');
  for (const name of ['files', 'bytes', 'startsAt'] as const) {
    const isBeyond = small[name] === (name === 'files' ? 0xffff : 0xffffffff);
    must(isBeyond || small[name] === place[name], `the two ends differ in ${name}`);
  }
  return place;
}

/** Both headers of a file say the same, and its bytes are what they say. */
function contentAt(zip: Buffer, line: Buffer, startsAt: number): Buffer {
  must(zip.readUInt32LE(startsAt) === 0x04034b50, 'a file’s own header is missing');
  // Version, flags, method, time, day, checksum, sizes and the name’s length.
  const own = zip.subarray(startsAt + 4, startsAt + 28);
  must(own.equals(line.subarray(6, 30)), 'a file’s own header says something else');
  const nameBytes = line.readUInt16LE(28);
  const name = zip.subarray(startsAt + 30, startsAt + 30 + nameBytes);
  must(name.equals(line.subarray(46, 46 + nameBytes)), 'a file’s own header has another name');
  const from = startsAt + 30 + nameBytes + zip.readUInt16LE(startsAt + 28);
  const packed = zip.subarray(from, from + line.readUInt32LE(20));
  const content = line.readUInt16LE(10) === 8 ? inflateRawSync(packed) : Buffer.from(packed);
  must(content.length === line.readUInt32LE(24), 'a file has another size');
  must(crc32(content) === line.readUInt32LE(16), 'a file has another checksum');
  return content;
}

/**
 * A second reader of zips, of this test alone, and stricter than those people have: every field of the format that says
 * something twice must say the same, and nothing may lie between two files.
 * @returns contents by name, in the order of the directory
 */
export function readStrictly(zip: Buffer): Map<string, Buffer> {
  const place = placeOf(zip);
  const found = new Map<string, Buffer>();
  let at = place.startsAt;
  let expected = 0;
  for (let count = 0; count < place.files; count += 1) {
    must(zip.readUInt32LE(at) === 0x02014b50, 'a line of the directory is missing');
    const nameBytes = zip.readUInt16LE(at + 28);
    const length = 46 + nameBytes + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
    const line = zip.subarray(at, at + length);
    must((line.readUInt16LE(8) & 0x0800) !== 0, 'names are not in UTF-8');
    const startsAt = line.readUInt32LE(42);
    must(startsAt === expected, 'something lies between two files');
    const name = line.subarray(46, 46 + nameBytes).toString('utf8');
    must(!found.has(name), 'a name comes twice');
    found.set(name, contentAt(zip, line, startsAt));
    expected = startsAt + 30 + nameBytes + line.readUInt32LE(20);
    at += length;
  }
  must(at === place.startsAt + place.bytes, 'the directory has another length');
  must(expected === place.startsAt, 'something lies before the directory');
  return found;
}

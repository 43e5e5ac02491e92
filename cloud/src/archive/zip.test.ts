import { unzipSync } from 'fflate';
import { readStrictly } from './testing/strict-zip';
import { directoryOf, packFile, roomOf } from './zip';

const at = Date.parse('2026-04-01T02:00:00+08:00');

async function zipOf(contents: Record<string, Buffer>) {
  const packed = await Promise.all(
    Object.entries(contents).map(([path, content]) => packFile(path, content, at)),
  );
  const files = packed.map(({ file }) => file);
  return { files, bytes: Buffer.concat([...packed.map(({ bytes }) => bytes), directoryOf(files, at)]) };
}

test('whatever reads zips reads what was packed, Chinese names included', async () => {
  const contents = {
    'lifts/910017/2026-03-02.pdf': Buffer.from('%PDF-1.7 as it was'),
    '说明.txt': Buffer.from('核对方法。'.repeat(500)),
    'empty.csv': Buffer.alloc(0),
  };
  const { bytes, files } = await zipOf(contents);
  const read = unzipSync(bytes);
  for (const [path, content] of Object.entries(contents))
    expect(Buffer.from(read[path] ?? []).equals(content)).toBe(true);
  expect(files.find(({ path }) => path.endsWith('.pdf'))?.method).toBe(0);
});

test('a file takes exactly the room that the directory reckons with', async () => {
  const { file, bytes } = await packFile('说明.txt', Buffer.from('甲乙丙'.repeat(99)), at);
  expect(roomOf(file)).toBe(bytes.length);
});

test('more files than the old format counts are still all found', async () => {
  const { file, bytes } = await packFile('a.txt', Buffer.from('x'), at);
  const number = 66_000;
  const files = Array.from({ length: number }, (_, count) => ({
    ...file,
    path: String(count).padStart(5, '0'),
  }));
  const piece = (path: string) =>
    Buffer.concat([bytes.subarray(0, 30), Buffer.from(path), bytes.subarray(35)]);
  const zip = Buffer.concat([...files.map(({ path }) => piece(path)), directoryOf(files, at)]);
  expect(readStrictly(zip).size).toBe(number);
});

test('a strict reader finds every header as the format has it, and a changed byte of any of them', async () => {
  const contents = { '说明.txt': Buffer.from('核对方法。'.repeat(50)), 'a.pdf': Buffer.from('%PDF-1.7') };
  const { bytes } = await zipOf(contents);
  const read = readStrictly(bytes);
  for (const [path, content] of Object.entries(contents)) expect(read.get(path)?.equals(content)).toBe(true);
  const directory = bytes.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
  // Flags, sizes, checksum, name and place, each in the file's own header or in the directory.
  for (const where of [4, 6, 14, 18, 22, 30, 60, directory + 16, directory + 20, directory + 42]) {
    const wrong = Buffer.from(bytes);
    wrong[where] = (wrong[where] ?? 0) ^ 1;
    expect(() => readStrictly(wrong)).toThrow();
  }
});

import { randomId } from '../lib/random-id';
import { device } from '../platform/device';
import { dropFile, readFile, writeFile } from '../platform/files';
import { type PhoneFile, Unavailable } from '../platform/types';
import { sealBytes, unsealBytes } from '../store/seal';
import { vault } from '../store/vault-of-phone';
import type { OutgoingFile } from './compose';

/** Faces and handwriting; pictures of lifts lie open, since the platforms upload from a path (docs/adr/0026). */
const sealed: OutgoingFile['purpose'][] = ['challenge_frame', 'signature'];
const place = 'file';
/** One name: a run that was killed while sending leaves at most this one open, and the next drops it. */
const openName = 'open.jpg';

/** The same file sealed, beside the open one; a client that writes no bytes keeps it open, in the app's own folder. */
export async function sealFile(outgoing: OutgoingFile): Promise<OutgoingFile> {
  const key = vault.key();
  if (!key || !sealed.includes(outgoing.purpose)) return outgoing;
  const { file } = outgoing;
  try {
    const bytes = sealBytes(key, place, new Uint8Array(await readFile(file.path)));
    const path = await writeFile(`${randomId(device.now())}.sealed`, bytes);
    return { ...outgoing, file: { ...file, path, sealedBytes: bytes.length } };
  } catch {
    return outgoing;
  }
}

/** Lends the file as it was taken, for as long as it is being sent. */
export async function withOpenFile<T>(file: PhoneFile, use: (open: PhoneFile) => Promise<T>): Promise<T> {
  if (file.sealedBytes === undefined) return use(file);
  const key = vault.key();
  const bytes = key ? unsealBytes(key, place, new Uint8Array(await readFile(file.path))) : null;
  if (!bytes) throw new Unavailable('failed', '照片读不出来，请重拍。');
  const path = await writeFile(openName, bytes);
  try {
    return await use({ ...file, path });
  } finally {
    await dropFile(path);
  }
}

/** What a killed run may have left open. */
export async function dropOpenFile(): Promise<void> {
  const path = await writeFile(openName, new Uint8Array([0])).catch(() => null);
  if (path) await dropFile(path);
}

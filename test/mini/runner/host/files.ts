import { fail, type Options, succeed, textOf } from './answer';
import { isDingTalk } from './package';

/** The phone's files under the virtual paths that the clients use. They die with the page, as temporary ones do. */
const files = new Map<string, Blob>();
const addresses = new Map<string, string>();
const scheme = isDingTalk ? 'https://resource' : 'wxfile:/';
export const userFolder = `${scheme}/usr`;
let count = 0;

export function addFile(blob: Blob, folder = 'tmp'): string {
  count += 1;
  const path = `${scheme}/${folder}/${count}.${blob.type === 'image/png' ? 'png' : 'jpg'}`;
  files.set(path, blob);
  return path;
}

export const findFile = (path: string): Blob | null => files.get(path) ?? null;

/** What a browser can show of a virtual path; other addresses as they are. */
export function addressOf(path: string): string {
  const blob = files.get(path);
  if (!blob) return path;
  const address = addresses.get(path) ?? URL.createObjectURL(blob);
  addresses.set(path, address);
  return address;
}

function move(name: string, options: Options, target: string): void {
  const source = textOf(options.tempFilePath);
  const blob = files.get(source);
  if (!blob) {
    fail(name, options, 'file not found', 3);
    return;
  }
  files.delete(source);
  files.set(target, blob);
  succeed(name, options, { savedFilePath: target });
}

function drop(name: string, options: Options): void {
  if (files.delete(textOf(options.filePath))) succeed(name, options);
  else fail(name, options, 'no such file or directory', 3);
}

export const fileSystemManager = {
  saveFile(options: Options) {
    count += 1;
    move('saveFile', options, textOf(options.filePath) || `${scheme}/store/${count}.jpg`);
  },
  readFile(options: Options) {
    const path = textOf(options.filePath);
    const blob = files.get(path);
    // DingTalk reads only what lies in the user's own folder.
    if (!blob || (isDingTalk && !path.startsWith(userFolder)))
      return fail('readFile', options, 'file not found', 3);
    void blob.arrayBuffer().then((data) => succeed('readFile', options, { data }));
  },
  removeSavedFile: (options: Options) => drop('removeSavedFile', options),
  unlink: (options: Options) => drop('unlink', options),
  /** Tests put a picture on the phone with it, here and in the real developer tools. */
  writeFileSync(path: string, data: string, encoding: string) {
    if (encoding !== 'base64') throw new Error('writeFileSync: base64 only');
    const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
    files.set(path, new Blob([bytes], { type: path.endsWith('.png') ? 'image/png' : 'image/jpeg' }));
  },
};

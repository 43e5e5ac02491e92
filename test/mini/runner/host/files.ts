import { fail, type Options, succeed, textOf } from './answer';
import { isDingTalk } from './package';

/** The phone's files under the virtual paths that the clients use. Temporary ones die with the page, saved ones do not. */
const files = new Map<string, Blob>();
const addresses = new Map<string, string>();
const scheme = isDingTalk ? 'https://resource' : 'wxfile:/';
export const userFolder = `${scheme}/usr`;
const isTemporary = (path: string) => path.startsWith(`${scheme}/tmp/`);
/** Goes on after a restart, so that no new file takes the name of an old one. */
let count = Date.now() % 1_000_000_000;

export function addFile(blob: Blob, folder = 'tmp'): string {
  count += 1;
  const path = `${scheme}/${folder}/${count}.${blob.type === 'image/png' ? 'png' : 'jpg'}`;
  put(path, blob);
  return path;
}

function put(path: string, blob: Blob): void {
  files.set(path, blob);
  if (!isTemporary(path)) void disk('readwrite', (store) => store.put(blob, path));
}

function take(path: string): boolean {
  void disk('readwrite', (store) => store.delete(path));
  return files.delete(path);
}

let opening: Promise<IDBDatabase> | null = null;
const opened = (): Promise<IDBDatabase> => {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open('phone', 1);
    request.onupgradeneeded = () => request.result.createObjectStore('files');
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return opening;
};

async function disk<T>(mode: IDBTransactionMode, ask: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await opened();
  return new Promise((resolve, reject) => {
    const request = ask(database.transaction('files', mode).objectStore('files'));
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** What an earlier run of the app saved. */
export async function restoreFiles(): Promise<void> {
  const paths = await disk('readonly', (store) => store.getAllKeys());
  const blobs: Blob[] = await disk('readonly', (store) => store.getAll());
  for (const [index, path] of paths.entries()) {
    const blob = blobs[index];
    if (blob) files.set(String(path), blob);
  }
}

/** The person or the system clears saved files away. */
export function clearFiles(which: (path: string) => boolean): number {
  const gone = [...files.keys()].filter(which);
  for (const path of gone) take(path);
  return gone.length;
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
  take(source);
  put(target, blob);
  succeed(name, options, { savedFilePath: target });
}

function drop(name: string, options: Options): void {
  if (take(textOf(options.filePath))) succeed(name, options);
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
  writeFile(options: Options) {
    const path = textOf(options.filePath);
    const { data } = options;
    if (!path.startsWith(userFolder)) return fail('writeFile', options, 'permission denied', 3);
    if (!(data instanceof ArrayBuffer)) return fail('writeFile', options, 'data must be bytes', 2);
    put(path, new Blob([data], { type: path.endsWith('.png') ? 'image/png' : 'image/jpeg' }));
    succeed('writeFile', options);
  },
  removeSavedFile: (options: Options) => drop('removeSavedFile', options),
  unlink: (options: Options) => drop('unlink', options),
  /** Tests put a picture on the phone with it, here and in the real developer tools. */
  writeFileSync(path: string, data: string, encoding: string) {
    if (encoding !== 'base64') throw new Error('writeFileSync: base64 only');
    const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
    put(path, new Blob([bytes], { type: path.endsWith('.png') ? 'image/png' : 'image/jpeg' }));
  },
};

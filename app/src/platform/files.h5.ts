import { randomId } from '../lib/random-id';
import { storagePrefix } from './storage';
import {
  type DropFile,
  type HasFile,
  type KeepFile,
  type ReadFile,
  type ShowFile,
  Unavailable,
  type WriteFile,
} from './types';

/** Pictures are too large for localStorage: they lie in IndexedDB under made-up paths. */
const store = 'files';

function opened(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(storagePrefix, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(store);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(new Unavailable('failed', '浏览器不能保存照片。'));
  });
}

async function run<T>(mode: IDBTransactionMode, ask: (objects: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await opened();
  try {
    return await new Promise<T>((resolve, reject) => {
      const request = ask(database.transaction(store, mode).objectStore(store));
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(new Unavailable('failed', '浏览器不能保存照片。'));
    });
  } finally {
    database.close();
  }
}

/** Takes an object address, as a canvas or a file field gives one. */
export const keepFile: KeepFile = async (temporaryPath) => {
  const blob = await (await fetch(temporaryPath)).blob();
  URL.revokeObjectURL(temporaryPath);
  const path = `file/${randomId(Date.now())}`;
  await run('readwrite', (objects) => objects.put(blob, path));
  return path;
};

export async function blobOf(path: string): Promise<Blob> {
  const found: unknown = await run('readonly', (objects) => objects.get(path));
  if (found instanceof Blob) return found;
  throw new Unavailable('failed', '照片已不在手机里，请重拍。');
}

export const readFile: ReadFile = async (path) => (await blobOf(path)).arrayBuffer();

export const hasFile: HasFile = async (path, bytes) =>
  readFile(path).then(
    (read) => read.byteLength === bytes,
    () => false,
  );

export const writeFile: WriteFile = async (name, bytes) => {
  const path = `file/${name}`;
  await run('readwrite', (objects) => objects.put(new Blob([new Uint8Array(bytes)]), path));
  return path;
};

export const dropFile: DropFile = async (path) => {
  await run('readwrite', (objects) => objects.delete(path));
};

export const showFile: ShowFile = async (path) => URL.createObjectURL(await blobOf(path));

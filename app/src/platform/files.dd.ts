import { randomId } from '../lib/random-id';
import { ask, refusalOf } from './ask.dd';
import {
  type DropFile,
  type HasFile,
  type KeepFile,
  type ReadFile,
  type ShowFile,
  Unavailable,
  type WriteFile,
} from './types';

/** Bound: these are methods of an object, unlike the functions of `dd` itself. */
const files: DingTalkFiles = {
  saveFile: (options) => dd.getFileSystemManager().saveFile(options),
  readFile: (options) => dd.getFileSystemManager().readFile(options),
  unlink: (options) => dd.getFileSystemManager().unlink(options),
  writeFile: (options) => dd.getFileSystemManager().writeFile(options),
};

/** `readFile` reads only what lies in the user's own folder, so a picture is moved there first. */
export const keepFile: KeepFile = async (temporaryPath) => {
  const target = `${dd.env.USER_DATA_PATH}/${randomId(Date.now())}.jpg`;
  const saved = await ask(files.saveFile, {
    tempFilePath: temporaryPath,
    filePath: target,
  }).catch((problem) => {
    throw refusalOf(problem, '手机存不下这张照片，请清理空间。');
  });
  return saved.savedFilePath ?? target;
};

export const readFile: ReadFile = async (path) => {
  const { data } = await ask(files.readFile, { filePath: path }).catch((problem) => {
    throw refusalOf(problem, '照片已不在手机里，请重拍。');
  });
  if (typeof data === 'string') throw new Unavailable('failed', '照片读不出来，请重拍。');
  return data;
};

export const hasFile: HasFile = async (path, bytes) =>
  readFile(path).then(
    (read) => read.byteLength === bytes,
    () => false,
  );

export const writeFile: WriteFile = async (name, bytes) => {
  const filePath = `${dd.env.USER_DATA_PATH}/${name}`;
  await ask(files.writeFile, { filePath, data: new Uint8Array(bytes).buffer }).catch((problem) => {
    throw refusalOf(problem, '手机存不下这张照片，请清理空间。');
  });
  return filePath;
};

export const dropFile: DropFile = async (path) => {
  // Gone already is as good.
  await ask(files.unlink, { filePath: path }).catch(() => undefined);
};

export const showFile: ShowFile = async (path) => path;

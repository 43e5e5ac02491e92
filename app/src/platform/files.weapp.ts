import Taro from '@tarojs/taro';
import {
  type DropFile,
  type HasFile,
  type KeepFile,
  type ReadFile,
  type ShowFile,
  Unavailable,
  type WriteFile,
} from './types';

/** WeChat deletes temporary files with the session, so they are saved at once. */
export const keepFile: KeepFile = (temporaryPath) =>
  new Promise((resolve, reject) => {
    Taro.getFileSystemManager().saveFile({
      tempFilePath: temporaryPath,
      success: (saved) => resolve('savedFilePath' in saved ? String(saved.savedFilePath) : temporaryPath),
      fail: () => reject(new Unavailable('failed', '手机存不下这张照片，请清理空间。')),
    });
  });

export const readFile: ReadFile = (path) =>
  new Promise((resolve, reject) => {
    Taro.getFileSystemManager().readFile({
      filePath: path,
      success: ({ data }) =>
        typeof data === 'string'
          ? reject(new Unavailable('failed', '照片读不出来，请重拍。'))
          : resolve(data),
      fail: () => reject(new Unavailable('failed', '照片已不在手机里，请重拍。')),
    });
  });

export const hasFile: HasFile = async (path, bytes) =>
  readFile(path).then(
    (read) => read.byteLength === bytes,
    () => false,
  );

export const writeFile: WriteFile = (name, bytes) =>
  new Promise((resolve, reject) => {
    const filePath = `${Taro.env.USER_DATA_PATH}/${name}`;
    Taro.getFileSystemManager().writeFile({
      filePath,
      data: new Uint8Array(bytes).buffer,
      success: () => resolve(filePath),
      fail: () => reject(new Unavailable('failed', '手机存不下这张照片，请清理空间。')),
    });
  });

export const dropFile: DropFile = (path) =>
  new Promise((resolve) => {
    const files = Taro.getFileSystemManager();
    // Gone already is as good.
    const options = { filePath: path, success: () => resolve(), fail: () => resolve() };
    if (path.startsWith(String(Taro.env.USER_DATA_PATH))) files.unlink(options);
    else files.removeSavedFile(options);
  });

export const showFile: ShowFile = async (path) => path;

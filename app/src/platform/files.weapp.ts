import Taro from '@tarojs/taro';
import { type DropFile, type KeepFile, type ReadFile, type ShowFile, Unavailable } from './types';

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

export const dropFile: DropFile = (path) =>
  new Promise((resolve) => {
    // Gone already is as good.
    Taro.getFileSystemManager().removeSavedFile({
      filePath: path,
      success: () => resolve(),
      fail: () => resolve(),
    });
  });

export const showFile: ShowFile = async (path) => path;

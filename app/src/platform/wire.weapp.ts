import { NetworkError } from '@lifttrust/shared-types/kernel/app-error';
import Taro from '@tarojs/taro';
import { absolute, mustBeTaken, readEnvelope } from './envelope';
import type { Send, SendFile } from './types';

export const send: Send = async ({ method, path, headers, body }) => {
  const answer = await Taro.request<unknown>({
    url: absolute(path),
    method,
    header: { 'content-type': 'application/json', ...headers },
    ...(method === 'POST' ? { data: JSON.stringify(body ?? {}) } : {}),
    dataType: 'json',
    timeout: 30_000,
  }).catch((reason: { errMsg?: string }) => {
    throw new NetworkError(reason.errMsg ?? '网络没有连上。');
  });
  return readEnvelope(answer.data);
};

export const sendFile: SendFile = async ({ url, name, fields, headers, file }) => {
  const answer = await Taro.uploadFile({
    url: absolute(url),
    filePath: file.path,
    name,
    formData: fields,
    header: headers,
    timeout: 60_000,
  }).catch((reason: { errMsg?: string }) => {
    throw new NetworkError(reason.errMsg ?? '照片没有送出去。');
  });
  mustBeTaken(answer.statusCode);
};

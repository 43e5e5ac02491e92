import { NetworkError } from '@lifttrust/shared-types/kernel/app-error';
import { ask } from './ask.dd';
import { absolute, mustBeTaken, readEnvelope } from './envelope';
import type { Send, SendFile } from './types';

/** `dd.httpRequest` knows GET and POST only and hides the body of every 4xx and 5xx: hence the envelope. */
export const send: Send = async ({ method, path, headers, body }) => {
  const answer = await ask(dd.httpRequest, {
    url: absolute(path),
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(method === 'POST' ? { data: JSON.stringify(body ?? {}) } : {}),
    dataType: 'json',
    timeout: 30_000,
  }).catch((problem: Error) => {
    throw new NetworkError(problem.message || '网络没有连上。');
  });
  return readEnvelope(answer.data);
};

export const sendFile: SendFile = async ({ url, name, fields, headers, file }) => {
  const answer = await ask(dd.uploadFile, {
    url: absolute(url),
    filePath: file.path,
    fileName: name,
    // Without it the client refuses to send.
    fileType: 'image',
    formData: fields,
    header: headers,
  }).catch((problem: Error) => {
    throw new NetworkError(problem.message || '照片没有送出去。');
  });
  mustBeTaken(answer.statusCode ?? 200);
};

import { NetworkError } from '@lifttrust/shared-types/kernel/app-error';
import { device } from './device';
import { absolute, mustBeTaken, readEnvelope } from './envelope';
import { blobOf } from './files';
import type { Send, SendFile } from './types';

export const send: Send = async ({ method, path, headers, body }) => {
  const answer = await fetched(absolute(path), {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(method === 'POST' ? { body: JSON.stringify(body ?? {}) } : {}),
  });
  const json: unknown = await answer.json().catch(() => null);
  return readEnvelope(json);
};

export const sendFile: SendFile = async ({ url, name, fields, headers, file }) => {
  const form = new FormData();
  for (const [field, value] of Object.entries(fields)) form.append(field, value);
  form.append(name, await blobOf(file.path), `file.${file.contentType === 'image/png' ? 'png' : 'jpg'}`);
  const answer = await fetched(absolute(url), { method: 'POST', headers, body: form });
  mustBeTaken(answer.status);
};

async function fetched(url: string, init: RequestInit): Promise<Response> {
  if (!(await device.online())) throw new NetworkError('手机没有连上网络。');
  return fetch(url, init).catch(() => {
    throw new NetworkError('网络没有连上。');
  });
}

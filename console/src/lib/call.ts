import { AppError, NetworkError } from '@lifttrust/shared-types/kernel/app-error';
import { createCall, type Envelope, type Send } from '@lifttrust/shared-types/kernel/call';
import { deviceId, keepSession, sessionNow } from './session';

const unreachable = '连不上服务，请检查网络后再试。刚才的内容没有丢。';

export function identityHeaders(): Record<string, string> {
  const session = sessionNow();
  const device = { 'x-device-id': deviceId() };
  return session ? { ...device, authorization: `Bearer ${session.token}` } : device;
}

async function reach(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, init);
  } catch {
    throw new NetworkError(unreachable);
  }
}

async function envelopeOf(response: Response): Promise<Envelope> {
  try {
    const envelope: Envelope = await response.json();
    return envelope;
  } catch {
    throw new NetworkError(unreachable);
  }
}

const send: Send = async ({ method, path, headers, body }) => {
  const json = body === undefined ? {} : { body: JSON.stringify(body) };
  const type: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
  const answer = await envelopeOf(await reach(path, { method, headers: { ...headers, ...type }, ...json }));
  if (!answer.ok && answer.error.kind === 'unauthenticated') keepSession(null);
  return answer;
};

export const call = createCall(send, identityHeaders);

/** Bytes behind a sign-in (photos, PDF, packages): fetched with the token, never by a bare address. */
export async function fetchBytes(path: string): Promise<Blob> {
  const response = await reach(path, { headers: { ...identityHeaders(), 'x-envelope': '0' } });
  if (response.ok) return response.blob();
  const told: { error?: unknown } = await response.json().catch(() => ({}));
  throw refusalOf(told.error, response.status);
}

function refusalOf(error: unknown, status: number): AppError {
  if (
    typeof error === 'object' &&
    error !== null &&
    'message' in error &&
    typeof error.message === 'string'
  ) {
    return new AppError(status === 404 ? 'not_found' : 'internal', 'console.file', error.message);
  }
  return new AppError('internal', 'console.file', '文件没有取到，请稍后再试。');
}

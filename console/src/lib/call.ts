import { AppError, NetworkError } from '@lifttrust/shared-types/kernel/app-error';
import { type CallOptions, createCall, type Envelope, type Send } from '@lifttrust/shared-types/kernel/call';
import type { CallOf, Endpoint, ResultOf } from '@lifttrust/shared-types/kernel/endpoint';
import { sessionApi } from '@lifttrust/shared-types/session/session.contract';
import { deviceId, keepRenewed, keepSession, sessionNow } from './session';

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

const plainCall = createCall(send, identityHeaders);
const callAsNobody = createCall(send, () => ({ 'x-device-id': deviceId() }));

let renewing: Promise<void> | null = null;

/** Whoever works stays signed in: the session is renewed beside their calls, and by nothing else. */
async function keepFresh(): Promise<void> {
  const renewal = sessionNow()?.renewal;
  if (!renewal || Date.now() - renewal.since < renewal.everyMs) return;
  // Calls at the same time renew once: a refresh token is good for one use.
  renewing ??= callAsNobody(sessionApi.refresh, { refreshToken: renewal.refreshToken })
    .then(keepRenewed)
    .catch((problem: unknown) => {
      if (problem instanceof AppError && problem.kind === 'unauthenticated') keepSession(null);
    })
    .finally(() => {
      renewing = null;
    });
  await renewing;
}

export async function call<E extends Endpoint>(
  endpoint: E,
  input: CallOf<E>,
  options?: CallOptions,
): Promise<ResultOf<E>> {
  if (endpoint.access !== 'public') await keepFresh();
  return plainCall(endpoint, input, options);
}

/** Bytes behind a sign-in (photos, PDF, packages): fetched with the token, never by a bare address. */
export async function fetchBytes(path: string): Promise<Blob> {
  await keepFresh();
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

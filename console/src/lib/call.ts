import { AppError, NetworkError } from '@lifttrust/shared-types/kernel/app-error';
import { type CallOptions, createCall, type Envelope, type Send } from '@lifttrust/shared-types/kernel/call';
import type { CallOf, Endpoint, ResultOf } from '@lifttrust/shared-types/kernel/endpoint';
import { sessionApi } from '@lifttrust/shared-types/session/session.contract';
import { deviceId, keepRenewed, sessionNow, sessionRanOut } from './session';

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
  return envelopeOf(await reach(path, { method, headers: { ...headers, ...type }, ...json }));
};

const plainCall = createCall(send, identityHeaders);
const callAsNobody = createCall(send, () => ({ 'x-device-id': deviceId() }));

let renewing: Promise<void> | null = null;

/** Whoever works stays signed in: the session is renewed beside their calls, and by nothing else. */
async function keepFresh(): Promise<void> {
  const renewal = sessionNow()?.renewal;
  if (!renewal || Date.now() - renewal.since < renewal.everyMs) return;
  await renew(renewal.refreshToken).catch((problem: unknown) => {
    if (isSignedOut(problem)) sessionRanOut();
  });
}

/** Calls at the same time renew once: a refresh token is good for one use. */
async function renew(refreshToken: string): Promise<void> {
  renewing ??= callAsNobody(sessionApi.refresh, { refreshToken })
    .then(keepRenewed)
    .finally(() => {
      renewing = null;
    });
  await renewing;
}

const isSignedOut = (problem: unknown): boolean =>
  problem instanceof AppError && problem.kind === 'unauthenticated';

/** After the service refused a token: whether there is another to ask with, renewed here or by a call beside. */
async function goesOn(refused: string | undefined): Promise<boolean> {
  const session = sessionNow();
  if (session?.renewal && session.token === refused)
    await renew(session.renewal.refreshToken).catch((problem: unknown) => {
      // Without a network nobody is signed out.
      if (!isSignedOut(problem)) throw problem;
    });
  const next = sessionNow();
  return next !== null && next.token !== refused;
}

/** Asks, and once more under the same request key when only the token had run out. */
async function asked<T>(ask: () => Promise<T>): Promise<T> {
  await keepFresh();
  const token = sessionNow()?.token;
  try {
    return await ask();
  } catch (problem) {
    if (!isSignedOut(problem)) throw problem;
    if (!(await goesOn(token))) return over(problem);
  }
  return ask().catch((problem: unknown) => (isSignedOut(problem) ? over(problem) : Promise.reject(problem)));
}

function over(problem: unknown): never {
  sessionRanOut();
  throw problem;
}

export async function call<E extends Endpoint>(
  endpoint: E,
  input: CallOf<E>,
  options?: CallOptions,
): Promise<ResultOf<E>> {
  if (endpoint.access === 'public') return plainCall(endpoint, input, options);
  return asked(() => plainCall(endpoint, input, options));
}

/** Bytes behind a sign-in (photos, PDF, packages): fetched with the token, never by a bare address. */
export const fetchBytes = (path: string): Promise<Blob> => asked(() => bytesOf(path));

async function bytesOf(path: string): Promise<Blob> {
  const response = await reach(path, { headers: { ...identityHeaders(), 'x-envelope': '0' } });
  if (response.ok) return response.blob();
  const told: { error?: unknown } = await response.json().catch(() => ({}));
  throw refusalOf(told.error, response.status);
}

const kinds: Record<number, 'not_found' | 'unauthenticated'> = { 401: 'unauthenticated', 404: 'not_found' };

function refusalOf(error: unknown, status: number): AppError {
  if (
    typeof error === 'object' &&
    error !== null &&
    'message' in error &&
    typeof error.message === 'string'
  ) {
    return new AppError(kinds[status] ?? 'internal', 'console.file', error.message);
  }
  return new AppError('internal', 'console.file', '文件没有取到，请稍后再试。');
}

import { AppError, type ErrorBody } from './app-error';
import type { CallOf, Endpoint, ResultOf } from './endpoint';
import { madeHeader } from './made-at';

export interface WireRequest {
  method: 'GET' | 'POST';
  /** Path with query string, below the service's base address. */
  path: string;
  headers: Record<string, string>;
  body?: unknown;
}

/** The one answer shape of mini-programs: HTTP 200 always (docs/adr/0003). */
export type Envelope = { ok: true; data: unknown } | { ok: false; error: ErrorBody };

/** Sends a request asking for the envelope; throws NetworkError when no answer came back. */
export type Send = (request: WireRequest) => Promise<Envelope>;

export interface CallOptions {
  requestKey?: string;
  /** `x-made` of the command that this belongs to. */
  made?: string | null;
}

/** Splits an input by where its fields travel and fills the path. */
export function toWire(endpoint: Endpoint, input: Record<string, unknown>): Omit<WireRequest, 'headers'> {
  const rest = { ...input };
  const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) => {
    const value = rest[name];
    delete rest[name];
    return encodeURIComponent(String(value));
  });
  if (endpoint.method === 'GET') {
    const query = Object.entries(rest)
      .filter(([, value]) => value !== undefined && value !== '')
      .map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(String(value))}`)
      .join('&');
    return { method: 'GET', path: `/api${path}${query ? `?${query}` : ''}` };
  }
  return { method: 'POST', path: `/api${path}`, body: rest };
}

/** A typed client over any transport. */
export function createCall(
  send: Send,
  headers: () => Record<string, string> | Promise<Record<string, string>>,
) {
  return async function call<E extends Endpoint>(
    endpoint: E,
    input: CallOf<E>,
    options: CallOptions = {},
  ): Promise<ResultOf<E>> {
    const wire = toWire(endpoint, input as Record<string, unknown>);
    const own: Record<string, string> = {
      'x-envelope': '1',
      ...(options.requestKey ? { 'x-request-key': options.requestKey } : {}),
      ...(options.made ? { [madeHeader]: options.made } : {}),
    };
    const answer = await send({ ...wire, headers: { ...(await headers()), ...own } });
    if (!answer.ok) throw AppError.fromJson(answer.error);
    return answer.data as ResultOf<E>;
  };
}

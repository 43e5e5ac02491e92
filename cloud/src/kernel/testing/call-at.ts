import { randomBytes } from 'node:crypto';
import type { ErrorBody } from '@lifttrust/shared-types/kernel/app-error';
import { toWire } from '@lifttrust/shared-types/kernel/call';
import type { CallOf, Endpoint, ResultOf } from '@lifttrust/shared-types/kernel/endpoint';

/** What an endpoint answered, refusals included, as a browser sees it. */
export interface Answer<T> {
  status: number;
  data: T;
  error: ErrorBody | undefined;
}

/** Who calls, on which device; a fresh request key unless one is given. */
export interface Caller {
  token?: string;
  requestKey?: string;
  deviceId?: string;
  /** `x-made`: when the phone says it was done. */
  made?: string;
}

export const freshKey = (): string => randomBytes(12).toString('hex');

/** Calls an endpoint of the service at an address, as a browser would. */
export async function callAt<E extends Endpoint>(
  url: string,
  endpoint: E,
  input: CallOf<E>,
  who: Caller = {},
): Promise<Answer<ResultOf<E>>> {
  const wire = toWire(endpoint, input as Record<string, unknown>);
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    'x-request-key': who.requestKey ?? freshKey(),
  };
  if (who.token) headers.authorization = `Bearer ${who.token}`;
  if (who.deviceId) headers['x-device-id'] = who.deviceId;
  if (who.made) headers['x-made'] = who.made;
  const init =
    wire.method === 'POST' ? { method: 'POST', headers, body: JSON.stringify(wire.body) } : { headers };
  const response = await fetch(url + wire.path, init);
  const body = (await response.json()) as { error?: ErrorBody };
  return {
    status: response.status,
    data: body as ResultOf<E>,
    error: response.ok ? undefined : body.error,
  };
}

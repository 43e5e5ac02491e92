import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import { type CallOptions, createCall } from '@lifttrust/shared-types/kernel/call';
import type { CallOf, Endpoint, ResultOf } from '@lifttrust/shared-types/kernel/endpoint';
import { madeHeader } from '@lifttrust/shared-types/kernel/made-at';
import { send } from '../platform/wire';
import { headersOf, session } from './session';

/**
 * Asks the service. Signs in by itself where the endpoint wants to know who asks, and goes on under a new token when
 * the old one has run out, with the same request key. Writes go through `outbox.run` instead, which keeps them when the
 * network is away.
 */
export function call<E extends Endpoint>(
  endpoint: E,
  input: CallOf<E>,
  options: CallOptions = {},
): Promise<ResultOf<E>> {
  if (endpoint.access === 'public') return createCall(send, () => headersOf(null))(endpoint, input, options);
  return session.use((token) => createCall(send, () => headersOf(token))(endpoint, input, options), {
    writes: endpoint.method !== 'GET',
  });
}

/** Sends a stored command: the same as `call`, from what was kept on the phone. */
export function postAsMe(
  path: string,
  body: Record<string, unknown>,
  requestKey: string,
  made: string | null,
): Promise<unknown> {
  const ask = async (token: string) => {
    const headers = {
      ...headersOf(token),
      'x-envelope': '1',
      'x-request-key': requestKey,
      ...(made ? { [madeHeader]: made } : {}),
    };
    const answer = await send({ method: 'POST', path, headers, body });
    if (!answer.ok) throw AppError.fromJson(answer.error);
    return answer.data;
  };
  return session.use(ask, { writes: true });
}

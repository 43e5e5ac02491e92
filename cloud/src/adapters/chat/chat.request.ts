import { OutsideError } from '../outside/outside.error';

/** These say that there was no connection to send on; all others may have come after the request had arrived. */
const neverConnected =
  /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|CERT|UND_ERR_CONNECT_TIMEOUT/;

export interface ChatRequest {
  method: 'POST' | 'PUT';
  address: URL;
  headers?: Record<string, string>;
  body: unknown;
}

/**
 * One call whose answer is JSON. The address may carry a token and the body a person's account: neither comes into
 * an error.
 * @throws OutsideError `unreachable`, `http_5xx`, `http_429`, `nonsense`
 */
export async function askChat(
  service: string,
  { method, address, headers = {}, body }: ChatRequest,
  signal: AbortSignal,
): Promise<{ status: number; answer: unknown }> {
  const init = {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
    signal,
  };
  const response = await fetch(address, init).catch((error: unknown) => {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : null;
    const code = cause && 'code' in cause ? String(cause.code) : '';
    const words = neverConnected.test(code) ? 'not connected' : 'connection broken';
    throw new OutsideError(service, 'temporary', 'unreachable', words);
  });
  if (response.status >= 500 || response.status === 429)
    throw new OutsideError(service, 'temporary', `http_${response.status}`, 'no answer of the interface');
  const answer: unknown = await response.json().catch(() => null);
  if (typeof answer !== 'object' || answer === null)
    throw new OutsideError(service, 'temporary', 'nonsense', 'no JSON');
  return { status: response.status, answer };
}

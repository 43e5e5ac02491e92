/** Works as it should; said so that nobody wonders whether it was looked at. */
export const good = (code, text) => ({ code, level: 'good', text });

/** Asks a platform; null when it cannot be reached or answers no JSON. The address may carry a token: never shown. */
export async function ask(address, { method = 'POST', headers = {}, body, timeoutMs }) {
  const sent = { 'content-type': 'application/json', ...headers };
  const json = { headers: sent, body: JSON.stringify(body ?? {}) };
  try {
    const response = await fetch(address, {
      method,
      ...(method === 'GET' ? {} : json),
      signal: AbortSignal.timeout(timeoutMs),
    });
    return { status: response.status, body: JSON.parse(await response.text()) };
  } catch {
    return null;
  }
}

export function withToken(base, path, token) {
  const address = new URL(path, base);
  address.searchParams.set('access_token', token);
  return address;
}

import type { Endpoint } from '@lifttrust/shared-types/kernel/endpoint';
import { z } from '@lifttrust/shared-types/kernel/zod';
import fc from 'fast-check';
import type { KnownValues } from './known-values';
import { fitting, hostile, type Schema, spoiled } from './values';

/** One request as bytes on the wire. */
export interface FuzzRequest {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string | undefined;
}

const schemaOf = (shape: z.ZodType): Schema =>
  z.toJSONSchema(shape, { io: 'input', unrepresentable: 'any' }) as Schema;

const flat = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));

/** A lone surrogate has no bytes in an address. */
const wellFormed = (text: string) => Buffer.from(text, 'utf8').toString('utf8');

const encoded = (value: unknown) => encodeURIComponent(wellFormed(flat(value))).slice(0, 4000);

const key = fc.stringMatching(/^[a-z0-9]{24}$/);

/** Requests of every temper for one endpoint: fitting, nearly fitting, wrong altogether, not even JSON. */
export function requestsFor(endpoint: Endpoint, known: KnownValues): fc.Arbitrary<FuzzRequest> {
  const [params, query, body] = [endpoint.params, endpoint.query, endpoint.body].map((shape) =>
    fitting(schemaOf(shape), '', known),
  ) as [fc.Arbitrary<unknown>, fc.Arbitrary<unknown>, fc.Arbitrary<unknown>];
  const facts = fc.record({
    params,
    query,
    body,
    evil: hostile,
    where: fc.nat({ max: 100_000 }),
    temper: fc.nat({ max: 99 }),
    key,
    wild: fc.jsonValue({ maxDepth: 4 }),
    envelope: fc.boolean(),
  });
  return facts.map((drawn) => {
    const isPost = endpoint.method === 'POST';
    const worse = (value: unknown, from: number, to: number) =>
      drawn.temper >= from && drawn.temper < to ? spoiled(value, drawn.evil, drawn.where) : value;
    const path = addressOf(endpoint, worse(drawn.params, 50, 58), worse(drawn.query, 58, 68));
    const headers: Record<string, string> = { 'x-request-key': drawn.key };
    if (drawn.envelope) headers['x-envelope'] = '1';
    if (drawn.temper === 97) headers['x-request-key'] = 'short';
    if (!isPost) return { method: 'GET', path, headers, body: undefined };
    headers['content-type'] = drawn.temper === 98 ? 'text/plain' : 'application/json';
    return { method: 'POST', path, headers, body: bytes(drawn, worse(drawn.body, 50, 85)) };
  });
}

function bytes(drawn: { temper: number; wild: unknown; where: number }, body: unknown): string {
  const json = JSON.stringify(body ?? {});
  if (drawn.temper < 85) return json;
  if (drawn.temper < 92) return JSON.stringify(drawn.wild);
  if (drawn.temper < 95) return json.slice(0, drawn.where % (json.length + 1));
  if (drawn.temper === 95) return '['.repeat(20_000);
  if (drawn.temper === 96 && drawn.where % 20 === 0) return `{"a":"${'x'.repeat(1_200_000)}"}`;
  return json;
}

function addressOf(endpoint: Endpoint, params: unknown, query: unknown): string {
  const values = (typeof params === 'object' && params !== null ? params : {}) as Record<string, unknown>;
  const path = endpoint.path.replace(
    /:(\w+)/g,
    (_all, name: string) => encoded(values[name] ?? 'none') || 'none',
  );
  const asked = Object.entries(typeof query === 'object' && query !== null ? query : {})
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`);
  return `/api${path}${asked.length > 0 ? `?${asked.join('&')}` : ''}`;
}

const oddPaths = [
  '/',
  '/api',
  '/api/',
  '/api/%00',
  '/api/%ff%fe',
  '/api/../../etc/passwd',
  '/api/%2e%2e/%2e%2e/etc/passwd',
  '/console/..%2f..%2fetc%2fpasswd',
  '/l/',
  '/v/0000000000000000',
  `/l/${'x'.repeat(3000)}`,
  '/api/__proto__',
  '/api/lifts/constructor',
  '/metrics',
];

/** Addresses outside the endpoint tables: raw bytes, short links, paths that never were. */
export function otherRequests(known: KnownValues): fc.Arbitrary<FuzzRequest> {
  const raw = fc
    .tuple(
      fc.constantFrom(
        '/api/files/:fileId/content',
        '/api/records/:recordId/package',
        '/l/:token',
        '/v/:verificationCode',
      ),
      fc.nat({ max: 1000 }),
      fc.stringMatching(/^[\w%.-]{1,40}$/),
    )
    .map(([path, pick, own]) =>
      path.replace(/:(\w+)/, (_all, name: string) => (pick % 3 === 0 ? own : (known.for(name, pick) ?? own))),
    );
  const upload = fc.tuple(fc.nat({ max: 1000 }), fc.string({ maxLength: 300 })).map(([pick, own]) => ({
    method: 'POST',
    path: `/api/uploads/${known.for('fileId', pick) ?? '01ARZ3NDEKTSV4RRFFQ69G5FAV'}`,
    headers: { 'content-type': pick % 2 ? 'multipart/form-data; boundary=x' : 'multipart/form-data' },
    body: `--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n${wellFormed(own)}\r\n--x`,
  }));
  const read = fc
    .tuple(
      fc.oneof(raw, fc.constantFrom(...oddPaths)),
      fc.constantFrom('GET', 'GET', 'POST', 'PUT', 'DELETE', 'HEAD'),
    )
    .map(([path, method]) => ({ method, path, headers: {}, body: undefined }));
  return fc.oneof(read, upload);
}

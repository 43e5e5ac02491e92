import { request } from 'node:http';
import { gzipSync } from 'node:zlib';
import { visitApi } from '@lifttrust/shared-types/visit/visit.contract';
import { buildDistrict, type District } from '../../../test/fixture/district';
import { VisitDriver } from '../../../test/fixture/visit-driver';
import { AuditEntry } from './audit-entry.entity';
import { Database } from './database';
import { onBothDatabases, type TestService } from './testing/service';

interface Heard {
  status: number;
  type: string;
  body: { ok?: boolean; error?: Record<string, unknown> };
}

onBothDatabases((start) => {
  let service: TestService;
  let own: District;
  let visitId: string;
  beforeAll(async () => {
    service = await start();
    own = await buildDistrict(service, 'own');
    visitId = (await new VisitDriver(service).walk(own, 'started')).visitId;
  });
  afterAll(() => service.stop());

  const itemsPath = () => `/api/visits/${visitId}/added-items`;
  async function send(path: string, body: string | Buffer | undefined, headers = {}, method = 'POST') {
    const all = {
      authorization: `Bearer ${own.lead.token}`,
      'content-type': 'application/json',
      'x-request-key': `key-${Math.random().toString(36).slice(2, 14)}`,
      ...headers,
    };
    const init = body === undefined ? { method, headers: all } : { method, headers: all, body };
    const response = await fetch(service.url + path, init as RequestInit);
    const heard: Heard = {
      status: response.status,
      type: response.headers.get('content-type') ?? '',
      body: (await response.json()) as Heard['body'],
    };
    return heard;
  }
  const added = async () => {
    const pack = await service.call(visitApi.pack, { visitId }, own.lead);
    return pack.data.items.filter((item) => !item.statutory).length;
  };
  const audits = async () => (await service.get(Database)).reader.manager.count(AuditEntry);
  const refusal = (status: number, code: string) => ({
    status,
    type: expect.stringContaining('application/json'),
    body: { error: expect.objectContaining({ code, message: expect.stringMatching(/[\u4e00-\u9fff]/) }) },
  });

  test.each([
    ['cut off', '{"name": "轿厢'],
    ['no JSON at all', 'name=x'],
    ['a lone number', '42'],
  ])('a body that is %s is refused in JSON', async (_what, body) => {
    const before = await audits();
    const heard = await send(itemsPath(), body);
    expect(heard).toEqual(refusal(400, 'kernel.body_malformed'));
    expect(await audits()).toBe(before);
  });

  test('a list where fields are expected is refused', async () => {
    expect(await send(itemsPath(), '[]')).toEqual(refusal(400, 'kernel.input_invalid'));
  });

  test('a body over one megabyte is refused with 413 in JSON', async () => {
    const heard = await send(itemsPath(), JSON.stringify({ name: 'x'.repeat(1_200_000) }));
    expect(heard).toEqual(refusal(413, 'kernel.body_too_large'));
  });

  test('a compressed body that unfolds beyond one megabyte is refused as well', async () => {
    const bomb = gzipSync(JSON.stringify({ name: 'x'.repeat(5_000_000) }));
    const heard = await send(itemsPath(), bomb, { 'content-encoding': 'gzip' });
    expect(heard).toEqual(refusal(413, 'kernel.body_too_large'));
  });

  test('fields that would reach into an object’s prototype are refused', async () => {
    const heard = await send(itemsPath(), '{"__proto__": {"name": "x"}, "constructor": 1}');
    expect(heard).toEqual(refusal(400, 'kernel.body_malformed'));
  });

  test.each([
    ['missing', ''],
    ['too short', 'abc'],
    ['of forbidden signs', 'key with blanks;--'],
    ['too long', 'x'.repeat(81)],
  ])('a write whose request key is %s is not carried out', async (_what, key) => {
    const before = await added();
    const heard = await send(itemsPath(), '{"name": "轿厢扶手"}', { 'x-request-key': key });
    expect(heard).toEqual(refusal(400, 'kernel.request_key_missing'));
    expect(await added()).toBe(before);
  });

  test('the same key with the same body has one effect and one answer', async () => {
    const before = await added();
    const key = { 'x-request-key': 'the-same-key-1' };
    const first = await send(itemsPath(), '{"name": "轿厢扶手", "requirement": ""}', key);
    const second = await send(itemsPath(), '{"requirement": "", "name": "轿厢扶手"}', key);
    expect(first.status).toBe(200);
    expect(second).toEqual(first);
    expect(await added()).toBe(before + 1);
  });

  test('the same key with another body is a conflict and changes nothing', async () => {
    const key = { 'x-request-key': 'the-same-key-2' };
    await send(itemsPath(), '{"name": "第一项"}', key);
    const before = await added();
    const heard = await send(itemsPath(), '{"name": "另一项"}', key);
    expect(heard).toEqual(refusal(409, 'kernel.request_key_reused'));
    expect(await added()).toBe(before);
  });

  test('the same key at another address is a conflict', async () => {
    const key = { 'x-request-key': 'the-same-key-3' };
    await send(itemsPath(), '{"name": "第一项"}', key);
    const heard = await send(`/api/visits/${visitId}/grade`, '{"grade": "正常"}', key);
    expect(heard).toEqual(refusal(409, 'kernel.request_key_reused'));
  });

  test('two people may use the same key by chance', async () => {
    const key = { 'x-request-key': 'the-same-key-4' };
    await send(itemsPath(), '{"name": "第一项"}', key);
    const path = '/api/sessions/current/end';
    const token = await service.signIn(own.partner.personId, 'a-second-device');
    const heard = await send(path, '{}', { ...key, authorization: `Bearer ${token}` });
    expect(heard.status).toBe(200);
  });

  test('a refused write may be repeated with its key once it is put right', async () => {
    const key = { 'x-request-key': 'the-same-key-5' };
    expect((await send(itemsPath(), '{"name": ""}', key)).status).toBe(400);
    expect((await send(itemsPath(), '{"name": "补写的项目"}', key)).status).toBe(200);
  });

  test('twenty deliveries of one write at once have one effect and the same answer', async () => {
    const before = await added();
    const key = { 'x-request-key': 'twenty-at-once' };
    const heard = await Promise.all(
      Array.from({ length: 20 }, () => send(itemsPath(), '{"name": "同时送达"}', key)),
    );
    expect(heard.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200));
    expect(new Set(heard.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(await added()).toBe(before + 1);
  });

  test.each([
    ['GET', '/api/visits/01JD0000000000000000000000/added-items'],
    ['POST', '/api/city'],
    ['DELETE', '/api/visits'],
    ['PUT', '/api/records'],
  ])('%s %s is a known address asked in a wrong way', async (method, path) => {
    const heard = await send(path, method === 'GET' ? undefined : '{}', {}, method);
    expect(heard).toEqual(refusal(405, 'kernel.method_not_allowed'));
  });

  test('the envelope carries the same refusal with HTTP 200', async () => {
    const plain = await send(itemsPath(), '{"name": 7}');
    const wrapped = await send(itemsPath(), '{"name": 7}', { 'x-envelope': '1' });
    expect(plain.status).toBe(400);
    expect(wrapped.status).toBe(200);
    expect(wrapped.body).toEqual({
      ok: false,
      error: { ...plain.body.error, requestId: expect.any(String) },
    });
  });

  test.each([
    ['an unknown address', '/api/nothing', '{}'],
    ['a malformed body', '/api/sessions', '{'],
    ['a body too large', '/api/sessions', JSON.stringify({ code: 'x'.repeat(1_200_000) })],
  ])('%s is told inside the envelope too', async (_what, path, body) => {
    const heard = await send(path, body, { 'x-envelope': '1' });
    expect(heard.status).toBe(200);
    expect(heard.body).toMatchObject({ ok: false, error: { code: expect.stringMatching(/^kernel\./) } });
  });

  test('an id that cannot exist is an absent thing', async () => {
    expect(await send('/api/visits/1%20OR%201=1/pack', undefined, {}, 'GET')).toEqual(
      refusal(404, 'kernel.not_found'),
    );
  });

  test('paging is bounded', async () => {
    const headers = { authorization: `Bearer ${own.regulator.token}` };
    const heard = await send('/api/records?pageSize=100000&page=0', undefined, headers, 'GET');
    expect(heard).toEqual(refusal(400, 'kernel.input_invalid'));
    expect(heard.body.error?.details).toHaveLength(2);
  });

  test('a request that is broken off in its body does not disturb the next one', async () => {
    const { port } = new URL(service.url);
    await new Promise<void>((done) => {
      const headers = { 'content-type': 'application/json', 'content-length': '5000' };
      const broken = request({ port, method: 'POST', path: itemsPath(), headers });
      broken.on('error', () => done());
      broken.write('{"name": "');
      setTimeout(() => broken.destroy(new Error('gone')), 50);
    });
    expect((await send(itemsPath(), '{"name": "下一项"}')).status).toBe(200);
  });
});

import { codeApi } from '@lifttrust/shared-types/code/code.contract';
import { contractApi } from '@lifttrust/shared-types/contract/contract.contract';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import { endpoint } from '@lifttrust/shared-types/kernel/endpoint';
import { z } from '@lifttrust/shared-types/kernel/zod';
import { sessionApi } from '@lifttrust/shared-types/session/session.contract';
import { visitApi } from '@lifttrust/shared-types/visit/visit.contract';
import { Cipher } from '../../cloud/src/kernel/cipher';
import { Database } from '../../cloud/src/kernel/database';
import { Limits } from '../../cloud/src/kernel/limits';
import { SharedMemory } from '../../cloud/src/kernel/redis';
import { freshKey } from '../../cloud/src/kernel/testing/call-at';
import { onBothDatabases, type TestService } from '../../cloud/src/kernel/testing/service';
import { Person } from '../../cloud/src/person/person.entity';
import { buildDistrict, type District, type Worker } from '../fixture/district';
import { RedisProcess } from '../fixture/redis-process';
import { WechatSimulator } from '../simulators/wechat';

const lookUps = 6;
const signIns = 4;
const writes = 8;

onBothDatabases((start) => {
  let redis: RedisProcess;
  let service: TestService;
  let district: District;
  let neighbour = 0;
  const wechat = new WechatSimulator();

  beforeAll(async () => {
    [redis] = await Promise.all([RedisProcess.start(), wechat.open()]);
    service = await start({
      LIFTTRUST_REDIS: redis.url,
      LIFTTRUST_WECHAT_APP_ID: wechat.appId,
      LIFTTRUST_WECHAT_APP_SECRET: wechat.appSecret,
      LIFTTRUST_WECHAT_API: wechat.url,
      LIFTTRUST_TRUSTED_PROXY: '127.0.0.1',
      LIFTTRUST_LIMIT_LOOK_UP: String(lookUps),
      LIFTTRUST_LIMIT_SIGN_IN: String(signIns),
      LIFTTRUST_LIMIT_WRITES: String(writes),
    });
    district = await buildDistrict(service, 'own');
    await untilRedisIs('well');
  });
  afterAll(async () => {
    await service.stop();
    await Promise.all([redis.stop(), wechat.close()]);
  });

  const untilRedisIs = async (state: string) => {
    const memory = await service.get(SharedMemory);
    for (let attempt = 0; attempt < 100 && memory.state !== state; attempt += 1)
      await new Promise((wake) => setTimeout(wake, 50));
    expect(memory.state).toBe(state);
  };

  /** A client nobody has met yet. */
  const stranger = () => {
    neighbour += 1;
    return `203.0.113.${neighbour}`;
  };

  const ask = async (path: string, from: string, init: RequestInit = {}) => {
    const headers = { 'content-type': 'application/json', 'x-forwarded-for': from, ...init.headers };
    const response = await fetch(service.url + path, { ...init, headers });
    const body = (await response.json()) as { error?: { code: string; message: string } };
    return { status: response.status, body, retryAfter: Number(response.headers.get('retry-after')) };
  };
  const phoneOf = async ({ personId }: Worker) => {
    const { manager } = (await service.get(Database)).reader;
    const { phoneSealed } = await manager.findOneByOrFail(Person, { id: personId });
    return (await service.get(Cipher)).decrypt(phoneSealed ?? '');
  };
  const lookUp = (token: string, from: string) =>
    ask(`/api${codeApi.lift.path.replace(':token', token)}`, from);
  const wrongToken = (n: number) => `nothing-with-this-code-${n}`;
  const tryCodes = async (count: number, from: string) => {
    const heard = [];
    for (let n = 0; n < count; n += 1) heard.push((await lookUp(wrongToken(n), from)).status);
    return heard;
  };

  test('whoever tries codes hears 404 so many times and then, in Chinese, when to come back', async () => {
    const from = stranger();
    expect(await tryCodes(lookUps, from)).toEqual(Array(lookUps).fill(404));
    const refused = await lookUp(wrongToken(99), from);
    expect(refused.status).toBe(429);
    expect(refused.body.error).toMatchObject({
      code: 'kernel.too_many',
      message: expect.stringMatching(/请过.+再试/),
    });
    expect(refused.retryAfter).toBeGreaterThan(60);
    expect(refused.retryAfter).toBeLessThanOrEqual(900);
  });

  test('while they wait, even a right code tells them nothing, and other people are served', async () => {
    const from = stranger();
    await tryCodes(lookUps + 1, from);
    expect((await lookUp(district.code, from)).status).toBe(429);
    expect((await lookUp(district.code, stranger())).status).toBe(200);
  });

  test('right codes are never counted, however many are scanned', async () => {
    const from = stranger();
    for (let n = 0; n < lookUps * 3; n += 1) expect((await lookUp(district.code, from)).status).toBe(200);
  });

  test('many attempts at the same moment are counted one by one', async () => {
    const from = stranger();
    const heard = await Promise.all(Array.from({ length: 40 }, (_, n) => lookUp(wrongToken(n), from)));
    expect(heard.filter(({ status }) => status === 404)).toHaveLength(lookUps);
  });

  test('verification codes are guarded together with the codes on the plates', async () => {
    const from = stranger();
    for (let n = 0; n < lookUps; n += 1) {
      const answer = await ask(`/api/verifications/00000000000000${10 + n}`, from);
      expect(answer.status).toBe(404);
    }
    expect((await lookUp(wrongToken(1), from)).status).toBe(429);
  });

  test('whoever enters numbers to see whose are registered is stopped, and the operator hears it', async () => {
    const { admin, partner } = district;
    const from = stranger();
    const known = await phoneOf(partner);
    const register = (phone: string, name: string) => {
      const body = {
        ...{ organisationId: district.companyId, role: 'technician' },
        phone,
        name,
        reason: '试试',
      };
      const headers = { authorization: `Bearer ${admin.token}`, 'x-request-key': freshKey() };
      return ask('/api/accounts', from, { method: 'POST', headers, body: JSON.stringify(body) });
    };
    const heard = [];
    for (let n = 0; n < lookUps; n += 1) heard.push((await register(known, `猜名字${n}`)).status);
    expect(heard).toEqual(Array(lookUps).fill(409));
    const stopped = await register(known, partner.name);
    expect(stopped).toMatchObject({ status: 429, body: { error: { code: 'kernel.too_many' } } });
    expect((await lookUp(district.code, from)).status).toBe(200);
  });

  test('numbers follow one another: a company does not read the register by asking for one after the other', async () => {
    const admin = { token: await service.signIn(district.admin.personId) };
    const search = (from: number, count: number) => {
      const identifiers = Array.from({ length: count }, (_, n) => String(880_000 + from + n));
      return service.call(contractApi.liftChoices, { identifiers }, admin);
    };
    expect((await search(0, lookUps * 5)).status).toBe(200);
    const refused = await search(100, 1);
    expect(refused).toMatchObject({ status: 429, error: { code: 'contract.searches_used' } });
    expect((await service.call(contractApi.liftChoices, { identifiers: [] }, admin)).status).toBe(200);
  });

  test('sign-in codes that WeChat does not know are limited for each address', async () => {
    const from = stranger();
    const body = JSON.stringify({ channel: 'wechat', code: 'guess', device: { id: 'device-of-nobody' } });
    const attempt = () => ask(`/api${sessionApi.start.path}`, from, { method: 'POST', body });
    const heard = [];
    for (let n = 0; n < signIns + 1; n += 1) heard.push((await attempt()).status);
    expect(heard).toEqual([...Array(signIns).fill(401), 429]);
  });

  test('writes of one session are limited, and another session of the same address goes on', async () => {
    const { lead, partner } = district;
    const input = { visitId: '01ARZ3NDEKTSV4RRFFQ69G5FAV', grade: '正常' as const };
    const write = (who: typeof lead) => service.call(visitApi.gradeLift, input, who);
    const heard = [];
    for (let n = 0; n < writes + 2; n += 1) heard.push((await write(lead)).status);
    expect(heard).toEqual([...Array(writes).fill(404), 429, 429]);
    expect((await write(partner)).status).toBe(404);
    expect((await service.call(visitApi.today, {}, lead)).status).toBe(200);
  });

  test('what is marked as a call for help has no limit', async () => {
    const help = endpoint({
      method: 'POST',
      path: '/help',
      summary: '求救。',
      access: 'public',
      limit: 'never',
      response: z.object({}),
    });
    const limits = await service.get(Limits);
    const koa = { set: () => undefined } as never;
    for (let n = 0; n < writes * 3; n += 1)
      await expect(limits.countWrite('a-session-in-need', help, koa)).resolves.toBeUndefined();
    await expect(
      (async () => {
        for (let n = 0; n < writes + 1; n += 1) await limits.countWrite('a-session', visitApi.gradeLift, koa);
      })(),
    ).rejects.toMatchObject({ kind: 'too_many' });
  });

  test('an address that a client invents for itself is not believed beyond the proxy', async () => {
    const from = stranger();
    const forged = (n: number) => `198.51.100.${n}, ${from}`;
    for (let n = 0; n < lookUps; n += 1) expect((await lookUp(wrongToken(n), forged(n))).status).toBe(404);
    expect((await lookUp(wrongToken(1), forged(200))).status).toBe(429);
  });

  test('processes count together: what one has heard the other knows', async () => {
    const from = stranger();
    const [memory, other] = [new SharedMemory(), new Limits()];
    memory.open();
    await new Promise((ready) => memory.client?.once('ready', ready));
    other.sharedMemory = memory;
    other.open();
    await tryCodes(lookUps, from);
    const koa = { get: () => from, set: () => undefined, req: { socket: { remoteAddress: '127.0.0.1' } } };
    const failing = other.guard(codeApi.lift, koa as never, async () => {
      throw AppError.notFound();
    });
    await expect(failing).rejects.toMatchObject({ code: 'kernel.too_many' });
    memory.close();
  });

  test('without Redis the process goes on counting for itself, and nobody notices', async () => {
    await redis.kill();
    await untilRedisIs('away');
    const from = stranger();
    expect(await tryCodes(lookUps + 1, from)).toEqual([...Array(lookUps).fill(404), 429]);
    const started = performance.now();
    expect((await lookUp(district.code, stranger())).status).toBe(200);
    expect(performance.now() - started).toBeLessThan(500);
  });

  test('when Redis is back it counts again', async () => {
    await redis.start();
    await untilRedisIs('well');
    const from = stranger();
    expect(await tryCodes(lookUps + 1, from)).toEqual([...Array(lookUps).fill(404), 429]);
    const keys = await (await service.get(SharedMemory)).client?.keys(`*${from}`);
    expect(keys).toHaveLength(1);
  });
});

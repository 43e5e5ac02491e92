import { Agent } from 'node:http';
import type { Role } from '@lifttrust/shared-types/kernel/access';
import type { Endpoint } from '@lifttrust/shared-types/kernel/endpoint';
import { recordApi } from '@lifttrust/shared-types/record/record.contract';
import { sessionApi } from '@lifttrust/shared-types/session/session.contract';
import { tables } from '@lifttrust/shared-types/tables';
import { visitApi } from '@lifttrust/shared-types/visit/visit.contract';
import fc from 'fast-check';
import { demoDistrict } from '../fixture/demo-district';
import type { District, Worker } from '../fixture/district';
import { ServiceProcess } from '../fixture/service-process';
import { good } from '../fixture/uploads';
import { VisitDriver } from '../fixture/visit-driver';
import { crowd, type Heard, send } from './crowd';
import { KnownValues } from './known-values';
import { heapInUse } from './memory-probe';
import { type FuzzRequest, otherRequests, requestsFor } from './request';

const isLong = process.env.LIFTTRUST_LONG === '1';
const total = isLong ? 25_000 : 1500;
const warmUp = isLong ? 2500 : 500;
const atOnce = 8;
const hangMs = 2000;
/** Set it to repeat a run that found something. */
const seed = Number(process.env.LIFTTRUST_FUZZ_SEED ?? Date.now() % 1_000_000_000);

const endpoints: Endpoint[] = Object.values(tables).flatMap((table) => Object.values<Endpoint>(table));
const people: Record<string, Role | undefined> = {
  chen: 'technician',
  lin: 'technician',
  xu: 'company_admin',
  zheng: 'owner_officer',
  zhou: 'regulator',
  wu: 'reviewer',
  peng: 'rescuer',
  qiao: 'hotline_operator',
  // Of another company, and nobody at all.
  he: 'technician',
  '': undefined,
};

/** Mostly somebody who may ask this, so that requests get further than the door; everybody else now and then. */
function callerFor(endpoint: Endpoint | undefined, pick: number): string {
  const all = Object.keys(people);
  const access = endpoint?.access;
  const may = all.filter((key) => {
    const role = people[key];
    return role && (access === undefined || access === 'public' || access[role] !== undefined);
  });
  const from = pick % 3 === 0 || may.length === 0 ? all : may;
  return from[Math.floor(pick / 3) % from.length] ?? '';
}

/** An internal error or "not available" is one in the envelope of the mini-programs, too. */
const isOwnError = ({ status, body }: Heard) =>
  status >= 500 || /^\{"ok":false,"error":\{"kind":"(internal|unavailable)"/.test(body);
const isRefusal = ({ status, body }: Heard) =>
  (status >= 400 && status < 500) || body.startsWith('{"ok":false');

describe.each(['sqlite', 'mariadb'] as const)('the service on %s, asked anything by anybody', (database) => {
  const inspector = database === 'sqlite' ? 4871 : 4872;
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  const known = new KnownValues();
  const sessions = new Map<string, string>();
  const gone = new Set<string>();
  const heard: Heard[] = [];
  let service: ServiceProcess;
  let district: District;
  let before: string;
  let heapBefore: number;

  beforeAll(async () => {
    service = await ServiceProcess.prepare(database, {
      NODE_OPTIONS: `--inspect=127.0.0.1:${inspector}`,
    });
    await service.start();
    const demo = await demoDistrict(service);
    district = demo.district;
    const driver = new VisitDriver(service, Date.now, demo.position);
    const sealed = await driver.walk(district, 'submitted');
    for (const stage of ['planned', 'started', 'checked_out'] as const)
      known.add('visitId', (await driver.walk(district, stage)).visitId);
    known.add('recordId', sealed.recordId);
    known.add('token', district.code);
    known.learn(good(await service.call(visitApi.list, { pageSize: 50 }, district.admin)));
    before = await sealedRecord(sealed.recordId);
  }, 300_000);
  afterAll(async () => {
    agent.destroy();
    await service.stop();
  });

  async function sealedRecord(recordId: string, who: Worker = district.regulator): Promise<string> {
    const shown = good(await service.call(recordApi.show, { recordId }, who));
    return JSON.stringify([shown.id, shown.contentHash, shown.entries[0]]);
  }

  /** Whose role one of the requests has ended is a stranger from then on. */
  async function tokenOf(key: string): Promise<string | undefined> {
    if (key === '' || gone.has(key)) return undefined;
    const present = sessions.get(key);
    if (present) return present;
    const start = { channel: 'sandbox' as const, code: key, device: { id: `fuzz-of-${key}` } };
    const started = await service.call(sessionApi.start, start);
    if (started.error?.code === 'session.no_role') {
      gone.add(key);
      return undefined;
    }
    const { token } = good(started);
    sessions.set(key, token);
    return token;
  }

  function* requests(count: number, from: number): Generator<{ sent: FuzzRequest; who: string }> {
    const makers = [...endpoints.map((endpoint) => requestsFor(endpoint, known)), otherRequests(known)];
    for (let made = 0; made < count; made += 1) {
      const turn = made % makers.length;
      const maker = makers[turn] as fc.Arbitrary<FuzzRequest>;
      const [sent] = fc.sample(maker, { numRuns: 1, seed: seed + from + made }) as [FuzzRequest];
      yield { sent, who: callerFor(endpoints[turn], Math.floor((from + made) / makers.length)) };
    }
  }

  async function ask({ sent, who }: { sent: FuzzRequest; who: string }): Promise<void> {
    const answer = await send(service.url, agent, sent, who, await tokenOf(who));
    // Some requests sign their own session out; the next one signs in again.
    if (answer.body.includes('session.expired') || sent.path.endsWith('/sessions/current/end'))
      sessions.delete(who);
    if (answer.status === 200 && answer.body.length < 50_000) {
      try {
        known.learn(JSON.parse(answer.body));
      } catch {
        // Bytes, not JSON.
      }
    }
    heard.push({ ...answer, body: answer.body.slice(0, 300) });
  }

  const told = (bad: Heard[]) =>
    bad.slice(0, 8).map(({ sent, who, status, body, milliseconds }) => ({
      seed,
      who,
      request: `${sent.method} ${sent.path.slice(0, 200)} ${sent.body?.slice(0, 300) ?? ''}`,
      status,
      body,
      milliseconds: Math.round(milliseconds),
    }));

  test('answers every request of the warm-up', async () => {
    await crowd(requests(warmUp, 0), atOnce, ask);
    heapBefore = await heapInUse(inspector);
    expect(heard).toHaveLength(warmUp);
  }, 1_200_000);

  test(`answers ${total} requests over all routes and roles`, async () => {
    await crowd(requests(total, warmUp), atOnce, ask);
    const byStatus: Record<string, number> = {};
    for (const { status, body } of heard) {
      const told = body.startsWith('{"ok":false') ? 'refused in the envelope' : String(status);
      byStatus[told] = (byStatus[told] ?? 0) + 1;
    }
    if (isLong) console.info(`${database}, seed ${seed}:`, byStatus, slowest(heard));
    // A run in which nearly nothing was understood would prove nothing.
    expect(byStatus['200'] ?? 0).toBeGreaterThan(total / 20);
  }, 3_600_000);

  test('never with an error of its own', () => {
    expect(told(heard.filter(isOwnError))).toEqual([]);
  });

  test('never with silence or a cut line, but for bodies that are too long', () => {
    const cut = heard.filter(({ status, sent }) => status === 0 && (sent.body?.length ?? 0) < 1_000_000);
    expect(told(cut)).toEqual([]);
  });

  test('never after more than two seconds', () => {
    expect(told(heard.filter(({ milliseconds }) => milliseconds > hangMs))).toEqual([]);
  });

  test('every refusal is in Chinese and has a stable code', () => {
    const odd = heard.filter((answer) => {
      const { body, sent } = answer;
      if (!isRefusal(answer) || sent.method === 'HEAD' || !sent.path.startsWith('/api/')) return false;
      return !/"code":"[a-z_]+\.[a-z_]+"/.test(body) || !/[\u4e00-\u9fff]/.test(body);
    });
    expect(told(odd)).toEqual([]);
  });

  test('and afterwards the sealed record is as it was, and the memory is free again', async () => {
    // One of the requests may have ended the regulator's other sessions.
    sessions.delete('zhou');
    const again = { token: (await tokenOf('zhou')) ?? '', deviceId: 'fuzz-of-zhou' };
    expect(await sealedRecord(String(JSON.parse(before)[0]), { ...district.regulator, ...again })).toBe(
      before,
    );
    const heapAfter = await heapInUse(inspector);
    expect(heapAfter / heapBefore).toBeLessThan(1.2);
  });
});

const slowest = (heard: Heard[]) =>
  [...heard]
    .sort((a, b) => b.milliseconds - a.milliseconds)
    .slice(0, 3)
    .map(
      ({ sent, milliseconds }) => `${Math.round(milliseconds)} ms ${sent.method} ${sent.path.slice(0, 60)}`,
    );

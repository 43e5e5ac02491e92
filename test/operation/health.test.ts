import { codeApi } from '@lifttrust/shared-types/code/code.contract';
import { CheckName, operationApi } from '@lifttrust/shared-types/operation/operation.contract';
import { OutsideError } from '../../cloud/src/adapters/outside/outside.error';
import { OutsideServices } from '../../cloud/src/adapters/outside/outside-services';
import { systemCtx } from '../../cloud/src/kernel/actor';
import { Clock } from '../../cloud/src/kernel/clock';
import { Database } from '../../cloud/src/kernel/database';
import { newId } from '../../cloud/src/kernel/new-id';
import { Outbox } from '../../cloud/src/kernel/outbox';
import { onBothDatabases, type TestService } from '../../cloud/src/kernel/testing/service';
import { UnitOfWork } from '../../cloud/src/kernel/unit-of-work';
import { Checkpointer } from '../../cloud/src/ledger/checkpointer';
import { LedgerSequencer } from '../../cloud/src/ledger/ledger.sequencer';
import { LedgerSigner } from '../../cloud/src/ledger/ledger.signer';
import { MessageDelivery } from '../../cloud/src/message/message-delivery.entity';
import { MetricsServer } from '../../cloud/src/operation/metrics.server';
import { buildDistrict, type District } from '../fixture/district';
import { freePort } from '../fixture/free-port.cjs';
import { VisitDriver } from '../fixture/visit-driver';

const minute = 60_000;
const token = 'metrics-for-this-test-only';

onBothDatabases((start) => {
  let service: TestService;
  let district: District;
  let clock: Clock;
  let port: number;

  beforeAll(async () => {
    port = await freePort();
    service = await start({ LIFTTRUST_METRICS_PORT: String(port), LIFTTRUST_METRICS_TOKEN: token });
    clock = await service.get(Clock);
    district = await buildDistrict(service, 'own');
    await (await service.get(MetricsServer)).start();
  });
  afterAll(() => service.stop());

  const ready = () => service.call(operationApi.ready, {});
  // The answer is kept for a second, so that probes cost nothing.
  const later = () => new Promise((wake) => setTimeout(wake, 1100));
  const scrape = async (bearer = token) => {
    const response = await fetch(`http://127.0.0.1:${port}/metrics`, {
      headers: { authorization: `Bearer ${bearer}` },
    });
    return { status: response.status, text: await response.text() };
  };
  const value = (text: string, name: string): number => {
    const line = text.split('\n').find((candidate) => candidate.startsWith(`${name} `));
    return Number(line?.slice(name.length + 1) ?? Number.NaN);
  };

  test('a healthy service is alive and ready, and says what was looked at', async () => {
    expect((await service.call(operationApi.live, {})).data).toEqual({ live: true });
    const answer = await ready();
    expect(answer.status).toBe(200);
    expect(answer.data.checks).toEqual(CheckName.options);
  });

  test('an outside service that is down is told and sends nobody away', async () => {
    const sms = (await service.get(OutsideServices)).open('health-test', { repeats: 0, failuresInARow: 1 });
    await sms
      .call(false, async () => Promise.reject(new OutsideError('health-test', 'temporary', '503', 'busy')))
      .catch(() => undefined);
    const answer = await ready();
    expect(answer.status).toBe(200);
    expect(answer.data.outside).toContainEqual({ name: 'health-test', state: 'resting' });
  });

  test('events that nobody delivers make it unready, in Chinese, until they are delivered', async () => {
    const [work, outbox] = [await service.get(UnitOfWork), await service.get(Outbox)];
    let release: () => void = () => undefined;
    const stuck = new Promise<void>((done) => {
      release = done;
    });
    outbox.on('test.stuck', () => stuck);
    const emit = () => work.run(systemCtx(clock.now()), (tx) => tx.emit('test.stuck', {}));
    await emit();
    await later();
    await emit();
    clock.shift(20 * minute);
    await later();
    const answer = await ready();
    expect(answer.status).toBe(503);
    expect(answer.error).toMatchObject({
      code: 'operation.not_ready',
      details: [{ code: 'operation.outbox', message: '后台任务积压太久。' }],
    });
    release();
    await outbox.settle();
    await later();
    expect((await ready()).status).toBe(200);
  });

  test('a database of which a migration is missing makes it unready at its start', async () => {
    const { OperationQuery } = await import('../../cloud/src/operation/operation.query');
    const fresh = new OperationQuery();
    fresh.database = await service.get(Database);
    const [last] = await fresh.database.writer.query(
      'SELECT id, name FROM migrations ORDER BY id DESC LIMIT 1',
    );
    await fresh.database.writer.query(`UPDATE migrations SET name = 'Away' WHERE id = ${last.id}`);
    expect(await fresh.isMigrated()).toBe(false);
    await fresh.database.writer.query(`UPDATE migrations SET name = '${last.name}' WHERE id = ${last.id}`);
    expect(await fresh.isMigrated()).toBe(true);
  });

  test('metrics are not on the public port, and on their own only for who has the token', async () => {
    expect((await fetch(`${service.url}/metrics`)).status).toBe(404);
    expect((await fetch(`${service.url}/api/metrics`)).status).toBe(404);
    expect((await scrape('another')).status).toBe(401);
    expect((await scrape()).status).toBe(200);
    expect((await fetch(`http://127.0.0.1:${port}/anything`)).status).toBe(404);
  });

  test('requests are counted under the template of their endpoint, whatever is in the address', async () => {
    for (const code of ['first-unknown-code', 'second-unknown-code', district.code])
      await service.call(codeApi.lift, { token: code });
    for (const path of ['/no/such/a', '/no/such/b', '/api/nothing/17']) await fetch(service.url + path);
    const { text } = await scrape();
    const of = (endpoint: string, status: number) =>
      value(
        text,
        `lifttrust_http_request_duration_seconds_count{method="GET",endpoint="${endpoint}",status="${status}"}`,
      );
    expect(of('/api/codes/:token', 404)).toBe(2);
    expect(of('/api/codes/:token', 200)).toBe(1);
    expect(text).not.toContain('unknown-code');
    expect(text).not.toContain(district.code);
    expect(text).not.toContain('/no/such');
    const endpoints = new Set([...text.matchAll(/endpoint="([^"]*)"/g)].map((match) => match[1]));
    expect(endpoints).toContain('unknown');
    expect(endpoints.size).toBeLessThan(10);
  });

  test('messages that wait to be sent are counted; those that were sent and wait for a receipt are not', async () => {
    const { manager } = (await service.get(Database)).writer;
    const at = clock.now();
    const row = {
      messageId: newId(),
      personId: district.admin.personId,
      channel: 'sms',
      attempts: 0,
    } as const;
    const waiting = { ...row, id: newId(), state: 'waiting', createdAt: at, dueAt: at } as const;
    const sent = { ...row, id: newId(), state: 'sent', createdAt: at, triedAt: at, dueAt: at } as const;
    await manager.insert(MessageDelivery, [waiting, sent]);
    expect(value((await scrape()).text, 'lifttrust_deliveries_waiting')).toBe(1);
  });

  test('the log’s size and what of it is not signed yet can be read', async () => {
    // No checkpoint but those made here.
    await (await service.get(Checkpointer)).stop();
    const driver = new VisitDriver(service, () => clock.now());
    await driver.walk(district, 'submitted');
    await (await service.get(LedgerSequencer)).settle();
    const { text } = await scrape();
    expect(value(text, 'lifttrust_ledger_entries')).toBe(1);
    expect(value(text, 'lifttrust_ledger_unsigned_entries')).toBe(1);
    expect(value(text, 'lifttrust_face_reviews_waiting')).toBe(0);
    expect(value(text, 'lifttrust_outbox_events{state="failed"}')).toBe(0);
    expect(value(text, 'lifttrust_check_good{check="database"}')).toBe(1);
    expect(value(text, 'lifttrust_outside_state{service="health-test",state="resting"}')).toBe(1);
    expect(value(text, 'lifttrust_data_key_version')).toBe(1);
    expect(value(text, 'lifttrust_disk_free_bytes{place="data"}')).toBeGreaterThan(1e6);
    expect(value(text, 'nodejs_eventloop_lag_seconds')).toBeGreaterThanOrEqual(0);
    expect(value(text, 'process_resident_memory_bytes')).toBeGreaterThan(1e7);
    const { isSqlite } = await service.get(Database);
    if (!isSqlite) expect(value(text, 'lifttrust_database_connections{state="open"}')).toBeGreaterThan(0);
  });

  test('a log that has not been signed for long makes it unready', async () => {
    clock.shift(11 * minute);
    await (await service.get(Outbox)).settle();
    await later();
    const answer = await ready();
    expect(answer.error?.details?.map(({ code }) => code)).toContain('operation.checkpoints');
    expect((await service.get(LedgerSigner)).keyId).toHaveLength(16);
  });
});

import { type Ctx, systemCtx } from '../kernel/actor';
import { AuditEntry } from '../kernel/audit-entry.entity';
import { Clock } from '../kernel/clock';
import { Database } from '../kernel/database';
import { newId } from '../kernel/new-id';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { DailyRound } from '../round/daily-round';
import { Reporter } from './reporter.entity';
import { ReporterService, type Wish } from './reporter.service';

const day = 86_400_000;
const phone = '10099010001';

onBothDatabases((start) => {
  let service: TestService;
  let reporters: ReporterService;
  let clock: Clock;
  beforeAll(async () => {
    service = await start();
    reporters = await service.get(ReporterService);
    clock = await service.get(Clock);
  });
  afterAll(() => service.stop());

  const manager = async () => (await service.get(Database)).reader.manager;
  const from = (deviceId: string | null, address = '192.0.2.1'): Ctx => ({
    ...systemCtx(clock.now()),
    ...{ deviceId, address },
  });
  const write = async <T>(work: (tx: Transaction) => Promise<T>, ctx = systemCtx(clock.now())) =>
    (await service.get(UnitOfWork)).run(ctx, work);
  const give = (more: Partial<Wish> = {}, ctx = from(newId())) =>
    write(
      (tx) => reporters.give(tx, { kind: 'public_report', subjectId: newId(), days: 60, ...more }, ctx),
      ctx,
    );
  const opens = async (token: string, kind: Wish['kind'] = 'public_report', at = clock.now()) =>
    reporters.subjectOf(await manager(), kind, token, at);
  const later = async (days: number) => {
    clock.shift(days * day);
    await (await service.get(DailyRound)).make();
    clock.shift(-days * day);
  };

  test('a secret opens what it was given for, as that kind of thing only', async () => {
    const subjectId = newId();
    const token = await give({ subjectId });
    expect(token).toMatch(/^[\w-]{32}$/);
    expect(await opens(token)).toBe(subjectId);
    expect(await opens(token, 'help_call')).toBeNull();
    expect(await opens(token.toLowerCase())).toBeNull();
    expect(await opens("' OR 1=1 --")).toBeNull();
  });

  test('two secrets are never alike, and the database keeps neither', async () => {
    const tokens = [await give(), await give()];
    expect(new Set(tokens).size).toBe(2);
    const kept = JSON.stringify(await (await manager()).find(Reporter));
    expect(tokens.filter((token) => kept.includes(token))).toEqual([]);
  });

  test('a secret is good until the last moment of its term, and for nothing afterwards', async () => {
    const token = await give({ days: 2 });
    const [row] = await (await manager()).find(Reporter, { order: { id: 'DESC' }, take: 1 });
    const end = row?.expiresAt ?? 0;
    expect(await opens(token, 'public_report', end - 1)).not.toBeNull();
    expect(await opens(token, 'public_report', end)).toBeNull();
  });

  test('with somebody else’s secret a thing does not exist', async () => {
    const [own, others] = [newId(), newId()];
    const token = await give({ subjectId: own });
    const held = { kind: 'public_report', subjectId: others, token } as const;
    await expect(reporters.mustHold(await manager(), held, clock.now())).rejects.toMatchObject({
      kind: 'not_found',
    });
    await reporters.mustHold(await manager(), { ...held, subjectId: own }, clock.now());
  });

  test('the same act sent again by the same device is found; another device’s equal key is not', async () => {
    const [subjectId, clientKey, ctx] = [newId(), 'key-of-the-phone', from('phone-1')];
    await give({ subjectId, clientKey }, ctx);
    const repeated = (who: Ctx) =>
      write((tx) => reporters.repeated(tx, 'public_report', clientKey, who), who);
    expect(await repeated(ctx)).toBe(subjectId);
    expect(await repeated(from('phone-2'))).toBeNull();
    const again = await give({ subjectId }, ctx);
    expect(await opens(again)).toBe(subjectId);
  });

  test('of the same act sent twice at once one is done', async () => {
    const [clientKey, ctx] = ['key-at-once', from('phone-3')];
    const once = () =>
      write(async (tx) => {
        const before = await reporters.repeated(tx, 'public_report', clientKey, ctx);
        if (before) return before;
        const subjectId = newId();
        await reporters.give(tx, { kind: 'public_report', subjectId, days: 1, clientKey }, ctx);
        return subjectId;
      }, ctx);
    const [first, second] = await Promise.all([once(), once()]);
    expect(first).toBe(second);
  });

  test('a telephone lies encrypted, is read with a trace, and is gone after thirty days', async () => {
    const subjectId = newId();
    const token = await give({ subjectId, callbackPhone: phone });
    expect(JSON.stringify(await (await manager()).find(Reporter))).not.toContain(phone);
    const read = () => write((tx) => reporters.callbacks(tx, 'public_report', subjectId));
    expect(await read()).toEqual([phone]);
    expect(await (await manager()).countBy(AuditEntry, { action: 'reporter.callback_read', subjectId })).toBe(
      1,
    );
    await later(29);
    expect(await read()).toEqual([phone]);
    await later(31);
    expect(await read()).toEqual([]);
    expect(await reporters.hasCallback(await manager(), 'public_report', subjectId)).toBe(false);
    expect(await opens(token)).toBe(subjectId);
    await later(61);
    expect(await (await manager()).countBy(Reporter, { subjectId })).toBe(0);
  });

  test('a device’s first report is taken, a flood of it is not; the next day it is heard again', async () => {
    const limits = { perDevice: 2, perAddress: null };
    const report = async () => {
      const ctx = from('noisy');
      await reporters.mustNotFlood(await manager(), 'help_call', limits, ctx);
      await give({ kind: 'help_call' }, ctx);
    };
    await report();
    await report();
    await expect(report()).rejects.toMatchObject({
      kind: 'too_many',
      code: 'reporter.device_over_limit',
    });
    clock.shift(day);
    await report();
    clock.shift(-day);
  });

  test('new devices without end are stopped by their address', async () => {
    const limits = { perDevice: 2, perAddress: 3 };
    const report = async () => {
      const ctx = from(newId(), '192.0.2.77');
      await reporters.mustNotFlood(await manager(), 'call_out', limits, ctx);
      await give({ kind: 'call_out' }, ctx);
    };
    for (let count = 0; count < 3; count += 1) await report();
    await expect(report()).rejects.toMatchObject({ code: 'reporter.address_over_limit' });
  });
});

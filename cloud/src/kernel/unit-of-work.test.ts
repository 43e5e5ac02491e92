import { randomBytes } from 'node:crypto';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
import { visitApi } from '@lifttrust/shared-types/visit/visit.contract';
import { type District, twoDistricts, type Worker } from '../../../test/fixture/district';
import { Visit } from '../visit/visit.entity';
import { systemCtx } from './actor';
import { AuditEntry } from './audit-entry.entity';
import { Database } from './database';
import { newId } from './new-id';
import { OutboxEvent } from './outbox-event.entity';
import { onBothDatabases, type TestService } from './testing/service';
import { UnitOfWork } from './unit-of-work';

onBothDatabases((start) => {
  let service: TestService;
  let database: Database;
  let work: UnitOfWork;
  let own: District;
  beforeAll(async () => {
    service = await start();
    database = await service.get(Database);
    work = await service.get(UnitOfWork);
    ({ own } = await twoDistricts(service));
  });
  afterAll(() => service.stop());

  const ctx = () => systemCtx(Date.now(), 'test');
  const freshKey = () => randomBytes(12).toString('hex');
  const visits = () => database.reader.manager.count(Visit);
  const tracesOf = async (subjectId: string) => ({
    audits: await database.reader.manager.countBy(AuditEntry, { subjectId }),
    events: await database.reader.manager.countBy(OutboxEvent, { name: `test.${subjectId}` }),
  });
  const plan = (changes: { leadId?: string } = {}) => ({
    liftId: own.liftId,
    class: 'half_month' as const,
    plannedOn: dayOf(Date.now()),
    leadId: own.lead.personId,
    partnerIds: [own.partner.personId],
    ...changes,
  });
  const send = (who: Worker, requestKey: string, body: object, headers: Record<string, string> = {}) =>
    fetch(`${service.url}/api/visits`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${who.token}`,
        ...(requestKey ? { 'x-request-key': requestKey } : {}),
        ...headers,
      },
      body: JSON.stringify(body),
    });

  test('a change, its audit row and its event are written together', async () => {
    const id = newId();
    await work.run(ctx(), async (tx) => {
      await tx.audit('test.act', 'test', id);
      await tx.emit(`test.${id}`, {});
    });
    expect(await tracesOf(id)).toEqual({ audits: 1, events: 1 });
  });

  test('when a change fails, neither its audit row nor its event remains', async () => {
    const id = newId();
    const failing = work.run(ctx(), async (tx) => {
      await tx.audit('test.act', 'test', id);
      await tx.emit(`test.${id}`, {});
      throw new Error('the lights went out');
    });
    await expect(failing).rejects.toThrow('the lights went out');
    expect(await tracesOf(id)).toEqual({ audits: 0, events: 0 });
  });

  test('a unit of work inside another falls with it', async () => {
    const id = newId();
    const failing = work.run(ctx(), async () => {
      await work.run(ctx(), (tx) => tx.audit('test.act', 'test', id));
      throw new Error('the outer one failed');
    });
    await expect(failing).rejects.toThrow('the outer one failed');
    expect(await tracesOf(id)).toEqual({ audits: 0, events: 0 });
  });

  test('one failing among many at once takes nobody else’s rows along', async () => {
    const ids = Array.from({ length: 12 }, newId);
    await Promise.allSettled(
      ids.map((id, index) =>
        work.run(ctx(), async (tx) => {
          await tx.audit('test.act', 'test', id);
          if (index % 3 === 0) throw new Error('one of them');
        }),
      ),
    );
    const kept = await Promise.all(ids.map(async (id) => (await tracesOf(id)).audits));
    expect(kept).toEqual(ids.map((_, index) => (index % 3 === 0 ? 0 : 1)));
  });

  test('the audit trail refuses to be changed or deleted, by the service’s own connection too', async () => {
    const id = newId();
    await work.run(ctx(), (tx) => tx.audit('test.act', 'test', id));
    const change = database.writer.query(
      `UPDATE audit_entry SET action = 'other' WHERE subject_id = '${id}'`,
    );
    await expect(change).rejects.toThrow('append-only');
    const removal = database.writer.query(`DELETE FROM audit_entry WHERE subject_id = '${id}'`);
    await expect(removal).rejects.toThrow('append-only');
    expect((await tracesOf(id)).audits).toBe(1);
  });

  test('a write without a request key is refused and changes nothing', async () => {
    const before = await visits();
    const answer = await send(own.admin, '', plan());
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ error: { code: 'kernel.request_key_missing' } });
    expect(await visits()).toBe(before);
  });

  test('the same key with another body is a conflict, with the same body the first answer', async () => {
    const before = await visits();
    const key = freshKey();
    const first = await (await send(own.admin, key, plan())).json();
    const again = await send(own.admin, key, plan());
    expect(again.status).toBe(200);
    expect(await again.json()).toEqual(first);
    const other = await send(own.admin, key, plan({ leadId: own.colleague.personId }));
    expect(other.status).toBe(409);
    expect(await other.json()).toMatchObject({ error: { code: 'kernel.request_key_reused' } });
    expect(await visits()).toBe(before + 1);
  });

  test('ten deliveries of one write at once do it once, and all hear the same', async () => {
    const before = await visits();
    const key = freshKey();
    const answers = await Promise.all(Array.from({ length: 10 }, () => send(own.admin, key, plan())));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    const ids = await Promise.all(
      answers.map(async (answer) => ((await answer.json()) as { id: string }).id),
    );
    expect(new Set(ids).size).toBe(1);
    expect(await visits()).toBe(before + 1);
  });

  test('a refused write leaves its key free', async () => {
    const key = freshKey();
    expect((await send(own.admin, key, { ...plan(), class: 'weekly' })).status).toBe(400);
    expect((await send(own.admin, key, plan())).status).toBe(200);
  });

  test('a mini-program hears the same refusal inside the envelope that a browser hears as a status', async () => {
    const broken = { ...plan(), class: 'weekly', plannedOn: 'tomorrow' };
    const browser = await send(own.admin, freshKey(), broken);
    const phone = await send(own.admin, freshKey(), broken, { 'x-envelope': '1' });
    expect([browser.status, phone.status]).toEqual([400, 200]);
    const told = (await browser.json()) as { error: { requestId: string; details: unknown[] } };
    const wrapped = (await phone.json()) as { ok: boolean; error: { requestId: string } };
    expect(wrapped.ok).toBe(false);
    expect({ ...wrapped.error, requestId: '' }).toEqual({ ...told.error, requestId: '' });
    expect(told.error.details).toHaveLength(2);
  });
});

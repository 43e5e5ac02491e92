import { dayOf } from '@lifttrust/shared-types/kernel/time';
import { visitApi } from '@lifttrust/shared-types/visit/visit.contract';
import { type District, twoDistricts } from '../../../test/fixture/district';
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
  const tracesOf = async (subjectId: string) => ({
    audits: await database.reader.manager.countBy(AuditEntry, { subjectId }),
    events: await database.reader.manager.countBy(OutboxEvent, { name: `test.${subjectId}` }),
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
    const before = await database.reader.manager.count(Visit);
    const plan = {
      liftId: own.liftId,
      class: 'half_month',
      plannedOn: dayOf(Date.now()),
      leadId: own.lead.personId,
      partnerIds: [own.partner.personId],
    };
    const answer = await fetch(`${service.url}/api${visitApi.plan.path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${own.admin.token}` },
      body: JSON.stringify(plan),
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ error: { code: 'kernel.request_key_missing' } });
    expect(await database.reader.manager.count(Visit)).toBe(before);
  });
});

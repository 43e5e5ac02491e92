import { accountApi } from '@lifttrust/shared-types/directory/account.contract';
import type { CallOf } from '@lifttrust/shared-types/kernel/endpoint';
import { paperApi } from '@lifttrust/shared-types/paper/paper.contract';
import { personApi } from '@lifttrust/shared-types/person/person.contract';
import { sessionApi } from '@lifttrust/shared-types/session/session.contract';
import { type StaffedDistrict, twoDistricts } from '../../../test/fixture/district';
import { inDays, inventedNumber, inventedPhone, PaperDesk } from '../../../test/fixture/papers';
import { good } from '../../../test/fixture/uploads';
import { ChangeService } from '../change/change.service';
import { ChangeRequest } from '../change/change-request.entity';
import { systemCtx } from '../kernel/actor';
import { AuditEntry } from '../kernel/audit-entry.entity';
import { Database } from '../kernel/database';
import { Outbox } from '../kernel/outbox';
import { OutboxEvent } from '../kernel/outbox-event.entity';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { UnitOfWork } from '../kernel/unit-of-work';
import { EmploymentConflict } from '../paper/employment-conflict.entity';
import { Task } from '../task/task.entity';
import { Assignment } from './assignment.entity';
import { Person } from './person.entity';

onBothDatabases((start) => {
  let service: TestService;
  let own: StaffedDistrict;
  let foreign: StaffedDistrict;
  let desk: PaperDesk;
  beforeAll(async () => {
    service = await start();
    ({ own, foreign } = await twoDistricts(service));
    desk = new PaperDesk(service, own);
  });
  afterAll(() => service.stop());

  const manager = async () => (await service.get(Database)).reader.manager;
  const register = (changes: Partial<CallOf<typeof personApi.register>> = {}, admin = own.admin) =>
    service.call(personApi.register, { ...desk.newcomer(admin), ...changes }, admin);
  const leave = (personId: string, lastDay: string, admin = own.admin) =>
    service.call(personApi.leave, { personId, lastDay, reason: '合同期满。' }, admin);
  const openConflicts = async (personId: string) =>
    (await manager()).findBy(EmploymentConflict, { personId, state: 'open' });

  test('an administrator registers somebody with certificate and contract in one go; lists show masked numbers', async () => {
    const idNumber = inventedNumber();
    const phone = inventedPhone();
    const person = good(
      await register({
        name: '高来往',
        phone,
        idNumber,
        certificate: { item: 'T', until: inDays(600) },
        employment: { until: inDays(300) },
      }),
    );
    expect(person).toMatchObject({ name: '高来往', may: { correct: true, leave: true } });
    const { items } = good(await service.call(personApi.list, { search: '高来往' }, own.admin));
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({
      phone: `100****${phone.slice(-4)}`,
      idNumber: `${idNumber.slice(0, 6)}********${idNumber.slice(-4)}`,
      nearestUntil: inDays(300),
    });
    const papers = good(await service.call(paperApi.ofPerson, { personId: person.id }, own.admin));
    expect(papers.items.map(({ kind }) => kind).sort()).toEqual(['certificate', 'employment']);
    expect(papers.obstacles).toEqual([]);
  });

  test('every fault of a registration is told at once', async () => {
    const refused = await register({ phone: '12345', idNumber: '999999199001010015', role: 'owner_officer' });
    expect(refused.error?.details?.map(({ code }) => code)).toEqual([
      'person.phone_invalid',
      'person.id_number_invalid',
      'person.role_not_here',
    ]);
  });

  test('nobody registers a regulator, not even a unit whose people might ask for it', async () => {
    expect((await register({ role: 'regulator' })).error?.code).toBe('person.role_not_here');
  });

  test('two people of one unit have phones of their own, told when the second is registered', async () => {
    const phone = inventedPhone();
    good(await register({ phone }));
    expect((await register({ phone })).error?.code).toBe('person.phone_taken');
  });

  test('two people may bear one name; one number is one person', async () => {
    const idNumber = inventedNumber();
    const first = good(await register({ name: '陈同名', idNumber })).id;
    const second = good(await register({ name: '陈同名', idNumber: inventedNumber() })).id;
    expect(second).not.toBe(first);
    expect((await register({ name: '陈同名', idNumber })).error?.code).toBe('person.registered_already');
    expect((await register({ name: '别的名', idNumber })).error?.code).toBe('person.name_differs');
  });

  test('of two registrations of one number at once there is one person in the end', async () => {
    const idNumber = inventedNumber();
    await Promise.all([
      register({ name: '同时人', idNumber }),
      register({ name: '同时人', idNumber }, own.admin),
    ]);
    expect(await (await manager()).countBy(Person, { name: '同时人' })).toBe(1);
  });

  test('leaving ends role and session the day after, deletes nothing, and is told to whom it concerns', async () => {
    const personId = good(await register()).id;
    const token = await service.signIn(personId);
    expect((await service.call(sessionApi.me, {}, { token })).status).toBe(200);
    good(await leave(personId, inDays(-1)));
    expect((await service.call(sessionApi.me, {}, { token })).status).toBe(401);
    expect(await (await manager()).countBy(Person, { id: personId })).toBe(1);
    const [event] = (await (await manager()).findBy(OutboxEvent, { name: 'person.left' })).filter(
      ({ payload }) => JSON.stringify(payload).includes(personId),
    );
    expect(event).toBeDefined();
    expect((await leave(personId, inDays(0))).error?.code).toBe('person.left_already');
    const former = good(await service.call(personApi.list, { left: 'true' }, own.admin));
    expect(former.items.some(({ id }) => id === personId)).toBe(true);
  });

  test('who leaves at the end of the week works until then', async () => {
    const personId = good(await register()).id;
    const token = await service.signIn(personId);
    good(await leave(personId, inDays(5)));
    expect((await service.call(sessionApi.me, {}, { token })).status).toBe(200);
  });

  test('who was registered by whom, and who let them go and why, is kept with the account', async () => {
    const personId = good(await register({ name: '明来历' })).id;
    const acts = async () => {
      const [held] = await (await manager()).findBy(Assignment, { personId });
      const { items } = good(
        await service.call(accountApi.acts, { assignmentId: held?.id ?? '' }, own.admin),
      );
      return items.map(({ act, source, operator, reason }) => [act, source, operator, reason]);
    };
    const registered = ['given', 'console', own.admin.name, '本单位登记人员'];
    expect(await acts()).toEqual([registered]);
    good(await leave(personId, inDays(3)));
    const left = ['ended', 'console', own.admin.name, `离职（最后一天 ${inDays(3)}）：合同期满。`];
    expect(await acts()).toEqual([left, registered]);
  });

  test('a contract of employment ends with the leaving', async () => {
    const personId = good(await register({ employment: { until: inDays(300) } })).id;
    good(await leave(personId, inDays(-1)));
    await (await service.get(Outbox)).settle();
    const { items } = good(await service.call(paperApi.ofPerson, { personId }, own.admin));
    expect(items).toEqual([expect.objectContaining({ state: 'ended', counts: false })]);
  });

  test('who comes back has a new employment and is the same person', async () => {
    const idNumber = inventedNumber();
    const personId = good(await register({ name: '来回人', idNumber })).id;
    good(await leave(personId, inDays(-1)));
    const back = good(await register({ name: '来回人', idNumber }));
    expect(back.id).toBe(personId);
    expect(back.assignments.filter(({ isCurrent }) => isCurrent)).toHaveLength(1);
    expect(back.assignments).toHaveLength(2);
  });

  test('the same person in two companies is a suspicion before both regulators; ending one decides it', async () => {
    const idNumber = inventedNumber();
    const personId = good(await register({ name: '两头挂', idNumber })).id;
    good(await register({ name: '两头挂', idNumber }, foreign.admin));
    const [conflict] = await openConflicts(personId);
    expect(conflict).toMatchObject({
      firstOrganisationId: own.companyId,
      secondOrganisationId: foreign.companyId,
    });
    const open = { kind: 'person.two_companies', subjectId: personId, state: 'open' };
    expect(await (await manager()).countBy(Task, open)).toBe(2);
    const decision = {
      conflictId: conflict?.id ?? '',
      outcome: 'second_ended',
      reason: '本人确认已不在该单位。',
    } as const;
    const decided = good(await service.call(paperApi.decideConflict, decision, own.regulator));
    expect(decided).toMatchObject({
      state: 'decided',
      decidedBy: own.regulator.name,
      outcome: 'second_ended',
    });
    expect(await (await manager()).countBy(Task, open)).toBe(0);
    const held = await (await manager()).findBy(Assignment, { personId, organisationId: foreign.companyId });
    expect(held.map(({ untilDay }) => untilDay)).toEqual([inDays(-1)]);
    const again = await service.call(paperApi.decideConflict, decision, foreign.regulator);
    expect(again.error?.code).toBe('paper.conflict_decided');
  });

  test('a company that lets the person go resolves the suspicion by itself; one that was explained stays explained', async () => {
    const { personId, conflictId } = await desk.conflict();
    good(await leave(personId, inDays(-1)));
    await (await service.get(Outbox)).settle();
    expect(await openConflicts(personId)).toEqual([]);
    const over = await (await manager()).findOneByOrFail(EmploymentConflict, { id: conflictId });
    expect(over).toMatchObject({ outcome: 'first_ended', decidedBy: null });
  });

  test('a phone is corrected at once; what the regulator has verified changes when they agree', async () => {
    const idNumber = inventedNumber();
    const entered = { idNumber, certificate: { item: 'T', until: inDays(500) } } as const;
    const personId = good(await register({ name: '错一字', ...entered })).id;
    const correct = (changes: object) =>
      service.call(personApi.correct, { personId, reason: '登记有误。', ...changes }, own.admin);
    const phone = inventedPhone();
    expect(good(await correct({ phone })).phone).toBe(`100****${phone.slice(-4)}`);
    expect(good(await correct({ name: '错一字儿' })).name).toBe('错一字儿');
    const { items } = good(await service.call(paperApi.ofPerson, { personId }, own.regulator));
    const accept = { paperId: items[0]?.id ?? '', accept: true };
    good(await service.call(paperApi.decide, accept, own.regulator));
    const asked = good(await correct({ name: '真名字' }));
    expect(asked).toMatchObject({ name: '错一字儿', changeWaits: true });
    expect((await correct({ name: '又一个' })).error?.code).toBe('person.change_waits');
    const [change] = await (await manager()).findBy(ChangeRequest, { subjectId: personId, state: 'waiting' });
    expect(JSON.stringify(change)).not.toContain(idNumber);
    const decided = { accept: true, reason: '与证件一致。', personId: own.regulator.personId };
    const [work, changes] = [await service.get(UnitOfWork), await service.get(ChangeService)];
    await work.run(systemCtx(Date.now()), (tx) => changes.decide(tx, change?.id ?? '', decided));
    const shown = good(await service.call(personApi.show, { personId }, own.admin));
    expect(shown).toMatchObject({ name: '真名字', changeWaits: false });
  });

  test('a number shown whole is written down with its purpose', async () => {
    const phone = inventedPhone();
    const personId = good(await register({ phone })).id;
    const ask = { personId, what: 'phone', purpose: 'contact' } as const;
    expect(good(await service.call(personApi.reveal, ask, own.admin)).value).toBe(phone);
    const read = await (await manager()).findBy(AuditEntry, { action: 'personal.read', subjectId: personId });
    expect(read.map(({ detail, personId: who }) => [who, detail])).toEqual([
      [own.admin.personId, { what: 'phone', purpose: '联系本人' }],
    ]);
    expect(JSON.stringify(read)).not.toContain(phone);
    expect((await service.call(personApi.reveal, ask, foreign.admin)).status).toBe(404);
  });
});

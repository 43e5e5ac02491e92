import { accountApi } from '@lifttrust/shared-types/directory/account.contract';
import { messageApi } from '@lifttrust/shared-types/message/message.contract';
import { personApi } from '@lifttrust/shared-types/person/person.contract';
import { type StaffedDistrict, twoDistricts, type Worker } from '../../../test/fixture/district';
import { inDays, inventedNumber, inventedPhone, PaperDesk } from '../../../test/fixture/papers';
import { good } from '../../../test/fixture/uploads';
import { systemCtx } from '../kernel/actor';
import { Cipher } from '../kernel/cipher';
import { Database } from '../kernel/database';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { UnitOfWork } from '../kernel/unit-of-work';
import { MessageService } from '../message/message.service';
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

  const phoneOf = async ({ personId }: { personId: string }) => {
    const { manager } = (await service.get(Database)).reader;
    const { phoneSealed } = await manager.findOneByOrFail(Person, { id: personId });
    return (await service.get(Cipher)).decrypt(phoneSealed ?? '');
  };
  const correct = (personId: string, changes: { phone?: string; name?: string }, admin: Worker) =>
    service.call(personApi.correct, { personId, reason: '登记有误。', ...changes }, admin);
  const assign = async (who: { name: string; phone: string }, role: Worker['role'], admin: Worker) => {
    const organisationId = role === 'company_admin' ? own.companyId : await desk.unitOf(admin);
    const given = { ...who, organisationId, role, reason: '工作需要。' };
    return good(await service.call(accountApi.assign, given, admin));
  };

  test('a unit changes nothing alone about somebody who works elsewhere too: whoever holds the telephone would hold the account', async () => {
    const { regulator } = own;
    const phone = await phoneOf(regulator);
    await assign({ name: regulator.name, phone }, 'technician', foreign.admin);
    for (const changes of [{ phone: inventedPhone() }, { name: '另一个人' }]) {
      const asked = await correct(regulator.personId, changes, foreign.admin);
      if (asked.status === 200) expect(asked.data).toMatchObject({ name: regulator.name, changeWaits: true });
      else expect(asked.error?.code).toBe('person.change_waits');
    }
    expect(await phoneOf(regulator)).toBe(phone);
  });

  test('a unit that gives somebody of others a role learns neither their number nor what they hear from others', async () => {
    const idNumber = inventedNumber();
    const entered = good(
      await service.call(
        personApi.register,
        { ...desk.newcomer(own.admin), name: '有别家', idNumber },
        own.admin,
      ),
    );
    const ask = { personId: entered.id, what: 'id_number', purpose: 'check_paper' } as const;
    expect(good(await service.call(personApi.reveal, ask, own.admin)).value).toBe(idNumber);
    const [work, messages] = [await service.get(UnitOfWork), await service.get(MessageService)];
    await work.run(systemCtx(Date.now()), (tx) =>
      messages.send(tx, [entered.id], {
        kind: 'task.late',
        subjectId: own.companyId,
        title: '只说给原单位的事',
        text: '与别家无关。',
        facts: [],
        page: null,
      }),
    );
    await assign(
      { name: '有别家', phone: await phoneOf({ personId: entered.id }) },
      'technician',
      foreign.admin,
    );
    const refused = await service.call(personApi.reveal, ask, foreign.admin);
    expect(refused).toMatchObject({ status: 403, error: { code: 'person.works_elsewhere' } });
    const heard = good(await service.call(messageApi.about, { subjectId: own.companyId }, foreign.admin));
    expect(heard.items).toEqual([]);
    expect((await service.call(personApi.reveal, ask, own.regulator)).status).toBe(200);
  });

  test('an administrator’s telephone is not changed by another administrator alone, one’s own is', async () => {
    const second = { name: '二当家', phone: inventedPhone() };
    const { personId } = await assign(second, 'company_admin', own.regulatorAdmin);
    expect(good(await correct(personId, { phone: inventedPhone() }, own.admin)).changeWaits).toBe(true);
    expect(await phoneOf({ personId })).toBe(second.phone);
    const mine = inventedPhone();
    expect(good(await correct(own.admin.personId, { phone: mine }, own.admin)).changeWaits).toBe(false);
    expect(await phoneOf(own.admin)).toBe(mine);
  });

  test('whose role was taken away at noon is nobody’s colleague in the afternoon', async () => {
    const someone = { name: '午间离', phone: inventedPhone() };
    const { assignmentId, personId } = await assign(someone, 'technician', own.admin);
    expect((await correct(personId, { name: '午间离岗' }, own.admin)).status).toBe(200);
    good(await service.call(accountApi.end, { assignmentId, reason: '已调走。' }, own.admin));
    expect((await correct(personId, { name: '午间又来' }, own.admin)).status).toBe(404);
    const shown = good(await service.call(personApi.show, { personId }, own.admin));
    expect(shown).toMatchObject({ may: { correct: false, leave: false, enterPapers: false } });
    const gone = { personId, lastDay: inDays(9), reason: '合同期满。' };
    expect((await service.call(personApi.leave, gone, own.admin)).error?.code).toBe('person.left_already');
  });

  test('where the regulator opens accounts no unit registers an administrator of its own', async () => {
    const wish = { ...desk.newcomer(own.admin), role: 'company_admin' as const, from: inDays(0) };
    const refused = await service.call(personApi.register, wish, own.admin);
    expect(refused.error?.details?.map(({ code }) => code)).toEqual(['account.admin_by_regulator']);
  });
});

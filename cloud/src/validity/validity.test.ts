import { liftApi } from '@lifttrust/shared-types/lift/lift.contract';
import { messageApi } from '@lifttrust/shared-types/message/message.contract';
import { recordApi } from '@lifttrust/shared-types/record/record.contract';
import { reviewFilePath, validityApi } from '@lifttrust/shared-types/validity/validity.contract';
import { type StaffedDistrict, twoDistricts, type Worker } from '../../../test/fixture/district';
import { scan } from '../../../test/fixture/papers';
import { good } from '../../../test/fixture/uploads';
import { VisitDriver } from '../../../test/fixture/visit-driver';
import { Clock } from '../kernel/clock';
import { Database } from '../kernel/database';
import { Outbox } from '../kernel/outbox';
import { onBothDatabases, type TestService } from '../kernel/testing/service';

const day = 86_400_000;

onBothDatabases((start) => {
  let service: TestService;
  let own: StaffedDistrict;
  let foreign: StaffedDistrict;
  let clock: Clock;
  let driver: VisitDriver;

  beforeAll(async () => {
    service = await start();
    ({ own, foreign } = await twoDistricts(service));
    clock = await service.get(Clock);
    driver = new VisitDriver(service, () => clock.now());
  });
  afterAll(() => service.stop());

  const settle = async () => (await service.get(Outbox)).settle();
  const signed = async (who: Worker): Promise<Worker> => {
    who.token = await service.signIn(who.personId, who.deviceId);
    return who;
  };
  /** A record of a visit that took no time at all. */
  const doubtful = async (): Promise<string> => {
    for (const who of [own.admin, own.lead, own.partner, own.reviewer]) await signed(who);
    const { recordId } = await driver.walk(own, 'submitted');
    await settle();
    return recordId;
  };
  const declare = async (recordId: string, valid: boolean) => {
    const decision = { recordId, valid, reason: '用时不足以完成全部项目。' };
    good(await service.call(recordApi.decideValidity, decision, await signed(own.reviewer)));
    await settle();
  };
  const invalid = async (): Promise<string> => {
    const recordId = await doubtful();
    await declare(recordId, false);
    return recordId;
  };
  const show = async (recordId: string, who: Worker) =>
    service.call(validityApi.show, { recordId }, await signed(who));
  const appeal = async (recordId: string, who: Worker = own.lead, fileIds: string[] = []) =>
    service.call(
      validityApi.appeal,
      { recordId, text: '监控录像可以证明我们在场一小时。', fileIds },
      await signed(who),
    );
  const decide = async (recordId: string, valid: boolean, who: Worker = own.regulator) =>
    service.call(
      validityApi.decideAppeal,
      { recordId, valid, reason: '已看过监控录像。' },
      await signed(who),
    );
  const queue = async (standing: 'waiting' | 'asked' | 'appealed' | 'invalid', who: Worker = own.reviewer) =>
    good(await service.call(validityApi.queue, { standing, pageSize: 100 }, await signed(who))).items.map(
      ({ id }) => id,
    );
  const lastMessage = async (who: Worker) =>
    good(await service.call(messageApi.list, {}, await signed(who))).items[0];
  const dueOn = async () =>
    good(await service.call(liftApi.show, { liftId: own.liftId }, await signed(own.admin))).dueOn;

  test('a doubtful record waits in the queue with its findings in words', async () => {
    const recordId = await doubtful();
    expect(await queue('waiting')).toContain(recordId);
    expect(await queue('waiting', own.lead)).toContain(recordId);
    expect(await queue('waiting', own.colleague)).not.toContain(recordId);
    expect(await queue('waiting', foreign.reviewer)).not.toContain(recordId);
    const { findings, may } = good(await show(recordId, own.reviewer));
    expect(findings[0]?.message).toContain('少于本市参考用时');
    expect(may).toEqual({ ask: true, state: false, appeal: false, decideAppeal: false });
  });

  test('the reviewer asks, the technician explains with a proof, and the record waits again', async () => {
    const recordId = await doubtful();
    const question = { recordId, text: '用时只有几秒，请说明。' };
    good(await service.call(validityApi.ask, question, await signed(own.reviewer)));
    expect(await queue('asked')).toContain(recordId);
    expect(await queue('waiting')).not.toContain(recordId);
    expect(await lastMessage(own.lead)).toMatchObject({ kind: 'record.review_asked', subjectId: recordId });
    const fileId = await scan(service, await signed(own.lead));
    const said = { recordId, text: '当天是两台连做，见物业签到表。', fileIds: [fileId] };
    const { steps } = good(await service.call(validityApi.state, said, own.lead));
    expect(steps.map(({ step }) => step)).toEqual(['asked', 'stated']);
    expect(await queue('waiting')).toContain(recordId);
    const proof = async (who: Worker) =>
      (
        await fetch(service.url + reviewFilePath(recordId, fileId), {
          headers: { authorization: `Bearer ${(await signed(who)).token}` },
        })
      ).status;
    expect([await proof(own.reviewer), await proof(foreign.reviewer)]).toEqual([200, 404]);
    await declare(recordId, true);
    const late = await service.call(
      validityApi.state,
      { recordId, text: '再说一句。' },
      await signed(own.lead),
    );
    expect(late.error?.code).toBe('validity.not_suspect');
  });

  test('whoever did the work hears of “invalid”, why, and until when to appeal', async () => {
    const recordId = await invalid();
    const message = await lastMessage(own.partner);
    expect(message).toMatchObject({ kind: 'record.invalid', subjectId: recordId });
    expect(message?.text).toContain('24:00 前申诉一次');
    const { decision, appealUntil, may } = good(await show(recordId, own.partner));
    expect(decision).toMatchObject({ valid: false, by: own.reviewer.name });
    expect(appealUntil).not.toBeNull();
    expect(may.appeal).toBe(true);
  });

  test('an appeal is made once, whoever of the unit makes it', async () => {
    const recordId = await invalid();
    expect((await appeal(recordId)).status).toBe(200);
    expect((await appeal(recordId, own.admin)).error?.code).toBe('validity.appealed_already');
    expect(await queue('appealed')).toContain(recordId);
    expect(await lastMessage(own.regulator)).toMatchObject({ kind: 'record.appealed', subjectId: recordId });
  });

  test('of two appeals at once one is kept', async () => {
    const recordId = await invalid();
    await signed(own.admin);
    await signed(own.lead);
    const said = { recordId, text: '请复核。' };
    const answers = await Promise.all([
      service.call(validityApi.appeal, said, own.admin),
      service.call(validityApi.appeal, said, own.lead),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(good(await show(recordId, own.reviewer)).steps).toHaveLength(1);
  });

  test('who declared it invalid does not decide the appeal; another does, once', async () => {
    const recordId = await invalid();
    good(await appeal(recordId));
    expect((await decide(recordId, true, own.reviewer)).error?.code).toBe('validity.same_decider');
    good(await decide(recordId, false));
    expect((await decide(recordId, true, own.regulatorAdmin)).error?.code).toBe('validity.appeal_decided');
    expect(await lastMessage(own.lead)).toMatchObject({ kind: 'record.appeal_decided' });
    const record = good(await service.call(recordApi.show, { recordId }, await signed(own.regulator)));
    expect(record.validity).toBe('invalid');
    expect(record.entries.map(({ title }) => title)).toEqual(
      expect.arrayContaining(['对无效决定申诉', '申诉不成立']),
    );
  });

  test('an appeal that is right makes the record valid, and the lift’s deadline counts from it again', async () => {
    const recordId = await doubtful();
    const done = await dueOn();
    // Two visits of one day: without either the day before it stands.
    await declare(recordId, false);
    good(await appeal(recordId));
    good(await decide(recordId, true));
    const record = good(await service.call(recordApi.show, { recordId }, await signed(own.regulator)));
    expect(record.validity).toBe('valid');
    expect(await dueOn()).toBe(done);
    expect(good(await show(recordId, own.lead)).decision).toMatchObject({
      valid: true,
      by: own.regulator.name,
    });
    expect(await queue('invalid')).not.toContain(recordId);
  });

  test('after its days an appeal comes too late', async () => {
    const recordId = await invalid();
    clock.shift(15 * day);
    expect(good(await show(recordId, own.lead)).may.appeal).toBe(true);
    clock.shift(day);
    expect((await appeal(recordId)).error?.code).toBe('validity.appeal_late');
  });

  test('to people of elsewhere, and to colleagues who were not there, none of it exists', async () => {
    const recordId = await invalid();
    for (const who of [foreign.lead, foreign.admin, foreign.reviewer, own.colleague]) {
      expect((await show(recordId, who)).status).toBe(404);
    }
    expect((await appeal(recordId, own.colleague)).status).toBe(404);
    expect((await decide(recordId, true, foreign.regulator)).status).toBe(404);
    expect((await appeal(recordId, own.officer)).status).toBe(403);
  });

  test('what was said is kept for ever: the table refuses a change', async () => {
    const { manager } = (await service.get(Database)).writer;
    await expect(manager.query("UPDATE validity_step SET text = ''")).rejects.toThrow('append-only');
  });
});

import { addDays, dayOf, endOfDay } from '@lifttrust/shared-types/kernel/time';
import { messageApi } from '@lifttrust/shared-types/message/message.contract';
import { officerApi } from '@lifttrust/shared-types/officer/officer.contract';
import { recordApi } from '@lifttrust/shared-types/record/record.contract';
import { silenceConsent } from '@lifttrust/shared-types/signing/consent-text';
import { signingApi } from '@lifttrust/shared-types/signing/signing.contract';
import { type StaffedDistrict, twoDistricts, type Worker } from '../../../test/fixture/district';
import { signature } from '../../../test/fixture/evidence';
import { good, upload } from '../../../test/fixture/uploads';
import { VisitDriver } from '../../../test/fixture/visit-driver';
import { Clock } from '../kernel/clock';
import { Database } from '../kernel/database';
import { Outbox } from '../kernel/outbox';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import type { Transaction } from '../kernel/unit-of-work';
import { MaintenanceRecord } from '../record/record.entity';
import { DailyRound } from '../round/daily-round';
import { Task } from '../task/task.entity';

const minute = 60_000;
const day = 86_400_000;

onBothDatabases((start) => {
  let service: TestService;
  let own: StaffedDistrict;
  let foreign: StaffedDistrict;
  let clock: Clock;
  let driver: VisitDriver;
  let manager: Transaction['manager'];

  beforeAll(async () => {
    service = await start();
    ({ own, foreign } = await twoDistricts(service));
    clock = await service.get(Clock);
    driver = new VisitDriver(service, () => clock.now());
    manager = (await service.get(Database)).reader.manager;
  });
  afterAll(() => service.stop());

  const settle = async () => (await service.get(Outbox)).settle();
  /** Signed in now: a test that moves the clock outlives sessions. */
  const signed = async (who: Worker): Promise<Worker> => ({
    ...who,
    token: await service.signIn(who.personId, who.deviceId),
  });
  const fresh = async (): Promise<StaffedDistrict> => ({
    ...own,
    lead: await signed(own.lead),
    partner: await signed(own.partner),
    admin: await signed(own.admin),
    reviewer: await signed(own.reviewer),
  });
  const submitted = async (): Promise<string> => {
    const { recordId } = await driver.walk(await fresh(), 'submitted');
    await settle();
    return recordId;
  };
  const show = async (recordId: string, who: Worker) =>
    good(await service.call(recordApi.show, { recordId }, await signed(who)));
  const standing = async (recordId: string, who: Worker = own.officer) =>
    good(await service.call(signingApi.standing, { recordId }, await signed(who)));
  /** The officer opens the message in the app: it has verifiably reached them. */
  const readMessages = async (who: Worker) => {
    const caller = await signed(who);
    const { items } = good(await service.call(messageApi.list, {}, caller));
    for (const { id, readAt } of items)
      if (readAt === null) good(await service.call(messageApi.read, { messageId: id }, caller));
  };
  const goTo = async (at: number) => {
    clock.shift(at - clock.now());
    await settle();
  };
  const deadlineOf = async (recordId: string) =>
    endOfDay((await show(recordId, own.officer)).completedOn) + day;
  const agree = async (textVersion: string = silenceConsent.version) =>
    service.call(signingApi.giveConsent, { textVersion, agreed: true }, await signed(own.ownerAdmin));
  const image = async (who: Worker) =>
    upload(service, await signed(who), { purpose: 'signature', bytes: await signature() });

  test('an owner that did not agree is never taken at its silence: the record waits, and is reminded', async () => {
    const recordId = await submitted();
    await readMessages(own.officer);
    expect(await standing(recordId)).toMatchObject({ silence: 'no_consent' });
    await goTo(await deadlineOf(recordId));
    expect((await show(recordId, own.officer)).ownerAnswer).toBe('pending');
    const { items } = good(await service.call(messageApi.list, {}, await signed(own.ownerAdmin)));
    expect(items[0]).toMatchObject({ kind: 'record.unsigned', subjectId: recordId });
  });

  test('three days later the district hears of it', async () => {
    await goTo(clock.now() + 3 * day);
    await (await service.get(DailyRound)).make();
    const { items } = good(await service.call(messageApi.list, {}, await signed(own.regulator)));
    expect(items.map(({ kind }) => kind)).toContain('record.unsigned_long');
  });

  test('the agreement names the version of its words, once; only the owner’s head gives it', async () => {
    expect((await agree('2020-01')).error?.code).toBe('signing.text_changed');
    const byOfficer = await service.call(
      signingApi.giveConsent,
      { textVersion: silenceConsent.version, agreed: true },
      await signed(own.officer),
    );
    expect(byOfficer.status).toBe(403);
    expect(good(await agree()).standing).toMatchObject({
      version: silenceConsent.version,
      by: own.ownerAdmin.name,
    });
    expect((await agree()).error?.code).toBe('signing.already_agreed');
  });

  test('what was completed before the agreement does not default because of it', async () => {
    const { items } = good(await service.call(signingApi.toSign, {}, await signed(own.officer)));
    const before = items[0]?.recordId ?? '';
    await (await service.get(DailyRound)).make();
    expect((await show(before, own.officer)).ownerAnswer).toBe('pending');
  });

  let defaulted: string;
  test('after agreement and a notice that reached somebody, silence until the deadline confirms, and says so for ever', async () => {
    const recordId = await submitted();
    await readMessages(own.officer);
    const deadline = await deadlineOf(recordId);
    expect(await standing(recordId)).toMatchObject({ deadline, silence: 'counts' });
    await goTo(deadline - minute);
    expect((await show(recordId, own.officer)).ownerAnswer).toBe('pending');
    await goTo(deadline);
    const record = await show(recordId, own.officer);
    expect(record).toMatchObject({ ownerAnswer: 'defaulted' });
    const entry = record.entries.at(-1);
    expect(entry?.title).toBe('逾期默认确认（非本人签名）');
    expect(entry?.text).toContain(`同意书 ${silenceConsent.version} 版`);
    expect(entry?.text).toContain(own.officer.name);
    defaulted = recordId;
  });

  test('who signs after the default is recorded as late, and the default stays in the history', async () => {
    const caller = await signed(own.officer);
    good(await service.call(recordApi.ownerSign, await driver.ownerSignature(caller, defaulted), caller));
    const record = await show(defaulted, own.officer);
    expect(record.ownerAnswer).toBe('signed_late');
    expect(record.entries.map(({ kind }) => kind)).toEqual([
      'record.submitted',
      'record.owner_defaulted',
      'record.owner_signed_late',
    ]);
  });

  test('where no notice reached anybody silence says nothing, and the data are to be put right', async () => {
    const recordId = await submitted();
    await goTo(await deadlineOf(recordId));
    expect((await show(recordId, own.regulator)).ownerAnswer).toBe('pending');
    const task = await manager.findOneBy(Task, { kind: 'record.notice_undelivered', about: recordId });
    expect(task).toMatchObject({ state: 'open', organisationId: own.ownerId });
  });

  test('a returned record never defaults; the company has three working days', async () => {
    const recordId = await submitted();
    await readMessages(own.officer);
    const reason = '机房没有打扫，轿顶照片看不清。';
    good(await service.call(recordApi.ownerReturn, { recordId, reason }, await signed(own.officer)));
    await settle();
    await goTo(await deadlineOf(recordId));
    expect((await show(recordId, own.officer)).ownerAnswer).toBe('returned');
    const { dispute } = await standing(recordId, own.admin);
    expect(dispute).toMatchObject({ state: 'open', late: false, may: { answer: true, settle: false } });
    expect((await standing(recordId, own.officer)).dispute?.may).toMatchObject({
      answer: false,
      refer: false,
    });
  });

  const disputed = async () => {
    const { items } = good(await service.call(signingApi.disputes, {}, await signed(own.admin)));
    return items[0]?.recordId ?? '';
  };

  test('the answer, the owner’s referral and the regulator’s decision follow each other, each sealed', async () => {
    const recordId = await disputed();
    const answer = async (who: Worker) =>
      service.call(signingApi.answerDispute, { recordId, text: '已重新清扫并补拍。' }, await signed(who));
    expect((await answer(foreign.admin)).status).toBe(404);
    expect(good(await answer(own.admin)).dispute).toMatchObject({ state: 'answered' });
    expect((await answer(own.admin)).error?.code).toBe('signing.dispute_moved_on');
    const refer = { recordId, text: '补拍的照片不是这台电梯。' };
    const referred = good(await service.call(signingApi.referDispute, refer, await signed(own.officer)));
    expect(referred.dispute?.state).toBe('referred');
    const decide = { recordId, text: '经核查，责令重新维保。' };
    expect((await service.call(signingApi.decideDispute, decide, foreign.regulator)).status).toBe(401);
    const decided = await service.call(signingApi.decideDispute, decide, await signed(own.regulator));
    expect(good(decided).dispute).toMatchObject({ state: 'decided', decision: decide.text });
    const titles = (await show(recordId, own.officer)).entries.map(({ title }) => title);
    expect(titles.slice(-3)).toEqual(['维保单位答复退回', '使用单位提请监管部门处理', '监管部门处理争议']);
  });

  test('a return that is not answered in time is late for everybody, and the district hears of it', async () => {
    const recordId = await submitted();
    good(
      await service.call(
        recordApi.ownerReturn,
        { recordId, reason: '没有来过。' },
        await signed(own.officer),
      ),
    );
    await settle();
    const dueOn = (await standing(recordId, own.admin)).dispute?.dueOn ?? '';
    await goTo(endOfDay(dueOn) + 9 * 3_600_000);
    await (await service.get(DailyRound)).make();
    expect((await standing(recordId, own.officer)).dispute).toMatchObject({
      late: true,
      may: { refer: true },
    });
    const late = await service.call(signingApi.disputes, { late: 'true' }, await signed(own.regulator));
    expect(good(late).items.map((one) => one.recordId)).toEqual([recordId]);
    const { items } = good(await service.call(messageApi.list, {}, await signed(own.regulator)));
    expect(items.map(({ kind }) => kind)).toContain('record.dispute_referred');
  });

  test('an agreement taken back does not reach what is completed later', async () => {
    const withdraw = async () => service.call(signingApi.withdrawConsent, {}, await signed(own.ownerAdmin));
    expect(good(await withdraw()).standing).toBeNull();
    expect((await withdraw()).error?.code).toBe('signing.not_agreed');
    const recordId = await submitted();
    await readMessages(own.officer);
    await goTo(await deadlineOf(recordId));
    expect((await show(recordId, own.officer)).ownerAnswer).toBe('pending');
  });

  test('the owner’s administrator signs only with a post for the lift or with stored authority, within its days', async () => {
    const recordId = await submitted();
    const sign = async () => {
      const caller = await signed(own.ownerAdmin);
      return service.call(recordApi.ownerSign, await driver.ownerSignature(caller, recordId), caller);
    };
    const today = dayOf(clock.now());
    expect((await show(recordId, own.ownerAdmin)).may.sign).toBe(false);
    expect((await sign()).error?.code).toBe('record.signer_not_named');
    const days = { personId: own.ownerAdmin.personId, fromDay: today, untilDay: addDays(today, 1) };
    const delegate = async (patch: Partial<typeof days> = {}) =>
      service.call(
        signingApi.delegate,
        { ...days, reason: '安全员休假。', ...patch },
        await signed(own.ownerAdmin),
      );
    expect((await delegate({ untilDay: addDays(today, -1) })).error?.code).toBe('signing.delegation_days');
    expect((await delegate({ personId: foreign.ownerAdmin.personId })).status).toBe(404);
    const { id: delegationId } = good(await delegate());
    good(await service.call(signingApi.endDelegation, { delegationId }, await signed(own.ownerAdmin)));
    expect((await sign()).error?.code).toBe('record.signer_not_named');
    good(await delegate());
    expect(good(await sign())).toMatchObject({
      ownerAnswer: 'signed',
      ownerSigner: `${own.ownerAdmin.name}（受委托）`,
    });
  });

  test('whoever is named for the lift signs in their own right', async () => {
    const recordId = await submitted();
    const naming = { liftIds: [own.liftId], post: 'responsible' as const, personId: own.ownerAdmin.personId };
    good(await service.call(officerApi.name, naming, await signed(own.ownerAdmin)));
    const caller = await signed(own.ownerAdmin);
    const done = await service.call(
      recordApi.ownerSign,
      await driver.ownerSignature(caller, recordId),
      caller,
    );
    expect(good(done).ownerSigner).toBe(own.ownerAdmin.name);
  });

  test('many records are signed with one signature, but none whose exceptions were not looked at', async () => {
    const [plain, marked] = [await submitted(), await submitted()];
    const { writer } = await service.get(Database);
    await writer.manager.update(MaintenanceRecord, { id: plain }, { validity: 'valid' });
    await writer.manager.update(MaintenanceRecord, { id: marked }, { validity: 'valid', exceptions: 1 });
    const caller = await signed(own.officer);
    const { items } = good(await service.call(signingApi.toSign, {}, caller));
    const records = items
      .filter((one) => [plain, marked].includes(one.recordId))
      .map(({ recordId, contentHash }) => ({ recordId, contentHash }));
    const fileId = await image(own.officer);
    const first = good(await service.call(signingApi.signMany, { records, fileId }, caller));
    expect(first.signed).toEqual([plain]);
    expect(first.refused).toMatchObject([{ recordId: marked, code: 'signing.not_opened' }]);
    await show(marked, own.officer);
    const second = good(await service.call(signingApi.signMany, { records, fileId }, caller));
    expect(second.signed).toEqual([marked]);
    expect(second.refused).toMatchObject([{ recordId: plain, code: 'record.already_answered' }]);
    expect((await show(plain, own.officer)).ownerSigner).toBe(own.officer.name);
  });

  test('an owner that lets more than half of a month default stands in front', async () => {
    const month = dayOf(clock.now()).slice(0, 7);
    const { items } = good(await service.call(signingApi.rates, { month }, await signed(own.regulator)));
    expect(items).toMatchObject([{ unit: { id: own.ownerId } }]);
    const theirs = good(await service.call(signingApi.rates, { month }, await signed(foreign.regulator)));
    expect(theirs.items).toEqual([]);
  });
});

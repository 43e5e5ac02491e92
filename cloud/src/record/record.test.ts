import { recordApi } from '@lifttrust/shared-types/record/record.contract';
import { visitApi } from '@lifttrust/shared-types/visit/visit.contract';
import { type District, twoDistricts } from '../../../test/fixture/district';
import { good } from '../../../test/fixture/uploads';
import { VisitDriver } from '../../../test/fixture/visit-driver';
import { DeviceRow } from '../device/device.entity';
import { systemCtx } from '../kernel/actor';
import { Clock } from '../kernel/clock';
import { Database } from '../kernel/database';
import { Outbox } from '../kernel/outbox';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { UnitOfWork } from '../kernel/unit-of-work';
import { LedgerEntry } from '../ledger/ledger-entry.entity';
import { MaintenanceRecord } from './record.entity';

onBothDatabases((start) => {
  let service: TestService;
  let own: District;
  let foreign: District;
  let driver: VisitDriver;
  let clock: Clock;
  beforeAll(async () => {
    service = await start();
    clock = await service.get(Clock);
    ({ own, foreign } = await twoDistricts(service));
    driver = new VisitDriver(service, () => clock.now());
  });
  afterAll(() => service.stop());

  const submitted = async () => (await driver.walk(own, 'submitted')).recordId;
  const ownerSign = (input: Awaited<ReturnType<VisitDriver['ownerSignature']>>, who = own.officer) =>
    service.call(recordApi.ownerSign, input, who);
  const giveBack = (recordId: string, reason = '轿厢照明没有修好。', who = own.officer) =>
    service.call(recordApi.ownerReturn, { recordId, reason }, who);
  const decide = (recordId: string, valid: boolean, who = own.reviewer) =>
    service.call(recordApi.decideValidity, { recordId, valid, reason: '已向双方核实。' }, who);
  const entries = async () => (await service.get(Database)).reader.manager.count(LedgerEntry);
  const forgetDevices = async ({ personId }: { personId: string }) =>
    (await service.get(UnitOfWork)).run(systemCtx(clock.now()), (tx) =>
      tx.manager.delete(DeviceRow, { personId }),
    );
  const recordsOf = async (visitId: string) =>
    (await service.get(Database)).reader.manager.countBy(MaintenanceRecord, { visitId });

  test('of two submissions at once one wins and the other hears it', async () => {
    const { visitId } = await driver.walk(own, 'checked_out');
    const contentHash = await driver.contentHash(own.lead, visitId);
    const before = await entries();
    const submit = () => service.call(recordApi.submit, { visitId, contentHash }, own.lead);
    const answers = await Promise.all([submit(), submit(), submit()]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409, 409]);
    expect(await entries()).toBe(before + 1);
    expect(await recordsOf(visitId)).toBe(1);
  });

  test('the partner does not submit', async () => {
    const { visitId } = await driver.walk(own, 'checked_out');
    const contentHash = await driver.contentHash(own.partner, visitId);
    const refused = await service.call(recordApi.submit, { visitId, contentHash }, own.partner);
    expect(refused.error?.code).toBe('visit.not_the_lead');
    expect(await recordsOf(visitId)).toBe(0);
  });

  test('nothing can be signed before the work is complete', async () => {
    const { visitId } = await driver.walk(own, 'started');
    const fileId = await driver.signatureOf(own.lead, visitId);
    const contentHash = await driver.contentHash(own.lead, visitId);
    const refused = await service.call(recordApi.sign, { visitId, fileId, contentHash }, own.lead);
    expect(refused).toMatchObject({ status: 422, error: { code: 'check_in.out_of_order' } });
  });

  test('what is missing is told all at once, before anybody tries to submit', async () => {
    const { visitId } = await driver.walk(own, 'started');
    const sheet = await service.call(recordApi.sheet, { visitId }, own.lead);
    const codes = new Set(sheet.data.refusals.map((refusal) => refusal.code));
    for (const code of ['record.item_unanswered', 'record.photo_missing', 'record.grade_missing'])
      expect(codes).toContain(code);
  });

  test('content that has changed since it was shown cannot be signed', async () => {
    const { visitId } = await driver.walk(own, 'worked');
    const contentHash = await driver.contentHash(own.lead, visitId);
    good(
      await service.call(visitApi.gradeLift, { visitId, grade: '关注', reason: '钢丝绳有锈迹。' }, own.lead),
    );
    const fileId = await driver.signatureOf(own.lead, visitId);
    const refused = await service.call(recordApi.sign, { visitId, fileId, contentHash }, own.lead);
    expect(refused).toMatchObject({ status: 409, error: { code: 'record.content_changed' } });
  });

  test('an answer changed after signing undoes both signatures', async () => {
    const { visitId } = await driver.walk(own, 'checked_out');
    const answers = [{ code: 'A-1-01', result: 'treated' as const, note: '清扫了机房。' }];
    const changed = await service.call(visitApi.answerItems, { visitId, answers }, own.lead);
    expect(changed.data.presences.map((presence) => presence.signedAt)).toEqual([null, null]);
    const contentHash = await driver.contentHash(own.lead, visitId);
    const refused = await service.call(recordApi.submit, { visitId, contentHash }, own.lead);
    expect(refused).toMatchObject({ status: 422, error: { code: 'check_in.out_of_order' } });
    await driver.sign(own.lead, visitId);
    const half = await service.call(recordApi.submit, { visitId, contentHash }, own.lead);
    expect(half.error?.details).toEqual([
      expect.objectContaining({
        code: 'record.signature_missing',
        message: `${own.partner.name}还没有对现在的内容签名。`,
      }),
    ]);
    await driver.sign(own.partner, visitId);
    expect((await service.call(recordApi.submit, { visitId, contentHash }, own.lead)).status).toBe(200);
  });

  test('somebody else’s drawing is no signature', async () => {
    const { visitId } = await driver.walk(own, 'worked');
    const fileId = await driver.signatureOf(own.partner, visitId);
    const contentHash = await driver.contentHash(own.lead, visitId);
    const refused = await service.call(recordApi.sign, { visitId, fileId, contentHash }, own.lead);
    expect(refused).toMatchObject({ status: 404, error: { code: 'file.unknown' } });
  });

  test('the owner’s officer signs, and the record says who', async () => {
    const recordId = await submitted();
    const signed = await ownerSign(await driver.ownerSignature(own.officer, recordId));
    expect(signed.data).toMatchObject({ ownerAnswer: 'signed', ownerSigner: own.officer.name });
  });

  test('on a technician’s phone the owner cannot sign, whatever the phone calls itself', async () => {
    const recordId = await submitted();
    const input = await driver.ownerSignature(own.officer, recordId);
    const token = await service.signIn(own.officer.personId, own.partner.deviceId);
    const strange = await ownerSign(input, { ...own.officer, token });
    expect(strange).toMatchObject({ status: 403, error: { code: 'device.not_trusted' } });
    // Who signs in for the first time on a technician's phone has it as their working device.
    await forgetDevices(own.officer);
    const first = { token: await service.signIn(own.officer.personId, own.lead.deviceId) };
    for (const deviceId of [own.officer.deviceId, 'a-phone-that-nobody-knows', undefined]) {
      const named = await ownerSign(input, { ...own.officer, ...first, ...(deviceId ? { deviceId } : {}) });
      expect(named).toMatchObject({ status: 422, error: { code: 'record.signer_device' } });
    }
    await forgetDevices(own.officer);
    own.officer.token = await service.signIn(own.officer.personId, own.officer.deviceId);
    const record = await service.call(recordApi.show, { recordId }, own.officer);
    expect(record.data.ownerAnswer).toBe('pending');
  });

  test('the owner signs only what is sealed', async () => {
    const input = await driver.ownerSignature(own.officer, await submitted());
    const refused = await ownerSign({ ...input, contentHash: '0'.repeat(64) });
    expect(refused).toMatchObject({ status: 422, error: { code: 'record.content_changed' } });
  });

  test('a return without a reason is refused', async () => {
    const recordId = await submitted();
    const refused = await giveBack(recordId, '   ');
    expect(refused.status).toBe(400);
    expect(refused.error?.details?.[0]?.field).toBe('reason');
  });

  test('a second answer is a conflict, whichever came first', async () => {
    const [one, two] = [await submitted(), await submitted()];
    const first = await driver.ownerSignature(own.officer, one);
    const second = await driver.ownerSignature(own.officer, two);
    expect((await ownerSign(first)).status).toBe(200);
    expect(await giveBack(one)).toMatchObject({ status: 409, error: { code: 'record.already_answered' } });
    expect((await giveBack(two)).data.ownerAnswer).toBe('returned');
    expect(await ownerSign(second)).toMatchObject({
      status: 409,
      error: { code: 'record.already_answered' },
    });
  });

  test('of a signature and a return at once one is sealed', async () => {
    const recordId = await submitted();
    const input = await driver.ownerSignature(own.officer, recordId);
    const before = await entries();
    const answers = await Promise.all([ownerSign(input), giveBack(recordId)]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
    expect(await entries()).toBe(before + 1);
  });

  test('to the officer of another estate the record does not exist', async () => {
    const recordId = await submitted();
    expect((await giveBack(recordId, '不是我的。', foreign.officer)).status).toBe(404);
    const shown = await service.call(recordApi.show, { recordId }, foreign.officer);
    expect(shown.status).toBe(404);
  });

  test('a doubt is decided once; the second decision hears it', async () => {
    const recordId = await submitted();
    const answers = await Promise.all([decide(recordId, true), decide(recordId, false)]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
    expect((await decide(recordId, false)).error?.code).toBe('record.not_suspect');
  });

  test('a reviewer of another district decides nothing here', async () => {
    expect((await decide(await submitted(), false, foreign.reviewer)).status).toBe(404);
  });

  test('an event that comes late does not take a decided identity back', async () => {
    const visitId = await driver.plan(own);
    await driver.identify(own.lead, visitId, own);
    const work = await service.get(UnitOfWork);
    const late = { visitId, personId: own.lead.personId, outcome: 'in_review', method: 'alternative' };
    await work.run(systemCtx(clock.now()), (tx) => tx.emit('identity.decided', late));
    await (await service.get(Outbox)).settle();
    expect((await driver.pack(own.lead, visitId)).mine?.identity).toBe('accepted');
  });
});

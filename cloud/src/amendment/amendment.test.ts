import { join } from 'node:path';
import { type Amendment, amendmentApi } from '@lifttrust/shared-types/amendment/amendment.contract';
import type { CallOf } from '@lifttrust/shared-types/kernel/endpoint';
import { addDays, dayOf } from '@lifttrust/shared-types/kernel/time';
import { messageApi } from '@lifttrust/shared-types/message/message.contract';
import { recordApi } from '@lifttrust/shared-types/record/record.contract';
import { signingApi } from '@lifttrust/shared-types/signing/signing.contract';
import { type StaffedDistrict, twoDistricts, type Worker } from '../../../test/fixture/district';
import { signature } from '../../../test/fixture/evidence';
import { good, upload } from '../../../test/fixture/uploads';
import { VisitDriver } from '../../../test/fixture/visit-driver';
import { Clock } from '../kernel/clock';
import { Database } from '../kernel/database';
import { Outbox } from '../kernel/outbox';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { Checkpointer } from '../ledger/checkpointer';
import { LedgerSigner } from '../ledger/ledger.signer';
import { verify } from '../ledger/testing/verify-command';
import { Lift } from '../lift/lift.entity';
import { MaintenanceRecord } from '../record/record.entity';
import { DailyRound } from '../round/daily-round';

const day = 86_400_000;
type Draft = Omit<CallOf<typeof amendmentApi.propose>, 'recordId'>;
const voiding: Draft = { kind: 'void', cause: 'wrong_lift', reason: '在隔壁电梯的码下做的维保。' };
const failing: Draft = {
  kind: 'amendment',
  reason: '填写时把制动器间隙看成了另一项。',
  corrections: [
    { field: 'items.A-1-05.result', after: '不合格' },
    { field: 'items.A-1-05.note', after: '间隙 1.2 mm，须调整' },
    { field: 'grade', after: '需修理' },
    { field: 'gradeReason', after: '制动器间隙须调整' },
  ],
};

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
  const signed = async (who: Worker): Promise<Worker> => ({
    ...who,
    token: await service.signIn(who.personId, who.deviceId),
  });
  const submitted = async (): Promise<string> => {
    const fresh = {
      ...own,
      lead: await signed(own.lead),
      partner: await signed(own.partner),
      admin: await signed(own.admin),
      reviewer: await signed(own.reviewer),
    };
    const { recordId } = await driver.walk(fresh, 'submitted');
    await settle();
    const record = await show(recordId);
    if (record.validity === 'suspect')
      good(
        await service.call(
          recordApi.decideValidity,
          { recordId, valid: true, reason: '核对过照片，作业真实。' },
          fresh.reviewer,
        ),
      );
    return recordId;
  };
  const show = async (recordId: string, who: Worker = own.admin) =>
    good(await service.call(recordApi.show, { recordId }, await signed(who)));
  const propose = async (recordId: string, draft: Draft, who: Worker = own.admin) =>
    service.call(amendmentApi.propose, { recordId, ...draft }, await signed(who));
  const image = async (who: Worker) =>
    upload(service, who, { purpose: 'signature', bytes: await signature() });
  const sign = async ({ id: amendmentId, contentHash }: Amendment, who: Worker = own.lead) => {
    const caller = await signed(who);
    const input = { amendmentId, contentHash, fileId: await image(caller) };
    return service.call(amendmentApi.sign, input, caller);
  };
  const confirm = async ({ id: amendmentId, contentHash }: Amendment, who: Worker = own.officer) => {
    const caller = await signed(who);
    const input = { amendmentId, contentHash, accept: true, fileId: await image(caller) };
    return service.call(amendmentApi.confirm, input, caller);
  };
  const object = async ({ id: amendmentId, contentHash }: Amendment) =>
    service.call(
      amendmentApi.confirm,
      { amendmentId, contentHash, accept: false, text: '当天确实来过，照片也对。' },
      await signed(own.officer),
    );
  const decide = async ({ id: amendmentId, contentHash }: Amendment, accept: boolean) =>
    service.call(
      amendmentApi.decide,
      { amendmentId, contentHash, accept, text: '核对了现场情况。' },
      await signed(own.regulator),
    );
  const lift = async () =>
    (await service.get(Database)).reader.manager.findOneByOrFail(Lift, { id: own.liftId });
  const kindsOf = async (who: Worker) =>
    good(await service.call(messageApi.list, {}, await signed(who))).items.map(({ kind }) => kind);

  let amended: string;
  test('an amendment is signed by a technician, carried by the company, confirmed by the owner, and sealed', async () => {
    amended = await submitted();
    const before = await show(amended);
    const proposed = good(await propose(amended, failing));
    expect(proposed).toMatchObject({ state: 'waiting_technician', late: false });
    expect(proposed.corrections[0]).toMatchObject({ before: '合格', after: '不合格' });
    expect(await kindsOf(own.partner)).toContain('amendment.to_sign');
    const waiting = good(await sign(proposed));
    expect(waiting.state).toBe('waiting_owner');
    expect((await show(amended)).standing).toBe('original');
    expect(good(await confirm(waiting)).state).toBe('sealed');

    const after = await show(amended);
    // The record reads as it was sealed, with its correction beside it.
    expect(after).toMatchObject({ standing: 'amended', grade: before.grade, exceptions: before.exceptions });
    expect(after.items).toEqual(before.items);
    expect(after.contentHash).toBe(before.contentHash);
    expect(after.amendments).toMatchObject([{ kind: 'amendment', number: 1, reason: failing.reason }]);
    expect(after.amendments[0]?.agreements.map(({ who }) => who)).toEqual([
      own.admin.name,
      own.lead.name,
      own.officer.name,
    ]);
    expect(after.entries.at(-1)).toMatchObject({ kind: 'record.amended', title: '第 1 次更正' });
  });

  test('lists and the lift follow the corrected view, and say that there was a correction', async () => {
    const { items } = good(
      await service.call(recordApi.list, { standing: 'amended' }, await signed(own.admin)),
    );
    expect(items).toMatchObject([{ id: amended, standing: 'amended', grade: '需修理' }]);
    expect((await lift()).grade).toBe('需修理');
  });

  test('an amended record is amended again from what it reads now', async () => {
    const again = { kind: 'amendment' as const, reason: '间隙数值写错。' };
    const corrections = [{ field: 'items.A-1-05.note', after: '间隙 1.0 mm，须调整' }];
    const proposed = good(await propose(amended, { ...again, corrections }));
    expect(proposed.corrections).toMatchObject([{ before: '间隙 1.2 mm，须调整' }]);
    good(await confirm(good(await sign(proposed))));
    expect((await show(amended)).amendments.map(({ number }) => number)).toEqual([1, 2]);
  });

  test('times, people and photographs are evidence and cannot be amended', async () => {
    const wrong = { ...failing, corrections: [{ field: 'completedAt', after: '昨天' }] };
    expect((await propose(amended, wrong)).error?.code).toBe('amendment.field_unknown');
  });

  test('a void takes the record out of the lift’s clock, and the record stays for everybody to read', async () => {
    const recordId = await submitted();
    expect((await lift()).lastMaintainedOn).toBe(dayOf(clock.now()));
    const proposed = good(await propose(recordId, voiding));
    expect(proposed.state).toBe('waiting_owner');
    good(await confirm(proposed));
    const voided = await show(recordId, own.officer);
    expect(voided).toMatchObject({ standing: 'voided', validity: 'invalid' });
    expect(voided.amendments).toMatchObject([{ kind: 'void' }]);
    expect(voided.may).toMatchObject({ sign: false, return: false });
    const row = await (await service.get(Database)).reader.manager.findOneByOrFail(MaintenanceRecord, {
      id: amended,
    });
    // What counts now is the record before it.
    expect(await lift()).toMatchObject({
      lastMaintainedOn: row.completedOn,
      dueOn: addDays(row.completedOn, 15),
    });
    expect(await kindsOf(own.regulator)).toContain('amendment.closed');
    expect((await propose(recordId, voiding)).error?.code).toBe('amendment.voided');
  });

  test('a void record asks nobody for a signature, by silence neither', async () => {
    const recordId = await submitted();
    good(await confirm(good(await propose(recordId, voiding))));
    const caller = await signed(own.officer);
    const { items } = good(await service.call(signingApi.toSign, {}, caller));
    expect(items.map((one) => one.recordId)).not.toContain(recordId);
    const asked = await service.call(
      recordApi.ownerSign,
      await driver.ownerSignature(caller, recordId),
      caller,
    );
    expect(asked.error?.code).toBe('record.voided');
  });

  test('what the owner objects to is the district’s to decide; a refusal leaves the record as it is', async () => {
    const recordId = await submitted();
    const objected = good(await object(good(await propose(recordId, voiding))));
    expect(objected.state).toBe('waiting_district');
    expect(good(await decide(objected, false)).state).toBe('refused');
    expect(await show(recordId)).toMatchObject({ standing: 'original', amendments: [] });
    expect(await kindsOf(own.admin)).toContain('amendment.closed');
  });

  test('silence never confirms: past three working days the district decides', async () => {
    const recordId = await submitted();
    const proposed = good(await propose(recordId, voiding));
    clock.shift(8 * day);
    await (await service.get(DailyRound)).make();
    const caller = await signed(own.admin);
    const waiting = good(await service.call(amendmentApi.show, { amendmentId: proposed.id }, caller));
    expect(waiting.state).toBe('waiting_district');
    expect(good(await decide(waiting, true)).state).toBe('sealed');
  });

  test('what is proposed after the city’s term needs the district besides the owner', async () => {
    const recordId = await submitted();
    clock.shift(31 * day);
    const proposed = good(await propose(recordId, voiding));
    expect(proposed.late).toBe(true);
    const confirmed = good(await confirm(proposed));
    expect(confirmed.state).toBe('waiting_district');
    expect(good(await decide(confirmed, true)).state).toBe('sealed');
  });

  test('a technician proposes, signs, and another person of the company answers for it', async () => {
    const recordId = await submitted();
    const proposed = good(await propose(recordId, failing, own.partner));
    const waiting = good(await sign(proposed, own.partner));
    expect(waiting.state).toBe('waiting_company');
    const { id: amendmentId, contentHash } = waiting;
    const approved = good(
      await service.call(
        amendmentApi.approve,
        { amendmentId, contentHash, accept: true, text: '属实。' },
        await signed(own.admin),
      ),
    );
    expect(approved.state).toBe('waiting_owner');
    const withdrawn = await service.call(amendmentApi.withdraw, { amendmentId }, await signed(own.partner));
    expect(good(withdrawn).state).toBe('withdrawn');
    expect(good(await propose(recordId, voiding)).state).toBe('waiting_owner');
  });

  test('of two proposals at once one is heard', async () => {
    const recordId = await submitted();
    const [first, second] = await Promise.all([
      propose(recordId, voiding),
      propose(recordId, voiding, own.lead),
    ]);
    const codes = [first, second].flatMap(({ error }) => error?.code ?? []);
    expect(codes).toEqual(['amendment.already_open']);
  });

  test('a technician who was not there, another company and another district see nothing of it', async () => {
    for (const who of [own.colleague, foreign.admin, foreign.lead])
      expect((await propose(amended, voiding, who)).status).toBe(404);
    const caller = await signed(foreign.officer);
    expect((await service.call(amendmentApi.ofRecord, { recordId: amended }, caller)).status).toBe(404);
  });

  test('the verifier understands amendments and voids, and finds whoever takes one out of the record table', async () => {
    await (await service.get(Checkpointer)).checkpoint();
    const key = (await service.get(LedgerSigner)).publicKey;
    const audit = () =>
      verify(
        ...['--database', service.databaseAddress, '--key', key],
        ...['--checkpoints', join(service.folder, 'checkpoints')],
        ...['--objects', join(service.folder, 'objects')],
      );
    const honest = await audit();
    expect(honest.text).not.toContain('BROKEN');
    expect(honest.code).toBe(0);
    const { manager } = (await service.get(Database)).writer;
    await manager.update(MaintenanceRecord, { id: amended }, { standing: 'original' });
    const forged = await audit();
    expect(forged.code).toBe(1);
    expect(forged.text).toContain('column standing was changed');
    await manager.update(MaintenanceRecord, { id: amended }, { standing: 'amended' });
  });
});

import { changeApi } from '@lifttrust/shared-types/change/change.contract';
import { addDays, dayOf } from '@lifttrust/shared-types/kernel/time';
import { messageApi } from '@lifttrust/shared-types/message/message.contract';
import { paperlessApi } from '@lifttrust/shared-types/paperless/paperless.contract';
import { visitApi } from '@lifttrust/shared-types/visit/visit.contract';
import { type StaffedDistrict, twoDistricts, type Worker } from '../../../test/fixture/district';
import { good } from '../../../test/fixture/uploads';
import { VisitDriver } from '../../../test/fixture/visit-driver';
import { CityService } from '../city/city.service';
import { systemCtx } from '../kernel/actor';
import { Clock } from '../kernel/clock';
import { Database } from '../kernel/database';
import { newId } from '../kernel/new-id';
import { Outbox } from '../kernel/outbox';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { UnitOfWork } from '../kernel/unit-of-work';
import { Lift } from '../lift/lift.entity';
import { MaintenanceRecord } from '../record/record.entity';
import { PaperDecisionRow } from './paper-decision.entity';

onBothDatabases((start) => {
  let service: TestService;
  let own: StaffedDistrict;
  let foreign: StaffedDistrict;
  let clock: Clock;

  beforeAll(async () => {
    service = await start();
    ({ own, foreign } = await twoDistricts(service));
    clock = await service.get(Clock);
  });
  afterAll(() => service.stop());
  beforeEach(() =>
    write(async (manager) => {
      await manager.createQueryBuilder().delete().from(PaperDecisionRow).execute();
      await manager.query("UPDATE change_request SET state = 'withdrawn' WHERE state = 'waiting'");
    }),
  );

  const write = async (work: (manager: Database['reader']['manager']) => Promise<void>) =>
    (await service.get(UnitOfWork)).run(systemCtx(clock.now()), (tx) => work(tx.manager));
  const today = () => dayOf(clock.now());
  const inDays = (days: number) => addDays(today(), days);
  const apply = (liftIds?: string[], who: Worker = own.admin) =>
    service.call(
      paperlessApi.apply,
      { ...(liftIds ? { liftIds } : {}), reason: '电子记录已经用了一年。' },
      who,
    );
  const waiting = async () =>
    good(await service.call(changeApi.list, { state: 'waiting', subjectKind: 'paper_stop' }, own.regulator))
      .items;
  const decide = async (accept: boolean, reason = '抽查 20 份记录，完整。') => {
    const [change] = await waiting();
    const answer = await service.call(
      changeApi.decide,
      { changeId: change?.id ?? '', accept, reason },
      own.regulator,
    );
    await (await service.get(Outbox)).settle();
    return good(answer);
  };
  const confirmed = async (liftIds?: string[]) => {
    good(await apply(liftIds));
    await decide(true);
  };
  const paper = async (who: Worker = own.admin, liftId = own.liftId) =>
    good(await service.call(paperlessApi.lift, { liftId }, who));
  const keep = (fromOn: string, liftId?: string) =>
    service.call(
      paperlessApi.keep,
      { companyId: own.companyId, fromOn, reason: '抽查发现补录。', ...(liftId ? { liftId } : {}) },
      own.regulator,
    );
  /** Another lift of the company, copied from its first. */
  const another = async (): Promise<string> => {
    const id = newId();
    await write(async (manager) => {
      const first = await manager.findOneByOrFail(Lift, { id: own.liftId });
      await manager.insert(Lift, { ...first, id, ownNumber: `${id.slice(-3)}#` });
    });
    return id;
  };
  const newest = async (who: Worker) => good(await service.call(messageApi.list, { limit: 1 }, who)).items[0];

  test('paper is kept until the regulator confirms, from that day on it may stop, and everybody at the lift reads the same', async () => {
    expect(await paper()).toMatchObject({ state: 'keep', since: null, by: null, may: { apply: true } });
    good(await apply());
    expect(await paper()).toMatchObject({ state: 'keep', may: { apply: false } });
    expect((await paper()).waitingSince).not.toBeNull();
    expect(await newest(own.regulator)).toMatchObject({ kind: 'paperless.to_decide' });
    await decide(true);
    for (const who of [own.admin, own.lead, own.officer, own.regulator, own.auditor])
      expect(await paper(who)).toMatchObject({
        state: 'confirmed',
        since: today(),
        by: '鹭湾区示例市场监督管理局',
        wholeCompany: true,
        waitingSince: null,
      });
    expect(await newest(own.admin)).toMatchObject({
      kind: 'paperless.decided',
      title: '可以停用纸质维保记录',
    });
  });

  test('the technician’s pack says what to do with paper at this lift', async () => {
    const visitId = await new VisitDriver(service, () => clock.now()).plan(own);
    const pack = async () => good(await service.call(visitApi.pack, { visitId }, own.lead));
    expect((await pack()).paper).toMatchObject({ state: 'keep' });
    await confirmed([own.liftId]);
    expect((await pack()).paper).toMatchObject({ state: 'confirmed', wholeCompany: false });
  });

  test('a refused application leaves paper where it was, says why, and may be made again', async () => {
    good(await apply([own.liftId]));
    await decide(false, '近三个月有 20 天没有记录。');
    expect(await paper()).toMatchObject({ state: 'keep', waitingSince: null, may: { apply: true } });
    expect((await newest(own.admin))?.text).toContain('近三个月有 20 天没有记录');
    expect((await apply([own.liftId])).status).toBe(200);
  });

  test('a confirmation for one lift is for that lift', async () => {
    const other = await another();
    await confirmed([own.liftId]);
    expect((await paper()).state).toBe('confirmed');
    expect((await paper(own.admin, other)).state).toBe('keep');
    const listed = async (state: 'confirmed' | 'keep') =>
      good(await service.call(paperlessApi.lifts, { state, pageSize: 100 }, own.regulator)).items.map(
        ({ liftId }) => liftId,
      );
    expect(await listed('confirmed')).toEqual([own.liftId]);
    expect(await listed('keep')).toContain(other);
  });

  test('withdrawn from a day on: until then it holds, and the company is told to keep paper again', async () => {
    await confirmed();
    expect((await keep(inDays(-1))).error?.code).toBe('paperless.from_in_past');
    good(await keep(inDays(3)));
    expect(await paper()).toMatchObject({ state: 'confirmed', keepFrom: inDays(3) });
    expect(await newest(own.admin)).toMatchObject({ kind: 'paperless.kept' });
    clock.shift(3 * 86_400_000);
    const signed = { ...own.admin, token: await service.signIn(own.admin.personId, own.admin.deviceId) };
    expect(await paper(signed)).toMatchObject({ state: 'keep', since: inDays(0), reason: '抽查发现补录。' });
    clock.shift(-3 * 86_400_000);
  });

  test('withdrawn for one lift the company’s others stay confirmed; what was not confirmed cannot be withdrawn', async () => {
    const other = await another();
    expect((await keep(today())).error?.code).toBe('paperless.not_confirmed');
    await confirmed();
    good(await keep(today(), other));
    expect((await paper(own.admin, other)).state).toBe('keep');
    expect((await paper()).state).toBe('confirmed');
    const { items } = good(await service.call(paperlessApi.decisions, {}, own.auditor));
    expect(items).toMatchObject([
      { stops: false, lift: { id: other }, office: '鹭湾区示例市场监督管理局' },
      { stops: true, lift: null, decidedBy: own.regulator.name },
    ]);
  });

  test('how complete the records are is counted from them and stands in the application', async () => {
    const { recordId } = await new VisitDriver(service, () => clock.now()).walk(own, 'submitted');
    await write(async (manager) => {
      const record = await manager.findOneByOrFail(MaintenanceRecord, { id: recordId });
      const copies = [5, 20, 41].map((days) => ({
        ...record,
        ...{ id: newId(), completedOn: inDays(-days), verificationCode: newId().slice(-16) },
        ...{ visitId: newId(), validity: days === 41 ? 'invalid' : 'valid' },
      }));
      for (const copy of copies) await manager.insert(MaintenanceRecord, copy);
    });
    // The days -20 to -6 and -5 to -1; the record found invalid covers nothing, today's is not over.
    expect((await paper()).coverage).toMatchObject({
      days: 90,
      covered: 20,
      records: 2,
      late: 2,
      lastOn: inDays(-5),
    });
    good(await apply([own.liftId]));
    const [change] = await waiting();
    expect(JSON.stringify(change?.after)).toContain('1 台电梯共 90 天，电子记录覆盖 20 天（22.2%）');
  });

  test('nobody asks twice, and every reason is said at once', async () => {
    good(await apply([own.liftId]));
    expect((await apply([own.liftId])).error?.details?.map(({ code }) => code)).toEqual([
      'paperless.already_waiting',
    ]);
    await decide(true);
    expect((await apply([own.liftId])).error?.details?.map(({ code }) => code)).toEqual([
      'paperless.already_confirmed',
    ]);
  });

  test('other companies and districts neither see nor touch it', async () => {
    await confirmed();
    expect((await apply([own.liftId], foreign.admin)).status).toBe(404);
    for (const who of [foreign.admin, foreign.lead, foreign.officer, foreign.regulator])
      expect((await service.call(paperlessApi.lift, { liftId: own.liftId }, who)).status).toBe(404);
    for (const who of [foreign.admin, foreign.regulator]) {
      expect((await service.call(paperlessApi.company, { companyId: own.companyId }, who)).status).toBe(404);
      expect(good(await service.call(paperlessApi.decisions, {}, who)).items).toEqual([]);
    }
    const input = { companyId: own.companyId, fromOn: today(), reason: '不归我管。' };
    expect((await service.call(paperlessApi.keep, input, foreign.regulator)).status).toBe(404);
  });

  test('a new company at the lift has to ask for itself', async () => {
    await confirmed();
    await write(async (manager) => {
      await manager.update(Lift, { id: own.liftId }, { companyId: foreign.companyId });
    });
    expect((await paper(own.regulator)).state).toBe('keep');
    await write(async (manager) => {
      await manager.update(Lift, { id: own.liftId }, { companyId: own.companyId });
    });
  });

  test('where the city asks for no confirmation, electronic records hold at once and there is nothing to apply for', async () => {
    const { parameters } = await service.get(CityService);
    parameters.paper.stopNeedsConfirmation = false;
    expect(await paper()).toMatchObject({ state: 'not_needed', may: { apply: false, keep: false } });
    expect((await apply()).error?.code).toBe('paperless.not_needed');
    const company = good(await service.call(paperlessApi.company, { companyId: own.companyId }, own.admin));
    expect(company).toMatchObject({ needsConfirmation: false, may: { apply: false } });
    parameters.paper.stopNeedsConfirmation = true;
  });
});

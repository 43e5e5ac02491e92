import type { CallOf } from '@lifttrust/shared-types/kernel/endpoint';
import { addDays, dayOf } from '@lifttrust/shared-types/kernel/time';
import { messageApi } from '@lifttrust/shared-types/message/message.contract';
import { qualityApi } from '@lifttrust/shared-types/quality/quality.contract';
import { type StaffedDistrict, twoDistricts, type Worker } from '../../../test/fixture/district';
import { good } from '../../../test/fixture/uploads';
import { VisitDriver } from '../../../test/fixture/visit-driver';
import { Clock } from '../kernel/clock';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { LedgerService } from '../ledger/ledger.service';

onBothDatabases((start) => {
  let service: TestService;
  let own: StaffedDistrict;
  let foreign: StaffedDistrict;
  let clock: Clock;

  beforeAll(async () => {
    service = await start();
    ({ own, foreign } = await twoDistricts(service));
    clock = await service.get(Clock);
    good(await service.call(qualityApi.appoint, { personId: own.colleague.personId }, own.admin));
  });
  afterAll(() => service.stop());

  const today = () => dayOf(clock.now());
  const plan = (changes: Partial<CallOf<typeof qualityApi.plan>> = {}, who: Worker = own.admin) =>
    service.call(
      qualityApi.plan,
      {
        ...{ liftId: own.liftId, technicianIds: [own.lead.personId, own.partner.personId] },
        ...{ inspectorId: own.colleague.personId, plannedOn: today() },
        ...changes,
      },
      who,
    );
  const bad = () => ({
    ...{ item: '制动器间隙', good: false, found: '间隙 0.9 毫米，超过要求。' },
    ...{ technicianId: own.lead.personId, dueOn: addDays(today(), 5) },
  });
  const record = (checkId: string, items: CallOf<typeof qualityApi.record>['items'], who = own.admin) =>
    service.call(qualityApi.record, { checkId, checkedOn: today(), note: '现场核对', items }, who);
  const found = async () => {
    const { id } = good(await plan());
    const check = good(await record(id, [{ item: '轿厢照明', good: true }, bad()]));
    return { check, findingId: check.findings[0]?.id ?? '' };
  };
  const mine = async (who: Worker = own.lead) => good(await service.call(qualityApi.mine, {}, who)).items;

  test('whoever is appointed and did not do the work checks it; everything against a plan is said at once', async () => {
    expect(good(await plan())).toMatchObject({
      state: 'planned',
      inspector: { name: own.colleague.name },
      may: { record: true, cancel: true },
    });
    const refused = await plan({ inspectorId: own.lead.personId });
    expect(refused.error?.details?.map(({ code }) => code)).toEqual([
      'quality.not_appointed',
      'quality.own_work',
    ]);
  });

  test('a check of a record names those who made it', async () => {
    const { recordId } = await new VisitDriver(service, () => clock.now()).walk(own, 'submitted');
    const check = good(await plan({ recordId, technicianIds: [] }));
    expect(check.recordId).toBe(recordId);
    expect(check.technicians.map(({ id }) => id).sort()).toEqual(
      [own.lead.personId, own.partner.personId].sort(),
    );
  });

  test('a result is written once and sealed, and the technician hears what to put right', async () => {
    const { check } = await found();
    expect(check).toMatchObject({ state: 'done', checkedOn: today(), may: { record: false } });
    expect(check.findings).toMatchObject([{ item: '制动器间隙', state: 'open', overdue: false }]);
    const entries = await (await service.get(LedgerService)).entriesAbout(own.liftId, check.id);
    expect(entries).toMatchObject([{ kind: 'quality.checked', hash: check.entryHash }]);
    expect((await record(check.id, [{ item: '轿厢照明', good: true }])).error?.code).toBe('quality.moved_on');
    const { items } = good(await service.call(messageApi.list, { limit: 1 }, own.lead));
    expect(items[0]).toMatchObject({ kind: 'quality.found', page: 'technician/findings/index' });
  });

  test('what is not good names what was found, who puts it right and until when', async () => {
    const { id } = good(await plan());
    const vague = { ...bad(), found: '', technicianId: own.colleague.personId, dueOn: addDays(today(), -1) };
    expect((await record(id, [vague])).error?.details?.map(({ code }) => code)).toEqual([
      'quality.not_said',
      'quality.whose',
      'quality.until_when',
    ]);
  });

  test('the technician answers, the company sends back or closes, and each word is sealed', async () => {
    const { check, findingId } = await found();
    const answer = (text: string, who = own.lead) =>
      service.call(qualityApi.answer, { findingId, text }, who);
    const decide = (close: boolean, text: string) =>
      service.call(qualityApi.decide, { findingId, close, text }, own.admin);
    expect((await answer('已调整', own.partner)).status).toBe(404);
    expect((await decide(true, '现场复查合格。')).error?.code).toBe('quality.finding_moved_on');
    expect(good(await answer('已调整到 0.6 毫米。'))).toMatchObject({ state: 'answered' });
    expect(good(await decide(false, '照片看不清读数。'))).toMatchObject({ state: 'open' });
    good(await answer('重新测量 0.6 毫米，已拍照。'));
    expect(good(await decide(true, '现场复查合格。'))).toMatchObject({
      ...{ state: 'closed', decidedBy: own.admin.name },
    });
    const entries = await (await service.get(LedgerService)).entriesAbout(own.liftId, check.id);
    expect(entries.map(({ kind }) => kind)).toEqual([
      'quality.checked',
      'quality.answered',
      'quality.sent_back',
      'quality.answered',
      'quality.closed',
    ]);
  });

  test('a finding is overdue the day after its term until it is closed, and the standing is counted', async () => {
    const { findingId } = await found();
    const state = async () => (await mine()).find(({ id }) => id === findingId);
    expect((await state())?.overdue).toBe(false);
    clock.shift(6 * 86_400_000);
    const again = async (who: Worker) => ({
      ...who,
      token: await service.signIn(who.personId, who.deviceId),
    });
    const lead = await again(own.lead);
    expect((await mine(lead)).find(({ id }) => id === findingId)?.overdue).toBe(true);
    const { items } = good(await service.call(qualityApi.standing, {}, await again(own.regulator)));
    expect(items).toMatchObject([{ company: { id: own.companyId }, liftsChecked: 1, lifts: 1 }]);
    expect(items[0]?.overdue).toBeGreaterThan(0);
    clock.shift(-6 * 86_400_000);
  });

  test('the district reads and changes nothing; other companies and districts know nothing of it', async () => {
    const { check, findingId } = await found();
    const show = (who: Worker) => service.call(qualityApi.show, { checkId: check.id }, who);
    expect((await show(own.regulator)).data.may).toEqual({ record: false, cancel: false });
    for (const who of [foreign.admin, foreign.regulator]) expect((await show(who)).status).toBe(404);
    expect((await plan({}, foreign.admin)).status).toBe(404);
    expect(good(await service.call(qualityApi.list, {}, foreign.regulator)).items).toEqual([]);
    const answer = { findingId, text: '不是我的。' };
    expect((await service.call(qualityApi.answer, answer, foreign.lead)).status).toBe(404);
    expect((await service.call(qualityApi.mine, {}, foreign.lead)).data.items).toEqual([]);
  });

  test('nobody is appointed twice, nobody of another company; who was dismissed checks no more', async () => {
    const appoint = (personId: string) => service.call(qualityApi.appoint, { personId }, own.admin);
    expect((await appoint(own.colleague.personId)).error?.code).toBe('quality.already_appointed');
    expect((await appoint(foreign.lead.personId)).status).toBe(404);
    const partner = good(await appoint(own.partner.personId));
    good(await service.call(qualityApi.dismiss, { inspectorId: partner.id }, own.admin));
    const late = await plan({ inspectorId: own.partner.personId, technicianIds: [own.lead.personId] });
    expect(late.error?.code).toBe('quality.not_appointed');
    expect((await appoint(own.partner.personId)).status).toBe(200);
  });

  test('a planned check is called off with a reason, a made one is not', async () => {
    const { id } = good(await plan());
    const cancel = () => service.call(qualityApi.cancel, { checkId: id, reason: '电梯停用。' }, own.admin);
    expect(good(await cancel())).toMatchObject({ state: 'cancelled', note: '电梯停用。' });
    expect((await cancel()).error?.code).toBe('quality.moved_on');
  });
});

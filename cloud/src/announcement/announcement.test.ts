import { announcementApi } from '@lifttrust/shared-types/announcement/announcement.contract';
import { educationTexts } from '@lifttrust/shared-types/announcement/education.texts';
import type { CallOf } from '@lifttrust/shared-types/kernel/endpoint';
import { addDays, dayOf } from '@lifttrust/shared-types/kernel/time';
import { type StaffedDistrict, twoDistricts, type Worker } from '../../../test/fixture/district';
import { good } from '../../../test/fixture/uploads';
import { AuditEntry } from '../kernel/audit-entry.entity';
import { Clock } from '../kernel/clock';
import { Database } from '../kernel/database';
import { onBothDatabases, type TestService } from '../kernel/testing/service';

type Draft = CallOf<typeof announcementApi.write>;

onBothDatabases((start) => {
  let service: TestService;
  let own: StaffedDistrict;
  let foreign: StaffedDistrict;
  let today: string;
  beforeAll(async () => {
    service = await start();
    ({ own, foreign } = await twoDistricts(service));
    today = dayOf((await service.get(Clock)).now());
  });
  afterAll(() => service.stop());

  const draft = (more: Partial<Draft> = {}): Draft => ({
    ...{ kind: 'announcement', title: '停电检修', text: '周六 9 时至 11 时停电，请走楼梯。' },
    ...{ audience: 'public', fromDay: today, ...more },
  });
  const write = async (more: Partial<Draft> = {}, who: Worker = own.regulator) =>
    good(await service.call(announcementApi.write, draft(more), who));
  const publish = (announcementId: string, edition = 1, who: Worker = own.regulator) =>
    service.call(announcementApi.publish, { announcementId, edition }, who);
  const published = async (more: Partial<Draft> = {}) => good(await publish((await write(more)).id));
  const onPage = async (code: string) =>
    good(await service.call(announcementApi.ofLift, { token: code })).items.map(({ id }) => id);
  const forUnit = async (who: Worker) =>
    good(await service.call(announcementApi.current, {}, who)).items.map(({ id }) => id);

  test('a draft is read by nobody; published it stands on every lift of the district and on no other', async () => {
    const { id, state } = await write();
    expect(state).toBe('draft');
    expect(await onPage(own.code)).not.toContain(id);
    good(await publish(id));
    expect(await onPage(own.code)).toContain(id);
    expect(await onPage(foreign.code)).not.toContain(id);
    expect(await forUnit(own.admin)).not.toContain(id);
  });

  test('it is read from its first day to its last', async () => {
    const later = await published({ fromDay: addDays(today, 1) });
    const last = await published({ untilDay: today });
    expect(later.isCurrent).toBe(false);
    const shown = await onPage(own.code);
    expect([shown.includes(later.id), shown.includes(last.id)]).toEqual([false, true]);
    const clock = await service.get(Clock);
    clock.shift(86_400_000);
    const next = await onPage(own.code);
    clock.shift(-86_400_000);
    expect([next.includes(later.id), next.includes(last.id)]).toEqual([true, false]);
  });

  test('for some lifts it stands on theirs alone; of strangers’ lifts an office cannot speak', async () => {
    const { id } = await published({ audience: 'lifts', liftIds: [own.liftId] });
    expect(await onPage(own.code)).toContain(id);
    expect(await onPage(foreign.code)).not.toContain(id);
    const strange = draft({ audience: 'lifts', liftIds: [own.liftId, foreign.liftId] });
    expect((await service.call(announcementApi.write, strange, own.regulator)).status).toBe(404);
  });

  test('for units it is read by their people and stands on no public page', async () => {
    const district = await published({ audience: 'district' });
    const company = await published({ audience: 'company', companyId: own.companyId });
    expect(await forUnit(own.lead)).toEqual(expect.arrayContaining([district.id, company.id]));
    const officers = await forUnit(own.officer);
    expect([officers.includes(district.id), officers.includes(company.id)]).toEqual([true, false]);
    expect(await forUnit(foreign.lead)).toEqual([]);
    expect(await onPage(own.code)).not.toContain(district.id);
    const strange = draft({ audience: 'company', companyId: foreign.companyId });
    expect((await service.call(announcementApi.write, strange, own.regulator)).status).toBe(404);
  });

  test('a district does not speak for the city; what is missing is said at once', async () => {
    const wrong = draft({ audience: 'city', untilDay: addDays(today, -1) });
    const answer = await service.call(announcementApi.write, wrong, own.regulator);
    expect(answer.error?.details?.map(({ code }) => code)).toEqual([
      'announcement.area_too_small',
      'announcement.days_reversed',
      'announcement.already_over',
    ]);
  });

  test('who publishes has read what is published: another edition is refused', async () => {
    const { id } = await write();
    const changed = { ...draft({ title: '停水通知' }), announcementId: id, edition: 1 };
    expect(good(await service.call(announcementApi.edit, changed, own.regulatorAdmin)).edition).toBe(2);
    expect((await publish(id, 1)).error?.code).toBe('announcement.moved_on');
    expect(good(await publish(id, 2)).title).toBe('停水通知');
    const late = await service.call(announcementApi.edit, { ...changed, edition: 2 }, own.regulator);
    expect(late.error?.code).toBe('announcement.moved_on');
  });

  test('withdrawn it is gone from every page, stays readable for the office, and each step is in the audit log', async () => {
    const { id } = await published();
    const gone = { announcementId: id, reason: '检修改期。' };
    good(await service.call(announcementApi.withdraw, gone, own.regulator));
    expect(await onPage(own.code)).not.toContain(id);
    expect((await service.call(announcementApi.withdraw, gone, own.regulator)).error?.code).toBe(
      'announcement.moved_on',
    );
    const kept = good(await service.call(announcementApi.show, { announcementId: id }, own.auditor));
    expect([kept.state, kept.withdrawReason]).toEqual(['withdrawn', '检修改期。']);
    const { manager } = (await service.get(Database)).reader;
    const trail = await manager.find(AuditEntry, { where: { subjectId: id }, order: { id: 'ASC' } });
    expect(trail.map(({ action }) => action)).toEqual([
      'announcement.written',
      'announcement.published',
      'announcement.withdrawn',
    ]);
  });

  test('the calendar of a month shows what is read on one of its days', async () => {
    const { id } = await published({ fromDay: addDays(today, 40), untilDay: addDays(today, 42) });
    const during = async (from: string, until: string) =>
      good(
        await service.call(announcementApi.list, { from, until, pageSize: 100 }, own.regulator),
      ).items.some((one) => one.id === id);
    expect(await during(addDays(today, 42), addDays(today, 60))).toBe(true);
    expect(await during(addDays(today, 43), addDays(today, 60))).toBe(false);
    expect(await during(addDays(today, 30), addDays(today, 39))).toBe(false);
  });

  test('a ready text of safety education is published as it is', async () => {
    const [{ title = '', text = '' } = {}] = educationTexts;
    const { id } = await published({ kind: 'education', title, text });
    const { items } = good(await service.call(announcementApi.ofLift, { token: own.code }));
    expect(items.find((one) => one.id === id)).toMatchObject({ kind: 'education', title, text });
  });
});

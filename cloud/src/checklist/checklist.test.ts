import { checklistApi } from '@lifttrust/shared-types/checklist/checklist.contract';
import type { CallOf } from '@lifttrust/shared-types/kernel/endpoint';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
import { recordApi } from '@lifttrust/shared-types/record/record.contract';
import { visitApi } from '@lifttrust/shared-types/visit/visit.contract';
import { type StaffedDistrict, twoDistricts } from '../../../test/fixture/district';
import { good } from '../../../test/fixture/uploads';
import { VisitDriver } from '../../../test/fixture/visit-driver';
import { Clock } from '../kernel/clock';
import { Database } from '../kernel/database';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { Lift } from '../lift/lift.entity';

const item = {
  name: '消防迫降试验',
  requirement: '功能有效',
  class: 'half_month',
  requiresTest: false,
} as const;
type Draft = CallOf<typeof checklistApi.propose>;
const addition = (type: Draft['type'], ...names: string[]): Draft => ({
  kind: 'addition',
  type,
  items: names.map((name) => ({ ...item, name })),
});

onBothDatabases((start) => {
  let service: TestService;
  let own: StaffedDistrict;
  let foreign: StaffedDistrict;
  let driver: VisitDriver;
  let type: Draft['type'];

  beforeAll(async () => {
    service = await start();
    ({ own, foreign } = await twoDistricts(service));
    const clock = await service.get(Clock);
    driver = new VisitDriver(service, () => clock.now());
    const { manager } = (await service.get(Database)).reader;
    ({ type } = (await manager.findOneByOrFail(Lift, { id: own.liftId })) as { type: Draft['type'] });
  });
  afterAll(() => service.stop());

  const propose = (draft: Draft) => service.call(checklistApi.propose, draft, own.admin);
  const decide = (checklistId: string, accept = true) =>
    service.call(checklistApi.decide, { checklistId, accept, reason: '与说明书相符。' }, own.regulator);
  const approved = async (draft: Draft) => good(await decide(good(await propose(draft)).id));
  const itemsOf = async (visitId: string) =>
    (await driver.pack(own.lead, visitId)).items.map(({ name }) => name);

  test('what a company adds counts once the regulator has approved it, behind every statutory item', async () => {
    const proposed = good(await propose(addition(type, '消防迫降试验')));
    expect(await itemsOf(await driver.plan(own))).not.toContain('消防迫降试验');
    expect(good(await decide(proposed.id))).toMatchObject({ state: 'approved', number: 1 });
    const names = await itemsOf(await driver.plan(own));
    expect(names.at(-1)).toBe('消防迫降试验');
    expect(names.length).toBeGreaterThan(20);
  });

  test('a record opens on the edition it was signed on, for ever; a visit keeps the one it began with', async () => {
    const { recordId } = await driver.walk(own, 'submitted');
    const before = good(await service.call(recordApi.show, { recordId }, own.admin));
    const begun = await driver.plan(own);
    const next = await approved(addition(type, '消防迫降试验（含返回层）', '五方通话'));
    expect(next).toMatchObject({ number: 2, state: 'approved' });
    const after = good(await service.call(recordApi.show, { recordId }, own.admin));
    expect(after.items).toEqual(before.items);
    expect(after.templateEdition).toBe(before.templateEdition);
    expect(await itemsOf(begun)).not.toContain('五方通话');
    expect(await itemsOf(await driver.plan(own))).toContain('五方通话');
    const { items } = good(await service.call(checklistApi.list, {}, own.regulator));
    expect(items.map(({ number, state }) => [number, state])).toEqual([
      [2, 'approved'],
      [1, 'replaced'],
    ]);
  });

  test('statutory items cannot be replaced, repeated or left out', async () => {
    const custom = { ...addition(type, '只做这一项'), kind: 'custom' as const, basis: '说明书' };
    expect((await propose(custom)).error?.code).toBe('checklist.statutory');
    expect((await propose(addition(type, '制动器间隙'))).error?.code).toBe('checklist.item_statutory');
  });

  test('an explosion-proof or firefighters’ lift is not planned without a table of its own, and says so', async () => {
    const { manager } = (await service.get(Database)).writer;
    await manager.update(Lift, { id: own.liftId }, { type: '3420' });
    const plan = {
      liftId: own.liftId,
      class: 'half_month' as const,
      plannedOn: dayOf((await service.get(Clock)).now()),
      leadId: own.lead.personId,
      partnerIds: [own.partner.personId],
    };
    const refused = await service.call(visitApi.plan, plan, own.admin);
    expect(refused.error).toMatchObject({ code: 'record.template_required' });
    expect(refused.error?.message).toContain('专用项目表');
    const basis = '示例消防员电梯使用维护说明书 2024 版';
    await approved({ ...addition('3420', '消防返回功能'), kind: 'custom', basis });
    const planned = good(await service.call(visitApi.plan, plan, own.admin));
    expect(await itemsOf(planned.id)).toEqual(['消防返回功能']);
    await manager.update(Lift, { id: own.liftId }, { type });
  });

  test('what is decided is decided once; another district and another company know nothing of it', async () => {
    const { id: checklistId } = good(await propose(addition(type, '轿厢意外移动试验')));
    for (const who of [foreign.admin, foreign.regulator])
      expect((await service.call(checklistApi.show, { checklistId }, who)).status).toBe(404);
    good(await service.call(checklistApi.withdraw, { checklistId }, own.admin));
    expect((await decide(checklistId)).error?.code).toBe('checklist.moved_on');
  });
});

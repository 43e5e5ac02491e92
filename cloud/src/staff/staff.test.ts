import { addDays, dayOf } from '@lifttrust/shared-types/kernel/time';
import { type StaffTree, staffApi } from '@lifttrust/shared-types/staff/staff.contract';
import { buildDistrict, type StaffedDistrict } from '../../../test/fixture/district';
import { good } from '../../../test/fixture/uploads';
import { Clock } from '../kernel/clock';
import { newId } from '../kernel/new-id';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { inTransaction } from './testing/staffed-company';

onBothDatabases((start) => {
  let service: TestService;
  let own: StaffedDistrict;
  let foreign: StaffedDistrict;
  let today: string;
  beforeAll(async () => {
    service = await start();
    own = await buildDistrict(service, 'own');
    foreign = await buildDistrict(service, 'foreign');
    today = dayOf((await service.get(Clock)).now());
  });
  afterAll(() => service.stop());

  const tree = async (day?: string): Promise<StaffTree> =>
    good(await service.call(staffApi.tree, day ? { day } : {}, own.admin));
  const add = async (name: string, kind: 'department' | 'team', parentId: string | null = null) => {
    const { edition } = await tree();
    const made = good(await service.call(staffApi.addUnit, { edition, kind, name, parentId }, own.admin));
    const unit = made.units.find((one) => one.name === name);
    if (!unit) throw new Error(`${name} is not there`);
    return unit.id;
  };
  const move = async (unitId: string, parentId: string | null, who = own.admin) =>
    service.call(staffApi.moveUnit, { unitId, parentId, edition: (await tree()).edition }, who);
  const movePeople = async (personIds: string[], unitId: string | null) =>
    service.call(staffApi.movePeople, { personIds, unitId, edition: (await tree()).edition }, own.admin);
  const parentOf = (shown: StaffTree, unitId: string) =>
    shown.units.find(({ id }) => id === unitId)?.parentId;

  test('a new company has its people and no levels yet', async () => {
    const shown = await tree();
    expect(shown).toMatchObject({ edition: 0, units: [], company: { id: own.companyId } });
    const names = [own.lead, own.partner, own.colleague, own.admin].map(({ name }) => name);
    expect(shown.people.map(({ name }) => name).sort()).toEqual(names.sort());
    const admin = shown.people.find(({ id }) => id === own.admin.personId);
    expect(admin?.reasons).toContain('不是维保人员');
    expect(shown.people.find(({ id }) => id === own.lead.personId)).toMatchObject({
      reasons: [],
      isCertified: true,
      unitId: null,
    });
  });

  test('people are arranged: department, team with its leader, members; moving one moves everybody below', async () => {
    const north = await add('城北分公司', 'department');
    const south = await add('城南分公司', 'department');
    const team = await add('一班', 'team', north);
    good(await movePeople([own.lead.personId, own.partner.personId], team));
    const { edition } = await tree();
    const leader = { unitId: team, edition, name: '一班', leaderId: own.lead.personId };
    good(await service.call(staffApi.changeUnit, leader, own.admin));
    const shown = good(await move(team, south));
    expect(parentOf(shown, team)).toBe(south);
    expect(shown.units.find(({ id }) => id === team)?.leader?.name).toBe(own.lead.name);
    const lead = shown.people.find(({ id }) => id === own.lead.personId);
    expect(lead).toMatchObject({ unitId: team, isLeader: true });
    good(await move(team, north));
  });

  test('an undone move leaves no trace on the day, and the audit trail has both steps', async () => {
    const before = await tree();
    const team = before.units.find(({ name }) => name === '一班')?.id ?? '';
    const [north, south] = ['城北分公司', '城南分公司'].map(
      (name) => before.units.find((u) => u.name === name)?.id,
    );
    good(await move(team, south ?? null));
    const undone = good(await move(team, north ?? null));
    expect(undone.units).toEqual(before.units);
    const rows = await inTransaction(service, (tx) =>
      tx.manager.query(
        `SELECT action FROM audit_entry WHERE subject_id = ? AND action = 'staff.unit_moved'`,
        [team],
      ),
    );
    expect(rows.length).toBeGreaterThanOrEqual(4);
  });

  test('the past stays as it was: a move of today does not change yesterday', async () => {
    const team = (await tree()).units.find(({ name }) => name === '一班')?.id ?? '';
    const north = parentOf(await tree(), team);
    const yesterday = addDays(today, -1);
    await inTransaction(service, async ({ manager }) => {
      const past = addDays(today, -30);
      await manager.query(`UPDATE staff_unit SET from_day = ? WHERE from_day = ? AND until_day IS NULL`, [
        past,
        today,
      ]);
      await manager.query(`UPDATE staff_member SET from_day = ? WHERE until_day IS NULL`, [past]);
    });
    good(await move(team, null));
    good(await movePeople([own.partner.personId], null));
    expect(parentOf(await tree(), team)).toBeNull();
    const then = await tree(yesterday);
    expect(parentOf(then, team)).toBe(north);
    expect(then.people.find(({ id }) => id === own.partner.personId)?.unitId).toBe(team);
    const now = await tree();
    expect(now.people.find(({ id }) => id === own.partner.personId)?.unitId).toBeNull();
    good(await move(team, north ?? null));
    good(await movePeople([own.partner.personId], team));
  });

  test('a department cannot be moved into itself or what lies below it, and a team has nothing below', async () => {
    const { units } = await tree();
    const idOf = (name: string) => units.find((unit) => unit.name === name)?.id ?? '';
    const [north, team, south] = [idOf('城北分公司'), idOf('一班'), idOf('城南分公司')];
    const inner = await add('城北一部', 'department', north);
    for (const [unitId, parentId, code] of [
      [north, north, 'staff.cycle'],
      [north, inner, 'staff.cycle'],
      [south, team, 'staff.below_team'],
      [south, newId(), 'staff.unit_unknown'],
    ] as const) {
      const answer = await move(unitId, parentId);
      expect([answer.status, answer.error?.code]).toEqual([422, code]);
    }
    expect(parentOf(await tree(), north)).toBeNull();
  });

  test('of two changes made from the same picture the second is told that it came too late', async () => {
    const { edition, units } = await tree();
    const south = units.find(({ name }) => name === '城南分公司')?.id ?? '';
    const inner = units.find(({ name }) => name === '城北一部')?.id ?? '';
    const at = (unitId: string, parentId: string | null) =>
      service.call(staffApi.moveUnit, { unitId, parentId, edition }, own.admin);
    // Each for itself is fine; together they would run in a circle.
    const answers = await Promise.all([at(south, inner), at(inner, south)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const late = answers.find(({ status }) => status === 409);
    expect(late?.error).toMatchObject({ code: 'staff.changed_meanwhile' });
    expect((await tree()).edition).toBe(edition + 1);
  });

  test('two units of one level have different names; only an empty one is closed', async () => {
    const { edition, units } = await tree();
    const twin = { edition, kind: 'department' as const, name: '城北分公司', parentId: null };
    expect((await service.call(staffApi.addUnit, twin, own.admin)).error?.code).toBe('staff.name_taken');
    const north = units.find(({ name }) => name === '城北分公司')?.id ?? '';
    const full = await service.call(staffApi.closeUnit, { edition, unitId: north }, own.admin);
    expect(full.error?.code).toBe('staff.unit_not_empty');
    const empty = await add('临时组', 'team');
    const now = (await tree()).edition;
    good(await service.call(staffApi.closeUnit, { edition: now, unitId: empty }, own.admin));
    expect((await tree()).units.some(({ id }) => id === empty)).toBe(false);
  });

  test('what a team covers is set, counted and known for lifts, streets and divisions', async () => {
    const { edition, units } = await tree();
    const team = units.find(({ name }) => name === '一班')?.id ?? '';
    const areas = [
      { kind: 'street' as const, value: '示例路 3 号' },
      { kind: 'division' as const, value: own.divisionCode },
      { kind: 'lift' as const, value: own.liftId },
      { kind: 'street' as const, value: '没有的路' },
    ];
    const set = { edition, unitId: team, areas: [...areas, ...areas] };
    const shown = good(await service.call(staffApi.setAreas, set, own.admin));
    const known = shown.units.find(({ id }) => id === team)?.areas ?? [];
    expect(known.map(({ kind, lifts }) => `${kind} ${lifts}`).sort()).toEqual([
      'division 1',
      'lift 1',
      'street 0',
      'street 1',
    ]);
    const foreignLift = {
      ...set,
      edition: edition + 1,
      areas: [{ kind: 'lift' as const, value: foreign.liftId }],
    };
    const refused = await service.call(staffApi.setAreas, foreignLift, own.admin);
    expect([refused.status, refused.error?.code]).toEqual([404, 'staff.lift_unknown']);
  });

  test('another company’s people and units do not exist', async () => {
    const { edition, units } = await tree();
    const team = units.find(({ name }) => name === '一班')?.id ?? '';
    const stranger = { edition, unitId: team, personIds: [foreign.lead.personId] };
    expect((await service.call(staffApi.movePeople, stranger, own.admin)).status).toBe(404);
    const leader = { edition, unitId: team, name: '一班', leaderId: foreign.lead.personId };
    expect((await service.call(staffApi.changeUnit, leader, own.admin)).status).toBe(404);
    const taken = { edition: 0, unitId: team, parentId: null };
    expect((await service.call(staffApi.moveUnit, taken, foreign.admin)).status).toBe(404);
    const forged = { edition: 0, personIds: [foreign.lead.personId], unitId: team };
    expect((await service.call(staffApi.movePeople, forged, foreign.admin)).status).toBe(404);
    expect((await tree()).edition).toBe(edition);
  });
});

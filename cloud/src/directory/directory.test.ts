import { accountApi } from '@lifttrust/shared-types/directory/account.contract';
import { directoryApi } from '@lifttrust/shared-types/directory/directory.contract';
import { sessionApi } from '@lifttrust/shared-types/session/session.contract';
import { taskApi } from '@lifttrust/shared-types/task/task.contract';
import type { Worker } from '../../../test/fixture/district';
import { good } from '../../../test/fixture/uploads';
import type { SimulatedMember } from '../../../test/simulators/dingtalk-corporation';
import { systemCtx } from '../kernel/actor';
import { Database } from '../kernel/database';
import { onBothDatabases } from '../kernel/testing/service';
import { UnitOfWork } from '../kernel/unit-of-work';
import { Person } from '../person/person.entity';
import { DailyRound } from '../round/daily-round';
import { RoundDone } from '../round/round-done.entity';
import { DirectoryCity } from './testing/directory-city';

onBothDatabases((start) => {
  let city: DirectoryCity;
  let department: number;
  let team: number;
  let adminRole: number;
  let technician: SimulatedMember;
  let boss: SimulatedMember;

  beforeAll(async () => {
    city = await DirectoryCity.build(start);
    const { corporation } = city;
    department = corporation.addDepartment('鹭湾示例电梯服务');
    team = corporation.addDepartment('一班', department);
    adminRole = corporation.addRole('单位管理员');
    technician = corporation.addMember('安稳当', team);
    boss = corporation.addMember('柏掌舵', department);
    corporation.roles.get(adminRole)?.holders.add(boss.userid);
    corporation.addMember('无关人', corporation.addDepartment('别的部门'));
    await city.sync();
  });
  afterAll(() => city.stop());

  const call: DirectoryCity['service']['call'] = (endpoint, input, who) =>
    city.service.call(endpoint, input, who);
  const me = (token: string) => call(sessionApi.me, {}, { token });
  /** The rounds of a day on which none has been made; the clock itself stays, or every session would end. */
  const tomorrow = async () => {
    const work = await city.service.get(UnitOfWork);
    await work.run(systemCtx(Date.now()), (tx) =>
      tx.manager.delete(RoundDone, { name: 'directory.reconcile' }),
    );
    await (await city.service.get(DailyRound)).make();
  };
  /** What the regulator's administrator is asked to mend. */
  const alarms = async (who: Worker) =>
    good(await call(taskApi.list, { pageSize: 100 }, who)).items.filter(
      ({ title, state }) => title === '钉钉通讯录没有读完' && state === 'open',
    );
  const lastSync = async () => good(await call(directoryApi.syncs, {}, city.own.regulatorAdmin)).items[0];

  test('a reading brings every department, member and role, and no telephone in the clear', async () => {
    expect(await lastSync()).toMatchObject({ state: 'done', departments: 4, people: 3, roles: 1 });
    const { manager } = (await city.service.get(Database)).reader;
    const rows = JSON.stringify(await manager.query('SELECT * FROM directory_person'));
    expect(rows).not.toContain(technician.mobile);
  });

  test('as long as nothing is mapped nobody gets anything', async () => {
    expect(await city.rolesOf(technician.unionid)).toEqual([]);
  });

  test('a mapped department gives its people their roles, those below included', async () => {
    await city.mapRole(adminRole, 'company_admin');
    await city.map(department, city.own.companyId, 'technician');
    expect(await city.rolesOf(technician.unionid)).toEqual([`technician@${city.own.companyId}`]);
    expect(await city.rolesOf(boss.unionid)).toEqual([`company_admin@${city.own.companyId}`]);
  });

  test('what a mapping gave names who mapped, and why', async () => {
    const input = { name: boss.name, role: 'company_admin' as const };
    const { items } = good(await call(accountApi.list, input, city.own.regulatorAdmin));
    expect(items[0]?.last).toMatchObject({
      source: 'dingtalk_sync',
      operator: city.own.regulatorAdmin.name,
      reason: '部门与角色对应：首次对应',
    });
  });

  test('a second reading changes nothing', async () => {
    const { manager } = (await city.service.get(Database)).reader;
    const count = () => manager.query('SELECT COUNT(*) AS n FROM assignment_event');
    const before = await count();
    await city.sync();
    expect(await count()).toEqual(before);
    expect(await lastSync()).toMatchObject({ state: 'done', differences: 0 });
  });

  test('a member whose telephone we know is that person, not a new one', async () => {
    const { manager } = (await city.service.get(Database)).reader;
    const known = await manager.findOneByOrFail(Person, { id: city.own.colleague.personId });
    // The fixture's telephones are the district's own.
    const mobile = '10001000003';
    const twin = city.corporation.addMember('又名', team, { mobile });
    await city.tell('user_add_org', { UserId: [twin.userid], eventId: 'twin-1' });
    expect(known.phonePrint).not.toBeNull();
    expect(await city.personOf(twin.unionid)).toBe(known.id);
  });

  test('the same name alone is another person', async () => {
    const namesake = city.corporation.addMember(city.own.lead.name, team);
    await city.tell('user_add_org', { UserId: [namesake.userid], eventId: 'namesake-1' });
    expect(await city.personOf(namesake.unionid)).not.toBe(city.own.lead.personId);
  });

  test('somebody removed in the DingTalk admin loses role and session at the next request', async () => {
    const token = await city.service.signIn(await city.personOf(technician.unionid));
    expect((await me(token)).status).toBe(200);
    city.corporation.removeMember(technician.userid);
    await city.tell('user_leave_org', {
      UserId: [technician.userid],
      OptStaffId: boss.userid,
      eventId: 'leave-1',
    });
    expect((await me(token)).status).toBe(401);
    expect(await city.rolesOf(technician.unionid)).toEqual([]);
    await expect(city.service.signIn(await city.personOf(technician.unionid))).rejects.toMatchObject({
      code: 'session.no_role',
    });
  });

  test('the account shows who took it, from where and why', async () => {
    const input = { state: 'ended' as const, name: technician.name };
    const { items } = good(await call(accountApi.list, input, city.own.admin));
    expect(items[0]?.last).toMatchObject({
      act: 'ended',
      source: 'dingtalk_event',
      operator: boss.name,
      reason: '在钉钉后台移出',
    });
    const acts = good(
      await call(accountApi.acts, { assignmentId: items[0]?.assignmentId ?? '' }, city.own.regulatorAdmin),
    );
    expect(acts.items.map(({ act, source }) => [act, source])).toEqual([
      ['ended', 'dingtalk_event'],
      ['given', 'dingtalk_sync'],
    ]);
  });

  test('a role taken in DingTalk ends its session, the department’s own role takes its place', async () => {
    const token = await city.service.signIn(await city.personOf(boss.unionid));
    city.corporation.roles.get(adminRole)?.holders.delete(boss.userid);
    const told = {
      UserIdList: [boss.userid],
      LabelIdList: [adminRole],
      action: 'remove',
      eventId: 'label-1',
    };
    await city.tell('label_user_change', told);
    expect((await me(token)).status).toBe(401);
    expect(await city.rolesOf(boss.unionid)).toEqual([`technician@${city.own.companyId}`]);
  });

  test('when a department moves under another organisation its people move with it', async () => {
    const other = city.corporation.addDepartment('鹭湾示例物业');
    await city.sync();
    await city.map(other, city.own.ownerId, 'owner_officer');
    const moved = city.corporation.addMember('易地', team);
    await city.tell('user_add_org', { UserId: [moved.userid], eventId: 'moved-0' });
    const node = city.corporation.departments.get(team);
    if (node) node.parent_id = other;
    await city.tell('org_dept_modify', { DeptId: [team], eventId: 'moved-1' });
    expect(await city.rolesOf(moved.unionid)).toEqual([`owner_officer@${city.own.ownerId}`]);
    if (node) node.parent_id = department;
    await city.tell('org_dept_modify', { DeptId: [team], eventId: 'moved-2' });
    expect(await city.rolesOf(moved.unionid)).toEqual([`technician@${city.own.companyId}`]);
  });

  test('a lost event is healed by the next day’s reconciliation, which says what it found', async () => {
    const lost = city.corporation.addMember('漏报', team);
    city.corporation.removeMember(boss.userid);
    await tomorrow();
    await city.settle();
    expect(await city.rolesOf(lost.unionid)).toEqual([`technician@${city.own.companyId}`]);
    expect(await city.rolesOf(boss.unionid)).toEqual([]);
    const { items } = good(await call(directoryApi.differences, {}, city.own.regulatorAdmin));
    const told = items.map(({ kind, name, isRepaired }) => [kind, name, isRepaired]);
    expect(told).toContainEqual(['added', '漏报', true]);
    expect(told).toContainEqual(['gone', boss.name, true]);
    const foreign = good(await call(directoryApi.differences, {}, city.foreign.regulatorAdmin));
    expect(foreign.items.filter(({ subjectKind }) => subjectKind === 'person')).toEqual([]);
  });

  test('whether somebody is real-named is read and shown', async () => {
    const doubtful = city.corporation.addMember('未实名', team, { real_authed: false });
    await city.tell('user_add_org', { UserId: [doubtful.userid], eventId: 'real-1' });
    const seen = good(await call(accountApi.list, { name: '未实名' }, city.own.admin)).items[0];
    expect(seen).toMatchObject({ realNamed: false, hasDingtalk: true });
    expect(seen?.phone).toMatch(/^100\*{4}\d{4}$/);
  });

  test('when the right to read is taken away in the middle nobody loses anything', async () => {
    const before = await city.rolesOf(city.corporation.addMember('留守', team).unionid);
    city.dingtalk.limits.rightEndsAfter = 2;
    await city.sync();
    city.dingtalk.limits.rightEndsAfter = null;
    const sync = await lastSync();
    expect(sync).toMatchObject({ state: 'failed' });
    expect(sync?.trouble).toContain('通讯录');
    expect(before).toEqual([]);
    expect(await alarms(city.own.regulatorAdmin)).toEqual([
      expect.objectContaining({ text: expect.stringContaining('已有的账号都没有动') }),
    ]);
    expect(await alarms(city.foreign.regulatorAdmin)).toEqual([]);
    await city.sync();
    expect(await lastSync()).toMatchObject({ state: 'done' });
    expect(await alarms(city.own.regulatorAdmin)).toEqual([]);
  });

  test('a token that ends or is taken back is renewed', async () => {
    city.dingtalk.revokeToken();
    await city.sync();
    expect(await lastSync()).toMatchObject({ state: 'done' });
  });

  test('when very many are gone at once somebody has to say so first', async () => {
    const crowd = Array.from({ length: 30 }, (_, at) => city.corporation.addMember(`众${at}`, team));
    await city.sync();
    for (const { userid } of crowd) city.corporation.removeMember(userid);
    await city.sync();
    const held = await lastSync();
    expect(held).toMatchObject({ state: 'held', missing: 30 });
    expect(await city.rolesOf(crowd[0]?.unionid ?? '')).toHaveLength(1);
    const input = { syncId: held?.id ?? '', reason: '一班整体离职' };
    const foreign = await call(directoryApi.release, input, city.foreign.regulatorAdmin);
    expect(foreign).toMatchObject({ status: 403, error: { code: 'directory.release_beyond_area' } });
    good(await call(directoryApi.release, input, city.own.regulatorAdmin));
    await city.settle();
    expect(await city.rolesOf(crowd[0]?.unionid ?? '')).toEqual([]);
    expect(await lastSync()).toMatchObject({ state: 'done' });
  });

  test('a regulator of another district neither sees nor maps what is mapped here', async () => {
    const { items } = good(await call(directoryApi.departments, {}, city.foreign.regulatorAdmin));
    const names = items.map(({ name }) => name);
    expect(names).not.toContain('鹭湾示例电梯服务');
    expect(names).not.toContain('一班');
    for (const departmentId of [department, team]) {
      const input = {
        departmentId: String(departmentId),
        organisationId: city.foreign.companyId,
        role: 'technician' as const,
        reason: '抢占',
      };
      expect((await call(directoryApi.mapDepartment, input, city.foreign.regulatorAdmin)).status).toBe(404);
    }
  });

  test('nobody maps to an organisation of another district, nor to a role its people cannot hold', async () => {
    const input = { departmentId: String(department), role: 'technician' as const, reason: '试试' };
    const beyond = { ...input, organisationId: city.foreign.companyId };
    expect((await call(directoryApi.mapDepartment, beyond, city.own.regulatorAdmin)).status).toBe(404);
    const wrong = { ...input, organisationId: city.own.companyId, role: 'regulator' as const };
    expect(await call(directoryApi.mapDepartment, wrong, city.own.regulatorAdmin)).toMatchObject({
      status: 422,
      error: { code: 'directory.role_not_of_kind' },
    });
  });

  test('too many calls at once make the service wait and go on', async () => {
    city.dingtalk.limits.perSecond = 3;
    city.dingtalk.limits.shutMs = 200;
    await city.sync();
    city.dingtalk.limits.perSecond = Number.POSITIVE_INFINITY;
    expect(city.dingtalk.limits.tooOften).toBeGreaterThan(0);
    expect(await lastSync()).toMatchObject({ state: 'done' });
  });
});

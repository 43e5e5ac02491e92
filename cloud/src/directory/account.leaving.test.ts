import { accountApi } from '@lifttrust/shared-types/directory/account.contract';
import type { CallOf } from '@lifttrust/shared-types/kernel/endpoint';
import { addDays, dayOf } from '@lifttrust/shared-types/kernel/time';
import { paperApi } from '@lifttrust/shared-types/paper/paper.contract';
import { personApi } from '@lifttrust/shared-types/person/person.contract';
import { taskApi } from '@lifttrust/shared-types/task/task.contract';
import type { Worker } from '../../../test/fixture/district';
import { good } from '../../../test/fixture/uploads';
import { Outbox } from '../kernel/outbox';
import { onBothDatabases } from '../kernel/testing/service';
import { DirectoryCity } from './testing/directory-city';

let count = 0;
const phone = () => {
  count += 1;
  return `1005${String(count).padStart(7, '0')}`;
};

onBothDatabases((start) => {
  let city: DirectoryCity;
  let department: number;
  let elsewhere: number;
  beforeAll(async () => {
    city = await DirectoryCity.build(start);
    department = city.corporation.addDepartment('鹭湾示例电梯服务');
    elsewhere = city.corporation.addDepartment('别的部门');
    await city.sync();
    await city.map(department, city.own.companyId);
  });
  afterAll(() => city.stop());
  beforeEach(() => city.dingtalk.limits.forbidden.clear());

  const call: DirectoryCity['service']['call'] = (endpoint, input, who) =>
    city.service.call(endpoint, input, who);
  /** Given in the console, and in DingTalk before the next line. */
  async function given(name: string, told: Partial<CallOf<typeof accountApi.assign>> = {}) {
    const input = {
      ...{ organisationId: city.own.companyId, name, phone: phone() },
      ...{ role: 'technician' as const, reason: '新入职', ...told },
    };
    const account = good(await call(accountApi.assign, input, city.own.admin));
    await city.settle();
    return { ...account, phone: input.phone };
  }
  const end = (
    assignmentId: string,
    member: 'keep' | 'remove_ours' | 'remove_anyway',
    who: Worker = city.own.admin,
  ) => call(accountApi.end, { assignmentId, reason: '离职', member }, who);
  const memberWith = (mobile: string) =>
    [...city.corporation.members.values()].find((member) => member.mobile === mobile);
  const row = async (assignmentId: string, state: 'current' | 'ended') =>
    good(await call(accountApi.list, { pageSize: 100, state }, city.own.admin)).items.find(
      (account) => account.assignmentId === assignmentId,
    );
  const handwork = async () =>
    good(await call(taskApi.list, { pageSize: 100 }, city.own.regulatorAdmin)).items.filter(
      ({ title }) => title === '请在钉钉管理后台移除成员',
    );

  test('somebody whom the platform brought into DingTalk leaves it with the account, where that is wished', async () => {
    const account = await given('来去人');
    expect(await row(account.assignmentId, 'current')).toMatchObject({ member: 'ours' });
    expect(good(await end(account.assignmentId, 'remove_ours'))).toEqual({ member: 'leaving' });
    await city.settle();
    expect(memberWith(account.phone)).toBeUndefined();
    expect(await row(account.assignmentId, 'ended')).toMatchObject({
      ...{ isEnded: true, removal: 'done', member: 'none' },
      last: { act: 'ended', reason: '离职' },
    });
  });

  test('without the wish only the account ends', async () => {
    const account = await given('留钉人');
    expect(good(await end(account.assignmentId, 'keep'))).toEqual({ member: 'kept' });
    await city.settle();
    expect(memberWith(account.phone)).toBeDefined();
  });

  test('somebody who was in DingTalk before stays there, unless the regulator’s administrator says so expressly', async () => {
    const there = city.corporation.addMember('早在人', department, { mobile: phone() });
    const told = { name: there.name, phone: there.mobile };
    const account = await given(there.name, told);
    expect(await row(account.assignmentId, 'current')).toMatchObject({ member: 'others', push: 'done' });
    expect(await end(account.assignmentId, 'remove_anyway')).toMatchObject({
      status: 422,
      error: { code: 'account.member_not_ours' },
    });
    expect(good(await end(account.assignmentId, 'remove_ours'))).toEqual({ member: 'kept' });
    await city.settle();
    expect(city.corporation.members.has(there.userid)).toBe(true);
    const admin = good(
      await call(
        accountApi.assign,
        { ...told, organisationId: city.own.companyId, role: 'company_admin', reason: '新任' },
        city.own.regulatorAdmin,
      ),
    );
    await city.settle();
    const done = good(await end(admin.assignmentId, 'remove_anyway', city.own.regulatorAdmin));
    expect(done).toEqual({ member: 'leaving' });
    await city.settle();
    expect(city.corporation.members.has(there.userid)).toBe(false);
  });

  test('somebody whom DingTalk’s administrators have meanwhile put elsewhere too is not ours to remove', async () => {
    const account = await given('兼岗人');
    const member = memberWith(account.phone);
    member?.dept_id_list.push(elsewhere);
    await city.tell('user_modify_org', { UserId: [member?.userid], eventId: 'elsewhere-1' });
    expect(await row(account.assignmentId, 'current')).toMatchObject({ member: 'others' });
    expect(good(await end(account.assignmentId, 'remove_ours'))).toEqual({ member: 'kept' });
  });

  test('whoever holds another account stays, and so does whoever is given one again in time', async () => {
    const account = await given('两头人');
    const other = { organisationId: city.own.companyId, role: 'company_admin' as const };
    const again = { ...other, name: '两头人', phone: account.phone, reason: '兼任' };
    good(await call(accountApi.assign, again, city.own.regulatorAdmin));
    expect(good(await end(account.assignmentId, 'remove_ours'))).toEqual({ member: 'kept' });
    const second = await given('回头人');
    city.dingtalk.trouble = 'down';
    expect(good(await end(second.assignmentId, 'remove_ours'))).toEqual({ member: 'leaving' });
    await city.settle();
    good(
      await call(
        accountApi.assign,
        { ...again, name: '回头人', phone: second.phone },
        city.own.regulatorAdmin,
      ),
    );
    city.dingtalk.trouble = 'none';
    for (let wait = 0; wait < 200; wait += 1) {
      await city.settle();
      if ((await row(second.assignmentId, 'ended'))?.removal === 'kept') break;
      await new Promise((wake) => setTimeout(wake, 50));
    }
    expect(await row(second.assignmentId, 'ended')).toMatchObject({ removal: 'kept' });
    expect(memberWith(second.phone)).toBeDefined();
  });

  test('where DingTalk refuses, the account has ended all the same and a task says what to do by hand', async () => {
    const account = await given('难移人');
    city.dingtalk.limits.forbidden.add('/topapi/v2/user/delete');
    good(await end(account.assignmentId, 'remove_ours'));
    await city.settle();
    await expect(city.service.signIn(account.personId)).rejects.toMatchObject({ code: 'session.no_role' });
    expect(await row(account.assignmentId, 'ended')).toMatchObject({ removal: 'not_allowed' });
    const [task] = await handwork();
    expect(task).toMatchObject({ state: 'open' });
    expect(task?.text).toContain('难移人的账号已经收回');
    const userid = memberWith(account.phone)?.userid ?? '';
    city.corporation.removeMember(userid);
    await city.tell('user_leave_org', { UserId: [userid], eventId: 'by-hand-1' });
    expect((await handwork()).filter(({ state }) => state === 'open')).toEqual([]);
  });

  test('nobody is made in DingTalk for an account that is over before DingTalk answers', async () => {
    city.dingtalk.trouble = 'down';
    const account = await given('没赶上');
    good(await end(account.assignmentId, 'keep'));
    city.dingtalk.trouble = 'none';
    for (let wait = 0; wait < 200; wait += 1) {
      await city.settle();
      if ((await row(account.assignmentId, 'ended'))?.push === 'dropped') break;
      await new Promise((wake) => setTimeout(wake, 50));
    }
    expect(await row(account.assignmentId, 'ended')).toMatchObject({ push: 'dropped' });
    expect(memberWith(account.phone)).toBeUndefined();
  });

  test('whoever leaves the unit after their last day leaves DingTalk too, if the platform brought them there', async () => {
    const account = await given('离职人');
    const yesterday = addDays(dayOf(Date.now()), -1);
    const leaving = { personId: account.personId, lastDay: yesterday, reason: '合同到期' };
    good(await call(personApi.leave, leaving, city.own.admin));
    await (await city.service.get(Outbox)).settle();
    await city.settle();
    expect(memberWith(account.phone)).toBeUndefined();
    expect(await row(account.assignmentId, 'ended')).toMatchObject({ removal: 'done', member: 'none' });
  });

  test('whoever leaves one unit and works in another stays in DingTalk', async () => {
    const account = await given('换家人');
    const second = {
      ...{ organisationId: city.own.ownerId, name: '换家人', phone: account.phone },
      ...{ role: 'owner_admin' as const, reason: '到物业工作' },
    };
    good(await call(accountApi.assign, second, city.own.regulatorAdmin));
    const yesterday = addDays(dayOf(Date.now()), -1);
    const leaving = { personId: account.personId, lastDay: yesterday, reason: '换单位' };
    good(await call(personApi.leave, leaving, city.own.admin));
    await (await city.service.get(Outbox)).settle();
    await city.settle();
    expect(memberWith(account.phone)).toBeDefined();
  });

  test('an account in a second maintenance company is put before the regulator at once', async () => {
    const account = await given('两家人');
    const elsewhereToo = {
      ...{ organisationId: city.foreign.companyId, name: '两家人', phone: account.phone },
      ...{ role: 'technician' as const, reason: '又来一家' },
    };
    good(await call(accountApi.assign, elsewhereToo, city.foreign.admin));
    await (await city.service.get(Outbox)).settle();
    const { items } = good(await call(paperApi.conflicts, { state: 'open' }, city.own.regulatorAdmin));
    expect(items).toContainEqual(
      expect.objectContaining({ person: { id: account.personId, name: '两家人' }, state: 'open' }),
    );
  });
});

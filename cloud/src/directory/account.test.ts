import { accountApi } from '@lifttrust/shared-types/directory/account.contract';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
import { personApi } from '@lifttrust/shared-types/person/person.contract';
import { sessionApi } from '@lifttrust/shared-types/session/session.contract';
import type { Worker } from '../../../test/fixture/district';
import { good } from '../../../test/fixture/uploads';
import { Cipher } from '../kernel/cipher';
import { Database } from '../kernel/database';
import { Outbox } from '../kernel/outbox';
import { onBothDatabases } from '../kernel/testing/service';
import { Assignment } from '../person/assignment.entity';
import { Person } from '../person/person.entity';
import { DirectoryCity } from './testing/directory-city';

let count = 0;
const phone = () => {
  count += 1;
  return `1008${String(count).padStart(7, '0')}`;
};

onBothDatabases((start) => {
  let city: DirectoryCity;
  let department: number;
  beforeAll(async () => {
    city = await DirectoryCity.build(start);
    department = city.corporation.addDepartment('鹭湾示例电梯服务');
    await city.sync();
    await city.map(department, city.own.companyId);
  });
  afterAll(() => city.stop());

  const call: DirectoryCity['service']['call'] = (endpoint, input, who) =>
    city.service.call(endpoint, input, who);
  const wish = (told: Partial<Parameters<typeof assign>[1]> = {}) => ({
    organisationId: city.own.companyId,
    name: '封新',
    phone: phone(),
    role: 'technician' as const,
    reason: '新入职',
    ...told,
  });
  const assign = (
    who: Worker,
    input: import('@lifttrust/shared-types/kernel/endpoint').CallOf<typeof accountApi.assign>,
  ) => call(accountApi.assign, input, who);
  const rowOf = async (assignmentId: string, who: Worker = city.own.admin) => {
    const current = good(await call(accountApi.list, { pageSize: 100 }, who)).items;
    const ended = good(await call(accountApi.list, { pageSize: 100, state: 'ended' }, who)).items;
    return [...current, ...ended].find((row) => row.assignmentId === assignmentId);
  };

  test('the regulator opens a company’s administrator, who gives rights to the company’s own people', async () => {
    const admin = good(
      await assign(city.own.regulatorAdmin, wish({ name: '郁当家', role: 'company_admin' })),
    );
    const token = await city.service.signIn(admin.personId);
    const given = good(await call(accountApi.assign, wish(), { token }));
    expect(await rowOf(given.assignmentId)).toMatchObject({
      role: 'technician',
      last: { act: 'given', source: 'console', operator: '郁当家', reason: '新入职' },
    });
  });

  test('each stays within the chain: no technician from the regulator, no administrator from the company', async () => {
    expect(await assign(city.own.regulatorAdmin, wish())).toMatchObject({
      status: 422,
      error: { code: 'account.units_own_people' },
    });
    expect(await assign(city.own.admin, wish({ role: 'company_admin' }))).toMatchObject({
      status: 422,
      error: { code: 'account.admin_by_regulator' },
    });
    expect(await assign(city.own.admin, wish({ role: 'regulator' }))).toMatchObject({
      status: 422,
      error: { code: 'account.role_not_of_kind' },
    });
  });

  test('a regulator of another district and another unit’s administrator hear that it does not exist', async () => {
    for (const who of [
      city.foreign.regulatorAdmin,
      city.foreign.admin,
      city.own.ownerAdmin,
      city.own.unitAdmin,
    ])
      expect((await assign(who, wish({ role: 'company_admin' }))).status).toBe(404);
  });

  test('one unit can neither see nor end another unit’s account', async () => {
    const { assignmentId } = good(await assign(city.own.admin, wish()));
    for (const who of [
      city.foreign.admin,
      city.own.ownerAdmin,
      city.own.unitAdmin,
      city.foreign.regulatorAdmin,
    ]) {
      expect(await rowOf(assignmentId, who)).toBeUndefined();
      expect((await call(accountApi.acts, { assignmentId }, who)).status).toBe(404);
      expect((await call(accountApi.end, { assignmentId, reason: '越权' }, who)).status).toBe(404);
      expect((await call(accountApi.pushAgain, { assignmentId }, who)).status).toBe(404);
    }
    expect(await rowOf(assignmentId)).toMatchObject({ isEnded: false });
  });

  test('an account that is ended ends its session at once, and cannot be ended twice', async () => {
    const { assignmentId, personId } = good(await assign(city.own.admin, wish()));
    const token = await city.service.signIn(personId);
    good(await call(accountApi.end, { assignmentId, reason: '离职' }, city.own.admin));
    expect((await call(sessionApi.me, {}, { token })).status).toBe(401);
    await expect(city.service.signIn(personId)).rejects.toMatchObject({ code: 'session.no_role' });
    const again = await call(accountApi.end, { assignmentId, reason: '离职' }, city.own.admin);
    expect(again).toMatchObject({ status: 409, error: { code: 'account.already_ended' } });
    expect(await rowOf(assignmentId)).toMatchObject({
      isEnded: true,
      last: { act: 'ended', reason: '离职' },
    });
  });

  test('nobody takes away their own account', async () => {
    const { manager } = (await city.service.get(Database)).reader;
    const { regulatorAdmin } = city.own;
    const own = await manager.findOneByOrFail(Assignment, { personId: regulatorAdmin.personId });
    const answer = await call(accountApi.end, { assignmentId: own.id, reason: '误点' }, regulatorAdmin);
    expect(answer).toMatchObject({ status: 403, error: { code: 'account.own' } });
  });

  test('the same telephone under another name is refused, under the same name it is the same person', async () => {
    const first = wish({ name: '卓同人' });
    const { personId } = good(await assign(city.own.admin, first));
    expect(await assign(city.own.admin, { ...first, name: '别姓名' })).toMatchObject({
      status: 409,
      error: { code: 'account.phone_of_another' },
    });
    expect(await assign(city.own.admin, first)).toMatchObject({
      status: 409,
      error: { code: 'account.already_given' },
    });
    const owner = { ...first, organisationId: city.own.ownerId, role: 'owner_admin' as const };
    expect(good(await assign(city.own.regulatorAdmin, owner)).personId).toBe(personId);
  });

  test('an account given here is created in DingTalk and tied to the person', async () => {
    const input = wish({ name: '入钉' });
    const { assignmentId, personId } = good(await assign(city.own.admin, input));
    await city.settle();
    const made = [...city.corporation.members.values()].find(({ mobile }) => mobile === input.phone);
    expect(made).toMatchObject({ name: '入钉', dept_id_list: [department] });
    expect(await city.personOf(made?.unionid ?? '').catch(() => null)).toBe(personId);
    expect(await rowOf(assignmentId)).toMatchObject({ push: 'done', hasDingtalk: true });
    const token = await city.service.signIn(personId);
    city.corporation.removeMember(made?.userid ?? '');
    await city.tell('user_leave_org', { UserId: [made?.userid], eventId: 'pushed-1' });
    expect((await call(sessionApi.me, {}, { token })).status).toBe(401);
    expect(await rowOf(assignmentId)).toMatchObject({ isEnded: true, last: { source: 'dingtalk_event' } });
  });

  test('somebody whom the unit registers is carried into DingTalk like an account given by hand', async () => {
    const newcomer = { name: '新登记', phone: phone(), role: 'technician' as const, from: dayOf(Date.now()) };
    const { id } = good(await call(personApi.register, { ...newcomer, idNumber: '' }, city.own.admin));
    await (await city.service.get(Outbox)).settle();
    await city.settle();
    const { items } = good(await call(accountApi.list, { name: newcomer.name }, city.own.admin));
    expect(items).toMatchObject([
      { person: { id }, push: 'done', last: { source: 'console', operator: city.own.admin.name } },
    ]);
  });

  test('a member who came after the last reading is recognised at the first sign-in', async () => {
    const { name, personId } = city.own.lead;
    const { phoneSealed } = await (await city.service.get(Database)).reader.manager.findOneByOrFail(Person, {
      id: personId,
    });
    const mobile = (await city.service.get(Cipher)).decrypt(phoneSealed ?? '');
    const code = city.dingtalk.codeFor(city.corporation.addMember(name, department, { mobile }));
    const device = { id: 'phone-of-the-lead' };
    const started = await call(sessionApi.start, { channel: 'dingtalk', code, device }, undefined);
    expect(good(started).me.person.id).toBe(personId);
  });

  test('a telephone that DingTalk knows already is that member', async () => {
    const there = city.corporation.addMember('早在', department, { mobile: phone() });
    const { assignmentId } = good(await assign(city.own.admin, wish({ name: '早在', phone: there.mobile })));
    await city.settle();
    expect(await rowOf(assignmentId)).toMatchObject({ push: 'done' });
  });

  test('where DingTalk does not allow it the account works all the same and says what to do', async () => {
    city.dingtalk.limits.forbidden.add('/topapi/v2/user/create');
    const { assignmentId, personId } = good(await assign(city.own.admin, wish()));
    await city.settle();
    expect(await rowOf(assignmentId)).toMatchObject({ push: 'not_allowed' });
    expect(await city.service.signIn(personId)).toHaveLength(43);
    city.dingtalk.limits.forbidden.clear();
    good(await call(accountApi.pushAgain, { assignmentId }, city.own.admin));
    await city.settle();
    expect(await rowOf(assignmentId)).toMatchObject({ push: 'done' });
  });

  test('somebody who has to agree first is shown as invited', async () => {
    city.dingtalk.contacts.asksConsent = true;
    const { assignmentId } = good(await assign(city.own.admin, wish()));
    await city.settle();
    city.dingtalk.contacts.asksConsent = false;
    expect(await rowOf(assignmentId)).toMatchObject({ push: 'invited' });
  });
});

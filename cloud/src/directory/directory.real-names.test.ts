import { accountApi } from '@lifttrust/shared-types/directory/account.contract';
import { good } from '../../../test/fixture/uploads';
import { Clock } from '../kernel/clock';
import { Database } from '../kernel/database';
import { onBothDatabases } from '../kernel/testing/service';
import { DirectoryRealNames } from './directory.real-names';
import { DirectoryCity } from './testing/directory-city';

const day = 86_400_000;
const asked = '/topapi/v2/user/get';

onBothDatabases((start) => {
  let city: DirectoryCity;
  let department: number;
  beforeAll(async () => {
    city = await DirectoryCity.build(start);
    department = city.corporation.addDepartment('鹭湾示例电梯服务');
    city.corporation.addMember('已名', department);
    city.corporation.addMember('未名', department, { real_authed: false });
    city.corporation.addMember('无账号', city.corporation.addDepartment('别的部门'));
    await city.sync();
    await city.map(department, city.own.companyId, 'technician');
  });
  afterAll(() => city.stop());

  const seen = async (name: string) =>
    good(await city.service.call(accountApi.list, { name }, city.own.admin)).items[0];
  const read = async () => (await city.service.get(DirectoryRealNames)).goOn(true);

  test('a list of a department’s people does not say who is real-named: it is unknown until it was asked', async () => {
    const fresh = city.corporation.addMember('刚到', department);
    city.dingtalk.limits.forbidden.add(asked);
    await city.sync();
    expect(await seen('刚到')).toMatchObject({ realNamed: null, realNamedAt: null });
    city.dingtalk.limits.forbidden.clear();
    expect(fresh.real_authed).toBe(true);
  });

  test('after a full reading everybody with an account is known, with the time, and nobody else was asked', async () => {
    await city.sync();
    expect(await seen('已名')).toMatchObject({ realNamed: true, realNamedAt: expect.any(Number) });
    expect(await seen('未名')).toMatchObject({ realNamed: false, realNamedAt: expect.any(Number) });
    expect(await seen('刚到')).toMatchObject({ realNamed: true });
    const other = [...city.corporation.members.values()].find(({ name }) => name === '无账号');
    const questions = city.dingtalk.asked.filter(({ path }) => path === asked).map(({ body }) => body.userid);
    expect(questions).not.toContain(other?.userid);
  });

  test('the unnamed are asked again the next day, the named after thirty', async () => {
    const clock = await city.service.get(Clock);
    const count = async () => {
      const before = city.dingtalk.countOf(asked);
      await read();
      return city.dingtalk.countOf(asked) - before;
    };
    expect(await count()).toBe(0);
    clock.shift(day + 1000);
    expect(await count()).toBe(1);
    clock.shift(30 * day);
    expect(await count()).toBe(3);
  });

  test('when the right is taken away meanwhile, what was known stays and nobody is touched', async () => {
    (await city.service.get(Clock)).shift(31 * day);
    city.dingtalk.limits.forbidden.add(asked);
    await read();
    city.dingtalk.limits.forbidden.clear();
    const { manager } = (await city.service.get(Database)).reader;
    const rows: { n: number }[] = await manager.query(
      'SELECT COUNT(*) AS n FROM directory_person WHERE gone_at IS NULL AND real_named IS NOT NULL',
    );
    expect(Number(rows[0]?.n)).toBe(3);
  });
});

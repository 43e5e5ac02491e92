import { cityApi } from '@lifttrust/shared-types/city/city.contract';
import { accountApi } from '@lifttrust/shared-types/directory/account.contract';
import { jurisdictionApi } from '@lifttrust/shared-types/jurisdiction/jurisdiction.contract';
import { good } from '../../../test/fixture/uploads';
import { CityService } from '../city/city.service';
import { Database } from '../kernel/database';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { Assignment } from '../person/assignment.entity';
import { Person } from '../person/person.entity';
import { FirstRegulator } from './first-regulator';

const named = {
  unit: '鹭城市市场监督管理局',
  creditCode: '',
  area: '9999',
  areaName: '鹭城市',
  name: '元开局',
  phone: '10088000001',
};

onBothDatabases((start) => {
  let service: TestService;
  beforeAll(async () => {
    service = await start();
  });
  afterAll(() => service.stop());

  const enter = async (who: typeof named | null) => {
    (await service.get(CityService)).city.firstRegulator = who;
    await (await service.get(FirstRegulator)).enter();
  };
  const manager = async () => (await service.get(Database)).reader.manager;

  test('nobody has an account on a new installation, and without a name in the city’s file nobody gets one', async () => {
    await enter(null);
    expect(await (await manager()).count(Assignment)).toBe(0);
  });

  test('the administrator named there opens the first area, with provenance, and can give accounts', async () => {
    await enter(named);
    const person = await (await manager()).findOneByOrFail(Person, { name: named.name });
    const who = { token: await service.signIn(person.id) };
    const [account] = good(await service.call(accountApi.list, {}, who)).items;
    expect(account).toMatchObject({
      role: 'regulator_admin',
      organisation: { name: named.unit },
      last: { source: 'installation' },
    });
    const { items } = good(await service.call(jurisdictionApi.tree, {}, who));
    expect(items.map(({ code, name }) => [code, name])).toEqual([['9999', '鹭城市']]);
    const organisationId = account?.organisation.id ?? '';
    const given = { organisationId, role: 'regulator' as const, name: '方受命', phone: '10088000002' };
    good(await service.call(accountApi.assign, { ...given, reason: '分管电梯。' }, who));
  });

  test('what the city’s file says of that person is shown to nobody', async () => {
    const answer = await service.call(cityApi.show, {});
    expect(JSON.stringify(answer.data)).not.toContain(named.phone);
    expect(answer.data).not.toHaveProperty('firstRegulator');
  });

  test('once there has been an administrator the file opens no second way in', async () => {
    await enter({ ...named, name: '晁后来', phone: '10088000003', unit: '另一个局' });
    expect(await (await manager()).countBy(Person, { name: '晁后来' })).toBe(0);
  });
});

import { accountApi } from '@lifttrust/shared-types/directory/account.contract';
import { taskApi } from '@lifttrust/shared-types/task/task.contract';
import { type StaffedDistrict, twoDistricts } from '../../../test/fixture/district';
import { good } from '../../../test/fixture/uploads';
import { CityService } from '../city/city.service';
import { systemCtx } from '../kernel/actor';
import { Cipher } from '../kernel/cipher';
import { Clock } from '../kernel/clock';
import { Outbox } from '../kernel/outbox';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { UnitOfWork } from '../kernel/unit-of-work';

onBothDatabases((start) => {
  let service: TestService;
  let own: StaffedDistrict;
  beforeAll(async () => {
    service = await start();
    ({ own } = await twoDistricts(service));
  });
  afterAll(() => service.stop());

  /** The company has been entered into the register and had named its administrator. */
  async function registered(name: string, phone: string): Promise<void> {
    const [work, clock, cipher, outbox] = [
      await service.get(UnitOfWork),
      await service.get(Clock),
      await service.get(Cipher),
      await service.get(Outbox),
    ];
    await work.run(systemCtx(clock.now()), (tx) =>
      tx.emit('organisation.registered', {
        organisationId: own.companyId,
        kind: 'maintenance_company',
        name: '鹭湾区示例电梯服务有限公司',
        divisionCode: own.divisionCode,
        admin: { name, phoneSealed: cipher.encrypt(phone) },
      }),
    );
    await outbox.settle();
  }
  const inCityOf = async (openedBy: 'regulator' | 'company') => {
    (await service.get(CityService)).parameters.accounts.openedBy = openedBy;
  };
  const admins = async () =>
    good(await service.call(accountApi.list, { role: 'company_admin', pageSize: 100 }, own.admin)).items;
  const tasks = async () =>
    good(await service.call(taskApi.list, { pageSize: 100 }, own.regulatorAdmin)).items.filter(
      ({ title }) => title === '给新登记的单位开通管理员',
    );

  test('where the regulator opens accounts, the named administrator becomes a task for the regulator', async () => {
    await inCityOf('regulator');
    await registered('郁当家', '10077000001');
    expect((await admins()).map(({ person }) => person.name)).not.toContain('郁当家');
    expect(await tasks()).toMatchObject([{ state: 'open' }]);
  });

  test('the task is over once the account is given', async () => {
    good(
      await service.call(
        accountApi.assign,
        {
          organisationId: own.companyId,
          name: '郁当家',
          phone: '10077000001',
          role: 'company_admin',
          reason: '已备案',
        },
        own.regulatorAdmin,
      ),
    );
    expect((await tasks()).filter(({ state }) => state === 'open')).toEqual([]);
  });

  test('where units open accounts themselves, the named administrator has one, with its origin', async () => {
    await inCityOf('company');
    await registered('贺新任', '10077000002');
    const given = (await admins()).find(({ person }) => person.name === '贺新任');
    expect(given?.last).toMatchObject({ act: 'given', source: 'filing', operator: '备案审核' });
  });

  test('a telephone that is somebody else’s opens nothing: the regulator clears it up', async () => {
    await inCityOf('company');
    await registered('冒名者', '10077000002');
    expect((await admins()).map(({ person }) => person.name)).not.toContain('冒名者');
    expect((await tasks()).filter(({ state }) => state === 'open')).toHaveLength(1);
  });
});

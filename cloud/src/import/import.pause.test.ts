import { liftApi } from '@lifttrust/shared-types/lift/lift.contract';
import { Clock } from '../kernel/clock';
import { Database } from '../kernel/database';
import { Outbox } from '../kernel/outbox';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { LiftPause } from '../lift/lift-pause.entity';
import { csvOf, ImportOffice } from './testing/import-office';

const dayMs = 86_400_000;

onBothDatabases((start) => {
  let service: TestService;
  let office: ImportOffice;
  beforeAll(async () => {
    service = await start();
    office = await ImportOffice.in(service);
  });
  afterAll(() => service.stop());

  const code = '31109999012016058001';
  const write = (state: string) =>
    office.import(
      office.regulator,
      csvOf(
        ['注册代码', '设备品种', '使用地点', '设备状态'],
        [code, '曳引驱动乘客电梯', '云溪里小区', state],
      ),
    );
  const lift = async () => {
    const { data } = await service.call(liftApi.list, { q: code }, { token: office.regulator });
    return data.items[0];
  };
  const pauses = async () => {
    await (await service.get(Outbox)).settle();
    const { manager } = (await service.get(Database)).reader;
    const found = await manager.find(LiftPause, { order: { id: 'ASC' } });
    return found.map(({ liftId, kind, toDay }) => [liftId, kind, toDay !== null]);
  };
  const later = async () => {
    (await service.get(Clock)).shift(3 * dayMs);
    office.regulator = await office.person('regulator', '999901');
  };

  test('a lift comes into the register out of use, into use, and is sealed, as the superior system says', async () => {
    expect((await write('停用')).written).toEqual({ create: 1, update: 0 });
    const id = (await lift())?.id;
    expect(await pauses()).toEqual([[id, 'out_of_use', false]]);
    await later();
    expect((await write('在用')).written).toEqual({ create: 0, update: 1 });
    expect(await lift()).toMatchObject({ id, state: 'in_use' });
    expect(await pauses()).toEqual([[id, 'out_of_use', true]]);
    await later();
    await write('查封');
    expect(await lift()).toMatchObject({ id, state: 'paused' });
    expect(await pauses()).toEqual([
      [id, 'out_of_use', true],
      [id, 'sealed', false],
    ]);
  });
});

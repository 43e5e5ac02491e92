import { rescueDeskApi } from '@lifttrust/shared-types/rescue/desk.contract';
import { type StaffedDistrict, twoDistricts } from '../../../test/fixture/district';
import { good } from '../../../test/fixture/uploads';
import { ToldAndTelephoned1763600000060 } from '../../migrations/0060-told-and-telephoned';
import { Clock } from '../kernel/clock';
import { Database } from '../kernel/database';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { rescueHelpers } from './testing/rescue-helpers';

onBothDatabases((start) => {
  let service: TestService;
  let own: StaffedDistrict;
  let clock: Clock;
  beforeAll(async () => {
    service = await start();
    ({ own } = await twoDistricts(service));
    clock = await service.get(Clock);
  });
  afterAll(() => service.stop());

  const { signed, trapped } = rescueHelpers(() => ({ service, own, clock }));
  const telephoned = async (entrapmentId: string, number: '110' | '119' | '120', text: string) =>
    good(
      await service.call(rescueDeskApi.outside, { entrapmentId, number, text }, await signed(own.operator)),
    );
  const due = async (entrapmentId: string) => {
    const queue = good(await service.call(rescueDeskApi.queue, {}, await signed(own.operator)));
    return queue.alerts
      .filter((one) => one.entrapmentId === entrapmentId && one.kind === 'outside_due')
      .map(({ number }) => number);
  };

  test('each call due rings at the desk until that number was telephoned, whatever was written beside another', async () => {
    const { id } = await trapped({ isHurt: true });
    await telephoned(id, '110', '120 由他们转接');
    expect(await due(id)).toEqual(['119', '120']);
    await telephoned(id, '119', '');
    expect(await due(id)).toEqual(['120']);
    await telephoned(id, '120', '');
    expect(await due(id)).toEqual([]);
  });

  test('what an older release wrote down of calls to 120 is known after the update', async () => {
    const [called, not] = [await trapped({ isHurt: true }), await trapped({ isHurt: true })];
    await telephoned(called.id, '120', '已出车');
    await telephoned(not.id, '119', '120 还没有打');
    const update = new ToldAndTelephoned1763600000060();
    const { writer } = await service.get(Database);
    const runner = writer.createQueryRunner();
    await update.down(runner);
    await update.up(runner);
    await runner.release();
    expect([await due(called.id), await due(not.id)]).toEqual([['119'], ['120']]);
  });
});

import { messageApi } from '@lifttrust/shared-types/message/message.contract';
import { rescueApi } from '@lifttrust/shared-types/rescue/rescue.contract';
import { type StaffedDistrict, twoDistricts, type Worker } from '../../../test/fixture/district';
import { good } from '../../../test/fixture/uploads';
import { Clock } from '../kernel/clock';
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
  const told = async (who: Worker, entrapmentId: string) =>
    good(await service.call(messageApi.list, { limit: 50 }, await signed(who)))
      .items.filter(({ subjectId }) => subjectId === entrapmentId)
      .map(({ title }) => title);

  test('at an escalator nobody is told of people shut in', async () => {
    const { id } = await trapped({}, { type: '3310' });
    const close = { entrapmentId: id, outcome: 'mistaken' as const, callBack: '到场看过，没有人受伤。' };
    good(await service.call(rescueApi.close, close, await signed(own.operator)));
    const twice = await service.call(rescueApi.close, close, await signed(own.operator));
    expect(twice.error?.message).toBe('这起伤人已经结案，请刷新查看。');
    const titles = await told(own.admin, id);
    expect(titles).toContain('伤人已确认为误报');
    expect(titles.join()).not.toContain('困人');
  });
});

import { type StaffedDistrict, twoDistricts } from '../../../test/fixture/district';
import { Clock } from '../kernel/clock';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { rescueHelpers } from './testing/rescue-helpers';

const minute = 60_000;

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

  const { help, trapped, kinds } = rescueHelpers(() => ({ service, own, clock }));
  const calls = async (entrapmentId: string) =>
    (await kinds(entrapmentId)).filter((kind) => ['called', 'merged', 'called_again'].includes(kind));

  test('whoever calls every nine minutes rings everybody anew once the ten minutes since the first are over', async () => {
    const { id, code } = await trapped();
    for (let turn = 0; turn < 4; turn += 1) {
      clock.shift(9 * minute);
      await help(code);
    }
    expect(await calls(id)).toEqual(['called', 'merged', 'called_again', 'merged', 'called_again']);
  });
});

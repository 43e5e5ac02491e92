import type { CallOf } from '@lifttrust/shared-types/kernel/endpoint';
import { rescueApi } from '@lifttrust/shared-types/rescue/rescue.contract';
import { type StaffedDistrict, twoDistricts, type Worker } from '../../../test/fixture/district';
import { good } from '../../../test/fixture/uploads';
import { Clock } from '../kernel/clock';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { rescueHelpers } from './testing/rescue-helpers';

type By = CallOf<typeof rescueApi.free>['by'];

/** Who freed them: everybody says so for themselves; on it hang the arrival that is measured, and the proof that is owed. */
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

  const { signed, trapped, shown } = rescueHelpers(() => ({ service, own, clock }));
  const free = async (entrapmentId: string, who: Worker, by?: By) =>
    service.call(rescueApi.free, { entrapmentId, by, people: 1 }, await signed(who));

  test('a technician cannot say that the owner, or the fire brigade, freed them, and so owe no proof', async () => {
    const { id } = await trapped();
    for (const by of ['owner', 'station', 'fire', 'self'] as const)
      expect((await free(id, own.lead, by)).error?.code).toBe('rescue.by_of_others');
    expect(await shown(id)).toMatchObject({ freedAt: null, state: 'waiting' });
    const freed = good(await free(id, own.lead, 'company'));
    expect(freed).toMatchObject({ freedBy: 'company', evidence: 'waiting' });
    expect(freed.arrivedAt).not.toBeNull();
  });

  test('nor a station for the company; who says nothing speaks for their own', async () => {
    const { id } = await trapped({ isPanic: true });
    expect((await free(id, own.rescuer, 'company')).error?.code).toBe('rescue.by_of_others');
    expect(good(await free(id, own.rescuer)).freedBy).toBe('station');
  });

  test('the owner says that they, the fire brigade or nobody freed them; not that the company did', async () => {
    const { id } = await trapped();
    for (const by of ['company', 'station'] as const)
      expect((await free(id, own.officer, by)).error?.code).toBe('rescue.by_of_others');
    expect(good(await free(id, own.officer, 'fire'))).toMatchObject({ freedBy: 'fire', evidence: 'none' });
    for (const by of ['owner', 'self'] as const)
      expect(good(await free((await trapped()).id, own.ownerAdmin, by)).freedBy).toBe(by);
  });

  test('the desk is told by telephone: it says anybody, and has to say whom', async () => {
    for (const by of ['company', 'owner', 'station', 'fire', 'self'] as const) {
      const { id } = await trapped();
      expect((await free(id, own.operator)).error?.code).toBe('rescue.by_missing');
      expect(good(await free(id, own.operator, by)).freedBy).toBe(by);
    }
  });
});

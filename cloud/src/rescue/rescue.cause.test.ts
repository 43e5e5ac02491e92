import { helpApi } from '@lifttrust/shared-types/rescue/help.contract';
import { rescueApi } from '@lifttrust/shared-types/rescue/rescue.contract';
import { type StaffedDistrict, twoDistricts, type Worker } from '../../../test/fixture/district';
import { good } from '../../../test/fixture/uploads';
import { Clock } from '../kernel/clock';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { rescueHelpers } from './testing/rescue-helpers';

onBothDatabases((start) => {
  let service: TestService;
  let own: StaffedDistrict;
  let foreign: StaffedDistrict;
  let clock: Clock;
  beforeAll(async () => {
    service = await start();
    ({ own, foreign } = await twoDistricts(service));
    clock = await service.get(Clock);
  });
  afterAll(() => service.stop());

  const { signed, shown, trapped, fix } = rescueHelpers(() => ({ service, own, clock }));
  const cause = { first: 'outside' as const, second: '停电', measures: '物业手动盘车放人，已停用。' };
  const report = async (entrapmentId: string, who: Worker) =>
    service.call(rescueApi.report, { entrapmentId, ...cause }, await signed(who));
  const close = async (entrapmentId: string) => {
    const closing = { entrapmentId, outcome: 'rescued' as const, callBack: '报警人平安，电梯已停用。' };
    return service.call(rescueApi.close, closing, await signed(own.operator));
  };
  const free = async (entrapmentId: string, by: 'owner' | 'fire' | 'company' | 'station') =>
    good(await service.call(rescueApi.free, { entrapmentId, by, people: 1 }, await signed(own.operator)));

  test.each(['owner', 'fire'] as const)(
    'people freed by the %s without company and station: the desk writes the cause and closes',
    async (by) => {
      const { id } = await trapped({}, { companyId: null });
      await free(id, by);
      expect((await close(id)).error?.code).toBe('rescue.not_reported');
      expect((await shown(id, own.operator)).may).toMatchObject({ report: true, close: true });
      const said = good(await report(id, own.operator));
      expect(said.cause).toEqual({ first: 'outside', second: '停电' });
      const written = said.timeline.find(({ kind }) => kind === 'reported');
      expect(written).toMatchObject({ by: own.operator.name });
      expect(written?.text).toBe('救援中心填写：外部原因／停电：物业手动盘车放人，已停用。');
      expect(good(await close(id)).outcome).toBe('rescued');
      expect((await report(id, own.operator)).error?.code).toBe('rescue.closed');
    },
  );

  test('a company that was called and never came leaves the cause to the desk, and may still write it', async () => {
    const { id } = await trapped();
    await free(id, 'owner');
    expect((await shown(id, own.operator)).may.report).toBe(true);
    good(await report(id, own.lead));
    expect(good(await close(id)).outcome).toBe('rescued');
  });

  test('whoever came writes it themselves; the desk is told to ask them, and changes nothing', async () => {
    const { id } = await trapped();
    good(await service.call(rescueApi.arrive, { entrapmentId: id, fix: fix() }, await signed(own.lead)));
    await free(id, 'fire');
    expect((await shown(id, own.operator)).may.report).toBe(false);
    expect((await report(id, own.operator)).error?.code).toBe('rescue.rescuers_report');
    expect((await shown(id)).cause).toBeNull();
    expect((await report(id, own.officer)).status).toBe(403);
    expect((await report(id, foreign.operator)).status).toBe(404);
    good(await report(id, own.lead));
  });

  test('whoever is said to have freed them is asked; where the system knows nobody of them, the desk writes', async () => {
    const { id } = await trapped();
    await free(id, 'company');
    expect((await report(id, own.operator)).error?.code).toBe('rescue.rescuers_report');
    const unknown = await trapped({}, { companyId: null });
    await free(unknown.id, 'company');
    good(await report(unknown.id, own.operator));
  });

  test('before people are free there is no cause', async () => {
    const { id, helpId, helpToken } = await trapped({}, { companyId: null });
    expect((await report(id, own.operator)).error?.code).toBe('rescue.not_freed');
    good(await service.call(helpApi.correct, { helpId, token: helpToken, what: 'mistaken' }));
  });
});

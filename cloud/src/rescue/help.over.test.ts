import { helpApi } from '@lifttrust/shared-types/rescue/help.contract';
import { helpLine } from '@lifttrust/shared-types/rescue/help.words';
import { rescueApi } from '@lifttrust/shared-types/rescue/rescue.contract';
import { type StaffedDistrict, twoDistricts } from '../../../test/fixture/district';
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

  const { signed, aLift, help, shown, trapped } = rescueHelpers(() => ({ service, own, clock }));
  const correct = async (helpId: string, token: string, what: 'mistaken' | 'still_trapped') =>
    good(await service.call(helpApi.correct, { helpId, token, what }));

  test('whom the desk believes not to be inside hears that from the desk, and one press calls again', async () => {
    const { id, helpId, helpToken } = await trapped({}, {});
    const close = { entrapmentId: id, outcome: 'mistaken' as const, callBack: '轿厢内无人。' };
    good(await service.call(rescueApi.close, close, await signed(own.operator)));
    const found = good(await service.call(helpApi.show, { helpId, token: helpToken }));
    expect(found).toMatchObject({ state: 'closed', outcome: 'mistaken', isTakenBack: false });
    expect(helpLine(found)).toContain('如果您还在里面，请马上再求助，或拨打 96333');
    expect(await correct(helpId, helpToken, 'still_trapped')).toMatchObject({
      state: 'waiting',
      outcome: 'none',
    });
    expect((await shown(id)).outcome).toBe('mistaken');
  });

  test('whoever took it back themselves reads only that', async () => {
    const { helpId, helpToken } = await trapped({}, {});
    const back = await correct(helpId, helpToken, 'mistaken');
    expect(back).toMatchObject({ state: 'closed', outcome: 'mistaken', isTakenBack: true });
    expect(helpLine(back)).toBe('这次求助已经撤销。');
  });

  test('the words are those for an escalator where the lift is one, whatever a client says', async () => {
    const { code } = await aLift({ type: '3310' });
    const state = await help(code, { kind: 'trapped' });
    expect(state.kind).toBe('hurt');
    expect(helpLine(state)).toBe('求助已收到，正在联系救援人员。请不要硬拉被夹住的人。');
  });
});

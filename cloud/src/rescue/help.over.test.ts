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

  const { signed, aLift, draftOf, help, entrapmentOf, shown, trapped, kinds } = rescueHelpers(() => ({
    service,
    own,
    clock,
  }));
  const correct = async (helpId: string, token: string, what: 'mistaken' | 'freed' | 'still_trapped') =>
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

  test('who says that somebody is still inside, and then takes it back, has called once: nobody is sent any more', async () => {
    const { id, helpId, helpToken } = await trapped({}, {});
    expect(await correct(helpId, helpToken, 'still_trapped')).toMatchObject({ state: 'waiting', reports: 1 });
    expect(await kinds(id)).toContain('called_again');
    expect(await correct(helpId, helpToken, 'mistaken')).toMatchObject({
      state: 'closed',
      outcome: 'mistaken',
      isTakenBack: true,
    });
    expect(await shown(id)).toMatchObject({ state: 'closed', outcome: 'mistaken' });
  });

  test('the same after a rescue that was over: the new one ends with their word, the old one stays as it was', async () => {
    const { id, helpId, helpToken } = await trapped({}, {});
    const desk = await signed(own.operator);
    good(await service.call(rescueApi.free, { entrapmentId: id, by: 'owner', people: 1 }, desk));
    expect(await correct(helpId, helpToken, 'still_trapped')).toMatchObject({ state: 'waiting', reports: 1 });
    const anew = await entrapmentOf(helpId);
    expect(anew.id).not.toBe(id);
    expect(await correct(helpId, helpToken, 'freed')).toMatchObject({ state: 'freed' });
    expect(await shown(anew.id)).toMatchObject({ state: 'freed', freedBy: 'self' });
    expect(await shown(id)).toMatchObject({ state: 'freed', freedBy: 'owner', reports: 1 });
  });

  test('what others have said stands: a caller takes back their own words only, and may say them again', async () => {
    const { code, id, helpId, helpToken } = await trapped({}, {});
    await help(code, {}, { deviceId: 'another-phone' });
    await correct(helpId, helpToken, 'still_trapped');
    expect((await shown(id)).reports).toBe(2);
    expect(await correct(helpId, helpToken, 'mistaken')).toMatchObject({ state: 'closed', reports: 1 });
    expect(await shown(id)).toMatchObject({ state: 'waiting', outcome: null });
    expect(await correct(helpId, helpToken, 'still_trapped')).toMatchObject({ state: 'waiting', reports: 2 });
  });

  test('a call whose answer was lost is taken back under its key; one that never arrived calls nobody', async () => {
    const { code } = await aLift();
    const draft = draftOf(code);
    const never = await service.call(helpApi.call, { ...draft, isTakenBack: true });
    expect([never.status, never.error?.code]).toEqual([404, 'rescue.help_unknown']);
    const { helpId } = good(await service.call(helpApi.call, draft));
    const back = good(await service.call(helpApi.call, { ...draft, isTakenBack: true }));
    expect(back).toMatchObject({ helpId, state: 'closed', outcome: 'mistaken', isTakenBack: true });
    expect(await entrapmentOf(helpId)).toMatchObject({ outcome: 'mistaken', reports: 0 });
    // Told twice it stays that, and whoever calls anew is heard.
    expect(good(await service.call(helpApi.call, { ...draft, isTakenBack: true }))).toMatchObject({ helpId });
    expect(await help(code)).toMatchObject({ state: 'waiting', reports: 1 });
  });

  test('the words are those for an escalator where the lift is one, whatever a client says', async () => {
    const { code } = await aLift({ type: '3310' });
    const state = await help(code, { kind: 'trapped' });
    expect(state.kind).toBe('hurt');
    expect(helpLine(state)).toBe('求助已收到，正在联系救援人员。请不要硬拉被夹住的人。');
  });
});

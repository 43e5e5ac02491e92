import { rescueDeskApi } from '@lifttrust/shared-types/rescue/desk.contract';
import { helpApi } from '@lifttrust/shared-types/rescue/help.contract';
import { rescueApi } from '@lifttrust/shared-types/rescue/rescue.contract';
import { Clock } from '../../cloud/src/kernel/clock';
import { Database } from '../../cloud/src/kernel/database';
import { onBothDatabases, type TestService } from '../../cloud/src/kernel/testing/service';
import { LedgerSequencer } from '../../cloud/src/ledger/ledger.sequencer';
import { LedgerService } from '../../cloud/src/ledger/ledger.service';
import { MessageRow } from '../../cloud/src/message/message.entity';
import { RescueClock } from '../../cloud/src/rescue/rescue.clock';
import { type StaffedDistrict, twoDistricts, type Worker } from '../fixture/district';
import { scan } from '../fixture/papers';
import { good } from '../fixture/uploads';
import { VisitDriver } from '../fixture/visit-driver';

const minute = 60_000;

/** A rescue through the interfaces of everybody in it: caller, company, owner, desk, station. */
onBothDatabases((start) => {
  let service: TestService;
  let own: StaffedDistrict;
  let clock: Clock;
  let rescueClock: RescueClock;
  let call: { helpId: string; token: string; arrivalCode: string };
  let entrapmentId: string;

  beforeAll(async () => {
    service = await start();
    ({ own } = await twoDistricts(service));
    clock = await service.get(Clock);
    rescueClock = await service.get(RescueClock);
  });
  afterAll(() => service.stop());

  const signed = async (who: Worker): Promise<Worker> => ({
    ...who,
    token: await service.signIn(who.personId, who.deviceId),
  });
  const after = async (ms: number) => {
    clock.shift(ms);
    await rescueClock.look();
  };
  const caller = async () =>
    good(await service.call(helpApi.show, { helpId: call.helpId, token: call.token }));
  const asDesk = async () => signed(own.operator);
  const queue = async () => good(await service.call(rescueDeskApi.queue, {}, await asDesk())).items;
  const rangFor = async (worker: Worker) => {
    const { manager } = (await service.get(Database)).reader;
    return manager.countBy(MessageRow, { subjectId: entrapmentId, personId: worker.personId });
  };

  test('somebody shut in scans the code and presses help; company and owner are called before the answer comes', async () => {
    const input = { code: own.code, key: 'the-phone-of-somebody-inside', people: 2, hasElderly: true };
    const answer = good(await service.call(helpApi.call, input));
    call = { helpId: answer.helpId, token: answer.helpToken, arrivalCode: answer.arrivalCode };
    expect(answer).toMatchObject({ state: 'waiting', emergencyPhone: '96333', rescueCode: own.divisionCode });
    const [waiting] = await queue();
    expect(waiting).toMatchObject({ state: 'waiting', tier: 1, people: 2, hasElderly: true });
    entrapmentId = waiting?.id ?? '';
    expect(await rangFor(own.admin)).toBe(1);
    expect(await rangFor(own.officer)).toBe(1);
    expect(await rangFor(own.rescuer)).toBe(0);
  });

  test('nobody answers: the station is called after three minutes, and the lateness stands', async () => {
    await after(2 * minute);
    expect(await rangFor(own.rescuer)).toBe(0);
    await after(minute + 1000);
    expect(await rangFor(own.rescuer)).toBe(1);
    expect(await rangFor(own.operator)).toBe(1);
    const [waiting] = await queue();
    expect(waiting).toMatchObject({ tier: 2, isResponseLate: true, state: 'waiting' });
  });

  test('the station accepts and leaves; the caller sees who comes and when', async () => {
    const rescuer = await signed(own.rescuer);
    good(await service.call(rescueApi.accept, { entrapmentId }, rescuer));
    good(await service.call(rescueApi.depart, { entrapmentId, etaMinutes: 12 }, rescuer));
    const seen = await caller();
    expect(seen).toMatchObject({ state: 'on_the_way', rescuer: expect.stringContaining('救援站') });
    expect(seen.etaAt).toBeGreaterThan(clock.now());
    await after(5 * minute);
    expect((await queue())[0]?.tier).toBe(2);
  });

  test('it arrives under ground, where only the code from the lift proves it, frees two people and restores nothing it may not', async () => {
    const rescuer = await signed(own.rescuer);
    await after(6 * minute);
    const blind = await service.call(rescueApi.arrive, { entrapmentId, fix: null }, rescuer);
    expect(blind.error?.code).toBe('rescue.not_there');
    good(await service.call(rescueApi.arrive, { entrapmentId, code: call.arrivalCode }, rescuer));
    expect((await caller()).state).toBe('arrived');
    good(await service.call(rescueApi.start, { entrapmentId }, rescuer));
    await after(7 * minute);
    const freed = good(await service.call(rescueApi.free, { entrapmentId, people: 2 }, rescuer));
    expect(freed).toMatchObject({ freedBy: 'station', evidence: 'waiting', isArrivalLate: false });
    expect(await caller()).toMatchObject({ state: 'freed', outcome: 'rescued' });
  });

  test('identity and pictures follow, cause and measures, the call back; then it is closed', async () => {
    const rescuer = await signed(own.rescuer);
    await new VisitDriver(service, () => clock.now()).answerAlternative(rescuer, entrapmentId);
    const fileIds = [await scan(service, rescuer)];
    const proved = good(await service.call(rescueApi.prove, { entrapmentId, fileIds }, rescuer));
    expect(proved.evidence).toBe('complete');
    const report = {
      entrapmentId,
      first: 'outside' as const,
      second: '停电',
      measures: '恢复供电后运行正常。',
    };
    good(await service.call(rescueApi.report, report, rescuer));
    const closing = {
      entrapmentId,
      outcome: 'rescued' as const,
      satisfaction: 4,
      callBack: '来得有点晚，态度很好。',
    };
    good(await service.call(rescueApi.close, closing, await asDesk()));
    expect((await caller()).state).toBe('closed');
    expect(await queue()).toEqual([]);
  });

  test('what happened stands sealed in the lift’s own history, in the same order, with nobody’s name in the open', async () => {
    await (await service.get(LedgerSequencer)).settle();
    const sealed = await (await service.get(LedgerService)).entriesAbout(own.liftId, entrapmentId);
    const shown = good(await service.call(rescueApi.show, { entrapmentId }, await asDesk()));
    expect(sealed.map(({ kind }) => kind)).toEqual(shown.timeline.map(({ kind }) => `rescue.${kind}`));
    for (const name of [own.rescuer.name, own.operator.name, '来得有点晚'])
      expect(JSON.stringify(sealed.map(({ open }) => open))).not.toContain(name);
    expect(shown.timeline.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining([
        'called',
        'dispatched',
        'response_late',
        'accepted',
        'arrived',
        'freed',
        'closed',
      ]),
    );
  });
});

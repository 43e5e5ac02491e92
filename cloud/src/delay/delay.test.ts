import { type DelayedLift, delayApi } from '@lifttrust/shared-types/delay/delay.contract';
import type { CallOf } from '@lifttrust/shared-types/kernel/endpoint';
import { addDays, dayOf } from '@lifttrust/shared-types/kernel/time';
import { liftApi } from '@lifttrust/shared-types/lift/lift.contract';
import { messageApi } from '@lifttrust/shared-types/message/message.contract';
import { supervisionApi } from '@lifttrust/shared-types/supervision/supervision.contract';
import { type StaffedDistrict, twoDistricts, type Worker } from '../../../test/fixture/district';
import { scan } from '../../../test/fixture/papers';
import { good } from '../../../test/fixture/uploads';
import { VisitDriver } from '../../../test/fixture/visit-driver';
import { systemCtx } from '../kernel/actor';
import { Clock } from '../kernel/clock';
import { Database } from '../kernel/database';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { UnitOfWork } from '../kernel/unit-of-work';
import { DueCounterService } from '../lift/due-counter.service';
import { Lift } from '../lift/lift.entity';

const day = 86_400_000;

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

  const today = () => dayOf(clock.now());
  const inDays = (days: number) => addDays(today(), days);
  const signed = async (who: Worker): Promise<Worker> => ({
    ...who,
    token: await service.signIn(who.personId, who.deviceId),
  });
  const dueOn = async () =>
    (await (await service.get(Database)).reader.manager.findOneByOrFail(Lift, { id: own.liftId })).dueOn;
  /** The lift falls due so many days from now. */
  const falls = async (days: number) =>
    (await service.get(UnitOfWork)).run(systemCtx(clock.now()), async (tx) => {
      await tx.manager.update(Lift, { id: own.liftId }, { dueOn: inDays(days) });
    });
  type Draft = CallOf<typeof delayApi.submit>;
  const submit = async (draft: Partial<Draft> = {}, who = own.admin) =>
    service.call(
      delayApi.submit,
      {
        liftIds: [own.liftId],
        reason: 'natural_disaster',
        text: '台风期间道路积水，无法到达。',
        expectedOn: inDays(10),
        ...draft,
      },
      await signed(who),
    );
  const only = (lifts: DelayedLift[]): DelayedLift => {
    expect(lifts).toHaveLength(1);
    return lifts[0] as DelayedLift;
  };
  const standing = async () =>
    good(await service.call(delayApi.candidates, { until: inDays(60) }, await signed(own.admin))).items[0]
      ?.standing;

  test('an explanation says why and until when, and the due day stays where the law put it', async () => {
    await falls(2);
    const before = await dueOn();
    const made = good(await submit());
    expect(only(made.lifts)).toMatchObject({ dueOn: before, timing: 'before', state: 'submitted' });
    expect(await dueOn()).toBe(before);
    expect(await standing()).toBe('explained');
  });

  test('one that is written after the due day is taken, and marked when it comes later than three days', async () => {
    await falls(-3);
    expect(only(good(await submit()).lifts).timing).toBe('after');
    await falls(-4);
    expect(only(good(await submit()).lifts).timing).toBe('late');
  });

  test('the technician may explain too; other companies and districts never hear of it', async () => {
    const made = good(await submit({}, own.lead));
    for (const who of [foreign.admin, foreign.lead, foreign.officer, foreign.regulator, foreign.auditor])
      expect((await service.call(delayApi.show, { delayId: made.id }, who)).status).toBe(404);
    expect((await submit({ liftIds: [foreign.liftId] })).status).toBe(404);
    for (const who of [own.admin, own.officer, own.regulator, own.auditor])
      expect((await service.call(delayApi.show, { delayId: made.id }, who)).status).toBe(200);
    expect(good(await service.call(delayApi.list, {}, foreign.regulator)).total).toBe(0);
  });

  test('every reason against an explanation is given at once, and nothing is kept', async () => {
    await falls(40);
    const before = good(await service.call(delayApi.list, {}, own.admin)).total;
    const answer = await submit({ reason: 'access_refused', expectedOn: inDays(-1) });
    expect(answer.status).toBe(422);
    expect(answer.error?.details?.map(({ code }) => code)).toEqual([
      'delay.expected_in_past',
      'delay.proof_missing',
      'delay.not_concerned',
    ]);
    expect(good(await service.call(delayApi.list, {}, own.admin)).total).toBe(before);
  });

  test('an owner said to have refused entry hears of it, sees the proof and may contradict once', async () => {
    await falls(0);
    const fileId = await scan(service, own.admin);
    const made = good(await submit({ reason: 'access_refused', fileIds: [fileId] }));
    const { items } = good(await service.call(messageApi.list, {}, own.officer));
    expect(items[0]).toMatchObject({ kind: 'delay.access_refused', subjectId: made.id });
    const proof = (who: Worker) =>
      fetch(`${service.url}/api/delays/${made.id}/files/${fileId}`, {
        headers: { authorization: `Bearer ${who.token}` },
      });
    expect((await proof(own.officer)).headers.get('content-type')).toContain('application/pdf');
    expect((await proof(foreign.officer)).status).toBe(404);
    const said = { delayId: made.id, text: '当天值班室有人，没有人联系过我们。' };
    const answered = good(await service.call(delayApi.contradict, said, own.officer));
    expect(only(answered.lifts).contradiction).toMatchObject({ by: own.officer.name, text: said.text });
    const again = await service.call(delayApi.contradict, said, own.ownerAdmin);
    expect(again.error?.code).toBe('delay.not_contradictable');
  });

  test('another reason is not the owner’s to contradict', async () => {
    const made = good(await submit());
    const said = { delayId: made.id, text: '没有台风。' };
    expect((await service.call(delayApi.contradict, said, own.officer)).error?.code).toBe(
      'delay.not_contradictable',
    );
  });

  test('the regulator accepts with words, the company hears it, and only then the lift counts as accepted', async () => {
    await falls(-1);
    const made = good(await submit());
    const decided = good(
      await service.call(
        delayApi.decide,
        { delayId: made.id, accepted: true, text: '情况属实。' },
        own.regulator,
      ),
    );
    expect(only(decided.lifts)).toMatchObject({ state: 'accepted', decidedBy: own.regulator.name });
    expect(await standing()).toBe('accepted');
    await (await service.get(UnitOfWork)).run(systemCtx(clock.now()), async (tx) =>
      (await service.get(DueCounterService)).recount(tx),
    );
    const listed = good(await service.call(liftApi.list, { due: 'overdue' }, own.regulator));
    expect(listed.items).toMatchObject([{ id: own.liftId, dueOn: inDays(-1), explained: 'accepted' }]);
    const { overdueByCompany } = good(await service.call(supervisionApi.overview, {}, own.regulator));
    expect(overdueByCompany).toMatchObject([{ overdue: 1, accepted: 1 }]);
    const { items } = good(await service.call(messageApi.list, {}, own.admin));
    expect(items[0]).toMatchObject({ kind: 'delay.decided', subjectId: made.id });
    const back = await service.call(delayApi.withdraw, { delayId: made.id }, own.admin);
    expect(back.error?.code).toBe('delay.already_decided');
  });

  test('the technician who wrote it hears the decision and its reason, with the page that shows it', async () => {
    const made = good(await submit({}, own.colleague));
    const decision = { delayId: made.id, accepted: false, text: '门卫记录与说明不符。' };
    good(await service.call(delayApi.decide, decision, own.regulator));
    const { items } = good(await service.call(messageApi.list, {}, own.colleague));
    expect(items[0]).toMatchObject({
      kind: 'delay.decided',
      text: expect.stringContaining('门卫记录与说明不符'),
      page: `technician/delay/index?delayId=${made.id}`,
    });
  });

  test('a decision may be taken back; of two equal ones the second is refused', async () => {
    const made = good(await submit());
    const decide = (accepted: boolean) =>
      service.call(delayApi.decide, { delayId: made.id, accepted, text: '经现场核查。' }, own.regulator);
    good(await decide(true));
    expect((await decide(true)).error?.code).toBe('delay.nothing_to_decide');
    expect(only(good(await decide(false)).lifts).state).toBe('not_accepted');
  });

  test('a withdrawn explanation explains nothing any more', async () => {
    await falls(1);
    const made = good(await submit({ expectedOn: inDays(1) }));
    const back = good(await service.call(delayApi.withdraw, { delayId: made.id }, own.admin));
    expect(only(back.lifts).state).toBe('withdrawn');
    expect(back.may).toEqual({ decide: false, withdraw: false, end: false, contradict: false });
  });

  test('once the obstacle has gone the first maintenance is due within three days, and its lateness shows', async () => {
    await falls(0);
    const made = good(await submit());
    const end = async (endedOn: string, who = own.admin) =>
      service.call(delayApi.end, { delayId: made.id, endedOn }, await signed(who));
    expect((await end(inDays(1))).error?.code).toBe('delay.end_in_future');
    const ended = only(good(await end(today())).lifts);
    expect(ended.recovery).toMatchObject({ until: inDays(3), doneOn: null, late: false });
    expect((await end(today(), own.regulator)).error?.code).toBe('delay.already_ended');
    clock.shift(4 * day);
    const show = async () =>
      only(good(await service.call(delayApi.show, { delayId: made.id }, await signed(own.regulator))).lifts);
    expect((await show()).recovery).toMatchObject({ late: true });
    clock.shift(-4 * day);
    await new VisitDriver(service, () => clock.now()).walk(own, 'submitted');
    expect((await show()).recovery).toMatchObject({ doneOn: today(), late: false });
  });

  test('the regulator sees which company explains remarkably often', async () => {
    const { items } = good(await service.call(delayApi.shares, {}, own.regulator));
    expect(items).toMatchObject([{ company: { id: own.companyId }, explained: 1, remarkable: true }]);
    expect(good(await service.call(delayApi.shares, {}, foreign.regulator)).items).toEqual([]);
  });

  test('sixty lifts under water are explained at once, and decided lift by lift', async () => {
    await falls(1);
    const work = await service.get(UnitOfWork);
    const pattern = await (await service.get(Database)).reader.manager.findOneByOrFail(Lift, {
      id: own.liftId,
    });
    const ids: string[] = [];
    await work.run(systemCtx(clock.now()), async (tx) => {
      for (let index = 0; index < 59; index += 1) {
        const id = `01J${String(index).padStart(23, '0')}`;
        ids.push(id);
        await tx.manager.insert(Lift, { ...pattern, id, ownNumber: `水${index}`, dueOn: inDays(1) });
      }
    });
    const made = good(await submit({ liftIds: [own.liftId, ...ids] }));
    expect(made.counts).toMatchObject({ lifts: 60, submitted: 60 });
    const some = { delayId: made.id, accepted: true, text: '积水未退。', liftIds: ids.slice(0, 10) };
    const decided = good(await service.call(delayApi.decide, some, own.regulator));
    expect(decided.counts).toMatchObject({ accepted: 10, submitted: 50 });
    const other = { ...some, liftIds: [foreign.liftId] };
    expect((await service.call(delayApi.decide, other, own.regulator)).status).toBe(404);
  });
});

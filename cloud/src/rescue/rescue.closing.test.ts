import { faceApi } from '@lifttrust/shared-types/face/face.contract';
import { rescueDeskApi } from '@lifttrust/shared-types/rescue/desk.contract';
import { helpApi } from '@lifttrust/shared-types/rescue/help.contract';
import { rescueApi } from '@lifttrust/shared-types/rescue/rescue.contract';
import { type StaffedDistrict, twoDistricts, type Worker } from '../../../test/fixture/district';
import { scan } from '../../../test/fixture/papers';
import { good } from '../../../test/fixture/uploads';
import { VisitDriver } from '../../../test/fixture/visit-driver';
import { FaceConsent } from '../face/face-consent.entity';
import { FaceReview } from '../face/face-review.entity';
import { Clock } from '../kernel/clock';
import { newId } from '../kernel/new-id';
import { Outbox } from '../kernel/outbox';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { Entrapment } from './entrapment.entity';
import { HelpCall } from './help-call.entity';

import { rescueHelpers } from './testing/rescue-helpers';

const minute = 60_000;

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

  const { signed, write, aLift, draftOf, help, rows, entrapmentOf, shown, trapped, later, fix } =
    rescueHelpers(() => ({
      service,
      own,
      clock,
    }));

  test('a call taken back closes as 误报 and is kept; whoever takes back often is asked to telephone, and told when the same call may come again', async () => {
    const { code, liftId, id, helpId, helpToken } = await trapped({}, {});
    const back = { helpId, token: helpToken, what: 'mistaken' as const };
    expect(good(await service.call(helpApi.correct, back))).toMatchObject({
      state: 'closed',
      outcome: 'mistaken',
    });
    expect((await shown(id)).outcome).toBe('mistaken');
    for (let turn = 0; turn < 3; turn += 1) {
      const again = await help(code, {}, { deviceId: 'a-bored-phone' });
      good(
        await service.call(helpApi.correct, {
          helpId: again.helpId,
          token: again.helpToken,
          what: 'mistaken',
        }),
      );
    }
    const draft = draftOf(code);
    const again = (envelope = {}) =>
      fetch(`${service.url}/api/help-calls`, {
        ...{ method: 'POST', body: JSON.stringify(draft) },
        headers: { 'content-type': 'application/json', 'x-device-id': 'a-bored-phone', ...envelope },
      });
    const refused = await again();
    const error = { code: 'rescue.taken_back_often', kind: 'too_many', retryAfterSeconds: 30 };
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '30']);
    expect(await refused.json()).toMatchObject({ error });
    const inPackages = await again({ 'x-envelope': '1' });
    expect(await inPackages.json()).toMatchObject({ ok: false, error });
    expect((await help(code, {}, { deviceId: 'another-phone' })).state).toBe('waiting');
    expect(await (await rows()).countBy(Entrapment, { liftId })).toBe(5);
    // Somebody else is known to be inside now: what was refused is taken under its own key.
    expect(await (await again()).json()).toMatchObject({ state: 'waiting', reports: 2 });
  });

  test('ten seconds before the hour is over the service names no more than these, and then takes the call', async () => {
    const { code } = await aLift();
    const bored = { deviceId: 'another-bored-phone' };
    for (let turn = 0; turn < 3; turn += 1) {
      const { helpId, helpToken } = await help(code, {}, bored);
      good(await service.call(helpApi.correct, { helpId, token: helpToken, what: 'mistaken' }));
    }
    clock.shift(60 * minute - 10_000);
    const refused = await service.call(helpApi.call, draftOf(code), bored);
    expect(refused.error?.retryAfterSeconds).toBeLessThanOrEqual(10);
    clock.shift(10_000);
    expect((await help(code, {}, bored)).state).toBe('waiting');
  });

  test('the twin was meant: what goes on there counts from the first report, and who was coming comes there', async () => {
    const twin = await aLift();
    const { id, helpId, helpToken } = await trapped({ people: 2 });
    good(await service.call(rescueApi.accept, { entrapmentId: id }, await signed(own.admin)));
    clock.shift(2 * minute);
    const around = good(await service.call(helpApi.neighbours, { helpId, token: helpToken })).items;
    expect(around.map(({ liftId }) => liftId)).toContain(twin.liftId);
    const moved = { helpId, token: helpToken, what: 'other_lift' as const };
    expect((await service.call(helpApi.correct, { ...moved, liftId: foreign.liftId })).status).toBe(400);
    const now = good(await service.call(helpApi.correct, { ...moved, liftId: twin.liftId }));
    expect(now.state).toBe('accepted');
    const [old, right] = [await shown(id), await shown((await entrapmentOf(helpId)).id)];
    expect(old).toMatchObject({ outcome: 'moved', movedTo: right.id });
    expect(right).toMatchObject({ liftId: twin.liftId, reportedAt: old.reportedAt, people: 2 });
  });

  test('a report that waited for a network belongs to the rescue that is over; a fresh one is a new one', async () => {
    const { id, code } = await trapped();
    clock.shift(5 * minute);
    good(await service.call(rescueApi.free, { entrapmentId: id, people: 1 }, await signed(own.officer)));
    clock.shift(minute);
    const late = await help(code, { waitedSeconds: 180 });
    expect((await entrapmentOf(late.helpId)).id).toBe(id);
    const fresh = await help(code);
    expect((await entrapmentOf(fresh.helpId)).id).not.toBe(id);
  });

  describe('who was there', () => {
    const free = async (who: Worker = own.lead) => {
      const { id } = await trapped();
      good(await service.call(rescueApi.arrive, { entrapmentId: id, fix: fix() }, await signed(who)));
      return good(await service.call(rescueApi.free, { entrapmentId: id, people: 1 }, await signed(who)));
    };
    const prove = async (entrapmentId: string, who: Worker) => {
      const fileIds = [await scan(service, who)];
      return good(await service.call(rescueApi.prove, { entrapmentId, fileIds }, who));
    };
    const settled = async () => (await service.get(Outbox)).settle();
    const visits = () => new VisitDriver(service, () => clock.now());

    test('is shown afterwards by the check of maintenance, with pictures; too late it is in doubt, the rescue is not', async () => {
      const [one, two] = [await free(), await free()];
      expect(one).toMatchObject({ evidence: 'waiting', may: { identify: true, prove: true } });
      const lead = await signed(own.lead);
      expect((await prove(one.id, lead)).evidence).toBe('waiting');
      await visits().answerAlternative(lead, one.id);
      await settled();
      const done = await shown(one.id);
      expect(done.evidence).toBe('complete');
      expect(done.summoned.find(({ personId }) => personId === lead.personId)?.identity).toBe('in_review');
      expect(done.timeline.map(({ kind, by }) => [kind, by])).toContainEqual(['identified', lead.name]);
      await later(121 * minute);
      expect(await shown(two.id)).toMatchObject({ evidence: 'suspect', state: 'freed', outcome: null });
      await visits().answerAlternative(await signed(own.lead), two.id);
      await prove(two.id, await signed(own.lead));
      await settled();
      expect((await shown(two.id)).evidence).toBe('suspect');
    });

    test('that turns out to be somebody else leaves the evidence in doubt for good', async () => {
      const { id } = await free();
      const lead = await signed(own.lead);
      await visits().answerAlternative(lead, id);
      await prove(id, lead);
      expect((await shown(id)).evidence).toBe('complete');
      // A rejection counts when a second reviewer says the same; another one has spoken already.
      const said = { firstBy: '另一位核验人员', firstAt: clock.now(), firstReason: '不是本人。' };
      await write((tx) =>
        tx.manager.update(FaceReview, { visitId: id, state: 'waiting' }, { ...said, firstById: newId() }),
      );
      await visits().decide(await signed(own.reviewer), lead, id, false);
      await settled();
      const refused = await shown(id);
      expect(refused.evidence).toBe('suspect');
      expect(refused.timeline.map(({ kind }) => kind)).toContain('identity_refused');
    });

    test('a station’s rescuer shows it too, at a lift that is not theirs; nobody before people are free', async () => {
      const { id } = await trapped({ isPanic: true });
      const rescuer = await signed(own.rescuer);
      good(await service.call(rescueApi.accept, { entrapmentId: id }, rescuer));
      expect((await service.call(faceApi.openAlternative, { visitId: id }, rescuer)).status).toBe(404);
      good(await service.call(rescueApi.free, { entrapmentId: id, people: 1 }, rescuer));
      for (const who of [own.colleague, foreign.rescuer])
        expect((await service.call(faceApi.openAlternative, { visitId: id }, await signed(who))).status).toBe(
          404,
        );
      const given = { id: newId(), personId: rescuer.personId, act: 'given', textVersion: '2026-11-22' };
      await write((tx) => tx.manager.insert(FaceConsent, { ...given, at: tx.at }));
      // A consent that names maintenance alone covers no rescue; the other way is open.
      const byFace = await service.call(faceApi.openChallenge, { visitId: id }, rescuer);
      expect(byFace.error?.code).toBe('face.consent_text_changed');
      await visits().answerAlternative(rescuer, id);
      await visits().decide(await signed(own.reviewer), rescuer, id, true);
      await prove(id, rescuer);
      await settled();
      const done = await shown(id);
      expect(done.evidence).toBe('complete');
      expect(done.summoned.find(({ personId }) => personId === rescuer.personId)?.identity).toBe('accepted');
    });
  });

  test('closing needs a cause of two levels, says what the caller was told, and seals it', async () => {
    const { id } = await trapped();
    const lead = await signed(own.lead);
    good(await service.call(rescueApi.free, { entrapmentId: id, people: 1 }, lead));
    const close = async (regulator: Worker) =>
      service.call(
        rescueApi.close,
        { entrapmentId: id, outcome: 'rescued', satisfaction: 5, callBack: '乘客表示满意。' },
        await signed(regulator),
      );
    expect((await close(own.regulator)).error?.code).toBe('rescue.not_reported');
    const report = { entrapmentId: id, first: 'door' as const, measures: '清理地坎后恢复。' };
    const wrong = await service.call(rescueApi.report, { ...report, second: '停电' }, lead);
    expect(wrong.error?.code).toBe('rescue.cause_unknown');
    good(await service.call(rescueApi.report, { ...report, second: '生活垃圾导致开关门受阻' }, lead));
    expect((await close(foreign.regulator)).status).toBe(404);
    expect(good(await close(own.regulator))).toMatchObject({ state: 'closed', outcome: 'rescued' });
    expect((await close(own.regulator)).error?.code).toBe('rescue.closed');
  });

  test('nobody makes a false alarm of people who were got out, whoever freed them; where nobody was inside it is one', async () => {
    const desk = await signed(own.operator);
    const closeOf = (entrapmentId: string) =>
      service.call(rescueApi.close, { entrapmentId, outcome: 'mistaken', callBack: '已回访。' }, desk);
    for (const by of ['company', 'station', 'fire', 'owner'] as const) {
      const { id, helpId, helpToken } = await trapped();
      good(await service.call(rescueApi.free, { entrapmentId: id, by, people: 2 }, desk));
      const refused = await closeOf(id);
      expect(refused).toMatchObject({ status: 422, error: { code: 'rescue.people_freed' } });
      expect(refused.error?.message).toContain('已登记救出 2 人，不能记为误报');
      expect(await shown(id)).toMatchObject({ state: 'freed', outcome: null });
      const seen = good(await service.call(helpApi.show, { helpId, token: helpToken }));
      expect(seen).toMatchObject({ outcome: 'rescued', isTakenBack: false });
    }
    const [empty, nothing, self, open] = [await trapped(), await trapped(), await trapped(), await trapped()];
    const lead = await signed(own.lead);
    good(await service.call(rescueApi.free, { entrapmentId: empty.id, people: 0 }, lead));
    good(await service.call(rescueApi.free, { entrapmentId: nothing.id, people: 1 }, lead));
    const found = { first: 'none' as const, second: '现场无异常', measures: '乘客自行走出，检查无故障。' };
    good(await service.call(rescueApi.report, { entrapmentId: nothing.id, ...found }, lead));
    const out = { helpId: self.helpId, token: self.helpToken, what: 'freed' as const };
    good(await service.call(helpApi.correct, out));
    for (const { id } of [empty, nothing, self, open])
      expect(good(await closeOf(id))).toMatchObject({ state: 'closed', outcome: 'mistaken' });
  });

  test('strangers hear nothing: other companies, owners and districts, and whoever lacks the token', async () => {
    const { id, helpId } = await trapped({ phone: '10012345678' });
    for (const who of [foreign.lead, foreign.officer, foreign.regulator, foreign.auditor]) {
      const asked = await service.call(rescueApi.show, { entrapmentId: id }, await signed(who));
      expect(asked.status).toBe(404);
      const list = good(await service.call(rescueApi.list, {}, await signed(who)));
      expect(list.total).toBe(0);
    }
    const guessed = await service.call(helpApi.show, { helpId, token: '0'.repeat(64) });
    expect(guessed.status).toBe(404);
    const call = await (await rows()).findOneByOrFail(HelpCall, { id: helpId });
    expect(call.phoneSealed).not.toContain('10012345678');
    const lead = await signed(own.lead);
    expect((await service.call(rescueApi.callers, { entrapmentId: id }, lead)).error?.code).toBe(
      'rescue.not_accepted',
    );
    good(await service.call(rescueApi.accept, { entrapmentId: id }, lead));
    const { items } = good(await service.call(rescueApi.callers, { entrapmentId: id }, lead));
    expect(items).toMatchObject([{ phone: '10012345678' }]);
  });

  test('a caller’s telephone number goes after thirty days', async () => {
    const { helpId } = await trapped({ phone: '10012345678', note: '我是小学生' });
    await later(31 * 24 * 60 * minute);
    const call = await (await rows()).findOneByOrFail(HelpCall, { id: helpId });
    expect(call).toMatchObject({ phoneSealed: null, noteSealed: null });
  });

  test('the desk reports for somebody on the telephone, calls people by hand and corrects the lift', async () => {
    const [lift, twin] = [await aLift(), await aLift()];
    const desk = await signed(own.regulator);
    const reported = good(
      await service.call(rescueDeskApi.report, { liftId: lift.liftId, source: 'phone', people: 1 }, desk),
    );
    expect(reported).toMatchObject({ source: 'phone', tier: 1 });
    const other = { liftId: foreign.liftId, source: 'phone' as const };
    expect((await service.call(rescueDeskApi.report, other, desk)).status).toBe(404);
    const by = { entrapmentId: reported.id, tier: 1 as const, personIds: [own.colleague.personId] };
    const called = good(await service.call(rescueDeskApi.dispatch, by, desk));
    expect(called.summoned.map(({ personId }) => personId)).toContain(own.colleague.personId);
    const stranger = { ...by, personIds: [foreign.lead.personId] };
    expect((await service.call(rescueDeskApi.dispatch, stranger, desk)).error?.code).toBe(
      'rescue.person_unknown',
    );
    const words = { entrapmentId: reported.id, liftId: twin.liftId, text: '报警人说错了楼号。' };
    const moved = good(await service.call(rescueDeskApi.correct, words, desk));
    expect(moved).toMatchObject({ liftId: twin.liftId, reportedAt: reported.reportedAt });
    expect(
      (await service.call(rescueDeskApi.note, { entrapmentId: reported.id, text: '已回电。' }, desk)).status,
    ).toBe(200);
  });

  test('the desk puts right what was entered wrongly, with its reason; times and late marks stay', async () => {
    const { id } = await trapped({ people: 3, isHurt: true });
    await later(5 * minute);
    const desk = await signed(own.operator);
    const correct = (over: object) =>
      service.call(rescueDeskApi.correct, { entrapmentId: id, text: '报警人回电核实。', ...over }, desk);
    const right = good(await correct({ situation: { people: 1, isHurt: false } }));
    expect(right).toMatchObject({ people: 1, isHurt: false, isResponseLate: true, may: { correct: true } });
    const line = right.timeline.find(({ kind }) => kind === 'corrected');
    expect(line).toMatchObject({ by: own.operator.name, text: expect.stringContaining('由 3 更正为 1') });
    expect(line?.text).toContain('报警人回电核实');
    expect((await correct({ situation: { people: 1 } })).error?.details?.map(({ code }) => code)).toEqual([
      'rescue.nothing_corrected',
    ]);
    good(await service.call(rescueApi.free, { entrapmentId: id, by: 'owner', people: 1 }, desk));
    const twin = await aLift();
    expect((await correct({ liftId: twin.liftId })).error?.details?.map(({ code }) => code)).toEqual([
      'rescue.lift_stays',
    ]);
    good(await correct({ freedPeople: 2, hurtPeople: 1 }));
    good(await correct({ freedPeople: 0, hurtPeople: 0 }));
    const close = { entrapmentId: id, outcome: 'mistaken' as const, callBack: '轿厢内无人。' };
    good(await service.call(rescueApi.close, close, desk));
    const after = good(await correct({ outcome: 'rescued', freedPeople: 2, hurtPeople: 1 }));
    expect(after).toMatchObject({ outcome: 'rescued', freedPeople: 2, hurtPeople: 1, isResponseLate: true });
    const stranger = await signed(foreign.operator);
    const theirs = { entrapmentId: id, text: '不对。', situation: { people: 2 } };
    expect((await service.call(rescueDeskApi.correct, theirs, stranger)).status).toBe(404);
  });

  test('a machine reports under its own key: once for each event, within its district, and its false alarms count', async () => {
    const lift = await aLift({ rescueCode: '777001' });
    const admin = await signed(own.regulatorAdmin);
    const source = good(
      await service.call(rescueDeskApi.issueSource, { name: '示例物联平台', kind: 'telemetry' }, admin),
    );
    const alarm = (over: object = {}) =>
      service.call(rescueDeskApi.alarm, { key: source.key, event: 'e-1', rescueCode: '777001', ...over });
    const first = good(await alarm());
    expect(good(await alarm())).toEqual({ entrapmentId: first.entrapmentId, isMerged: true });
    expect((await alarm({ key: '0'.repeat(52) })).status).toBe(401);
    expect((await alarm({ event: 'e-2', rescueCode: foreign.divisionCode })).status).toBe(404);
    expect((await shown(first.entrapmentId)).source).toBe('telemetry');
    const close = {
      entrapmentId: first.entrapmentId,
      outcome: 'mistaken' as const,
      callBack: '轿厢内无人。',
    };
    good(await service.call(rescueApi.close, close, admin));
    const listed = good(await service.call(rescueDeskApi.sources, {}, admin)).items;
    expect(listed.find(({ id }) => id === source.id)).toMatchObject({ calls: 1, mistaken: 1 });
    expect(JSON.stringify(listed)).not.toContain(source.key);
    good(await service.call(rescueDeskApi.revokeSource, { sourceId: source.id, reason: '合作结束' }, admin));
    expect((await alarm({ event: 'e-3' })).status).toBe(401);
    expect(lift.liftId).toBeTruthy();
  });

  test('eighty entrapments in five minutes: each is called for in the answer, and the hurt and the small come first', async () => {
    const lifts: { code: string }[] = [];
    for (let index = 0; index < 80; index += 1) lifts.push(await aLift({ divisionCode: own.divisionCode }));
    const took: number[] = [];
    for (const [index, { code }] of lifts.entries()) {
      const begun = performance.now();
      const answer = await help(code, index === 70 ? { hasChildren: true } : {}, { deviceId: `d-${index}` });
      took.push(performance.now() - begun);
      expect(answer.state).toBe('waiting');
      clock.shift(3000);
    }
    const desk = await signed(own.regulator);
    const queue = good(await service.call(rescueDeskApi.queue, {}, desk));
    expect(queue.isBulk).toBe(true);
    // Nothing is connected here, and the desk is told so.
    expect(queue.missingWays).toEqual(['app', 'sms', 'voice']);
    const waiting = queue.items.filter(({ freedAt }) => freedAt === null);
    expect(waiting.length).toBeGreaterThanOrEqual(80);
    expect(waiting.slice(0, 12).some(({ hasChildren }) => hasChildren)).toBe(true);
    took.sort((a, b) => a - b);
    expect(took[40]).toBeLessThan(1000);
    const manager = await rows();
    const [silent]: { lifts: number | string }[] = await manager.query(
      'SELECT COUNT(*) AS lifts FROM entrapment e WHERE NOT EXISTS (SELECT 1 FROM rescue_summons s WHERE s.entrapment_id = e.id)',
    );
    expect(Number(silent?.lifts)).toBe(0);
  });

  test('each side’s plan is shown to whoever comes, in its newest edition, and its start is recorded', async () => {
    good(await service.call(rescueApi.setPlan, { text: '一、切断电源。' }, await signed(own.admin)));
    good(
      await service.call(rescueApi.setPlan, { text: '一、切断电源；二、盘车。' }, await signed(own.admin)),
    );
    const { id } = await trapped();
    const one = good(
      await service.call(rescueApi.startPlan, { entrapmentId: id }, await signed(own.officer)),
    );
    expect(one.plans).toMatchObject([{ side: 'company', text: '一、切断电源；二、盘车。' }]);
    expect(one.timeline.map(({ kind }) => kind)).toContain('plan_started');
  });

  test('the timeline cannot be rewritten', async () => {
    const { id } = await trapped();
    const manager = await rows();
    await expect(
      manager.query("UPDATE entrapment_event SET text = '改' WHERE entrapment_id = ?", [id]),
    ).rejects.toThrow();
  });
});

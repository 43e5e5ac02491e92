import { checkInApi } from '@lifttrust/shared-types/check-in/check-in.contract';
import { madeText } from '@lifttrust/shared-types/kernel/made-at';
import { dayOf, endOfDay } from '@lifttrust/shared-types/kernel/time';
import { personApi } from '@lifttrust/shared-types/person/person.contract';
import { dueDate } from '@lifttrust/shared-types/plan/plan.rules';
import { type RecordDetail, recordApi } from '@lifttrust/shared-types/record/record.contract';
import { visitApi } from '@lifttrust/shared-types/visit/visit.contract';
import { type District, twoDistricts, type Worker } from '../../../test/fixture/district';
import { photograph } from '../../../test/fixture/evidence';
import { OfflinePhone } from '../../../test/fixture/offline-phone';
import { good, upload } from '../../../test/fixture/uploads';
import { VisitDriver } from '../../../test/fixture/visit-driver';
import { Presence } from '../check-in/presence.entity';
import { Clock } from '../kernel/clock';
import { Database } from '../kernel/database';
import { freshKey } from '../kernel/testing/call-at';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { Lift } from '../lift/lift.entity';

const hourMs = 3_600_000;

onBothDatabases((start) => {
  let service: TestService;
  let own: District;
  let driver: VisitDriver;
  let clock: Clock;
  beforeAll(async () => {
    service = await start();
    clock = await service.get(Clock);
    ({ own } = await twoDistricts(service));
    driver = new VisitDriver(service, () => clock.now());
  });
  afterAll(() => service.stop());

  const everybody = () => [own.lead, own.partner, own.admin, own.officer, own.reviewer, own.regulator];
  /** Hours pass; who had signed in signs in again. */
  const pass = async (ms: number) => {
    clock.shift(ms);
    for (const worker of everybody()) worker.token = await service.signIn(worker.personId, worker.deviceId);
  };
  /** To that time of the day in Asia/Shanghai, far enough from the visits of the tests before. */
  const until = async (hours: number) => {
    const wanted = endOfDay(dayOf(clock.now() + 12 * hourMs)) + hours * hourMs;
    await pass(wanted - clock.now());
  };
  const phone = (worker: Worker, visitId: string) =>
    OfflinePhone.fetch({
      service,
      worker,
      visitId,
      fix: (changes) => driver.fix(changes),
      now: () => clock.now(),
    });
  const both = async () => {
    const visitId = await driver.plan(own);
    return { visitId, lead: await phone(own.lead, visitId), partner: await phone(own.partner, visitId) };
  };
  /** Both do everything; half an hour of work. */
  const doAll = async (lead: OfflinePhone, partner: OfflinePhone, lateReason?: string) => {
    lead.wait(10).arrive(own);
    partner.wait(10).arrive(own);
    await lead.work();
    lead.wait(30).sign().wait(1).checkOut().wait(1).submit(lateReason);
    partner.wait(30).sign().wait(1).checkOut();
  };
  const recordOf = async (visitId: string, who: Worker = own.lead): Promise<RecordDetail> => {
    const { recordId } = await driver.pack(own.lead, visitId);
    return good(await service.call(recordApi.show, { recordId: recordId ?? '' }, who));
  };
  const codesOf = (record: RecordDetail) => record.findings.map(({ code }) => code);
  const presenceOf = async (visitId: string, { personId }: Worker) =>
    (await service.get(Database)).reader.manager.findOneByOrFail(Presence, { visitId, personId });
  const timeLine = (record: RecordDetail) => record.evidence.find(({ kind }) => kind === 'time');

  test('a fetched pack has all that work without a network needs; the answer of a command has no clock', async () => {
    const visitId = await driver.plan(own);
    const pack = await driver.pack(own.lead, visitId);
    expect(pack.anchor).toMatch(/^\d{13}\.[0-9a-f]{32}$/);
    expect(pack.offline).toMatchObject({
      until: pack.serverTime + 72 * hourMs,
      codeHashes: [expect.stringMatching(/^[0-9a-f]{64}$/)],
      fence: { confirmed: true, radiusMetres: 200, weakMetres: 150 },
      challenge: null,
      alternative: { ticket: expect.any(String), gesture: expect.any(String) },
    });
    const again = await driver.pack(own.lead, visitId);
    expect(again.offline?.alternative?.gesture).toBe(pack.offline?.alternative?.gesture);
    const scanned = good(await driver.scan(own.lead, visitId, own.code));
    expect(scanned).toMatchObject({ anchor: null, offline: null });
  });

  test('a whole visit without a network is recorded at the times of the work and says when it came', async () => {
    await until(9);
    const { visitId, lead, partner } = await both();
    const fetchedAt = clock.now();
    await doAll(lead, partner);
    await pass(90 * 60_000);
    expect((await partner.replay())?.error).toBeUndefined();
    expect((await lead.replay())?.error).toBeUndefined();
    const record = await recordOf(visitId);
    expect(record.startedAt - fetchedAt).toBeGreaterThanOrEqual(12 * 60_000);
    expect(record.startedAt - fetchedAt).toBeLessThan(15 * 60_000);
    expect(record.completedAt).toBeLessThan(fetchedAt + 50 * 60_000);
    expect(record.receivedAt).toBeGreaterThan(fetchedAt + 89 * 60_000);
    expect(record).toMatchObject({ offline: true, uploadedLate: false, lateReason: '' });
    expect(new Set(codesOf(record))).toEqual(new Set(['face.in_review']));
    expect(timeLine(record)).toMatchObject({ good: true });
    expect(record.presences.every(({ offline }) => offline)).toBe(true);
  });

  test('completed at 23:5x and uploaded next morning it counts for its day, is marked late, and says why to everybody', async () => {
    await until(23);
    const { visitId, lead, partner } = await both();
    await doAll(lead, partner, '地下三层没有信号，次日回到地面才上传。');
    const completedOn = dayOf(clock.now());
    await pass(10 * hourMs);
    expect((await lead.replay())?.error?.code).toBe('visit.waits_for_partner');
    expect((await partner.replay())?.error).toBeUndefined();
    expect((await lead.replay())?.error).toBeUndefined();
    for (const reader of [own.lead, own.officer, own.regulator]) {
      const record = await recordOf(visitId, reader);
      expect(record).toMatchObject({
        completedOn,
        uploadedLate: true,
        offline: true,
        lateReason: '地下三层没有信号，次日回到地面才上传。',
      });
      expect(timeLine(record)).toMatchObject({
        good: false,
        text: expect.stringContaining('地下三层没有信号'),
      });
    }
    const lift = await (await service.get(Database)).reader.manager.findOneByOrFail(Lift, { id: own.liftId });
    expect(lift.lastMaintainedOn).toBe(completedOn);
    const record = await recordOf(visitId);
    expect(lift.dueOn).toBe(
      dueDate(record.completedAt, 'half_month', { half_month: 15, quarter: 90, half_year: 180, year: 365 }),
    );
  });

  test('the lead’s submission waits for the colleague’s part under the same key, and is then taken', async () => {
    const { visitId, lead, partner } = await both();
    await doAll(lead, partner);
    await pass(2 * hourMs);
    const waits = await lead.replay();
    expect(waits).toMatchObject({ status: 409, error: { code: 'visit.waits_for_partner' } });
    expect(waits?.error?.message).toContain(own.partner.name);
    expect(lead.waiting).toHaveLength(1);
    await partner.replay();
    expect((await lead.replay())?.status).toBe(200);
    expect((await driver.pack(own.lead, visitId)).state).toBe('submitted');
  });

  test('two answers that contradict each other wait for the lead; both are told, and the choice stands', async () => {
    const { visitId, lead, partner } = await both();
    lead.wait(5).arrive(own);
    partner.wait(5).arrive(own);
    await lead.work();
    partner.wait(10).answer('A-1-01', 'fail', '机房门锁损坏').wait(5).sign().wait(1).checkOut();
    lead.wait(30).sign().wait(1).checkOut().wait(1).submit();
    await pass(2 * hourMs);
    await partner.replay();
    const refused = await lead.replay();
    expect(refused?.status).toBe(422);
    expect(refused?.error?.details?.map(({ code }) => code)).toEqual([
      'record.grade_too_good',
      'record.answers_differ',
    ]);
    const sheet = good(await service.call(recordApi.sheet, { visitId }, own.lead));
    expect(sheet.conflicts).toHaveLength(1);
    expect(sheet.conflicts[0]?.answers.map(({ words, stands }) => ({ words, stands }))).toEqual([
      { words: '合格', stands: false },
      { words: '不合格：机房门锁损坏', stands: true },
    ]);
    const foreign = await service.call(
      visitApi.settleItem,
      { visitId, code: 'A-1-01', personId: own.lead.personId },
      own.partner,
    );
    expect(foreign).toMatchObject({ status: 403, error: { code: 'visit.not_the_lead' } });
    const chosen = { visitId, code: 'A-1-01', personId: own.lead.personId };
    good(await service.call(visitApi.settleItem, chosen, own.lead));
    expect((await lead.replay())?.error).toBeUndefined();
    const record = await recordOf(visitId);
    expect(record.items.find(({ code }) => code === 'A-1-01')?.result).toBe('pass');
  });

  test('an earlier answer that comes later does not replace the later one', async () => {
    const { visitId, lead } = await both();
    const slow = await phone(own.lead, visitId);
    lead.wait(5).arrive(own).wait(20).answer('A-1-01', 'treated', '已清洁');
    slow.wait(15).answer('A-1-01', 'pass');
    await pass(hourMs);
    await lead.replay();
    await slow.replay();
    const item = (await driver.pack(own.lead, visitId)).items.find(({ code }) => code === 'A-1-01');
    expect(item).toMatchObject({ result: 'treated', note: '已清洁' });
  });

  test('a partner’s answers are taken from what their phone kept, and their grade never', async () => {
    const { visitId, partner } = await both();
    partner.wait(5).arrive(own).wait(5).answer('A-1-02', 'pass').wait(1).grade();
    await pass(hourMs);
    expect(await partner.replay()).toMatchObject({ status: 403, error: { code: 'visit.not_the_lead' } });
    const item = (await driver.pack(own.lead, visitId)).items.find(({ code }) => code === 'A-1-02');
    expect(item?.result).toBe('pass');
  });

  test.each([
    ['a forged signature', () => `${clock.now() - 5 * hourMs}.${'0'.repeat(32)}`],
    [
      'somebody else’s anchor',
      async () => (await driver.pack(own.partner, await driver.plan(own))).anchor ?? '',
    ],
  ])('%s under the time loses no work: it counts when it came, and is marked', async (_which, anchor) => {
    const visitId = await driver.plan(own);
    const made = madeText(await anchor(), 60_000, 0);
    const scanned = await service.call(
      checkInApi.scanCode,
      { visitId, token: own.code, scannedAt: clock.now() },
      { ...own.lead, made },
    );
    expect(scanned.status).toBe(200);
    const presence = await presenceOf(visitId, own.lead);
    expect(Math.abs((presence.codeAt ?? 0) - clock.now())).toBeLessThan(60_000);
    expect(presence).toMatchObject({ untrustedSteps: 1, isOffline: false });
  });

  test.each([
    ['ahead', 24 * hourMs],
    ['back', -24 * hourMs],
  ])('a phone’s clock set a day %s moves no time of the record and is told', async (_way, jump) => {
    await until(10);
    const { visitId, lead, partner } = await both();
    lead.wait(2).setClock(jump);
    await doAll(lead, partner);
    const day = dayOf(clock.now());
    await pass(90 * 60_000);
    await partner.replay();
    expect((await lead.replay())?.error).toBeUndefined();
    const record = await recordOf(visitId);
    expect(record.completedOn).toBe(day);
    expect(codesOf(record)).toContain('check_in.clock_jumped');
    expect(codesOf(record)).not.toContain('record.duration_short');
  });

  test('work that only the phone vouches for, hours from any contact, is a doubt with both silences', async () => {
    await until(8);
    const { visitId, lead, partner } = await both();
    lead.wait(150);
    partner.wait(150);
    await doAll(lead, partner);
    await pass(7 * hourMs);
    await partner.replay();
    expect((await lead.replay())?.error).toBeUndefined();
    const record = await recordOf(visitId);
    expect(codesOf(record)).toContain('check_in.offline_too_long');
    expect(record.validity).toBe('suspect');
  });

  test('the photograph for a weak position may come after the start, and the submission asks for it', async () => {
    const { visitId, lead } = await both();
    lead.wait(5).scan(own).wait(1).locate({ accuracyMetres: 900 }).wait(1).identify().wait(1).start();
    await pass(hourMs);
    expect((await lead.replay())?.error).toBeUndefined();
    const sheet = good(await service.call(recordApi.sheet, { visitId }, own.lead));
    expect(sheet.refusals.map(({ code }) => code)).toContain('record.position_evidence_missing');
    const { nonces } = await driver.pack(own.lead, visitId);
    const bytes = await photograph();
    const fileId = await upload(service, own.lead, {
      purpose: 'photo',
      visitId,
      bytes,
      nonce: nonces[0] ?? '',
    });
    lead.keep(checkInApi.addPositionEvidence, { visitId, fileId });
    expect((await lead.replay())?.error).toBeUndefined();
  });

  test('the order of steps holds without a network, and no step is earlier than the one before it', async () => {
    const { visitId, lead } = await both();
    lead.wait(20).scan(own).wait(-10).locate();
    await pass(hourMs);
    expect((await lead.replay())?.error).toBeUndefined();
    const presence = await presenceOf(visitId, own.lead);
    expect(presence.positionAt).toBe(presence.codeAt);
    const skipped = await phone(own.lead, await driver.plan(own));
    skipped.wait(5).start();
    await pass(hourMs);
    expect(await skipped.replay()).toMatchObject({ status: 422, error: { code: 'check_in.out_of_order' } });
  });

  test('the same upload fifty times at once does it once; the same key with other content is refused', async () => {
    const visitId = await driver.plan(own);
    const { anchor } = await driver.pack(own.lead, visitId);
    await pass(hourMs);
    const who = { ...own.lead, requestKey: freshKey(), made: madeText(anchor ?? '', 60_000, 0) };
    const input = { visitId, token: own.code, scannedAt: clock.now() };
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => service.call(checkInApi.scanCode, input, who)),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(answers.map(({ data }) => JSON.stringify(data))).size).toBe(1);
    const other = await service.call(checkInApi.scanCode, { ...input, scannedAt: 1 }, who);
    expect(other).toMatchObject({ status: 409, error: { code: 'kernel.request_key_reused' } });
  });

  test('a second phone of the same person gives no evidence', async () => {
    const visitId = await driver.plan(own);
    const { anchor } = await driver.pack(own.lead, visitId);
    await pass(hourMs);
    const token = await service.signIn(own.lead.personId, 'another-phone-of-theirs');
    const made = madeText(anchor ?? '', 60_000, 0);
    const input = { visitId, token: own.code, scannedAt: clock.now() };
    const refused = await service.call(checkInApi.scanCode, input, { token, made });
    expect(refused).toMatchObject({ status: 403, error: { code: 'device.not_trusted' } });
  });

  test('the visit keeps its own list when the lift is registered as another type meanwhile', async () => {
    const { visitId, lead, partner } = await both();
    const database = await service.get(Database);
    const before = await database.reader.manager.findOneByOrFail(Lift, { id: own.liftId });
    await doAll(lead, partner);
    await database.writer.manager.update(Lift, { id: own.liftId }, { type: '3310' });
    await pass(hourMs);
    await partner.replay();
    expect((await lead.replay())?.error).toBeUndefined();
    const record = await recordOf(visitId);
    expect(record.templateEdition).toBe(lead.pack.templateEdition);
    expect(record.items.map(({ code }) => code)).toEqual(lead.pack.items.map(({ code }) => code));
    await database.writer.manager.update(Lift, { id: own.liftId }, { type: before.type });
  });

  test('an item added without a network keeps the code its phone gave it; the code under another name is refused', async () => {
    const { visitId, lead } = await both();
    const item = { visitId, name: '轿厢扶手', requirement: '', code: 'X-7K2M' };
    lead.wait(5).arrive(own).wait(1).keep(visitApi.addItem, item).wait(1).answer('X-7K2M', 'pass');
    await pass(hourMs);
    expect((await lead.replay())?.error).toBeUndefined();
    lead.keep(visitApi.addItem, item);
    expect((await lead.replay())?.status).toBe(200);
    lead.keep(visitApi.addItem, { ...item, name: '别的' });
    expect((await lead.replay())?.error?.code).toBe('visit.item_code_taken');
  });

  test('what is signed is one’s own part as the service has it; another hash is refused', async () => {
    const { visitId, lead } = await both();
    lead.wait(5).arrive(own).wait(1).answer('A-1-01', 'pass');
    await pass(hourMs);
    await lead.replay();
    const sheet = good(await service.call(recordApi.sheet, { visitId }, own.lead));
    expect(sheet.partHash).toBe(lead.hash);
    const fileId = await driver.signatureOf(own.lead, visitId);
    const refused = await service.call(
      recordApi.sign,
      { visitId, fileId, partHash: '0'.repeat(64) },
      { ...own.lead, made: lead.header() },
    );
    expect(refused).toMatchObject({ status: 409, error: { code: 'record.content_changed' } });
    const none = await service.call(recordApi.sign, { visitId, fileId }, own.lead);
    expect(none.status).toBe(400);
  });

  test('a ticket for the gesture that is not ours is no dead end: a person decides', async () => {
    const { visitId, lead } = await both();
    const [offline] = [lead.pack.offline];
    if (offline?.alternative) offline.alternative.ticket = '1763600000000.feed';
    lead.wait(5).arrive(own);
    await pass(hourMs);
    expect((await lead.replay())?.error).toBeUndefined();
    expect((await driver.pack(own.lead, visitId)).mine?.identity).toBe('in_review');
    lead.identify();
    expect((await lead.replay())?.status).toBe(422);
  });

  test('who has left hands in what they did and signed before, marked; what they did after is refused in words', async () => {
    await until(20);
    const { visitId, lead, partner } = await both();
    await doAll(lead, partner);
    const lastDay = dayOf(clock.now());
    const { personId, token } = own.partner;
    good(await service.call(personApi.leave, { personId, lastDay, reason: '合同到期。' }, own.admin));
    clock.shift(6 * hourMs);
    const team = [own.lead, own.admin, own.officer, own.reviewer, own.regulator];
    for (const worker of team) worker.token = await service.signIn(worker.personId, worker.deviceId);
    expect(own.partner.token).toBe(token);
    const plain = await service.call(visitApi.pack, { visitId }, own.partner);
    expect(plain).toMatchObject({ status: 401, error: { code: 'session.expired' } });
    expect((await partner.replay())?.error).toBeUndefined();
    const after = { ...own.partner, made: madeText(partner.pack.anchor ?? '', 5 * hourMs, 0) };
    const answers = [{ code: 'A-1-01', result: 'pass' as const }];
    const refused = await service.call(visitApi.answerItems, { visitId, answers }, after);
    expect(refused).toMatchObject({ status: 403, error: { code: 'session.person_left' } });
    expect(refused.error?.message).toContain('之前离线完成的可以照常上传');
    expect((await lead.replay())?.error).toBeUndefined();
    const record = await recordOf(visitId);
    expect(codesOf(record)).toContain('record.signer_left');
    expect(record.technicians).toContain(own.partner.name);
  });
});

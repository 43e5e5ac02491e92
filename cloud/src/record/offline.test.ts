import { checkInApi } from '@lifttrust/shared-types/check-in/check-in.contract';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
import { dueDate } from '@lifttrust/shared-types/plan/plan.rules';
import { type RecordDetail, recordApi } from '@lifttrust/shared-types/record/record.contract';
import { visitApi } from '@lifttrust/shared-types/visit/visit.contract';
import type { District } from '../../../test/fixture/district';
import { photograph } from '../../../test/fixture/evidence';
import { codesOf, hourMs, OfflineCrew } from '../../../test/fixture/offline-crew';
import { good, upload } from '../../../test/fixture/uploads';
import type { VisitDriver } from '../../../test/fixture/visit-driver';
import { Database } from '../kernel/database';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { Lift } from '../lift/lift.entity';

const timeLine = (record: RecordDetail) => record.evidence.find(({ kind }) => kind === 'time');

onBothDatabases((start) => {
  let service: TestService;
  let crew: OfflineCrew;
  let own: District;
  let driver: VisitDriver;
  beforeAll(async () => {
    service = await start();
    crew = await OfflineCrew.in(service);
    ({ own, driver } = crew);
  });
  afterAll(() => service.stop());

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
    await crew.until(9);
    const { visitId, lead, partner } = await crew.both();
    const fetchedAt = crew.now;
    await crew.doAll(lead, partner);
    await crew.pass(90 * 60_000);
    expect((await partner.replay())?.error).toBeUndefined();
    expect((await lead.replay())?.error).toBeUndefined();
    const record = await crew.recordOf(visitId);
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
    await crew.until(23);
    const { visitId, lead, partner } = await crew.both();
    await crew.doAll(lead, partner, '地下三层没有信号，次日回到地面才上传。');
    const completedOn = dayOf(crew.now);
    await crew.pass(10 * hourMs);
    expect((await lead.replay())?.error?.code).toBe('visit.waits_for_partner');
    expect((await partner.replay())?.error).toBeUndefined();
    expect((await lead.replay())?.error).toBeUndefined();
    for (const reader of [own.lead, own.officer, own.regulator]) {
      const record = await crew.recordOf(visitId, reader);
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
    const record = await crew.recordOf(visitId);
    expect(lift.dueOn).toBe(
      dueDate(record.completedAt, 'half_month', { half_month: 15, quarter: 90, half_year: 180, year: 365 }),
    );
  });

  test('the lead’s submission waits for the colleague’s part under the same key, and is then taken', async () => {
    const { visitId, lead, partner } = await crew.both();
    await crew.doAll(lead, partner);
    await crew.pass(2 * hourMs);
    const waits = await lead.replay();
    expect(waits).toMatchObject({ status: 409, error: { code: 'visit.waits_for_partner' } });
    expect(waits?.error?.message).toContain(own.partner.name);
    expect(lead.waiting).toHaveLength(1);
    await partner.replay();
    expect((await lead.replay())?.status).toBe(200);
    expect((await driver.pack(own.lead, visitId)).state).toBe('submitted');
  });

  test('two answers that contradict each other wait for the lead; both are told, and the choice stands', async () => {
    const { visitId, lead, partner } = await crew.both();
    lead.wait(5).arrive(own);
    partner.wait(5).arrive(own);
    await lead.work();
    partner.wait(10).answer('A-1-01', 'fail', '机房门锁损坏').wait(5).sign().wait(1).checkOut();
    lead.wait(30).sign().wait(1).checkOut().wait(1).submit();
    await crew.pass(2 * hourMs);
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
    const record = await crew.recordOf(visitId);
    expect(record.items.find(({ code }) => code === 'A-1-01')?.result).toBe('pass');
  });

  test('an earlier answer that comes later does not replace the later one', async () => {
    const { visitId, lead } = await crew.both();
    const slow = await crew.phone(own.lead, visitId);
    lead.wait(5).arrive(own).wait(20).answer('A-1-01', 'treated', '已清洁');
    slow.wait(15).answer('A-1-01', 'pass');
    await crew.pass(hourMs);
    await lead.replay();
    await slow.replay();
    const item = (await driver.pack(own.lead, visitId)).items.find(({ code }) => code === 'A-1-01');
    expect(item).toMatchObject({ result: 'treated', note: '已清洁' });
  });

  test('a partner’s answers are taken from what their phone kept, and their grade never', async () => {
    const { visitId, partner } = await crew.both();
    partner.wait(5).arrive(own).wait(5).answer('A-1-02', 'pass').wait(1).grade();
    await crew.pass(hourMs);
    expect(await partner.replay()).toMatchObject({ status: 403, error: { code: 'visit.not_the_lead' } });
    const item = (await driver.pack(own.lead, visitId)).items.find(({ code }) => code === 'A-1-02');
    expect(item?.result).toBe('pass');
  });

  test('work that only the phone vouches for, hours from any contact, is a doubt with both silences', async () => {
    await crew.until(8);
    const { visitId, lead, partner } = await crew.both();
    lead.wait(150);
    partner.wait(150);
    await crew.doAll(lead, partner);
    await crew.pass(7 * hourMs);
    await partner.replay();
    expect((await lead.replay())?.error).toBeUndefined();
    const record = await crew.recordOf(visitId);
    expect(codesOf(record)).toContain('check_in.offline_too_long');
    expect(record.validity).toBe('suspect');
  });

  test('the photograph for a weak position may come after the start, and the submission asks for it', async () => {
    const { visitId, lead } = await crew.both();
    lead.wait(5).scan(own).wait(1).locate({ accuracyMetres: 900 }).wait(1).identify().wait(1).start();
    await crew.pass(hourMs);
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
});

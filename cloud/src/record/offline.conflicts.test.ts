import { checkInApi } from '@lifttrust/shared-types/check-in/check-in.contract';
import { faceApi } from '@lifttrust/shared-types/face/face.contract';
import { visitApi } from '@lifttrust/shared-types/visit/visit.contract';
import type { District } from '../../../test/fixture/district';
import { photograph } from '../../../test/fixture/evidence';
import { hourMs, OfflineCrew } from '../../../test/fixture/offline-crew';
import { good, upload } from '../../../test/fixture/uploads';
import type { VisitDriver } from '../../../test/fixture/visit-driver';
import { freshKey } from '../kernel/testing/call-at';
import { onBothDatabases, type TestService } from '../kernel/testing/service';

/** What happened elsewhere while phones had no network: each is refused in words, and never half taken. */
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

  test('a visit that was cancelled meanwhile takes nothing, says so, and the phone keeps everything', async () => {
    const { visitId, lead, partner } = await crew.both();
    await crew.doAll(lead, partner);
    const waited = lead.waiting.length;
    good(await service.call(visitApi.cancel, { visitId, reason: '改到下周' }, own.admin));
    await crew.pass(hourMs);
    for (const phone of [lead, partner]) {
      const refused = await phone.replay();
      expect(refused).toMatchObject({ status: 409, error: { code: 'visit.cancelled' } });
      expect(refused?.error?.message).toContain('已经取消');
    }
    expect(lead.waiting).toHaveLength(waited);
    const pack = await driver.pack(own.lead, visitId);
    expect(pack).toMatchObject({ state: 'cancelled', photos: [] });
    expect(pack.presences.every(({ codeAt }) => codeAt === null)).toBe(true);
  });

  test('a part that comes after the record was sealed changes nothing of it and is refused in words', async () => {
    const { visitId, lead, partner } = await crew.both();
    const late = await crew.phone(own.partner, visitId);
    await crew.doAll(lead, partner);
    late.wait(20).answer('A-1-01', 'fail', '门锁磨损');
    await crew.pass(hourMs);
    expect((await partner.replay())?.error).toBeUndefined();
    expect((await lead.replay())?.error).toBeUndefined();
    const refused = await late.replay();
    expect(refused).toMatchObject({ status: 409, error: { code: 'visit.already_submitted' } });
    const record = await crew.recordOf(visitId);
    expect(record.items.find(({ code }) => code === 'A-1-01')?.result).toBe('pass');
  });

  test('what was answered and is asked again under the same key hears the same answer, though it is done by now', async () => {
    const { visitId, lead } = await crew.both();
    lead.wait(5).scan(own).wait(1).locate();
    await crew.pass(hourMs);
    expect((await lead.replay())?.error).toBeUndefined();
    const made = lead.header();
    const fileId = await upload(
      service,
      { ...own.lead, made },
      { purpose: 'challenge_frame', visitId, bytes: await photograph() },
    );
    const ticket = lead.pack.offline?.alternative?.ticket ?? '';
    const who = { ...own.lead, requestKey: freshKey(), made };
    const gesture = () => service.call(faceApi.answerAlternativeOffline, { visitId, ticket, fileId }, who);
    const first = await gesture();
    expect(first.status).toBe(200);
    const starting = { ...own.lead, requestKey: freshKey(), made };
    good(await service.call(checkInApi.start, { visitId }, starting));
    expect(await gesture()).toEqual(first);
    expect((await service.call(checkInApi.start, { visitId }, starting)).status).toBe(200);
  });
});

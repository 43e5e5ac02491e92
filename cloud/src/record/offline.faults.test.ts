import { checkInApi } from '@lifttrust/shared-types/check-in/check-in.contract';
import { madeText } from '@lifttrust/shared-types/kernel/made-at';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
import { personApi } from '@lifttrust/shared-types/person/person.contract';
import { recordApi } from '@lifttrust/shared-types/record/record.contract';
import { visitApi } from '@lifttrust/shared-types/visit/visit.contract';
import type { District } from '../../../test/fixture/district';
import { codesOf, hourMs, OfflineCrew } from '../../../test/fixture/offline-crew';
import { good } from '../../../test/fixture/uploads';
import type { VisitDriver } from '../../../test/fixture/visit-driver';
import { Database } from '../kernel/database';
import { freshKey } from '../kernel/testing/call-at';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { Lift } from '../lift/lift.entity';

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

  test.each([
    ['a forged signature', () => `${crew.now - 5 * hourMs}.${'0'.repeat(32)}`],
    [
      'somebody else’s anchor',
      async () => (await driver.pack(own.partner, await driver.plan(own))).anchor ?? '',
    ],
  ])('%s under the time loses no work: it counts when it came, and is marked', async (_which, anchor) => {
    const visitId = await driver.plan(own);
    const made = madeText(await anchor(), 60_000, 0);
    const scanned = await service.call(
      checkInApi.scanCode,
      { visitId, token: own.code, scannedAt: crew.now },
      { ...own.lead, made },
    );
    expect(scanned.status).toBe(200);
    const presence = await crew.presenceOf(visitId, own.lead);
    expect(Math.abs((presence.codeAt ?? 0) - crew.now)).toBeLessThan(60_000);
    expect(presence).toMatchObject({ untrustedSteps: 1, isOffline: false });
  });

  test.each([
    ['ahead', 24 * hourMs],
    ['back', -24 * hourMs],
  ])('a phone’s clock set a day %s moves no time of the record and is told', async (_way, jump) => {
    await crew.until(10);
    const { visitId, lead, partner } = await crew.both();
    lead.wait(2).setClock(jump);
    await crew.doAll(lead, partner);
    const day = dayOf(crew.now);
    await crew.pass(90 * 60_000);
    await partner.replay();
    expect((await lead.replay())?.error).toBeUndefined();
    const record = await crew.recordOf(visitId);
    expect(record.completedOn).toBe(day);
    expect(codesOf(record)).toContain('check_in.clock_jumped');
    expect(codesOf(record)).not.toContain('record.duration_short');
  });

  test('the order of steps holds without a network, and no step is earlier than the one before it', async () => {
    const { visitId, lead } = await crew.both();
    lead.wait(20).scan(own).wait(-10).locate();
    await crew.pass(hourMs);
    expect((await lead.replay())?.error).toBeUndefined();
    const presence = await crew.presenceOf(visitId, own.lead);
    expect(presence.positionAt).toBe(presence.codeAt);
    const skipped = await crew.phone(own.lead, await driver.plan(own));
    skipped.wait(5).start();
    await crew.pass(hourMs);
    expect(await skipped.replay()).toMatchObject({ status: 422, error: { code: 'check_in.out_of_order' } });
  });

  test('the same upload fifty times at once does it once; the same key with other content is refused', async () => {
    const visitId = await driver.plan(own);
    const { anchor } = await driver.pack(own.lead, visitId);
    await crew.pass(hourMs);
    const who = { ...own.lead, requestKey: freshKey(), made: madeText(anchor ?? '', 60_000, 0) };
    const input = { visitId, token: own.code, scannedAt: crew.now };
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
    await crew.pass(hourMs);
    const token = await service.signIn(own.lead.personId, 'another-phone-of-theirs');
    const made = madeText(anchor ?? '', 60_000, 0);
    const input = { visitId, token: own.code, scannedAt: crew.now };
    const refused = await service.call(checkInApi.scanCode, input, { token, made });
    expect(refused).toMatchObject({ status: 403, error: { code: 'device.not_trusted' } });
  });

  test('the visit keeps its own list when the lift is registered as another type meanwhile', async () => {
    const { visitId, lead, partner } = await crew.both();
    const database = await service.get(Database);
    const before = await database.reader.manager.findOneByOrFail(Lift, { id: own.liftId });
    await crew.doAll(lead, partner);
    await database.writer.manager.update(Lift, { id: own.liftId }, { type: '3310' });
    await crew.pass(hourMs);
    await partner.replay();
    expect((await lead.replay())?.error).toBeUndefined();
    const record = await crew.recordOf(visitId);
    expect(record.templateEdition).toBe(lead.pack.templateEdition);
    expect(record.items.map(({ code }) => code)).toEqual(lead.pack.items.map(({ code }) => code));
    await database.writer.manager.update(Lift, { id: own.liftId }, { type: before.type });
  });

  test('an item added without a network keeps the code its phone gave it; the code under another name is refused', async () => {
    const { visitId, lead } = await crew.both();
    const item = { visitId, name: '轿厢扶手', requirement: '', code: 'X-7K2M' };
    lead.wait(5).arrive(own).wait(1).keep(visitApi.addItem, item).wait(1).answer('X-7K2M', 'pass');
    await crew.pass(hourMs);
    expect((await lead.replay())?.error).toBeUndefined();
    lead.keep(visitApi.addItem, item);
    expect((await lead.replay())?.status).toBe(200);
    lead.keep(visitApi.addItem, { ...item, name: '别的' });
    expect((await lead.replay())?.error?.code).toBe('visit.item_code_taken');
  });

  test('what is signed is one’s own part as the service has it; another hash is refused', async () => {
    const { visitId, lead } = await crew.both();
    lead.wait(5).arrive(own).wait(1).answer('A-1-01', 'pass');
    await crew.pass(hourMs);
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
    const { visitId, lead } = await crew.both();
    const [offline] = [lead.pack.offline];
    if (offline?.alternative) offline.alternative.ticket = '1763600000000.feed';
    lead.wait(5).arrive(own);
    await crew.pass(hourMs);
    expect((await lead.replay())?.error).toBeUndefined();
    expect((await driver.pack(own.lead, visitId)).mine?.identity).toBe('in_review');
    lead.identify();
    expect((await lead.replay())?.status).toBe(422);
  });

  test('who has left hands in what they did and signed before, marked; what they did after is refused in words', async () => {
    await crew.until(20);
    const { visitId, lead, partner } = await crew.both();
    await crew.doAll(lead, partner);
    const lastDay = dayOf(crew.now);
    const { personId, token } = own.partner;
    good(await service.call(personApi.leave, { personId, lastDay, reason: '合同到期。' }, own.admin));
    await crew.pass(6 * hourMs, own.partner);
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
    const record = await crew.recordOf(visitId);
    expect(codesOf(record)).toContain('record.signer_left');
    expect(record.technicians).toContain(own.partner.name);
  });
});

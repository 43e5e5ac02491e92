import { callOutApi, callOutFilePath } from '@lifttrust/shared-types/call-out/call-out.contract';
import { faultReportApi, faultTokenHeader } from '@lifttrust/shared-types/call-out/fault-report.contract';
import { dutyApi } from '@lifttrust/shared-types/duty/duty.contract';
import { faceApi } from '@lifttrust/shared-types/face/face.contract';
import { addDays, dayOf } from '@lifttrust/shared-types/kernel/time';
import { liftApi } from '@lifttrust/shared-types/lift/lift.contract';
import sharp from 'sharp';
import type { CallOutDriver } from '../../../test/fixture/call-out-driver';
import type { StaffedDistrict, Worker } from '../../../test/fixture/district';
import { photograph, sha256 } from '../../../test/fixture/evidence';
import { scan } from '../../../test/fixture/papers';
import { good } from '../../../test/fixture/uploads';
import { systemCtx } from '../kernel/actor';
import type { Clock } from '../kernel/clock';
import { newId } from '../kernel/new-id';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { UnitOfWork } from '../kernel/unit-of-work';
import { LedgerService } from '../ledger/ledger.service';
import { Lift } from '../lift/lift.entity';
import { CallOutCity } from './testing/call-out-city';

onBothDatabases((start) => {
  let service: TestService;
  let own: StaffedDistrict;
  let foreign: StaffedDistrict;
  let clock: Clock;
  let driver: CallOutDriver;
  let inbox: CallOutCity['inbox'];
  let city: CallOutCity;

  beforeAll(async () => {
    service = await start();
    city = await CallOutCity.build(service);
    ({ own, foreign, clock, driver, inbox } = city);
  });
  afterAll(() => service.stop());
  afterEach(() => city.closeAll());

  const follow = (reportId: string, token: string) =>
    service.call(faultReportApi.follow, { reportId, token });

  describe('reporting', () => {
    test('somebody without a login reports at the lift and follows it with their secret alone', async () => {
      const told = good(await driver.tell());
      expect(told).toMatchObject({ state: 'reported', place: '鹭湾区望溪花园 3 幢', others: 0 });
      expect(told.message).toContain('已通知维保单位');
      expect(good(await follow(told.reportId, told.token)).reportId).toBe(told.reportId);
      expect((await follow(told.reportId, 'x'.repeat(32))).status).toBe(404);
      expect((await follow(newId(), told.token)).status).toBe(404);
      expect(JSON.stringify(told)).not.toContain(own.lead.name);
    });

    test('the same report sent twice is one; the secret of either answer opens it', async () => {
      const [clientKey, device] = [newId(), newId()];
      const first = good(await driver.tell({ clientKey }, device));
      const second = good(await driver.tell({ clientKey }, device));
      expect(second.reportId).toBe(first.reportId);
      expect(good(await follow(first.reportId, second.token)).others).toBe(0);
    });

    test('a code that is not ours is refused and changes nothing; a telephone in the words is not kept', async () => {
      const before = good(await service.call(callOutApi.list, { show: 'all' }, own.admin)).total;
      expect((await driver.tell({ code: 'nothing-of-ours' })).error?.code).toBe('call_out.code_unknown');
      const named = await driver.tell({ text: '打我电话 13800000000' });
      expect(named.error?.code).toBe('call_out.personal_data');
      expect(good(await service.call(callOutApi.list, { show: 'all' }, own.admin)).total).toBe(before);
    });

    test('a fault that is known is joined: one call-out, and every reporter hears of its end', async () => {
      const callOutId = await driver.report(own.officer);
      const one = good(await driver.tell({ sign: 'stopped' }));
      const two = good(await driver.tell());
      expect(two.others).toBe(2);
      const again = { liftId: own.liftId, sign: 'noise' as const };
      const joined = good(await service.call(callOutApi.report, again, own.regulator));
      expect(joined).toEqual({ callOutId, merged: true });
      expect(await driver.show(callOutId)).toMatchObject({ reports: 4, source: 'owner' });
      good(await driver.dispatch(callOutId));
      good(await service.call(callOutApi.accept, { callOutId }, own.lead));
      await driver.ready(callOutId);
      for (const slot of ['fault', 'finished'] as const) await driver.attach(callOutId, slot);
      good(await driver.finish(callOutId));
      good(await service.call(callOutApi.confirm, { callOutId }, own.officer));
      for (const { reportId, token } of [one, two])
        expect(good(await follow(reportId, token))).toMatchObject({
          state: 'closed',
          feedback: '门锁触点磨损，已更换，可以放心使用。',
        });
      for (const who of [own.officer, own.regulator])
        expect(await inbox(who, 'call_out.closed', callOutId)).toHaveLength(1);
    });

    test('pictures come with the secret, three at most, and are for those who answer for the lift', async () => {
      const { reportId, token } = good(await driver.tell());
      const marked = sharp(await photograph()).withExif({ IFD0: { Make: 'Camera of somebody' } });
      const bytes = await marked.jpeg().toBuffer();
      const picture = { sha256: sha256(bytes), bytes: bytes.length, contentType: 'image/jpeg' as const };
      const announce = (secret = token) =>
        service.call(faultReportApi.announcePicture, { reportId, token: secret, ...picture });
      expect((await announce('x'.repeat(32))).status).toBe(404);
      const { fileId, upload } = good(await announce());
      const send = async (secret: string) => {
        const form = new FormData();
        form.append('file', new Blob([new Uint8Array(bytes)]), 'file');
        const headers = { [faultTokenHeader]: secret };
        return (await fetch(service.url + upload.url, { method: 'POST', headers, body: form })).status;
      };
      expect([await send('x'.repeat(32)), await send(token)]).toEqual([404, 200]);
      good(await service.call(faultReportApi.reportPicture, { reportId, fileId, token }));
      good(await announce());
      good(await announce());
      expect((await announce()).error?.code).toBe('call_out.too_many_pictures');
      const { items } = good(await service.call(callOutApi.list, {}, own.admin));
      const callOutId = items[0]?.id ?? '';
      expect((await driver.show(callOutId)).reportList[0]?.pictures).toEqual([fileId]);
      const look = (who: Worker) =>
        fetch(service.url + callOutFilePath(callOutId, fileId), {
          headers: { authorization: `Bearer ${who.token}` },
        });
      const shown = await look(own.officer);
      const others = [(await look(own.colleague)).status, (await look(foreign.admin)).status];
      expect([shown.status, ...others]).toEqual([200, 404, 404]);
      expect((await sharp(await shown.arrayBuffer()).metadata()).exif).toBeUndefined();
    });

    test('a telephone left for a call back is for those who repair, and the look is logged', async () => {
      good(await driver.tell({ callbackPhone: '10099010001' }));
      const { items } = good(await service.call(callOutApi.list, {}, own.admin));
      const callOutId = items[0]?.id ?? '';
      const phones = async (who: Worker) =>
        (await service.call(callOutApi.callbacks, { callOutId }, who)).data?.phones;
      expect(await phones(own.admin)).toEqual(['10099010001']);
      expect(await phones(own.lead)).toBeUndefined();
      good(await driver.dispatch(callOutId));
      expect(await phones(own.lead)).toEqual(['10099010001']);
      expect((await service.call(callOutApi.callbacks, { callOutId }, own.officer)).status).toBe(403);
    });

    test('of two reports at once one begins and the other joins', async () => {
      const [one, two] = await Promise.all([driver.tell(), driver.tell()]);
      expect([good(one).others + good(two).others]).not.toEqual([2]);
      const { items } = good(await service.call(callOutApi.list, { liftId: own.liftId }, own.admin));
      expect(items).toHaveLength(1);
      expect(items[0]?.reports).toBe(2);
    });

    test('a lift that should not run and yet is reported is the district’s business, too', async () => {
      const set = async (state: string) =>
        (await service.get(UnitOfWork)).run(systemCtx(clock.now()), (tx) =>
          tx.manager.update(Lift, { id: own.liftId }, { state }),
        );
      await set('suspended');
      const callOutId = await driver.report();
      await set('in_use');
      expect((await driver.show(callOutId)).onStopped).toBe(true);
      const [told] = await inbox(own.regulator, 'call_out.reported', callOutId);
      expect(told?.text).toContain('登记为停用');
    });
  });

  describe('photographs', () => {
    test('a picture that an earlier repair of the company shows is kept, and the history says so for good', async () => {
      const picture = await photograph();
      const first = await driver.walk('in_progress');
      await driver.attach(first, 'fault', own.lead, picture);
      const again = await driver.attach(first, 'finished', own.lead, picture);
      expect(again.timeline.map(({ act }) => act)).not.toContain('photo_seen_before');
      good(await driver.finish(first));
      const second = await driver.walk('in_progress');
      const slightlyOther = await sharp(picture).jpeg({ quality: 50 }).toBuffer();
      const shown = await driver.attach(second, 'fault', own.lead, slightlyOther);
      expect(shown.photos).toHaveLength(1);
      const seen = shown.timeline.find(({ act }) => act === 'photo_seen_before');
      expect(seen?.text).toContain('故障部位：与');
      expect(seen?.entryHash).toMatch(/^[0-9a-f]{64}$/);
      expect((await driver.attach(second, 'finished')).timeline.map(({ act }) => act).pop()).toBe(seen?.act);
    });
  });

  describe('dispatch', () => {
    test('the company is told who answers for the lift, and may send somebody else', async () => {
      const callOutId = await driver.report();
      const proposal = good(await service.call(callOutApi.proposal, { callOutId }, own.admin));
      expect(proposal.people.map(({ name }) => name)).toContain(own.colleague.name);
      const first = good(await driver.dispatch(callOutId));
      expect(first).toMatchObject({ state: 'dispatched', technicians: [{ name: own.lead.name }] });
      expect(await inbox(own.lead, 'call_out.dispatched', callOutId)).toHaveLength(1);
      const second = good(await driver.dispatch(callOutId, [own.colleague, own.partner]));
      expect(second.technicians.map(({ name }) => name)).toEqual([own.colleague.name, own.partner.name]);
      expect((await service.call(callOutApi.accept, { callOutId }, own.lead)).status).toBe(404);
    });

    test('a seventh person is refused with the reason, and nobody is sent', async () => {
      const callOutId = await driver.report();
      const crowd = Array.from({ length: 7 }, () => ({ ...own.colleague, personId: newId() }));
      const refused = await driver.dispatch(callOutId, crowd);
      expect(refused.status).toBe(400);
      expect(refused.error?.details?.map(({ message }) => message)).toEqual(['一次最多派 6 人。']);
      expect(await driver.show(callOutId)).toMatchObject({ state: 'reported', technicians: [] });
    });

    test('whoever is on duty is proposed before those assigned to the lift', async () => {
      const roster = good(await service.call(dutyApi.create, { name: '急修值班' }, own.admin));
      const days = [addDays(dayOf(clock.now()), 1)];
      const hours = { rosterId: roster.id, days, from: '00:00', until: '00:00' };
      good(await service.call(dutyApi.enter, { ...hours, personId: own.colleague.personId }, own.admin));
      const callOutId = await driver.report();
      const proposal = async () => good(await service.call(callOutApi.proposal, { callOutId }, own.admin));
      expect((await proposal()).people.some(({ onDuty }) => onDuty)).toBe(false);
      await city.later(86_400_000);
      const { people, proposed } = await proposal();
      expect(people[0]).toMatchObject({ id: own.colleague.personId, onDuty: true, why: 'company' });
      expect(people.slice(1).every(({ onDuty }) => !onDuty)).toBe(true);
      expect(proposed).toContain(own.colleague.personId);
      const rosterId = roster.id;
      good(await service.call(dutyApi.end, { rosterId, reason: '收尾' }, own.admin));
    });

    test('whoever cannot come says why, and the company is asked again', async () => {
      const callOutId = await driver.walk('dispatched');
      const decline = { callOutId, reason: '正在另一处救援' };
      expect(good(await service.call(callOutApi.decline, decline, own.lead)).state).toBe('reported');
      const [asked] = await inbox(own.admin, 'call_out.declined', callOutId);
      expect(asked?.text).toContain('正在另一处救援');
    });

    test('another company’s people are not sent, and another company sees nothing of it', async () => {
      const callOutId = await driver.report();
      const foreigners = await driver.dispatch(callOutId, [foreign.lead]);
      expect(foreigners.status).toBe(404);
      for (const who of [foreign.admin, foreign.officer, foreign.regulator, own.colleague])
        expect((await service.call(callOutApi.show, { callOutId }, who)).status).toBe(404);
    });
  });

  describe('the repair', () => {
    test('arrival needs this lift’s code; work needs an identity; nothing is done out of turn', async () => {
      const callOutId = await driver.walk('accepted');
      expect((await driver.arrive(callOutId, own.lead, foreign.code)).error?.details?.[0]?.code).toBe(
        'check_in.other_lift',
      );
      const early = await service.call(faceApi.openAlternative, { visitId: callOutId }, own.lead);
      expect(early.error?.code).toBe('check_in.out_of_order');
      const there = good(await driver.arrive(callOutId));
      expect(there).toMatchObject({
        state: 'arrived',
        members: [{ positionVerdict: 'fine', identity: 'none' }],
        may: { identify: true, start: false },
      });
      const begun = await service.call(callOutApi.start, { callOutId }, own.lead);
      expect(begun.error?.code).toBe('call_out.identity_missing');
      await driver.identify(callOutId);
      expect(good(await service.call(callOutApi.start, { callOutId }, own.lead)).state).toBe('in_progress');
      const outsider = await service.call(faceApi.openAlternative, { visitId: callOutId }, own.colleague);
      expect(outsider.status).toBe(404);
    });

    test('a simulated position is refused and remembered; none at all is taken and marked', async () => {
      const callOutId = await driver.walk('accepted');
      const input = { callOutId, token: own.code, scannedAt: clock.now() };
      const fix = {
        lng: 118.61,
        lat: 24.91,
        crs: 'GCJ02' as const,
        accuracyMetres: 20,
        capturedAt: clock.now(),
      };
      const mock = await service.call(
        callOutApi.arrive,
        { ...input, fix: { ...fix, isMock: true } },
        own.lead,
      );
      expect(mock.error?.code).toBe('check_in.mock_position');
      const there = good(await service.call(callOutApi.arrive, { ...input, fix: null }, own.lead));
      expect(there.members[0]).toMatchObject({ positionVerdict: 'none', codeAt: expect.any(Number) });
    });

    test('what is missing at the end is said at once; what was done is sealed', async () => {
      const callOutId = await driver.walk('in_progress');
      const refused = await driver.finish(callOutId, { outcome: 'no_fault', feedback: '请拨 059512345678' });
      expect(refused.error?.details?.map(({ code }) => code)).toEqual([
        'call_out.cause_contradicts',
        'call_out.photo_missing',
        'call_out.photo_missing',
        'call_out.personal_data',
      ]);
      for (const slot of ['fault', 'finished'] as const) await driver.attach(callOutId, slot);
      const done = good(await driver.finish(callOutId));
      expect(done).toMatchObject({ state: 'finished', photos: [{ slot: 'fault' }, { slot: 'finished' }] });
      const entries = await (await service.get(LedgerService)).entriesAbout(own.liftId, callOutId);
      expect(entries.map(({ kind }) => kind)).toEqual([
        'call_out.reported',
        'call_out.dispatched',
        'call_out.accepted',
        'call_out.arrived',
        'call_out.started',
        'call_out.finished',
      ]);
      expect(entries.at(-1)?.hash).toBe(done.timeline.at(-1)?.entryHash);
    });

    test('a safety component names maker and type test and shows the old one', async () => {
      const callOutId = await driver.walk('in_progress');
      const part = { callOutId, name: '门锁装置', isSafety: true };
      const bare = await service.call(callOutApi.addPart, part, own.lead);
      expect(bare.error?.details?.map(({ code }) => code)).toEqual([
        'call_out.part_maker_missing',
        'call_out.part_type_test_missing',
        'call_out.part_old_photo_missing',
      ]);
      const oldPhotoId = await driver.photo(callOutId);
      const known = { ...part, maker: '示例门锁厂', typeTestNumber: 'TSX F34001920190001', oldPhotoId };
      expect(good(await service.call(callOutApi.addPart, known, own.lead)).parts).toMatchObject([
        { name: '门锁装置', isSafety: true, oldPhotoId },
      ]);
      const sameOne = { ...known, name: '门锁触点' };
      expect(good(await service.call(callOutApi.addPart, sameOne, own.lead)).parts).toHaveLength(2);
      const fuse = { callOutId, name: '熔断器', quantity: 2, isSafety: false };
      expect(good(await service.call(callOutApi.addPart, fuse, own.lead)).parts).toHaveLength(3);
    });

    test('where nothing is found that is said, and the lift’s faults do not count it', async () => {
      const callOutId = await driver.walk('in_progress');
      for (const slot of ['fault', 'finished'] as const) await driver.attach(callOutId, slot);
      const before = (await driver.show(callOutId)).faults;
      const none = { outcome: 'no_fault' as const, cause: 'none' as const };
      good(await driver.finish(callOutId, none));
      expect(await driver.show(callOutId)).toMatchObject({ outcome: 'no_fault', faults: before - 1 });
    });

    test('the manufacturer’s own service repairs: no check-in, but its sheet', async () => {
      const callOutId = await driver.report();
      const hand = {
        callOutId,
        name: '示例制造厂服务站',
        permitNumber: 'TS3335001-2027',
        reason: '主板在保修期',
      };
      const handed = good(await service.call(callOutApi.handToService, hand, own.admin));
      expect(handed).toMatchObject({ state: 'accepted', service: '示例制造厂服务站', technicians: [] });
      const bare = await driver.finish(callOutId, {}, own.admin);
      expect(bare.error?.details?.map(({ code }) => code)).toEqual(['call_out.service_report_missing']);
      const fileIds = [await scan(service, own.admin)];
      const done = good(await driver.finish(callOutId, { fileIds }, own.admin));
      expect(done).toMatchObject({ state: 'finished', late: { arrive: false }, serviceReportIds: fileIds });
    });

    test('no due day moves: a repair is no maintenance', async () => {
      const due = async () => good(await service.call(liftApi.show, { liftId: own.liftId }, own.admin)).dueOn;
      const before = await due();
      const callOutId = await driver.walk('in_progress');
      good(await driver.stop(callOutId, addDays(dayOf(clock.now()), 20)));
      expect(await due()).toBe(before);
    });
  });
});

import { changeApi } from '@lifttrust/shared-types/change/change.contract';
import { liftApi } from '@lifttrust/shared-types/lift/lift.contract';
import {
  publicReportApi,
  reportPicturePath,
} from '@lifttrust/shared-types/public-report/public-report.contract';
import sharp from 'sharp';
import { type StaffedDistrict, twoDistricts, type Worker } from '../../../test/fixture/district';
import { photograph } from '../../../test/fixture/evidence';
import { draftAbout, freshPhone, mine, sendPicture, submitted } from '../../../test/fixture/public-reports';
import { good } from '../../../test/fixture/uploads';
import { Clock } from '../kernel/clock';
import { Outbox } from '../kernel/outbox';
import { freshKey } from '../kernel/testing/call-at';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { Lift } from '../lift/lift.entity';
import { reportHelpers } from './testing/report-helpers';

onBothDatabases((start) => {
  let service: TestService;
  let own: StaffedDistrict;
  let foreign: StaffedDistrict;
  let clock: Clock;
  beforeAll(async () => {
    service = await start();
    clock = await service.get(Clock);
    ({ own, foreign } = await twoDistricts(service));
  });
  afterAll(() => service.stop());

  const { manager, show, accept, pass, feed, inbox } = reportHelpers(() => ({ service, own }));
  const settle = async () => (await service.get(Outbox)).settle();

  describe('pictures', () => {
    const look = (reportId: string, id: string, who: Worker) =>
      fetch(service.url + reportPicturePath(reportId, id), {
        headers: { authorization: `Bearer ${who.token}` },
      });

    test('a unit sees one only after the desk has, and without what the camera wrote into it', async () => {
      const { reportId, token } = await submitted(service, own.code);
      const marked = await sharp(await photograph())
        .withExif({ IFD0: { Make: 'Secret Camera', Copyright: 'somebody at home' } })
        .jpeg()
        .toBuffer();
      const id = await sendPicture(service, token, marked);
      await accept(reportId);
      await pass(reportId);
      expect((await look(reportId, id, own.admin)).status).toBe(404);
      expect((await look(reportId, id, foreign.regulator)).status).toBe(404);
      const judged = { reportId, pictureId: id, show: true };
      good(await service.call(publicReportApi.judgePicture, judged, own.regulator));
      const shown = await look(reportId, id, own.admin);
      const bytes = Buffer.from(await shown.arrayBuffer());
      expect([shown.status, bytes.includes('Secret Camera')]).toEqual([200, false]);
      expect((await sharp(bytes).metadata()).exif).toBeUndefined();
      good(await service.call(publicReportApi.judgePicture, { ...judged, show: false }, own.regulator));
      expect((await look(reportId, id, own.admin)).status).toBe(404);
    });

    test('three pictures within the hour; a fourth, a late one and a stranger’s are refused', async () => {
      const { token } = await submitted(service, own.code);
      for (let count = 0; count < 3; count += 1) await sendPicture(service, token, await photograph());
      const announce = (held: string) =>
        service.call(publicReportApi.announcePicture, {
          ...{ token: held, sha256: 'a'.repeat(64), bytes: 1000, contentType: 'image/jpeg' },
        });
      expect((await announce(token)).error?.code).toBe('public_report.pictures_full');
      const other = await submitted(service, own.code);
      clock.shift(61 * 60_000);
      expect((await announce(other.token)).error?.code).toBe('public_report.pictures_late');
      clock.shift(-61 * 60_000);
      expect((await announce('x'.repeat(32))).status).toBe(404);
    });
  });

  describe('corrections', () => {
    const propose = (ownNumber: string) =>
      submitted(service, own.code, {
        ...{ kind: 'correction', category: 'register', text: '' },
        proposal: { ownNumber },
      });
    const numberNow = async () =>
      good(await service.call(liftApi.show, { liftId: own.liftId }, own.regulator)).ownNumber;

    test('a technician confirms, the office decides, the register changes and whoever proposed it hears', async () => {
      const { reportId, token } = await propose('南楼 9 号梯');
      expect(await inbox(own.admin, reportId)).toEqual(['public_report.correction']);
      const confirm = { reportId, accept: true, text: '现场铭牌如此。' };
      good(await service.call(publicReportApi.confirm, confirm, own.lead));
      expect(await numberNow()).not.toBe('南楼 9 号梯');
      const { items } = good(await service.call(changeApi.list, { state: 'waiting' }, own.regulator));
      const changeId = items.find(({ after }) => after.ownNumber === '南楼 9 号梯')?.id ?? '';
      good(await service.call(changeApi.decide, { changeId, accept: true, reason: '同意' }, own.regulator));
      await settle();
      expect(await numberNow()).toBe('南楼 9 号梯');
      const told = await mine(service, token);
      expect([told.state, told.feedback]).toEqual(['fed_back', '谢谢您。经核对属实，登记资料已经改正。']);
    });

    test('the office confirms and it is changed at once', async () => {
      const { reportId, token } = await propose('南楼 10 号梯');
      good(
        await service.call(
          publicReportApi.confirm,
          { reportId, accept: true, text: '属实。' },
          own.regulator,
        ),
      );
      await settle();
      expect(await numberNow()).toBe('南楼 10 号梯');
      expect((await mine(service, token)).state).toBe('fed_back');
    });

    test('what is not so changes nothing, and says why', async () => {
      const { reportId, token } = await propose('不存在的 11 号');
      const before = await (await manager()).findOneByOrFail(Lift, { id: own.liftId });
      const deny = { reportId, accept: false, text: '现场核对编号没有错。' };
      expect((await service.call(publicReportApi.confirm, deny, foreign.lead)).status).toBe(404);
      good(await service.call(publicReportApi.confirm, deny, own.lead));
      expect((await mine(service, token)).feedback).toContain('现场核对编号没有错');
      expect((await (await manager()).findOneByOrFail(Lift, { id: own.liftId })).ownNumber).toBe(
        before.ownNumber,
      );
    });

    test('what the register says already is no correction', async () => {
      const same = await numberNow();
      const answer = await service.call(
        publicReportApi.submit,
        draftAbout(own.code, { kind: 'correction', category: 'register', proposal: { ownNumber: same } }),
        freshPhone(),
      );
      expect(answer.error?.code).toBe('public_report.nothing_proposed');
    });
  });

  describe('bad input and floods', () => {
    test('hostile text is kept as it is, breaks nothing and is nobody’s markup', async () => {
      const text = `<script>alert(1)</script>'; DROP TABLE public_report; -- \u202e‮ 😀 ${'长'.repeat(900)}`;
      const { reportId } = await submitted(service, own.code, { text });
      expect((await show(reportId, own.regulator)).text).toBe(text.trim());
      const tooLong = await service.call(
        publicReportApi.submit,
        draftAbout(own.code, { text: '长'.repeat(1001) }),
      );
      expect(tooLong.status).toBe(400);
    });

    test('the same act sent twice is one report with two tokens', async () => {
      const [who, clientKey] = [freshPhone(), freshKey()];
      const [one, other] = [
        await submitted(service, own.code, { clientKey }, who),
        await submitted(service, own.code, { clientKey }, who),
      ];
      expect(other.reportId).toBe(one.reportId);
      expect((await mine(service, one.token)).id).toBe((await mine(service, other.token)).id);
    });

    test('the first report of a phone is taken, the eleventh of a day is not', async () => {
      const who = freshPhone();
      for (let count = 0; count < 10; count += 1) await submitted(service, own.code, {}, who);
      const over = await service.call(publicReportApi.submit, draftAbout(own.code), who);
      expect([over.status, over.error?.code]).toEqual([429, 'reporter.device_over_limit']);
      await submitted(service, own.code);
    });

    test('an opinion about the platform reaches the widest office and is answered', async () => {
      const opinion = { kind: 'opinion', category: 'platform', text: '字太小了，老人看不清' } as const;
      const { token, reportId } = good(
        await service.call(publicReportApi.submit, { ...opinion, clientKey: freshKey() }, freshPhone()),
      );
      await accept(reportId);
      good(await service.call(publicReportApi.answer, { reportId, text: '右上角有大字。' }, own.regulator));
      good(
        await feed(reportId, {
          verdict: 'verified',
          byMaintenance: false,
          text: '谢谢，右上角“大字”可放大。',
        }),
      );
      expect((await mine(service, token)).feedback).toContain('大字');
    });

    test('tokens cannot be guessed: a wrong one hears nothing but that it is wrong', async () => {
      const answer = await service.call(publicReportApi.mine, { token: 'A'.repeat(32) });
      expect([answer.status, answer.error?.code]).toEqual([404, 'public_report.token_unknown']);
    });
  });
});

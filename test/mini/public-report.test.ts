import { announcementApi } from '@lifttrust/shared-types/announcement/announcement.contract';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
import { publicReportApi } from '@lifttrust/shared-types/public-report/public-report.contract';
import { startService, type TestService } from '../../cloud/src/kernel/testing/service';
import { type StaffedDistrict, twoDistricts } from '../fixture/district';
import { photograph } from '../fixture/evidence';
import { good } from '../fixture/uploads';
import type { Hand } from './runner/hand';
import { PhoneInHand } from './runner/phone-in-hand';

const minute = 60_000;

/** The passenger's package in the hand of somebody without an account, who stands in a lift. */
describe('what a passenger reports from the weapp package', () => {
  let service: TestService;
  let own: StaffedDistrict;
  let phone: PhoneInHand;
  let hand: Hand;

  beforeAll(async () => {
    service = await startService('sqlite');
    ({ own } = await twoDistricts(service));
    phone = await PhoneInHand.pickUp('weapp', service);
    hand = phone.hand;
  }, 5 * minute);
  afterAll(async () => {
    await phone?.putDown();
    await service?.stop();
  }, minute);
  afterEach(async () => expect(await phone.mini.problems()).toEqual([]));

  const newest = async () => {
    const { items } = good(await service.call(publicReportApi.list, { pageSize: 100 }, own.regulator));
    return items.sort((a, b) => b.receivedAt - a.receivedAt)[0]?.id ?? '';
  };

  test(
    'a complaint goes from the scan page to the desk and back with its answer, which is rated',
    async () => {
      await phone.open(`pages/lift/index?token=${own.code}`);
      await hand.tap('#to-report');
      await hand.onPage('report/new/index');
      await hand.tap('#category-maintenance');
      await hand.type('#text', '上周起电梯一直抖，没有人来修。');
      await phone.look('passenger-new-report');
      await hand.tap('#send-report');
      await hand.see('收到了，谢谢您', '#sent');
      await phone.natives.hold(await photograph());
      await hand.tap('#add-picture');
      await hand.see('1/3', '#pictures');
      await phone.look('passenger-report-sent');
      await hand.tap('#follow');
      await hand.onPage('report/follow/index');
      await hand.see('待受理', '#report-card');
      await phone.natives.hold(await photograph());
      await hand.tap('#pick-picture');
      await hand.see('2/3', '#pictures');

      const reportId = await newest();
      const desk = own.regulator;
      const { pictures } = good(await service.call(publicReportApi.show, { reportId }, desk));
      expect(pictures.map(({ state }) => state)).toEqual(['waiting', 'waiting']);
      good(await service.call(publicReportApi.decide, { reportId, accept: true }, desk));
      const route = { reportId, to: 'company' as const, text: '请核实电梯抖动。' };
      good(await service.call(publicReportApi.route, route, desk));
      good(await service.call(publicReportApi.answer, { reportId, text: '已更换导靴。' }, own.admin));
      const answer = {
        reportId,
        text: '已经修好，谢谢您。',
        verdict: 'verified' as const,
        byMaintenance: true,
      };
      good(await service.call(publicReportApi.feedBack, answer, desk));

      await phone.open('report/follow/index');
      await hand.tap('#kept-0');
      await hand.see('已经修好，谢谢您。', '#feedback');
      await phone.look('passenger-report-answered');
      await hand.tap('#rate-5');
      await hand.see('您的评价：5 星', '#feedback');
      const seen = good(await service.call(publicReportApi.show, { reportId }, desk));
      expect([seen.state, seen.rating, seen.category]).toEqual(['rated', 5, 'maintenance']);
    },
    3 * minute,
  );

  test(
    'stars are given from the scan page once a day; the second time says when the next is',
    async () => {
      await phone.open(`report/new/index?token=${own.code}`);
      await hand.tap('#kind-evaluation');
      await hand.tap('#stars-4');
      await hand.tap('#send-report');
      await hand.see('收到了，谢谢您', '#sent');
      await phone.open(`report/new/index?token=${own.code}`);
      await hand.tap('#kind-evaluation');
      await hand.tap('#stars-1');
      await hand.tap('#send-report');
      await hand.see('您今天已经评价过这台电梯', '#refusals');
    },
    2 * minute,
  );

  test(
    'from the lift’s page one reads what the office announces, how to ride safely, and the stars that were given',
    async () => {
      const fromDay = dayOf(Date.now());
      const write = async (kind: 'announcement' | 'education', title: string, text: string) => {
        const draft = { kind, title, text, audience: 'public' as const, fromDay };
        const { id, edition } = good(await service.call(announcementApi.write, draft, own.regulator));
        good(await service.call(announcementApi.publish, { announcementId: id, edition }, own.regulator));
      };
      await write('announcement', '停电检修', '周六 9 时至 11 时停电。\n请走楼梯。');
      await write('education', '被困时怎样做', '不要扒门，按下求助按钮等待。');
      await phone.open(`pages/lift/index?token=${own.code}`);
      await hand.tap('#to-said');
      await hand.onPage('report/said/index');
      await hand.see('被困时怎样做', '#education');
      await hand.see('平均 4 星（1 人评价）', '#evaluations');
      await hand.tap('#announcements-0');
      await hand.see('周六 9 时至 11 时停电。', '#announcement-text');
      await phone.look('passenger-announcement');
    },
    2 * minute,
  );

  test(
    'without a lift only the platform itself is spoken of, and a correction says what it should be',
    async () => {
      await phone.open('report/new/index');
      await hand.see('对本平台的意见', '#kind-opinion');
      expect(await hand.isThere('#kind-complaint')).toBe(false);
      await phone.open(`report/new/index?token=${own.code}`);
      await hand.tap('#kind-correction');
      await hand.tap('#send-report');
      await hand.see('请填写哪一项不对', '#refusals');
      await hand.type('#proposal-ownNumber', '西楼 3 号梯');
      await hand.tap('#send-report');
      await hand.see('收到了，谢谢您', '#sent');
      const seen = good(
        await service.call(publicReportApi.show, { reportId: await newest() }, own.regulator),
      );
      expect(seen.proposal).toMatchObject([{ field: 'ownNumber', after: '西楼 3 号梯' }]);
    },
    2 * minute,
  );
});

import { messageApi } from '@lifttrust/shared-types/message/message.contract';
import { publicReportApi } from '@lifttrust/shared-types/public-report/public-report.contract';
import { startService, type TestService } from '../../cloud/src/kernel/testing/service';
import { cityFile } from '../fixture/city-file';
import { type StaffedDistrict, twoDistricts, type Worker } from '../fixture/district';
import { photograph } from '../fixture/evidence';
import { sendPicture, submitted } from '../fixture/public-reports';
import { good } from '../fixture/uploads';
import type { Hand } from './runner/hand';
import { PhoneInHand } from './runner/phone-in-hand';

const minute = 60_000;

let service: TestService;
let districts: Record<'weapp' | 'dd', StaffedDistrict>;

// The second factor has tests of its own.
beforeAll(async () => {
  service = await startService('sqlite', { LIFTTRUST_CITY_FILE: cityFile({ twoFactor: { roles: [] } }) });
  const { own, foreign } = await twoDistricts(service);
  districts = { weapp: own, dd: foreign };
}, minute);
afterAll(() => service?.stop());

/** Both compiled packages in the hand of an owner's officer to whom the desk passed something on. */
describe.each(['weapp', 'dd'] as const)('a report passed on to the owner in the %s package', (name) => {
  let phone: PhoneInHand;
  let hand: Hand;
  let own: StaffedDistrict;

  beforeAll(async () => {
    phone = await PhoneInHand.pickUp(name, service);
    hand = phone.hand;
    own = districts[name];
  }, 5 * minute);
  afterAll(() => phone?.putDown(), minute);
  afterEach(async () => expect(await phone.mini.problems()).toEqual([]));

  const passedOn = async (): Promise<string> => {
    const said = { category: 'management' as const, text: '楼上赵某说电动车总进电梯' };
    const { reportId } = await submitted(service, own.code, said);
    good(await service.call(publicReportApi.decide, { reportId, accept: true }, own.regulator));
    const route = { reportId, to: 'owner' as const, text: '住户反映电动车进电梯。' };
    good(await service.call(publicReportApi.route, route, own.regulator));
    return reportId;
  };

  test(
    'the message leads to it; who reported is not named; the answer goes to the desk',
    async () => {
      const reportId = await passedOn();
      const { items } = good(await service.call(messageApi.list, {}, own.officer));
      const page = items.find(({ subjectId }) => subjectId === reportId)?.page ?? '';
      expect(page).toBe(`report/answer/index?reportId=${reportId}`);
      await phone.giveBack(own.officer, page);
      await hand.see('住户反映电动车进电梯。', '#report-said');
      await hand.tap('#to-answer');
      await hand.type('#report-words', '已加装阻车系统。');
      await hand.tap('#report-confirm');
      await hand.see('已加装阻车系统。', '#report-answer');
      expect(await hand.isThere('#to-answer')).toBe(false);
      const seen = good(await service.call(publicReportApi.show, { reportId }, own.regulator));
      expect([seen.state, seen.answer]).toEqual(['answered', '已加装阻车系统。']);
    },
    2 * minute,
  );

  test(
    'what is not the owner’s is sent back with the reason',
    async () => {
      const reportId = await passedOn();
      await phone.giveBack(own.officer, `report/answer/index?reportId=${reportId}`);
      await hand.tap('#to-send-back');
      await hand.type('#report-words', '这台电梯属于隔壁小区。');
      await hand.tap('#report-confirm');
      await hand.see('已受理', '#report-head');
      expect(await hand.isThere('#to-answer')).toBe(false);
    },
    2 * minute,
  );
});

/** Companies work in DingTalk: the manager answers, a technician checks what is said to be wrong in the register. */
describe('what the public says of a company’s lifts in the dd package', () => {
  let phone: PhoneInHand;
  let hand: Hand;
  let own: StaffedDistrict;

  beforeAll(async () => {
    phone = await PhoneInHand.pickUp('dd', service);
    hand = phone.hand;
    own = districts.dd;
  }, 5 * minute);
  afterAll(() => phone?.putDown(), minute);
  afterEach(async () => expect(await phone.mini.problems()).toEqual([]));

  const messageAbout = async (who: Worker, reportId: string) =>
    good(await service.call(messageApi.list, {}, who)).items.find(({ subjectId }) => subjectId === reportId);

  test(
    'the manager finds a complaint in the list, sees the picture that the desk let through, and answers',
    async () => {
      await phone.giveBack(own.admin, 'report/list/index');
      await hand.see('没有公众反映', '#unit-reports');
      const said = { text: '楼上钱某说电梯抖得厉害', callbackPhone: '10099010044' };
      const { reportId, token } = await submitted(service, own.code, said);
      const pictureId = await sendPicture(service, token, await photograph());
      const desk = own.regulator;
      good(await service.call(publicReportApi.decide, { reportId, accept: true }, desk));
      good(await service.call(publicReportApi.judgePicture, { reportId, pictureId, show: true }, desk));
      const route = { reportId, to: 'company' as const, text: '住户反映电梯抖动。' };
      good(await service.call(publicReportApi.route, route, desk));
      expect((await messageAbout(own.admin, reportId))?.page).toBe(
        `report/answer/index?reportId=${reportId}`,
      );

      await phone.giveBack(own.admin, 'pages/home/index');
      await hand.tap('#open-reports');
      await hand.onPage('report/list/index');
      await hand.see('已转办', '#unit-reports');
      await phone.look('unit-reports');
      await hand.tap(`#report-${reportId}`);
      await hand.onPage('report/answer/index');
      await hand.see('住户反映电梯抖动。', '#report-said');
      await hand.see('还有', '#report-head');
      await phone.look('unit-report');
      await hand.tap('#report-picture-0');
      await hand.find('#report-picture-large');
      await phone.giveBack(own.admin, `report/answer/index?reportId=${reportId}`);
      await hand.tap('#to-answer');
      await hand.type('#report-words', '导靴磨损，已更换。');
      await hand.tap('#report-confirm');
      await hand.see('导靴磨损，已更换。', '#report-answer');
      const seen = good(await service.call(publicReportApi.show, { reportId }, desk));
      expect([seen.state, seen.answer]).toEqual(['answered', '导靴磨损，已更换。']);
    },
    3 * minute,
  );

  test(
    'a technician of the lift is told of a correction and finds it right on the spot; a complaint is none of theirs',
    async () => {
      const draft = { kind: 'correction', category: 'register', text: '' } as const;
      const { reportId } = await submitted(service, own.code, {
        ...draft,
        proposal: { ownNumber: '北楼 7 号梯' },
      });
      await phone.giveBack(own.lead, 'report/list/index');
      await hand.see('资料纠错', '#unit-reports');
      await hand.tap(`#report-${reportId}`);
      await hand.see('北楼 7 号梯', '#report-proposal');
      await phone.look('unit-correction');
      await hand.tap('#to-verify');
      await hand.type('#report-words', '现场铭牌如此。');
      await hand.tap('#report-confirm');
      await hand.see('现场铭牌如此。', '#report-answer');
      const seen = good(await service.call(publicReportApi.show, { reportId }, own.regulator));
      expect([seen.state, seen.verdict]).toEqual(['answered', 'verified']);
      const { items } = good(await service.call(publicReportApi.list, {}, own.lead));
      expect(items.map(({ kind }) => kind)).toEqual(['correction']);
    },
    2 * minute,
  );
});

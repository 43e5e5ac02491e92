import { messageApi } from '@lifttrust/shared-types/message/message.contract';
import { publicReportApi } from '@lifttrust/shared-types/public-report/public-report.contract';
import { startService, type TestService } from '../../cloud/src/kernel/testing/service';
import { cityFile } from '../fixture/city-file';
import { type StaffedDistrict, twoDistricts } from '../fixture/district';
import { submitted } from '../fixture/public-reports';
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
      expect(page).toBe(`owner/public-report/index?reportId=${reportId}`);
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
      await phone.giveBack(own.officer, `owner/public-report/index?reportId=${reportId}`);
      await hand.tap('#to-send-back');
      await hand.type('#report-words', '这台电梯属于隔壁小区。');
      await hand.tap('#report-confirm');
      await hand.see('已受理', '#report-head');
      expect(await hand.isThere('#to-answer')).toBe(false);
    },
    2 * minute,
  );
});

import { callOutApi } from '@lifttrust/shared-types/call-out/call-out.contract';
import { addDays, dayOf } from '@lifttrust/shared-types/kernel/time';
import { Clock } from '../../cloud/src/kernel/clock';
import { startService, type TestService } from '../../cloud/src/kernel/testing/service';
import { CallOutDriver } from '../fixture/call-out-driver';
import { cityFile } from '../fixture/city-file';
import { liftPosition, type StaffedDistrict, twoDistricts } from '../fixture/district';
import { photograph } from '../fixture/evidence';
import { PaperDesk } from '../fixture/papers';
import { good } from '../fixture/uploads';
import type { Hand } from './runner/hand';
import { PhoneInHand } from './runner/phone-in-hand';

const minute = 60_000;

let service: TestService;
let districts: Record<'weapp' | 'dd', StaffedDistrict>;
let clock: Clock;

beforeAll(async () => {
  service = await startService('sqlite', { LIFTTRUST_CITY_FILE: cityFile({ twoFactor: { roles: [] } }) });
  clock = await service.get(Clock);
  const { own, foreign } = await twoDistricts(service);
  districts = { weapp: own, dd: foreign };
}, minute);
afterAll(() => service?.stop());

const driverOf = (name: 'weapp' | 'dd') => new CallOutDriver(service, districts[name], () => clock.now());

describe('the WeChat package in the hands of a passenger and an owner', () => {
  let phone: PhoneInHand;
  let hand: Hand;
  let own: StaffedDistrict;
  beforeAll(async () => {
    own = districts.weapp;
    phone = await PhoneInHand.pickUp('weapp', service);
    hand = phone.hand;
  }, 10 * minute);
  afterAll(() => phone?.putDown(), minute);
  afterEach(async () => expect(await phone?.mini.problems()).toEqual([]));
  let callOutId = '';

  test(
    'a passenger reports a fault from the lift’s page without a login and adds a picture',
    async () => {
      await phone.open(`pages/lift/index?token=${own.code}`);
      await hand.tap('#report-fault');
      await hand.onPage('repair/report/index');
      await hand.see('有人被困或受伤', '#report-fault');
      await hand.tap('#sign-door');
      await hand.type('#fault-text', '3 楼关门反复打开');
      await hand.type('#fault-phone', '10099010001');
      await phone.look('report-fault');
      await hand.tap('#send-report');
      await hand.onPage('repair/follow/index');
      await hand.see('已通知维保单位', '#where-it-stands');
      await phone.natives.hold(await photograph());
      await hand.tap('#add-picture');
      await hand.see('1/3', '#pictures');
      await phone.look('follow-fault');
      const { items } = good(await service.call(callOutApi.list, {}, own.admin));
      callOutId = items[0]?.id ?? '';
      expect((await driverOf('weapp').show(callOutId)).reportList[0]?.pictures).toHaveLength(1);
    },
    3 * minute,
  );

  test(
    'the owner reads what was done, returns it once and then confirms; the passenger reads the answer',
    async () => {
      const driver = driverOf('weapp');
      good(await driver.dispatch(callOutId));
      good(await service.call(callOutApi.accept, { callOutId }, own.lead));
      // Nobody touches the page: whoever reported reads by itself that somebody comes.
      await hand.see('维修人员已接单，正在赶来', '#where-it-stands');
      await driver.ready(callOutId);
      for (const slot of ['fault', 'finished'] as const) await driver.attach(callOutId, slot);
      good(await driver.finish(callOutId));
      await phone.giveBack(own.officer, `repair/confirm/index?callOutId=${callOutId}`);
      await hand.see('更换 3 层门锁触点', '#repair-result');
      // Before they answer they see who was there, and what they photographed.
      await hand.see(own.lead.name, '#on-spot');
      await hand.see(/故障部位.*完工后的电梯/s, '#repair-pictures');
      await phone.look('repair-confirm');
      await hand.tap('#repair-picture-1');
      await hand.find('#repair-picture-large');
      await phone.look('repair-confirm-picture');
      await phone.open(`repair/confirm/index?callOutId=${callOutId}`);
      await hand.tap('#to-return');
      await hand.type('#return-reason', '3 楼还是关不上');
      await hand.tap('#send-answer');
      await hand.see('已退回', '#returned');
      good(await driver.arrive(callOutId));
      await driver.attach(callOutId, 'finished');
      good(await driver.finish(callOutId));
      await phone.open(`repair/confirm/index?callOutId=${callOutId}`);
      await hand.tap('#to-confirm');
      await hand.tap('#send-answer');
      await hand.see('这次急修已结束', '#confirmed');
      // The phone knows its owner's officer now; what they reported as a passenger lies behind the passenger's page.
      await phone.open(`pages/lift/index?token=${own.code}`);
      await hand.onPage('lift/here/index');
      await hand.tap('#open-public');
      await hand.tap('#my-reports');
      await hand.see('鹭湾区望溪花园', '#followed');
      const [report] = (await driver.show(callOutId)).reportList;
      await hand.tap(`#report-${report?.id}`);
      await hand.see('已修好', '#where-it-stands');
      await hand.see('可以放心使用', '#feedback');
      await phone.look('fault-answered');
    },
    4 * minute,
  );
});

describe('the DingTalk package in the hands of a company, a technician and an owner', () => {
  let phone: PhoneInHand;
  let hand: Hand;
  let own: StaffedDistrict;
  beforeAll(async () => {
    own = districts.dd;
    phone = await PhoneInHand.pickUp('dd', service);
    hand = phone.hand;
  }, 10 * minute);
  afterAll(() => phone?.putDown(), minute);
  afterEach(async () => expect(await phone?.mini.problems()).toEqual([]));
  let callOutId = '';

  test(
    'the company reads that somebody has reported a fault, opens it, sees who is proposed and sends them',
    async () => {
      callOutId = await driverOf('dd').walk('reported', own.lead);
      const papers = new PaperDesk(service, own);
      const newcomers = await Promise.all(Array.from({ length: 5 }, () => papers.registered(own.admin)));
      await phone.giveBack(own.admin, 'pages/home/index');
      await hand.see('新报修，请派单', '#home');
      await hand.tap('#open-repairs');
      await hand.tap(`#repair-${callOutId}`);
      await hand.tap('#to-dispatch');
      await hand.see('负责人', `#person-${own.lead.personId}`);
      await phone.look('repair-dispatch');
      for (const id of newcomers) await hand.tap(`#person-${id}`);
      await hand.see('一次最多派 6 人', '#dispatch-people');
      await hand.tap(`#person-${own.partner.personId}`);
      await hand.see('派 6 人', '#dispatch-send');
      await phone.look('repair-dispatch-full');
      for (const id of newcomers) await hand.tap(`#person-${id}`);
      await hand.tap('#dispatch-send');
      await hand.see('改派', '#to-dispatch');
      const { technicians, state } = await driverOf('dd').show(callOutId);
      expect(technicians.map(({ id }) => id)).toContain(own.lead.personId);
      expect(state).toBe('dispatched');
    },
    3 * minute,
  );

  test(
    'a technician accepts, arrives, shows who they are and repairs, with a safety component',
    async () => {
      await phone.giveBack(own.lead, 'pages/home/index');
      await hand.see('请接单', `#repair-waits-${callOutId}`);
      await phone.look('repair-waits');
      await hand.tap(`#open-repair-${callOutId}`);
      await hand.onPage('repair/job/index');
      await phone.open('account/me/index');
      await hand.tap('#open-repair-list');
      await hand.onPage('repair/list/index');
      await phone.look('repair-list');
      await hand.tap(`#repair-${callOutId}`);
      await hand.onPage('repair/job/index');
      await hand.tap('#accept');
      await phone.natives.showCode(`https://example.cn/l/${own.code}`);
      await phone.natives.standAt({ ...liftPosition, accuracyMetres: 20 });
      await hand.tap('#arrive');
      await hand.see('在电梯附近', '#on-spot');
      await phone.look('repair-arrived');
      await hand.tap('#way-alternative');
      await hand.tap('#begin-alternative');
      await hand.find('#gesture');
      await phone.natives.hold(await photograph());
      await hand.tap('#take-gesture');
      await hand.tap('#start');
      await hand.find('#to-finish');
      for (const slot of ['fault', 'finished']) {
        await phone.natives.hold(await photograph());
        await hand.tap(`#photo-${slot}`);
        await hand.see('已传 1 张', `#photo-${slot}`);
      }
      await hand.tap('#open-part');
      await hand.tap('#tab-safety');
      await hand.type('#part-name', '门锁装置');
      await hand.type('#part-maker', '示例门锁厂');
      await hand.type('#part-type-test', 'TSX F34001920190001');
      await phone.look('repair-part');
      await phone.natives.hold(await photograph());
      await hand.tap('#part-send');
      await hand.see('门锁装置', '#repair-parts');
    },
    4 * minute,
  );

  test(
    'what cannot be repaired at once stops the lift; later it is finished and the owner confirms in DingTalk',
    async () => {
      await hand.tap('#to-stop');
      await hand.type('#stop-reason', '等待门机板到货');
      await hand.type('#stop-solution', '门机控制板损坏，已订货，到货前停用。');
      await phone.look('repair-stop');
      await hand.tap('#stop-send');
      await hand.see('停用中', '#stop-notice');
      const { stop } = await driverOf('dd').show(callOutId);
      expect(stop?.expectedOn).toBe(addDays(dayOf(clock.now()), 7));
      await phone.natives.showCode(`https://example.cn/l/${own.code}`);
      await hand.tap('#arrive');
      await hand.tap('#way-alternative');
      await hand.tap('#begin-alternative');
      await hand.find('#gesture');
      await phone.natives.hold(await photograph());
      await hand.tap('#take-gesture');
      await hand.tap('#start');
      await hand.tap('#to-finish');
      await hand.tap('#cause-door');
      await hand.type('#finish-work', '更换门机板，试运行正常。');
      await hand.type('#finish-feedback', '门机板已更换，可以放心使用。');
      await phone.look('repair-finish');
      await hand.tap('#finish-send');
      await hand.see('待使用单位确认', '#repair');
      await phone.giveBack(own.officer, `repair/confirm/index?callOutId=${callOutId}`);
      await hand.tap('#to-confirm');
      await hand.tap('#send-answer');
      await hand.see('这次急修已结束', '#confirmed');
    },
    4 * minute,
  );
});

import { plateApi } from '@lifttrust/shared-types/code/plate.contract';
import { onSiteApi } from '@lifttrust/shared-types/lift/on-site.contract';
import { CodeService } from '../../cloud/src/code/code.service';
import { ContractCity } from '../../cloud/src/contract/testing/contract-city';
import { startService, type TestService } from '../../cloud/src/kernel/testing/service';
import type { LiftRegistration } from '../../cloud/src/lift/lift.facts';
import { inTransaction } from '../../cloud/src/staff/testing/staffed-company';
import { liftPosition } from '../fixture/district';
import { photograph } from '../fixture/evidence';
import { good } from '../fixture/uploads';
import type { Hand } from './runner/hand';
import { PhoneInHand } from './runner/phone-in-hand';

const minute = 60_000;

/** The compiled DingTalk package in the hand of a technician who stands before a lift. */
describe('a technician at a lift', () => {
  let service: TestService;
  let city: ContractCity;
  let phone: PhoneInHand;
  let hand: Hand;

  beforeAll(async () => {
    service = await startService('sqlite');
    city = await ContractCity.in(service);
    phone = await PhoneInHand.pickUp('dd', service);
    hand = phone.hand;
  }, 5 * minute);

  afterAll(async () => {
    await phone?.putDown();
    await service?.stop();
  }, minute);

  afterEach(async () => expect(await phone.mini.problems()).toEqual([]));

  /** A lift with a plate, and the plate before the camera. */
  const before = async (stated: Partial<LiftRegistration> = {}) => {
    const lift = await city.lift(stated);
    const codes = await service.get(CodeService);
    const token = await inTransaction(service, (tx) => codes.issue(tx, lift.id));
    await phone.natives.showCode(`https://lifttrust.example/l/${token}`);
    return { ...lift, token };
  };
  const bindings = async () =>
    good(await service.call(onSiteApi.bindings, { pageSize: 100 }, city.own.admin)).items;

  test(
    'scans the code and binds the lift, from the first page on; once bound, it is not bound again',
    async () => {
      await phone.handTo(city.own.lead, 'pages/home/index');
      const lift = await before({ place: '听涛阁 1 幢', ownNumber: '1#' });
      await hand.tap('#open-bind');
      await hand.onPage('lift/bind/index');
      await hand.see('扫轿厢里或门口的智慧电梯码', '#bind');
      await phone.look('technician-bind-start');
      await hand.tap('#scan-lift');
      await hand.see('听涛阁 1 幢', '#bind');
      await phone.look('technician-bind');
      await hand.tap('#bind-lift');
      await hand.see('已绑定', '#bound');
      await phone.look('technician-bound');
      expect(await bindings()).toMatchObject([{ lift: { id: lift.id }, state: 'confirmed', way: 'scan' }]);
      await hand.tap('#scan-lift');
      await hand.see('这台电梯已经绑定到本单位', '#bind');
      expect(await hand.isThere('#bind-lift')).toBe(false);
    },
    2 * minute,
  );

  test(
    'sticks a new code: the number of another lift is refused, the right one is written down with a photograph',
    async () => {
      await before({ place: '望月楼 2 幢', ownNumber: '3#', useRegistration: '梯11闽C00077(20)' });
      await phone.open('lift/bind/index');
      await hand.tap('#scan-lift');
      await hand.see('望月楼 2 幢', '#bind');
      await hand.tap('#bind-lift');
      await hand.see('已绑定', '#bound');
      await hand.tap('#open-stick');
      await hand.onPage('lift/stick/index');
      expect(await (await hand.find('#stick-code')).attribute('disabled')).not.toBeNull();
      await hand.tap('#address-right');
      await hand.type('#stick-registration', '00078(20)');
      await hand.type('#stick-own-number', '3#');
      await phone.natives.hold(await photograph());
      await hand.tap('#take-plate');
      await hand.see('重拍', '#take-plate');
      await phone.look('technician-stick');
      await hand.tap('#stick-code');
      await hand.see('对不上，可能贴错了', '#refusals');
      await hand.type('#stick-registration', '00077(20)');
      await hand.tap('#stick-code');
      await hand.see('已登记', '#stuck');
      const { items } = good(await service.call(plateApi.list, { state: 'stuck' }, city.own.regulator));
      expect(items).toMatchObject([{ place: '望月楼 2 幢', stuckBy: city.own.lead.name }]);
    },
    2 * minute,
  );

  test(
    'of twins says which one it is and photographs the nameplate; the number of the other binds nothing',
    async () => {
      const place = '双子楼';
      const lift = await before({ place, ownNumber: '1#' });
      await city.lift({ place, ownNumber: '2#' });
      await phone.open('lift/bind/index');
      await hand.tap('#scan-lift');
      await hand.see('这里有 2 台电梯', '#twin-check');
      expect(await (await hand.find('#bind-lift')).attribute('disabled')).not.toBeNull();
      await hand.type('#own-number', '2#');
      await phone.natives.hold(await photograph());
      await hand.tap('#take-nameplate');
      await hand.see('重拍铭牌', '#take-nameplate');
      await hand.tap('#bind-lift');
      await hand.see('可能贴错了', '#refusals');
      await phone.look('technician-bind-refused');
      expect(await city.openTasks('lift.code_on_wrong_lift', lift.id)).toBe(1);
      await hand.type('#own-number', '1#');
      await phone.look('technician-bind-twins');
      await hand.tap('#bind-lift');
      await hand.see('已绑定', '#bound');
      const bound = (await bindings()).find((one) => one.lift.id === lift.id);
      expect(bound).toMatchObject({ ownNumber: '1#', hasPhoto: true });
    },
    2 * minute,
  );

  test(
    'hears why another company’s lift, and a code that was never ours, are not bound',
    async () => {
      await phone.open('lift/bind/index');
      await before({ companyId: city.foreign.companyId });
      await hand.tap('#scan-lift');
      await hand.see('由其他维保单位负责', '#refusals');
      await phone.natives.showCode('https://elsewhere.example/nothing');
      await hand.tap('#scan-lift');
      await hand.see('这不是本市的电梯码', '#refusals');
    },
    2 * minute,
  );

  test(
    'finds a lift that nobody maintains, and leaves it to the office to enter a contract',
    async () => {
      const lift = await before({ companyId: null });
      await phone.open('lift/bind/index');
      await hand.tap('#scan-lift');
      await hand.see('目前没有维保单位', '#bind');
      await hand.tap('#bind-lift');
      await hand.see('待录入合同', '#bound');
      const bound = (await bindings()).find((one) => one.lift.id === lift.id);
      expect(bound?.state).toBe('proposed');
    },
    2 * minute,
  );

  test(
    'collects where the lift stands; a blurred position is refused, a colleague confirms it',
    async () => {
      const lift = await before({ place: '观海苑 5 幢', ownNumber: '2#' });
      await phone.open('lift/bind/index');
      await hand.tap('#scan-lift');
      await hand.tap('#bind-lift');
      await hand.tap('#open-position');
      await hand.onPage('lift/position/index');
      await hand.see('观海苑 5 幢 2#', '#position');
      await hand.see('位置还没有确认', '#position');
      await phone.natives.standAt({ ...liftPosition, accuracyMetres: 480 });
      await hand.tap('#collect');
      await hand.see('误差约 480 米', '#refusals');
      await phone.natives.standAt({ ...liftPosition, accuracyMetres: 18 });
      await hand.tap('#collect');
      await hand.see('还要 1 名维保人员采集', '#position');
      await phone.look('technician-position');
      const token = encodeURIComponent(`https://lifttrust.example/l/${lift.token}`);
      await phone.handTo(city.own.partner, `lift/position/index?liftId=${lift.id}&token=${token}`);
      await hand.tap('#collect');
      await hand.see('位置已确认', '#position');
      const { current } = good(
        await service.call(onSiteApi.position, { liftId: lift.id }, city.own.regulator),
      );
      expect(current).toMatchObject({ confirmed: true });
    },
    2 * minute,
  );

  test(
    'reads where to allow the position when the phone gives none',
    async () => {
      await phone.mini.program.mockWxMethod(
        'getLocation',
        '() => ({ errMsg: "getLocation:fail", error: 2001 })',
      );
      await hand.tap('#collect');
      await hand.see('请在手机设置里允许', '#refusals');
    },
    2 * minute,
  );

  test(
    'says what is wrong in the register and how that is known; the same once more is nothing to correct',
    async () => {
      const lift = await before({ place: '松间里 7 幢', ownNumber: '3#', floors: 18 });
      // Somebody whose working device this is: the phone given back would be another one.
      await phone.handTo(city.own.colleague, 'lift/bind/index');
      await hand.tap('#scan-lift');
      await hand.tap('#bind-lift');
      await hand.tap('#open-correct');
      await hand.onPage('lift/correct/index');
      await hand.see('松间里 7 幢 3#', '#correct');
      await phone.look('technician-correct');
      await hand.tap('#field-floors');
      await hand.type('#right-value', '十八');
      await hand.see('请这样填写', '#correct');
      await hand.type('#right-value', '18');
      await hand.type('#correction-reason', '对照轿厢内的使用标志');
      await hand.tap('#send-correction');
      await hand.see('与台账一致，没有要纠正的', '#refusals');
      await hand.type('#right-value', '19');
      await phone.look('technician-correct-floors');
      await hand.tap('#send-correction');
      await hand.see('已提出纠正：层站数', '#corrected');
      await hand.see('层站数：18 → 19', '#known-corrections');
      await phone.look('technician-corrected');
      const { items } = good(
        await service.call(onSiteApi.corrections, { liftId: lift.id }, city.own.regulator),
      );
      expect(items).toMatchObject([{ state: 'waiting', reason: '对照轿厢内的使用标志' }]);
    },
    2 * minute,
  );

  test(
    'has no other company’s lift to correct',
    async () => {
      await phone.open(`lift/correct/index?liftId=${city.foreign.liftId}`);
      await hand.see('没有找到', '#correct');
    },
    2 * minute,
  );
});

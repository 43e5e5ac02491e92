import { contractApi } from '@lifttrust/shared-types/contract/contract.contract';
import { officerApi } from '@lifttrust/shared-types/officer/officer.contract';
import { ContractCity } from '../../cloud/src/contract/testing/contract-city';
import { startService, type TestService } from '../../cloud/src/kernel/testing/service';
import { cityFile } from '../fixture/city-file';
import { good } from '../fixture/uploads';
import type { Hand } from './runner/hand';
import { PhoneInHand } from './runner/phone-in-hand';

const minute = 60_000;

let service: TestService;
let city: ContractCity;

// The second factor has tests of its own.
beforeAll(async () => {
  service = await startService('sqlite', { LIFTTRUST_CITY_FILE: cityFile({ twoFactor: { roles: [] } }) });
  city = await ContractCity.in(service);
}, minute);
afterAll(() => service?.stop());

/** Both compiled packages in the hand of an owner's administrator. */
describe.each(['dd', 'weapp'] as const)('an owner’s pages in the %s package', (name) => {
  let phone: PhoneInHand;
  let hand: Hand;
  let liftId: string;
  let contractId: string;

  beforeAll(async () => {
    phone = await PhoneInHand.pickUp(name, service);
    hand = phone.hand;
    liftId = (await city.lift()).id;
  }, 5 * minute);
  afterAll(() => phone?.putDown(), minute);

  afterEach(async () => expect(await phone.mini.problems()).toEqual([]));
  const look = async (picture: string) => (name === 'dd' ? phone.look(picture) : undefined);

  test(
    'a lift without a safety officer is red until the administrator names one, from the first page on',
    async () => {
      const { ownerAdmin, officer } = city.own;
      await phone.handTo(ownerAdmin, 'pages/home/index');
      await hand.tap('#open-officers');
      await hand.onPage('owner/officers/index');
      await hand.see(/\d 台电梯没有安全员/, '#officers');
      const before = good(await service.call(officerApi.matrix, {}, ownerAdmin)).red;
      await hand.see('先选电梯', '#to-name');
      await look('owner-officers-missing');
      await hand.tap(`#choose-${liftId}`);
      await hand.see('为 1 台电梯指定人员', '#to-name');
      await hand.tap('#to-name');
      await hand.tap(`#person-${officer.personId}`);
      await hand.see('已选', `#person-${officer.personId}`);
      await look('owner-officers-naming');
      await hand.tap('#name-confirm');
      await hand.see(`${officer.name} 已是 1 台电梯的`, '#named');
      await hand.see(officer.name, `#lift-${liftId}`);
      await look('owner-officers');
      const { red } = good(await service.call(officerApi.matrix, {}, ownerAdmin));
      expect(red).toBe(before - 1);
    },
    2 * minute,
  );

  test(
    'whoever is named to the post they hold changes nothing, and is told so',
    async () => {
      const { officer } = city.own;
      await hand.tap(`#choose-${liftId}`);
      await hand.tap('#to-name');
      await hand.tap(`#person-${officer.personId}`);
      await hand.tap('#name-confirm');
      await hand.see('没有改变', '#named');
    },
    2 * minute,
  );

  test(
    'a safety officer sees the same page and names nobody',
    async () => {
      await phone.handTo(city.own.officer, 'owner/officers/index');
      await hand.see('您的身份不能做这件事', '#officers');
    },
    2 * minute,
  );

  test(
    'a contract asked about in a message is opened, read and confirmed',
    async () => {
      const { ownerAdmin, admin } = city.own;
      const lifts = [await city.lift(), await city.lift()];
      contractId = await city.enter(lifts, admin, { number: 'WB-2026-018' });
      await city.settle();
      await phone.handTo(ownerAdmin, 'pages/home/index');
      await hand.see('件事等您办', '#home');
      await look('owner-admin-home');
      await hand.tap('.ui-button--primary');
      await hand.onPage('owner/contract/index');
      await hand.see('合同 WB-2026-018', '#contract');
      await hand.see('电梯 2 台', '#contract');
      await look('owner-contract');
      await hand.tap('#to-accept');
      await look('owner-contract-confirm');
      await hand.tap('#accept');
      await hand.see('已确认由它负责', '#decided');
      expect(await hand.isThere('#to-accept')).toBe(false);
      const seen = good(await service.call(contractApi.show, { contractId }, ownerAdmin));
      expect(seen.state).toBe('confirmed');
    },
    2 * minute,
  );

  test(
    'a contract nobody has signed is refused, and not without a reason',
    async () => {
      const { ownerAdmin, admin } = city.own;
      const refused = await city.enter([await city.lift()], admin);
      await phone.open(`owner/contract/index?contractId=${refused}`);
      await hand.tap('#to-refuse');
      expect(await (await hand.find('#refuse')).attribute('disabled')).not.toBeNull();
      await hand.type('#refuse-reason', '没有签过这份合同。');
      await hand.tap('#refuse');
      await hand.see('不认可', '#decided');
      const seen = good(await service.call(contractApi.show, { contractId: refused }, ownerAdmin));
      expect(seen.state).toBe('refused');
    },
    2 * minute,
  );

  test(
    'what somebody else at the office has decided meanwhile is told, and decided once',
    async () => {
      const { admin } = city.own;
      const raced = await city.enter([await city.lift()], admin);
      await phone.open(`owner/contract/index?contractId=${raced}`);
      await hand.tap('#to-accept');
      await city.decide(raced, false);
      await hand.tap('#accept');
      await hand.see('已经有人处理过', '#refusals');
      await hand.see('使用单位不认可', '#contract');
      await look('owner-contract-decided-already');
    },
    2 * minute,
  );

  test(
    'a contract of another owner does not exist here',
    async () => {
      await phone.handTo(city.foreign.ownerAdmin, `owner/contract/index?contractId=${contractId}`);
      await hand.see('没有找到', '#contract');
    },
    2 * minute,
  );
});

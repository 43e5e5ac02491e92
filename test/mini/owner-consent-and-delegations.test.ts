import { addDays, dayOf } from '@lifttrust/shared-types/kernel/time';
import { silenceConsent } from '@lifttrust/shared-types/signing/consent-text';
import { signingApi } from '@lifttrust/shared-types/signing/signing.contract';
import { startService, type TestService } from '../../cloud/src/kernel/testing/service';
import { cityFile } from '../fixture/city-file';
import { type StaffedDistrict, twoDistricts } from '../fixture/district';
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

/** Both compiled packages in the hand of an owner's administrator: what silence means, and who signs in whose place. */
describe.each(['weapp', 'dd'] as const)('an owner’s agreement and delegates in the %s package', (name) => {
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
  const look = async (picture: string) => (name === 'weapp' ? phone.look(picture) : undefined);
  const monthOf = (day: string) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));
  /** A day is chosen month by month, never typed. */
  const choose = async (field: string, shown: string, wanted: string) => {
    await hand.tap(field);
    const turns = monthOf(wanted) - monthOf(shown);
    for (let turn = 0; turn < Math.abs(turns); turn += 1)
      await hand.tap(`${field}-${turns > 0 ? 'after' : 'before'}`);
    await hand.see(`${Number(wanted.slice(5, 7))}月`, `${field}-month`);
    if (turns === 0) await look('owner-delegations-day');
    await hand.tap(`${field}-${wanted}`);
  };
  const consent = async () => good(await service.call(signingApi.consent, {}, own.ownerAdmin));

  test(
    'the administrator reads the text, agrees after being asked once more, and takes it back',
    async () => {
      await phone.giveBack(own.ownerAdmin, 'account/me/index');
      await look('owner-admin-me');
      await hand.tap('#open-owner-silence-consent');
      await hand.onPage('owner/silence-consent/index');
      await hand.see('没有同意逾期默认确认', '#silence-consent');
      await hand.see('默认确认不是本人签名', '#consent-text');
      await hand.see('还没有同意过', '#consent-history');
      await look('owner-silence-consent');
      await hand.tap('#to-give');
      await hand.see('代表本单位同意？', '.sheet');
      await look('owner-silence-consent-give');
      await hand.tap('#give-confirm');
      await hand.see('已同意', '#consent-done');
      await hand.see(own.ownerAdmin.name, '#consent-standing');
      expect((await consent()).standing?.version).toBe(silenceConsent.version);
      await look('owner-silence-consent-given');
      await hand.tap('#to-withdraw');
      await hand.see('撤回同意？', '.sheet');
      await look('owner-silence-consent-withdraw');
      await hand.tap('#withdraw-confirm');
      await hand.see('已撤回', '#consent-done');
      await hand.see('已撤回', '#consent-history');
      expect((await consent()).standing).toBeNull();
    },
    2 * minute,
  );

  test(
    'whoever agrees after a colleague is told so and sees it',
    async () => {
      await hand.tap('#to-give');
      const given = { textVersion: silenceConsent.version, agreed: true as const };
      good(await service.call(signingApi.giveConsent, given, own.ownerAdmin));
      await hand.tap('#give-confirm');
      await hand.see('已经同意过了', '#refusals');
      await hand.see('已同意逾期默认确认', '#silence-consent');
    },
    2 * minute,
  );

  test(
    'a safety officer reads the agreement and decides nothing',
    async () => {
      await phone.giveBack(own.officer, 'owner/silence-consent/index');
      await hand.see('由本单位管理员同意或撤回', '#silence-consent');
      expect(await hand.isThere('#to-withdraw')).toBe(false);
      await look('owner-silence-consent-officer');
    },
    2 * minute,
  );

  test(
    'somebody is given the right to sign for some days, with the reason; days that are too many are refused',
    async () => {
      await phone.giveBack(own.ownerAdmin, 'account/me/index');
      await hand.tap('#open-owner-delegations');
      await hand.onPage('owner/delegations/index');
      await hand.see('没有授权过别人', '#delegations');
      await look('owner-delegations-empty');
      await hand.tap('#to-delegate');
      await hand.tap(`#person-${own.ownerAdmin.personId}`);
      await hand.type('#delegation-reason', '安全员休假。');
      await choose('#delegation-until', addDays(dayOf(Date.now()), 7), addDays(dayOf(Date.now()), 400));
      await hand.tap('#delegate-confirm');
      await hand.see('最长 366 天', '#refusals');
      await look('owner-delegations-refused');
      await choose('#delegation-until', addDays(dayOf(Date.now()), 400), addDays(dayOf(Date.now()), 5));
      await hand.tap('#delegate-confirm');
      await hand.see(`已授权${own.ownerAdmin.name}代签`, '#delegation-done');
      await hand.see('安全员休假。', '#delegations');
      await look('owner-delegations');
      const { items } = good(await service.call(signingApi.delegations, {}, own.ownerAdmin));
      expect(items).toMatchObject([{ standing: true, reason: '安全员休假。' }]);
    },
    2 * minute,
  );

  test(
    'the right is taken back at once, asked once more; a safety officer only reads',
    async () => {
      const [one] = good(await service.call(signingApi.delegations, {}, own.ownerAdmin)).items;
      await hand.tap(`#end-${one?.id}`);
      await hand.see('立即生效', '.sheet');
      await look('owner-delegations-end');
      await hand.tap('#end-confirm');
      await hand.see('已收回', `#delegation-${one?.id}`);
      expect(await hand.isThere(`#end-${one?.id}`)).toBe(false);
      const { items } = good(await service.call(signingApi.delegations, {}, own.ownerAdmin));
      expect(items).toMatchObject([{ standing: false }]);
      await phone.giveBack(own.officer, 'owner/delegations/index');
      await hand.see('安全员休假。', '#delegations');
      expect(await hand.isThere('#to-delegate')).toBe(false);
    },
    2 * minute,
  );
});

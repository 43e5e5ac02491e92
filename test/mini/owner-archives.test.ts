import { archiveApi } from '@lifttrust/shared-types/archive/archive.contract';
import { startService, type TestService } from '../../cloud/src/kernel/testing/service';
import { packedMonth } from '../fixture/archives';
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
  await packedMonth(service, [own, foreign]);
}, minute);
afterAll(() => service?.stop());

/** Both compiled packages in the hand of an owner. */
describe.each(['weapp', 'dd'] as const)('an owner’s monthly packages in the %s package', (name) => {
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

  test(
    'the owner sees what is to be taken and until when, and asks for a link',
    async () => {
      const { ownerAdmin } = own;
      const { items } = good(await service.call(archiveApi.list, {}, ownerAdmin));
      const id = items[0]?.id ?? '';
      await phone.giveBack(ownerAdmin, 'account/me/index');
      await hand.tap('#open-owner-archives');
      await hand.onPage('owner/archives/index');
      await hand.see('1 个档案包待下载', '#archives');
      await hand.see('待下载', `#archive-${id}`);
      await look('owner-archives');
      await hand.tap(`#take-${id}`);
      await hand.see('请在电脑浏览器里打开', '.sheet');
      await look('owner-archives-link');
    },
    2 * minute,
  );
});

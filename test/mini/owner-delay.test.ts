import { delayApi } from '@lifttrust/shared-types/delay/delay.contract';
import { addDays, dayOf } from '@lifttrust/shared-types/kernel/time';
import { messageApi } from '@lifttrust/shared-types/message/message.contract';
import { startService, type TestService } from '../../cloud/src/kernel/testing/service';
import { cityFile } from '../fixture/city-file';
import { type StaffedDistrict, twoDistricts } from '../fixture/district';
import { scan } from '../fixture/papers';
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

/** Both compiled packages in the hand of an owner that is said to have refused entry. */
describe.each(['weapp', 'dd'] as const)('an explanation that names the owner in the %s package', (name) => {
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
  const explain = async (reason: 'access_refused' | 'natural_disaster') => {
    const given = {
      ...{ liftIds: [own.liftId], reason, text: '两次到场，机房无人开门。' },
      ...{ expectedOn: addDays(dayOf(Date.now()), 20), fileIds: [await scan(service, own.admin)] },
    };
    return good(await service.call(delayApi.submit, given, own.admin)).id;
  };

  test(
    'the message leads to the explanation, which says that the due day stays; the owner contradicts it once',
    async () => {
      const delayId = await explain('access_refused');
      const { items } = good(await service.call(messageApi.list, {}, own.officer));
      const page = items.find(({ subjectId }) => subjectId === delayId)?.page ?? '';
      expect(page).toBe(`owner/delay/index?delayId=${delayId}`);
      await phone.giveBack(own.officer, page);
      await hand.see('有说明不等于按期', '#delay');
      await hand.see('两次到场，机房无人开门。', '#delay-words');
      await look('owner-delay');
      await hand.tap('#to-contradict');
      await hand.type('#contradiction', '当天值班室有人，没有人联系过我们。');
      await look('owner-delay-contradict');
      await hand.tap('#contradict-confirm');
      await hand.see('异议已提出', '#contradicted');
      await hand.see('没有人联系过我们', `#delay-lift-${own.liftId}`);
      expect(await hand.isThere('#to-contradict')).toBe(false);
      await look('owner-delay-contradicted');
      const { lifts } = good(await service.call(delayApi.show, { delayId }, own.regulator));
      expect(lifts).toMatchObject([{ contradiction: { by: own.officer.name } }]);
    },
    2 * minute,
  );

  test(
    'what is not the owner’s doing is read and not contradicted; a colleague’s word counts for all',
    async () => {
      await phone.giveBack(own.officer, `owner/delay/index?delayId=${await explain('natural_disaster')}`);
      await hand.see('自然灾害', '#delay-words');
      expect(await hand.isThere('#to-contradict')).toBe(false);
      const delayId = await explain('access_refused');
      await phone.open(`owner/delay/index?delayId=${delayId}`);
      await hand.tap('#to-contradict');
      const said = { delayId, text: '钥匙在值班室。' };
      good(await service.call(delayApi.contradict, said, own.ownerAdmin));
      await hand.type('#contradiction', '没有人来过。');
      await hand.tap('#contradict-confirm');
      await hand.see('不能再提出异议', '#refusals');
    },
    2 * minute,
  );
});

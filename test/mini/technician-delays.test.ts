import { delayApi } from '@lifttrust/shared-types/delay/delay.contract';
import { addDays, dayInWords, dayOf } from '@lifttrust/shared-types/kernel/time';
import { messageApi } from '@lifttrust/shared-types/message/message.contract';
import { systemCtx } from '../../cloud/src/kernel/actor';
import { Outbox } from '../../cloud/src/kernel/outbox';
import { startService, type TestService } from '../../cloud/src/kernel/testing/service';
import { UnitOfWork } from '../../cloud/src/kernel/unit-of-work';
import { Lift } from '../../cloud/src/lift/lift.entity';
import { cityFile } from '../fixture/city-file';
import { type StaffedDistrict, twoDistricts } from '../fixture/district';
import { scene } from '../fixture/pictures';
import { good } from '../fixture/uploads';
import type { Hand } from './runner/hand';
import { PhoneInHand } from './runner/phone-in-hand';

const minute = 60_000;
const inDays = (days: number): string => addDays(dayOf(Date.now()), days);

let service: TestService;
let own: StaffedDistrict;
let second: string;

/** Another lift of the same company and owner, overdue for two days. */
async function secondLift(): Promise<string> {
  const work = await service.get(UnitOfWork);
  return work.run(systemCtx(Date.now(), 'fixture'), async (tx) => {
    const known = await tx.manager.findOneByOrFail(Lift, { id: own.liftId });
    const id = `${known.id.slice(0, -4)}ZZ02`;
    const other = { id, equipmentCode: '', rescueCode: '90002', ownNumber: '2 号梯', dueOn: inDays(-2) };
    await tx.manager.insert(Lift, { ...known, ...other });
    await tx.manager.update(Lift, { id: own.liftId }, { dueOn: inDays(2) });
    return id;
  });
}

beforeAll(async () => {
  service = await startService('sqlite', { LIFTTRUST_CITY_FILE: cityFile({ twoFactor: { roles: [] } }) });
  ({ own } = await twoDistricts(service));
  second = await secondLift();
}, 2 * minute);
afterAll(() => service?.stop(), minute);

describe('a technician who cannot get to the lift', () => {
  let phone: PhoneInHand;
  let hand: Hand;

  beforeAll(async () => {
    phone = await PhoneInHand.pickUp('dd', service);
    hand = phone.hand;
  }, 10 * minute);
  afterAll(() => phone?.putDown(), minute);
  afterEach(async () => expect(await phone.mini.problems()).toEqual([]));

  const fillIn = async (reason: string, text: string) => {
    await hand.tap(`#reason-${reason}`);
    await hand.type('#delay-text', text);
  };
  const mine = async () => good(await service.call(delayApi.list, {}, own.lead)).items;

  test(
    'explains one lift before its due day from their phone, and reads that explained is not on time',
    async () => {
      await phone.giveBack(own.lead, 'account/me/index');
      await hand.tap('#open-technician-delays');
      await hand.onPage('technician/delays/index');
      await hand.see('还没有延期说明', '#delays');
      await phone.look('technician-delays-empty');
      await hand.tap('#to-new-delay');
      await hand.onPage('technician/new-delay/index');
      await hand.see('有说明不等于按期', '#new-delay');
      await hand.see('先选原因', '#submit-delay');
      await fillIn('natural_disaster', '台风红色预警，小区道路积水，车辆不能进入。');
      await hand.see('先选电梯', '#submit-delay');
      await hand.tap(`#lift-${own.liftId}`);
      await hand.see('已选 1 台', '#new-delay');
      await phone.look('technician-new-delay');
      await hand.tap('#submit-delay');
      await hand.see('已提交 1 台电梯的说明', '#made');
      await phone.look('technician-delay-made');
      const [made] = await mine();
      expect(made).toMatchObject({ reason: 'natural_disaster', submittedBy: own.lead.name });
      const { lifts } = good(await service.call(delayApi.show, { delayId: made?.id ?? '' }, own.lead));
      expect(lifts).toMatchObject([{ liftId: own.liftId, dueOn: inDays(2), timing: 'before' }]);
    },
    3 * minute,
  );

  test(
    'explains several at once, one of them overdue already, with the proof that the owner was told',
    async () => {
      await phone.giveBack(own.lead, `technician/new-delay/index?liftId=${own.liftId}&dueOn=${inDays(2)}`);
      await hand.see('已选 1 台', '#new-delay');
      await fillIn('access_refused', '两次到场，机房无人开门，已在群里通知。');
      await hand.see('先附通知使用单位的证明', '#submit-delay');
      await hand.see('已逾期 2 天', `#lift-${second}`);
      await hand.tap('#choose-all');
      await hand.see('已选 2 台', '#new-delay');
      await phone.natives.hold(await scene(71));
      await hand.tap('#evidence-take');
      await hand.find('#evidence-0');
      await phone.natives.hold(await scene(72));
      await hand.tap('#evidence-pick');
      await hand.find('#evidence-1');
      await phone.look('technician-new-delay-proof', 'sight');
      await hand.tap('#submit-delay');
      await hand.see('已提交 2 台电梯的说明', '#made');
      await hand.see('期限后 3 天内提交', `#delay-lift-${second}`);
      const [made] = await mine();
      const known = good(await service.call(delayApi.show, { delayId: made?.id ?? '' }, own.lead));
      expect(known.fileIds).toHaveLength(2);
      expect(known.lifts.map(({ timing }) => timing).sort()).toEqual(['after', 'before']);
    },
    3 * minute,
  );

  test(
    'reads what the regulator decided and why, from the message, and what they may still take back',
    async () => {
      const [refused, waiting] = await mine();
      const decision = { delayId: refused?.id ?? '', accepted: false, text: '门卫记录显示当天没有人来过。' };
      good(await service.call(delayApi.decide, decision, own.regulator));
      await (await service.get(Outbox)).settle();
      const { items } = good(await service.call(messageApi.list, {}, own.lead));
      const page = items.find(({ kind }) => kind === 'delay.decided')?.page ?? '';
      expect(page).toBe(`technician/delay/index?delayId=${refused?.id}`);
      await phone.giveBack(own.lead, page);
      await hand.see('不予确认', `#delay-lift-${second}`);
      await hand.see('门卫记录显示当天没有人来过', `#delay-lift-${second}`);
      await hand.see(dayInWords(inDays(-2)), `#delay-lift-${second}`);
      await hand.tap('#delay-proof-0');
      await hand.find('#delay-proof-large');
      await phone.look('technician-delay-proof', 'sight');
      await phone.open(page);
      await hand.see('不予确认', '#delay');
      expect(await hand.isThere('#to-withdraw')).toBe(false);
      await phone.look('technician-delay-refused');
      await phone.open('technician/delays/index');
      await hand.see('不予确认', `#delay-${refused?.id}`);
      await hand.see('待监管部门确认', `#delay-${waiting?.id}`);
      await phone.look('technician-delays');
      await hand.tap(`#open-delay-${waiting?.id}`);
      await hand.tap('#to-withdraw');
      await hand.tap('#withdraw-confirm');
      await hand.see('已撤回', `#delay-lift-${own.liftId}`);
    },
    3 * minute,
  );

  test(
    'the company’s administrator says when the obstacle has gone, and all read what is due now',
    async () => {
      const given = { reason: 'emergency_control', text: '应急演练封路。', expectedOn: inDays(5) } as const;
      const delayId = good(
        await service.call(delayApi.submit, { ...given, liftIds: [own.liftId] }, own.lead),
      ).id;
      const accepted = { delayId, accepted: true, text: '情况属实。' };
      good(await service.call(delayApi.decide, accepted, own.regulator));
      await phone.giveBack(own.admin, `technician/delay/index?delayId=${delayId}`);
      await hand.tap('#to-end');
      await hand.tap('#end-confirm');
      await hand.see('恢复后首次', `#delay-lift-${own.liftId}`);
      await hand.see(dayInWords(inDays(3)), `#delay-lift-${own.liftId}`);
      await phone.look('technician-delay-ended');
    },
    2 * minute,
  );
});

describe('the owner named in it', () => {
  let phone: PhoneInHand;

  beforeAll(async () => {
    phone = await PhoneInHand.pickUp('weapp', service);
  }, 10 * minute);
  afterAll(() => phone?.putDown(), minute);
  afterEach(async () => expect(await phone.mini.problems()).toEqual([]));

  test(
    'opens it in WeChat and sees the very picture that the technician took',
    async () => {
      const { items } = good(await service.call(messageApi.list, {}, own.officer));
      const page = items.find(({ kind }) => kind === 'delay.access_refused')?.page ?? '';
      await phone.giveBack(own.officer, page);
      await phone.hand.see('两次到场', '#delay-words');
      await phone.hand.tap('#delay-proof-0');
      await phone.hand.find('#delay-proof-large');
      await phone.look('owner-delay-proof', 'sight');
    },
    2 * minute,
  );
});

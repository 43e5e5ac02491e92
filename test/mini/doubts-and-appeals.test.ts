import { recordApi } from '@lifttrust/shared-types/record/record.contract';
import { validityApi } from '@lifttrust/shared-types/validity/validity.contract';
import { Clock } from '../../cloud/src/kernel/clock';
import { Outbox } from '../../cloud/src/kernel/outbox';
import { startService, type TestService } from '../../cloud/src/kernel/testing/service';
import { cityFile } from '../fixture/city-file';
import { type StaffedDistrict, twoDistricts } from '../fixture/district';
import { scene } from '../fixture/pictures';
import { good } from '../fixture/uploads';
import { VisitDriver } from '../fixture/visit-driver';
import type { Hand } from './runner/hand';
import { PhoneInHand } from './runner/phone-in-hand';

const minute = 60_000;

let service: TestService;
let own: StaffedDistrict;
let phone: PhoneInHand;
let hand: Hand;
let recordId: string;

// Technicians work in DingTalk; the WeChat package has no pages of theirs.
beforeAll(async () => {
  service = await startService('sqlite', { LIFTTRUST_CITY_FILE: cityFile({ twoFactor: { roles: [] } }) });
  ({ own } = await twoDistricts(service));
  const clock = await service.get(Clock);
  // Done within seconds: a doubt about the duration.
  ({ recordId } = await new VisitDriver(service, () => clock.now()).walk(own, 'submitted'));
  await (await service.get(Outbox)).settle();
}, 2 * minute);
beforeAll(async () => {
  phone = await PhoneInHand.pickUp('dd', service);
  hand = phone.hand;
}, 10 * minute);
afterAll(async () => {
  await phone?.putDown();
  await service?.stop();
}, minute);
afterEach(async () => expect(await phone?.mini.problems()).toEqual([]));

const declareInvalid = async () => {
  const decision = { recordId, valid: false, reason: '用时不足以完成全部项目。' };
  good(await service.call(recordApi.decideValidity, decision, own.reviewer));
  await (await service.get(Outbox)).settle();
};

test(
  'a technician finds the doubts about their own records in words, and explains what was asked',
  async () => {
    const question = { recordId, text: '用时只有几秒，请说明。' };
    good(await service.call(validityApi.ask, question, own.reviewer));
    await phone.giveBack(own.lead, 'account/me/index');
    await hand.tap('#open-technician-doubts');
    await hand.onPage('technician/doubts/index');
    await hand.see('少于本市参考用时', `#doubt-${recordId}`);
    await hand.see('待补充说明', `#doubt-${recordId}`);
    await phone.look('technician-doubts');
    await hand.tap(`#open-doubt-${recordId}`);
    await hand.onPage('technician/review/index');
    await hand.see('核查期间按已维保计算', '#decision');
    await hand.see('请说明', '#review-steps');
    await hand.tap('#to-state');
    await hand.type('#say-text', '两台连做，见物业签到表。');
    await phone.natives.hold(await scene(61));
    await hand.tap('#evidence-take');
    await hand.see('点一下去掉', '#evidence-0');
    await hand.tap('#evidence-0');
    await hand.count('#evidence-0', 0);
    await phone.natives.hold(await scene(62));
    await hand.tap('#evidence-pick');
    await hand.find('#evidence-0');
    await phone.look('technician-review-state', 'sight');
    await hand.tap('#say-confirm');
    await hand.see('说明已提交', '#said');
    await hand.see('见物业签到表', '#review-steps');
    const { steps } = good(await service.call(validityApi.show, { recordId }, own.reviewer));
    expect(steps.map(({ step }) => step)).toEqual(['asked', 'stated']);
    expect(steps[1]?.fileIds).toHaveLength(1);
    await hand.tap('#proof-1-0');
    await hand.find('#proof-1-large');
    await phone.look('technician-review-proof', 'sight');
  },
  3 * minute,
);

test(
  'a record declared invalid says why and until when to appeal; the appeal is made once',
  async () => {
    await declareInvalid();
    await phone.giveBack(own.partner, `technician/review/index?recordId=${recordId}`);
    await hand.see('这份记录被判为无效', '#decision');
    await hand.see('24:00 前申诉一次', '#decision');
    await phone.look('technician-review-invalid');
    await hand.tap('#to-appeal');
    await hand.type('#say-text', '监控可以证明我们在场一小时。');
    await phone.look('technician-review-appeal');
    await hand.tap('#say-confirm');
    await hand.see('申诉已提交', '#said');
    expect(await hand.isThere('#to-appeal')).toBe(false);
    const again = await service.call(validityApi.appeal, { recordId, text: '再申诉一次。' }, own.lead);
    expect(again.error?.code).toBe('validity.appealed_already');
  },
  3 * minute,
);

test(
  'whoever appeals after a colleague hears it and sees how it stands',
  async () => {
    const decision = { recordId, valid: true, reason: '已调看监控。' };
    good(await service.call(validityApi.decideAppeal, decision, own.regulator));
    await phone.giveBack(own.lead, `technician/review/index?recordId=${recordId}`);
    await hand.see('这份记录有效', '#decision');
    await hand.see('申诉成立', '#review-steps');
    await phone.look('technician-review-overturned');
    await phone.giveBack(own.lead, 'technician/doubts/index');
    await hand.see('没有待核查的记录', '#no-doubts');
  },
  3 * minute,
);

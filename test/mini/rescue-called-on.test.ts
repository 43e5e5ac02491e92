import { dutyApi } from '@lifttrust/shared-types/duty/duty.contract';
import { addDays, dayOf } from '@lifttrust/shared-types/kernel/time';
import { messageApi } from '@lifttrust/shared-types/message/message.contract';
import { rescueApi } from '@lifttrust/shared-types/rescue/rescue.contract';
import { Clock } from '../../cloud/src/kernel/clock';
import { Database } from '../../cloud/src/kernel/database';
import { startService, type TestService } from '../../cloud/src/kernel/testing/service';
import { Entrapment } from '../../cloud/src/rescue/entrapment.entity';
import { RescueClock } from '../../cloud/src/rescue/rescue.clock';
import { cityFile } from '../fixture/city-file';
import { type StaffedDistrict, twoDistricts, type Worker } from '../fixture/district';
import { good } from '../fixture/uploads';
import { PhoneInHand } from './runner/phone-in-hand';

const minute = 60_000;

let service: TestService;
let own: StaffedDistrict;
let clock: Clock;
/** The passenger’s WeChat, and DingTalk in the hands of whoever is called. */
let passenger: PhoneInHand;
let worker: PhoneInHand;
let passedMs = 0;

beforeAll(async () => {
  service = await startService('sqlite', {
    LIFTTRUST_CITY_FILE: cityFile({ twoFactor: { roles: [] } }),
  });
  ({ own } = await twoDistricts(service));
  clock = await service.get(Clock);
  const roster = { name: '应急值班', phone: '10099000007' };
  const rosterId = good(await service.call(dutyApi.create, roster, own.admin)).id;
  const today = dayOf(clock.now());
  const shift = { rosterId, personId: own.lead.personId, from: '00:00', until: '00:00' };
  good(await service.call(dutyApi.enter, { ...shift, days: [today, addDays(today, 1)] }, own.admin));
  passenger = await PhoneInHand.pickUp('weapp', service);
  worker = await PhoneInHand.pickUp('dd', service);
}, 10 * minute);
afterAll(async () => {
  await passenger?.putDown();
  await worker?.putDown();
  await service?.stop();
}, minute);
afterEach(async () => {
  for (const phone of [passenger, worker]) expect(await phone?.mini.problems()).toEqual([]);
});

/** Minutes pass everywhere, and the service does what is due. */
const later = async (ms: number): Promise<void> => {
  clock.shift(ms);
  passedMs += ms;
  for (const phone of [passenger, worker]) await phone.mini.setClockAhead(passedMs);
  await (await service.get(RescueClock)).look();
};
const openEntrapment = async (): Promise<string> => {
  const { manager } = (await service.get(Database)).reader;
  return (await manager.findOneBy(Entrapment, { openLiftId: own.liftId }))?.id ?? '';
};
/** What rang on somebody’s phone about a rescue: the newest title, and the page that it opens. */
const rang = async (entrapmentId: string, who: Worker) => {
  const { items } = good(await service.call(messageApi.list, {}, who));
  const { title, page } = items.find(({ subjectId }) => subjectId === entrapmentId) ?? {};
  return [title, page];
};
const pageOf = (entrapmentId: string) => `rescue/entrapment/index?entrapmentId=${entrapmentId}`;

/** Scans the code in the car and asks for help with the second tap. */
const callForHelp = async (): Promise<string> => {
  const { hand } = passenger;
  await passenger.open(`pages/lift/index?q=${encodeURIComponent(`https://lifttrust.example/l/${own.code}`)}`);
  await hand.see('被困或受伤，拨打救援电话 96333', '#call');
  await hand.tap('#call');
  await hand.tap('#call-and-report');
  await hand.onPage('help/call/index');
  await hand.see('求助已收到，正在联系救援人员', '#help-state');
  return openEntrapment();
};

test(
  'the company’s technician is called and does not answer; the station is called on, accepts, comes and frees, and the desk closes: those inside read every step',
  async () => {
    const entrapmentId = await callForHelp();
    await passenger.holdsInLargeLetters('called-on-passenger-received');
    expect(await rang(entrapmentId, own.lead)).toEqual(['电梯困人，请立即前往救援', pageOf(entrapmentId)]);
    await worker.giveBack(own.lead, 'pages/home/index');
    await worker.hand.see('等待接单', `#rescue-${entrapmentId}`);
    await worker.giveBack(own.rescuer, 'pages/home/index');
    await worker.hand.find('.screen');
    expect(await rang(entrapmentId, own.rescuer)).toEqual([undefined, undefined]);

    // The city’s three minutes pass, and nobody has answered.
    await later(3 * minute + 1);
    await passenger.hand.see('正在联系救援人员，已加叫救援站', '#help-state');
    await passenger.hand.see('正在安排人来救援', '#step-accepted');
    await passenger.look('called-on-passenger-waiting');
    await passenger.holdsInLargeLetters('called-on-passenger-waiting');
    expect(await rang(entrapmentId, own.rescuer)).toEqual(['电梯困人，请立即前往救援', pageOf(entrapmentId)]);
    await worker.open('pages/home/index');
    await worker.hand.see('等待接单', `#rescue-${entrapmentId}`);
    await worker.look('called-on-station-home');
    await worker.holdsInLargeLetters('called-on-station-home');
    await worker.hand.tap(`#open-rescue-${entrapmentId}`);
    await worker.hand.onPage('rescue/entrapment/index');
    await worker.hand.see('接单超时', '#timeline');
    await worker.hand.see('已呼叫，还没有答复', '#summoned');
    await worker.look('called-on-station-called');
    await worker.holdsInLargeLetters('called-on-station-called');

    await worker.hand.tap('#accept');
    await worker.hand.see('救援站接单', '#timeline');
    await worker.look('called-on-station-accepted', 'sight');
    await worker.holdsInLargeLetters('called-on-station-accepted');
    await passenger.hand.see('鹭湾区示例电梯应急救援站：已经有人来救您', '#help-state');
    await passenger.look('called-on-passenger-accepted');
    await passenger.holdsInLargeLetters('called-on-passenger-accepted');

    await worker.hand.tap('#depart');
    await worker.hand.tap('#eta-10');
    await passenger.hand.see('救援人员已出发，约 10 分钟到', '#help-state');
    await passenger.hand.see(/预计 \d\d:\d\d 到/, '#step-on-the-way');
    await passenger.look('called-on-passenger-on-the-way');
    await passenger.holdsInLargeLetters('called-on-passenger-on-the-way');

    // Under ground there is no position: those inside read the six digits out.
    const digits = await passenger.hand.read('#arrival-digits');
    await worker.hand.tap('#arrive');
    await worker.hand.type('#arrival-code-field', digits);
    await worker.hand.tap('#send-code');
    await worker.hand.see('以到场码确认', '#timeline');
    await passenger.hand.see('救援人员已经到了，请听他们的话', '#help-state');
    await passenger.look('called-on-passenger-arrived');
    await passenger.holdsInLargeLetters('called-on-passenger-arrived');
    await worker.hand.tap('#start');
    await passenger.hand.see('正在救援', '#help-state');
    await worker.hand.tap('#free');
    await worker.hand.tap('#confirm-freed');
    await worker.hand.see('解救完成', '#timeline');
    await passenger.hand.see('已经解救。请到安全的地方休息。', '#help-state');
    await passenger.look('called-on-passenger-freed');
    await passenger.holdsInLargeLetters('called-on-passenger-freed');

    await worker.hand.tap('#to-after');
    await worker.hand.onPage('rescue/after/index');
    await worker.hand.tap('#cause-door');
    await worker.hand.tap('#second-2');
    await worker.hand.type('#cause-measures', '断电盘车放人，更换 3 层门锁触点。');
    await worker.hand.tap('#send-cause');
    await worker.hand.see('厅门锁、轿门锁失效', '#cause-given');
    const callBack = '乘客平安，电梯停用待修。';
    good(await service.call(rescueApi.close, { entrapmentId, outcome: 'rescued', callBack }, own.operator));
    await worker.open(pageOf(entrapmentId));
    await worker.hand.see('已结案', '#entrapment-head');
    await worker.hand.see('曾有人被困', '#entrapment-head');
    await worker.hand.see('已呼叫，没有答复', '#summoned');
    await worker.look('called-on-station-closed');
    await worker.holdsInLargeLetters('called-on-station-closed');
    // The passenger looks at the page again.
    await passenger.open(`help/call/index?token=${own.code}`);
    await passenger.hand.see('这次救援已经结束。', '#help-state');
    await passenger.hand.see(/\d\d:\d\d/, '#step-freed');
    await passenger.look('called-on-passenger-closed');
    await passenger.holdsInLargeLetters('called-on-passenger-closed');
  },
  6 * minute,
);

test(
  'a technician on the way comes later, and then cannot come: those inside read both, and the station comes instead',
  async () => {
    const entrapmentId = await callForHelp();
    await worker.giveBack(own.lead, pageOf(entrapmentId));
    await worker.hand.tap('#accept');
    await worker.hand.find('#withdraw');
    await passenger.hand.see('鹭湾区示例电梯服务有限公司：已经有人来救您', '#help-state');
    await worker.hand.tap('#depart');
    await worker.hand.tap('#eta-5');
    await passenger.hand.see('约 5 分钟到', '#help-state');
    await worker.hand.find('#change-eta');
    await worker.look('called-on-technician-on-the-way', 'sight');
    await worker.holdsInLargeLetters('called-on-technician-on-the-way');

    await worker.hand.tap('#change-eta');
    await worker.hand.see('从现在起大约多久到？', '.sheet');
    await worker.look('called-on-technician-another-time', 'sight');
    await worker.holdsInLargeLetters('called-on-technician-another-time');
    await worker.hand.tap('#eta-20');
    await worker.hand.see('维保单位：预计 20 分钟到达', '#timeline');
    await passenger.hand.see('约 20 分钟到', '#help-state');
    expect(await rang(entrapmentId, own.rescuer)).toEqual([undefined, undefined]);
    // Beyond the thirty minutes the station is called in the same moment.
    await worker.hand.tap('#change-eta');
    await worker.hand.tap('#eta-45');
    await worker.hand.see('维保单位：预计 45 分钟到达', '#timeline');
    await passenger.hand.see('约 45 分钟到', '#help-state');
    expect(await rang(entrapmentId, own.rescuer)).toEqual(['电梯困人，请立即前往救援', pageOf(entrapmentId)]);

    await later(minute);
    await worker.hand.tap('#withdraw');
    await worker.hand.see('为什么去不了了？', '.sheet');
    await worker.look('called-on-technician-cannot', 'sight');
    await worker.holdsInLargeLetters('called-on-technician-cannot');
    await worker.hand.tap('#reason-1');
    await worker.hand.see('接单后不能前往', '#timeline');
    await worker.hand.see('不能前往：路上车坏了或堵住了', '#summoned');
    await worker.look('called-on-technician-withdrawn');
    await worker.holdsInLargeLetters('called-on-technician-withdrawn');
    await passenger.hand.see('刚才要来的人来不了了，正在叫别人来', '#help-state');
    expect(await passenger.hand.read('#help-call')).not.toContain('示例电梯服务有限公司');
    await passenger.look('called-on-passenger-anew');
    await passenger.holdsInLargeLetters('called-on-passenger-anew');

    expect(await rang(entrapmentId, own.rescuer)).toEqual([
      '接单的人不能来了，请立即前往',
      pageOf(entrapmentId),
    ]);
    await worker.giveBack(own.rescuer, pageOf(entrapmentId));
    await worker.hand.tap('#accept');
    await passenger.hand.see('鹭湾区示例电梯应急救援站：已经有人来救您', '#help-state');
    good(await service.call(rescueApi.free, { entrapmentId, people: 1 }, own.rescuer));
    await passenger.hand.see('已经解救。', '#help-state');
  },
  6 * minute,
);

import { dutyApi } from '@lifttrust/shared-types/duty/duty.contract';
import { addDays, dayOf } from '@lifttrust/shared-types/kernel/time';
import { messageApi } from '@lifttrust/shared-types/message/message.contract';
import { helpApi } from '@lifttrust/shared-types/rescue/help.contract';
import { rescueApi } from '@lifttrust/shared-types/rescue/rescue.contract';
import { Clock } from '../../cloud/src/kernel/clock';
import { Outbox } from '../../cloud/src/kernel/outbox';
import { startService, type TestService } from '../../cloud/src/kernel/testing/service';
import { DailyRound } from '../../cloud/src/round/daily-round';
import { cityFile } from '../fixture/city-file';
import { liftPosition, type StaffedDistrict, twoDistricts, type Worker } from '../fixture/district';
import { photograph } from '../fixture/evidence';
import { good } from '../fixture/uploads';
import { VoiceSimulator } from '../simulators/voice';
import type { Hand } from './runner/hand';
import { PhoneInHand } from './runner/phone-in-hand';

const minute = 60_000;

let simulator: VoiceSimulator;
let service: TestService;
let districts: Record<'weapp' | 'dd', StaffedDistrict>;
let calls = 0;

beforeAll(async () => {
  simulator = await new VoiceSimulator().open();
  const duty = { testDay: 1, answerMinutes: 30 };
  service = await startService('sqlite', {
    ...simulator.environment,
    LIFTTRUST_VOICE_APP_ID: simulator.appId,
    LIFTTRUST_VOICE_TEMPLATES: JSON.stringify({ 'duty.test': { id: '7654321', parameters: ['测试码'] } }),
    LIFTTRUST_CITY_FILE: cityFile({ twoFactor: { roles: [] }, duty }),
  });
  const { own, foreign } = await twoDistricts(service);
  districts = { weapp: own, dd: foreign };
}, minute);
afterAll(async () => {
  await service?.stop();
  await simulator?.close();
});

/** Somebody in the car scans the code and asks for help. */
const trapped = async ({ code, admin }: StaffedDistrict) => {
  calls += 1;
  const said = { people: 2, hasChildren: true, phone: '10099010001' };
  const { arrivalCode } = good(
    await service.call(helpApi.call, { code, key: `a-call-of-the-mini-test-${calls}`, ...said }),
  );
  const { items } = good(await service.call(rescueApi.list, { open: 'yes' }, admin));
  const open = items.find(({ freedAt }) => freedAt === null);
  return { arrivalCode, entrapmentId: open?.id ?? '' };
};
const pageOf = async (entrapmentId: string, who: Worker) => {
  const { items } = good(await service.call(messageApi.list, {}, who));
  return items.find(({ subjectId }) => subjectId === entrapmentId)?.page ?? '';
};

describe('people are shut in, and the owner holds the WeChat package', () => {
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

  test(
    'it stands above everything else; the code to read out, the plan, an arrival seen, people freed',
    async () => {
      const { arrivalCode, entrapmentId } = await trapped(own);
      expect(await pageOf(entrapmentId, own.officer)).toBe(
        `owner/entrapment/index?entrapmentId=${entrapmentId}`,
      );
      await phone.giveBack(own.officer, 'pages/home/index');
      await hand.see('2 人被困，有儿童', `#rescue-${entrapmentId}`);
      await phone.look('owner-home-rescue');
      await hand.tap(`#open-rescue-${entrapmentId}`);
      await hand.onPage('owner/entrapment/index');
      await hand.see(arrivalCode, '#arrival-code');
      await hand.see('2 人被困，有儿童', '#entrapment-head');
      await phone.look('owner-rescue');
      await hand.tap('#accept');
      await hand.see('使用单位接单', '#timeline');
      await hand.tap('#start-plan');
      await hand.see('启动救援预案', '#timeline');
      // Somebody of the company takes it meanwhile: the page learns of it by itself.
      good(await service.call(rescueApi.accept, { entrapmentId, etaMinutes: 10 }, own.lead));
      await hand.see('已接单，预计', '#summoned');
      await hand.tap('#confirm-company');
      await hand.tap('#confirm-came');
      await hand.see('维保单位到场，由使用单位确认', '#timeline');
      await hand.tap('#free');
      await hand.see('救出几人', '.sheet');
      await phone.look('owner-rescue-freed', 'sight');
      await hand.tap('#confirm-freed');
      await hand.see('解救完成', '#timeline');
      await hand.see('已解救', '#entrapment-head');
      await phone.open('owner/entrapment/index');
      await hand.see('已解救', '#past-entrapments');
      await phone.look('owner-rescues');
    },
    4 * minute,
  );
});

describe('people are shut in, and the technician holds the DingTalk package', () => {
  let phone: PhoneInHand;
  let hand: Hand;
  let own: StaffedDistrict;
  let rosterId: string;
  beforeAll(async () => {
    own = districts.dd;
    const roster = { name: '应急值班', phone: '10099000007' };
    rosterId = good(await service.call(dutyApi.create, roster, own.admin)).id;
    const today = dayOf((await service.get(Clock)).now());
    for (const { personId } of [own.lead, own.colleague]) {
      const days = [today, addDays(today, 1)];
      const shift = { rosterId, personId, days, from: '00:00', until: '00:00' };
      good(await service.call(dutyApi.enter, shift, own.admin));
    }
    phone = await PhoneInHand.pickUp('dd', service);
    hand = phone.hand;
  }, 10 * minute);
  afterAll(() => phone?.putDown(), minute);
  afterEach(async () => expect(await phone?.mini.problems()).toEqual([]));

  test(
    'scanned, called, accepted with one tap, left, arrived with the code read out, freed and running again',
    async () => {
      const { arrivalCode, entrapmentId } = await trapped(own);
      expect(await pageOf(entrapmentId, own.lead)).toBe(
        `rescue/entrapment/index?entrapmentId=${entrapmentId}`,
      );
      await phone.giveBack(own.lead, 'pages/home/index');
      await hand.see('等待接单', `#rescue-${entrapmentId}`);
      await phone.look('technician-home-rescue');
      await phone.open('rescue/mine/index');
      await hand.see('2 人被困', '#open-entrapments');
      await phone.look('rescues');
      await hand.tap(`#entrapment-${entrapmentId}`);
      await hand.onPage('rescue/entrapment/index');
      await hand.find('#decline');
      await phone.look('technician-rescue');
      await hand.tap('#accept');
      await hand.see('接单', '#timeline');
      await hand.tap('#ask-callers');
      await hand.see('10099010001', '#callers');
      await hand.tap('#show-way');
      await hand.tap('#depart');
      await phone.look('technician-rescue-depart', 'sight');
      await hand.tap('#eta-10');
      await hand.see('预计 10 分钟到达', '#timeline');
      // Under ground: no position. The way goes on all the same.
      await hand.tap('#arrive');
      await hand.see('到场码', '.sheet');
      await phone.look('technician-rescue-code', 'sight');
      await hand.type('#arrival-code-field', arrivalCode);
      await hand.tap('#send-code');
      await hand.see('以到场码确认', '#timeline');
      await hand.tap('#start');
      await hand.see('开始救援', '#timeline');
      await hand.tap('#free');
      await hand.type('#freed-hurt', '3');
      await hand.see('受伤人数不能多于救出人数', '.sheet');
      await hand.type('#freed-hurt', '0');
      await phone.look('technician-rescue-freed', 'sight');
      await hand.tap('#confirm-freed');
      await hand.see('解救完成', '#timeline');
      await hand.tap('#restore');
      await hand.see('恢复运行', '#timeline');
      await hand.tap('#to-after');
      await hand.onPage('rescue/after/index');
      await hand.see('前补交', '#evidence-state');
      await phone.look('rescue-after');
      await phone.natives.hold(await photograph());
      await hand.tap('#evidence-take');
      await hand.find('#evidence-0');
      await hand.tap('#send-proof');
      await hand.see('照片 1 张', '#proofs');
      await hand.see('身份还没有核验', '#proofs');
      await hand.tap('#way-alternative');
      await hand.tap('#begin-alternative');
      await hand.find('#gesture');
      await phone.look('rescue-identity', 'sight');
      await phone.natives.hold(await photograph());
      await hand.tap('#take-gesture');
      await hand.see('身份照片已交，等人核验', '#proofs');
      await (await service.get(Outbox)).settle();
      await hand.see('到场的人都核验了身份', '#evidence-state');
      await hand.tap('#cause-door');
      await hand.tap('#second-2');
      await hand.type('#cause-measures', '断电盘车放人，更换 3 层门锁触点。');
      await phone.look('rescue-cause', 'sight');
      await hand.tap('#send-cause');
      await hand.see('门系统／厅门锁、轿门锁失效', '#cause-given');
    },
    5 * minute,
  );

  test(
    'a tap that the network swallowed is said to be on its way, sent again by itself and counted once',
    async () => {
      const { entrapmentId } = await trapped(own);
      await phone.giveBack(own.lead, `rescue/entrapment/index?entrapmentId=${entrapmentId}`);
      await hand.find('#accept');
      await phone.mini.setConnected(false);
      await hand.tap('#accept');
      await hand.see('还没有发出去：我去', '#waiting-taps');
      await phone.look('technician-rescue-offline', 'sight');
      await phone.mini.setConnected(true);
      await hand.see('维保单位接单', '#timeline');
      await phone.natives.standAt({ ...liftPosition, accuracyMetres: 20 });
      await hand.tap('#arrive');
      await hand.see('以定位确认', '#timeline');
      const { timeline } = good(await service.call(rescueApi.show, { entrapmentId }, own.lead));
      expect(timeline.filter(({ kind }) => kind === 'accepted')).toHaveLength(1);
      good(await service.call(rescueApi.free, { entrapmentId, people: 2 }, own.lead));
    },
    4 * minute,
  );

  test(
    'a technician says why they cannot come; the owner sees it in DingTalk too',
    async () => {
      const { entrapmentId } = await trapped(own);
      await phone.giveBack(own.colleague, `rescue/entrapment/index?entrapmentId=${entrapmentId}`);
      await hand.find('#accept');
      await hand.tap('#decline');
      await phone.look('technician-rescue-decline', 'sight');
      await hand.tap('#reason-1');
      await hand.see('不能前往：正在另一处救援', '#summoned');
      await phone.giveBack(own.officer, `owner/entrapment/index?entrapmentId=${entrapmentId}`);
      await hand.see('不能前往：正在另一处救援', '#summoned');
    },
    4 * minute,
  );

  test(
    'whoever is on duty sees when, and enters the number that the monthly test call read out',
    async () => {
      await phone.giveBack(own.partner, 'account/duty/index');
      await hand.see('今后没有您的班次', '#duty');
      await (await service.get(DailyRound)).make();
      await (await service.get(Outbox)).settle();
      const code = simulator.placed.at(-1)?.parameters[0]?.replaceAll(' ', '') ?? '';
      await phone.giveBack(own.lead, 'account/me/index');
      await hand.tap('#open-account-duty');
      await hand.onPage('account/duty/index');
      await hand.see('正在值班', '#shifts');
      await phone.look('my-duty');
      await hand.type('#test-code', code === '000000' ? '000001' : '000000');
      await hand.tap('#send-test-code');
      await hand.see('测试码不对', '#refusals');
      await hand.type('#test-code', code);
      await hand.tap('#send-test-code');
      await hand.see('这个月的测试通过了', '#test-answered');
    },
    4 * minute,
  );
});

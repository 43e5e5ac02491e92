import { addDays, dayOf } from '@lifttrust/shared-types/kernel/time';
import { helpApi } from '@lifttrust/shared-types/rescue/help.contract';
import { rescueApi } from '@lifttrust/shared-types/rescue/rescue.contract';
import { systemCtx } from '../../cloud/src/kernel/actor';
import { Clock } from '../../cloud/src/kernel/clock';
import { Database } from '../../cloud/src/kernel/database';
import { newId } from '../../cloud/src/kernel/new-id';
import { startService, type TestService } from '../../cloud/src/kernel/testing/service';
import { UnitOfWork } from '../../cloud/src/kernel/unit-of-work';
import { Lift } from '../../cloud/src/lift/lift.entity';
import { MaintenanceRecord } from '../../cloud/src/record/record.entity';
import { Entrapment } from '../../cloud/src/rescue/entrapment.entity';
import { HelpCall } from '../../cloud/src/rescue/help-call.entity';
import { complaintsOf } from '../fixture/axe';
import { CallOutDriver } from '../fixture/call-out-driver';
import { type StaffedDistrict, twoDistricts } from '../fixture/district';
import { good } from '../fixture/uploads';
import { VisitDriver } from '../fixture/visit-driver';
import type { Hand } from './runner/hand';
import { PhoneInHand } from './runner/phone-in-hand';

const minute = 60_000;

let service: TestService;
let own: StaffedDistrict;
let foreign: StaffedDistrict;
beforeAll(async () => {
  service = await startService('sqlite');
  ({ own, foreign } = await twoDistricts(service));
});
afterAll(() => service?.stop());

const manager = async () => (await service.get(Database)).reader.manager;
const callsFor = async (liftId: string) => (await manager()).findBy(HelpCall, { liftId });
const entrapmentAt = async (liftId: string): Promise<Entrapment | null> =>
  (await manager()).findOneBy(Entrapment, { openLiftId: liftId });

/** Which numbers the phone has dialled. */
const dialled = async ({ mini }: PhoneInHand): Promise<string[]> =>
  (await mini.phone?.evaluate(() =>
    window.miniHost.shown
      .filter(({ kind }) => kind === 'makePhoneCall' || kind === 'showCallMenu')
      .map(({ text }) => text),
  )) ?? [];
const until = async (what: () => Promise<boolean>) => {
  for (let look = 0; look < 200; look += 1) {
    if (await what()) return;
    await new Promise((wake) => setTimeout(wake, 250));
  }
  throw new Error('waited in vain');
};

/** Nothing that axe knows speaks against the page, however somebody reads it. */
async function soundIn({ mini, hand }: PhoneInHand, inLargeLetters?: () => Promise<void>): Promise<void> {
  if (!mini.phone) return;
  for (const colorScheme of ['light', 'dark'] as const) {
    await mini.phone.emulateMedia({ colorScheme });
    expect([colorScheme, await complaintsOf(mini.phone, true)]).toEqual([colorScheme, []]);
  }
  await mini.phone.emulateMedia({ colorScheme: 'light' });
  if (!inLargeLetters) return;
  await inLargeLetters();
  await hand.find('.screen--elderly');
  expect(await complaintsOf(mini.phone, true)).toEqual([]);
  await inLargeLetters();
}

/** Somebody is shut in, without an account, and holds the WeChat package. */
describe('help from the code in the WeChat package', () => {
  let phone: PhoneInHand;
  let hand: Hand;
  beforeAll(async () => {
    phone = await PhoneInHand.pickUp('weapp', service);
    hand = phone.hand;
  }, 10 * minute);
  afterAll(() => phone?.putDown(), minute);
  /** What the phone is known by, while a test has it be another. */
  let usual: unknown = null;
  const knownAs = (id: unknown) =>
    phone.mini.program.evaluate(`(id) => { wx.setStorageSync('device-id', id); }`, id);
  afterEach(async () => {
    if (usual !== null) await knownAs(usual);
    usual = null;
    expect(await phone?.mini.problems()).toEqual([]);
  });

  test(
    'two taps from the scan: the telephone rings, the report is there, and every step of the rescue reaches the page',
    async () => {
      const printed = encodeURIComponent(`https://lifttrust.example/l/${own.code}`);
      await phone.open(`pages/lift/index?q=${printed}`);
      await hand.see('拨打救援电话 96333', '#call');
      await hand.find('#report-fault');
      await hand.tap('#call');
      await hand.see('请不要扒门', '.sheet');
      await phone.look('help-sheet', 'sight');
      const close = await hand.find('.sheet__close');
      expect([await close.attribute('role'), await close.attribute('aria-label')]).toEqual([
        'button',
        '关闭',
      ]);
      await hand.tap('#call-and-report');
      expect(await dialled(phone)).toEqual(['96333']);
      await hand.onPage('help/call/index');
      await hand.see('求助已收到', '#help-state');
      await hand.see('识别码 999901', '#calm');
      const entrapment = await entrapmentAt(own.liftId);
      expect(entrapment?.people).toBeNull();
      const entrapmentId = entrapment?.id ?? '';
      await phone.look('help-received');

      await hand.type('#help-people', '3');
      await hand.tap('#help-hurt');
      await hand.tap('#tell-details');
      await hand.see('已经告诉救援人员。', '#help-details');
      expect(await entrapmentAt(own.liftId)).toMatchObject({ people: 3, isHurt: true });
      await hand.find('#also-120');

      good(await service.call(rescueApi.accept, { entrapmentId }, own.lead));
      await hand.see('已经有人来救您', '#help-state');
      good(await service.call(rescueApi.depart, { entrapmentId, etaMinutes: 10 }, own.lead));
      await hand.see('约 10 分钟到', '#help-state');
      await hand.see(/预计 \d\d:\d\d 到/, '#step-on-the-way');
      await phone.look('help-on-the-way');

      // The page is left and the app killed: the phone keeps what opens the call.
      await phone.mini.kill();
      await hand.see('您的求助正在处理', '#help-under-way');
      await hand.tap('#to-help');
      await hand.onPage('help/call/index');
      const code = await hand.read('#arrival-digits');
      good(await service.call(rescueApi.arrive, { entrapmentId, code }, own.lead));
      await hand.see('救援人员已经到了', '#help-state');
      good(await service.call(rescueApi.free, { entrapmentId, people: 3 }, own.lead));
      await hand.see('已经解救。请到安全的地方休息。', '#help-state');
      await hand.see(/\d\d:\d\d/, '#step-freed');
      await phone.look('help-freed');
      expect(await callsFor(own.liftId)).toHaveLength(1);
      expect(await dialled(phone)).toEqual([]);
    },
    5 * minute,
  );

  test(
    'with the network cut the telephone rings all the same; the report waits on the phone and arrives once',
    async () => {
      await phone.open(`pages/lift/index?token=${foreign.code}`);
      await hand.find('#report-fault');
      await phone.mini.setConnected(false);
      await hand.tap('#call');
      await hand.tap('#call-and-report');
      expect(await dialled(phone)).toEqual(['96333']);
      await hand.onPage('help/call/index');
      await hand.see('求助已经记在手机里，会自动再发', '#help-state');
      await hand.type('#help-people', '2');
      await hand.tap('#tell-details');
      await hand.see('已记在手机里', '#help-details');
      await phone.look('help-waiting');
      await hand.tap('#call');
      expect(await dialled(phone)).toEqual(['96333', '96333']);
      expect(await callsFor(foreign.liftId)).toHaveLength(0);

      // It arrives, and the line is cut before the answer is back: it is sent again under the same key.
      await phone.mini.cutAt([[1, 'after']]);
      await phone.mini.setConnected(true);
      await until(async () => !(await phone.mini.isConnected()));
      await phone.mini.setConnected(true);
      await hand.see('求助已收到', '#help-state');
      await until(async () => (await entrapmentAt(foreign.liftId))?.people === 2);
      expect(await callsFor(foreign.liftId)).toHaveLength(1);
    },
    4 * minute,
  );

  test(
    'while help is on its way axe finds nothing on its page, light and dark',
    async () => {
      await phone.open(`help/call/index?token=${foreign.code}`);
      await hand.see('求助已收到', '#help-state');
      await soundIn(phone);
    },
    2 * minute,
  );

  test(
    'whoever scanned the twin’s code says which lift it is, and the rescuers go there',
    async () => {
      const [work, clock] = [await service.get(UnitOfWork), await service.get(Clock)];
      const { id: _, ...some } = await (await manager()).findOneByOrFail(Lift, { id: foreign.liftId });
      const twin = { ...some, id: newId(), ownNumber: '2#', rescueCode: '999977', useRegistration: 'R77777' };
      await work.run(systemCtx(clock.now(), 'fixture'), (tx) => tx.manager.insert(Lift, twin));
      await phone.open(`help/call/index?token=${foreign.code}`);
      await hand.tap('#help-other-lift');
      await hand.see('2#', '#neighbour-0');
      await phone.look('help-other-lift', 'sight');
      await hand.tap('#neighbour-0');
      await hand.see('救援人员会改去那一台', '.sheet');
      await hand.tap('#help-other-sure');
      await hand.see('2#', '#help-state');
      expect(await entrapmentAt(foreign.liftId)).toBeNull();
      expect(await entrapmentAt(twin.id)).not.toBeNull();
    },
    2 * minute,
  );

  test(
    'a mistaken press is taken back after one question',
    async () => {
      await phone.open(`help/call/index?token=${foreign.code}`);
      await hand.see('求助已收到', '#help-state');
      await hand.tap('#help-mistaken');
      await hand.see('确定没有人被困', '.sheet');
      await hand.tap('#help-sure');
      await hand.see('这次求助已经撤销。', '#help-state');
      expect(await hand.isThere('#help-still-trapped')).toBe(false);
      expect(await entrapmentAt(foreign.liftId)).toBeNull();
      await phone.open(`pages/lift/index?token=${foreign.code}`);
      await hand.find('#report-fault');
      expect(await hand.isThere('#help-under-way')).toBe(false);
    },
    2 * minute,
  );

  test(
    'a phone that took back several calls is asked to telephone; what it reports stays on it, and arrives once the service takes it',
    async () => {
      const { code, liftId } = foreign;
      const bored = 'a-phone-that-took-back-several';
      usual = await phone.mini.program.evaluate(`() => wx.getStorageSync('device-id')`);
      await knownAs(bored);
      const before = (await dialled(phone)).length;
      const report = async (key: string, deviceId: string) => {
        const { helpId, helpToken: token } = good(
          await service.call(helpApi.call, { code, key: `a-report-of-the-test-${key}` }, { deviceId }),
        );
        return async () => good(await service.call(helpApi.correct, { helpId, token, what: 'mistaken' }));
      };
      for (const key of ['one', 'two', 'three']) await (await report(key, bored))();
      await phone.open(`pages/lift/index?token=${code}`);
      await hand.find('#report-fault');
      await hand.tap('#call');
      await hand.tap('#call-and-report');
      await hand.onPage('help/call/index');
      await hand.see('如果真的有人被困，请直接拨打 96333', '#help-state');
      await hand.see('求助也记在手机里，过一会儿自动再发。', '#help-state');
      await phone.look('help-asked-to-telephone');
      await phone.holdsInLargeLetters('help-asked-to-telephone');
      await hand.tap('#call');
      expect((await dialled(phone)).slice(before)).toEqual(['96333', '96333']);
      expect(await entrapmentAt(liftId)).toBeNull();
      // The app was killed: it is asked for on every page, and one press takes it back.
      await phone.mini.kill();
      await hand.see('请先打电话', '#help-under-way');
      await phone.look('help-asked-to-telephone-elsewhere');
      await hand.tap('#to-help');
      await hand.tap('#help-mistaken');
      await hand.tap('#help-sure');
      await hand.see('这部手机上没有进行中的求助', '#help-call');

      await phone.open(`pages/lift/index?token=${code}`);
      await hand.find('#report-fault');
      await hand.tap('#call');
      await hand.tap('#report-only');
      await hand.see('求助也记在手机里', '#help-state');
      const takeBack = await report('another', 'another-phone');
      // Somebody else is shut in there: at the time that was named the kept one is taken, once, and joins.
      await until(async () => (await entrapmentAt(liftId))?.reports === 2);
      await hand.see('求助已收到', '#help-state');
      await takeBack();
      await hand.tap('#help-mistaken');
      await hand.tap('#help-sure');
      await hand.see('这次求助已经撤销。', '#help-state');
      expect(await entrapmentAt(liftId)).toBeNull();
    },
    4 * minute,
  );

  test(
    'a report of which nobody knows whether it arrived is taken back all the same: one that never came calls nobody, one that came ends',
    async () => {
      const before = await callsFor(foreign.liftId);
      const waits = async () => {
        await phone.open(`pages/lift/index?token=${foreign.code}`);
        await hand.find('#report-fault');
        await phone.mini.setConnected(false);
        await hand.tap('#call');
        await hand.tap('#call-and-report');
        await hand.see('求助已经记在手机里，会自动再发', '#help-state');
      };
      const takeBack = async () => {
        await hand.tap('#help-mistaken');
        await hand.tap('#help-sure');
        await hand.see('没有网络的话，恢复后自动撤销', '#help-taking-back');
      };
      await waits();
      await takeBack();
      await phone.look('help-taking-back');
      await phone.mini.setConnected(true);
      await hand.see('没有进行中的求助', '#help-call');
      expect(await callsFor(foreign.liftId)).toHaveLength(before.length);

      await waits();
      await phone.mini.cutAt([[1, 'after']]);
      await phone.mini.setConnected(true);
      await until(async () => (await entrapmentAt(foreign.liftId)) !== null);
      await until(async () => !(await phone.mini.isConnected()));
      await takeBack();
      // The phone is put away and the app killed meanwhile: what is owed is still owed.
      await phone.mini.kill();
      await phone.mini.setConnected(true);
      await phone.open(`pages/lift/index?token=${foreign.code}`);
      await until(async () => (await entrapmentAt(foreign.liftId)) === null);
      expect(await hand.isThere('#help-under-way')).toBe(false);
    },
    3 * minute,
  );

  test(
    'on an escalator somebody is hurt or caught, and the page says so',
    async () => {
      const [work, clock] = [await service.get(UnitOfWork), await service.get(Clock)];
      await work.run(systemCtx(clock.now(), 'fixture'), (tx) =>
        tx.manager.update(Lift, { id: foreign.liftId }, { type: '3310' }),
      );
      await phone.open(`pages/lift/index?token=${foreign.code}`);
      await hand.find('#report-fault');
      await hand.tap('#call');
      await hand.see('有人受伤或被夹住？', '.sheet');
      await hand.see('红色急停按钮', '.sheet');
      await phone.look('help-escalator', 'sight');
      await hand.tap('#report-only');
      await hand.see('请不要硬拉被夹住的人', '#help-state');
      await hand.see('几个人受伤或被夹', '#help-details');
      await hand.see('人已经脱离危险', '#help-freed');
      await hand.tap('#help-caught');
      await hand.tap('#tell-details');
      await hand.see('已经告诉救援人员。', '#help-details');
      const caught = await entrapmentAt(foreign.liftId);
      expect(caught?.kind).toBe('hurt');
      const { notes } = good(
        await service.call(rescueApi.show, { entrapmentId: caught?.id ?? '' }, foreign.lead),
      );
      expect(notes).toContain('有人被夹住，还没有脱开');
    },
    2 * minute,
  );

  test(
    'the passenger’s page says that a lift is stopped and until when, who inspects it, and what silence confirmed; axe finds nothing on it',
    async () => {
      await new VisitDriver(service).walk(own, 'submitted');
      const [work, clock] = [await service.get(UnitOfWork), await service.get(Clock)];
      const expectedOn = addDays(dayOf(clock.now()), 9);
      const repairs = new CallOutDriver(service, own);
      good(await repairs.stop(await repairs.walk('in_progress'), expectedOn));
      await work.run(systemCtx(clock.now(), 'fixture'), async (tx) => {
        await tx.manager.update(Lift, { id: own.liftId }, { lastInspectionOn: '2026-06-18' });
        await tx.manager.update(
          MaintenanceRecord,
          { liftId: own.liftId },
          { ownerAnswer: 'defaulted', validity: 'valid' },
        );
      });
      await phone.open(`pages/lift/index?token=${own.code}`);
      await hand.see('停用中，预计', '#stopped');
      await hand.see('停用中', '.lift-card');
      expect(await hand.read('.lift-card')).not.toContain('在用');
      await hand.see(/辖区检验机构\s*鹭湾区示例特种设备检验所/, '#lift');
      await hand.see('使用单位逾期默认确认（不是本人签名）', '#lift');
      await phone.look('passenger-stopped');
      await soundIn(phone, () => hand.tap('#text-size'));
      await hand.tap('#to-past');
      await hand.onPage('report/past/index');
      await hand.see('正在处理', '#past-faults');
      await hand.see('曾停用维修', '#past-faults');
      await hand.see('困人', '#past-entrapments');
      await hand.see('2026年6月18日', '#past-inspections');
      await hand.see('没有监督处理', '#past-supervision');
      await hand.see('不是本人签名', '#past-visits');
      await phone.look('passenger-past');
      await soundIn(phone);
    },
    4 * minute,
  );
});

import { rescueApi } from '@lifttrust/shared-types/rescue/rescue.contract';
import { systemCtx } from '../../cloud/src/kernel/actor';
import { Clock } from '../../cloud/src/kernel/clock';
import { Database } from '../../cloud/src/kernel/database';
import { startService, type TestService } from '../../cloud/src/kernel/testing/service';
import { UnitOfWork } from '../../cloud/src/kernel/unit-of-work';
import { Lift } from '../../cloud/src/lift/lift.entity';
import { MaintenanceRecord } from '../../cloud/src/record/record.entity';
import { Entrapment } from '../../cloud/src/rescue/entrapment.entity';
import { complaintsOf } from '../fixture/axe';
import { type StaffedDistrict, twoDistricts } from '../fixture/district';
import { good } from '../fixture/uploads';
import { VisitDriver } from '../fixture/visit-driver';
import type { Hand } from './runner/hand';
import { PhoneInHand } from './runner/phone-in-hand';

const minute = 60_000;
const chinese = /[\u4e00-\u9fff]/;

let service: TestService;
let own: StaffedDistrict;
let foreign: StaffedDistrict;
let phone: PhoneInHand;
let hand: Hand;
beforeAll(async () => {
  service = await startService('sqlite');
  ({ own, foreign } = await twoDistricts(service));
  phone = await PhoneInHand.pickUp('weapp', service);
  hand = phone.hand;
}, 10 * minute);
afterAll(async () => {
  await phone?.putDown();
  await service?.stop();
}, minute);
afterEach(async () => expect(await phone?.mini.problems()).toEqual([]));

const manager = async () => (await service.get(Database)).reader.manager;
const entrapmentAt = async (liftId: string): Promise<Entrapment | null> =>
  (await manager()).findOneBy(Entrapment, { openLiftId: liftId });

const dialled = async (): Promise<string[]> =>
  (await phone.mini.phone?.evaluate(() =>
    window.miniHost.shown
      .filter(({ kind }) => kind === 'makePhoneCall' || kind === 'showCallMenu')
      .map(({ text }) => text),
  )) ?? [];

/** Nothing that axe knows speaks against the page, light, dark and in large letters. */
async function isSound(mayGrow: boolean): Promise<void> {
  const { phone: screen } = phone.mini;
  if (!screen) return;
  for (const colorScheme of ['light', 'dark'] as const) {
    await screen.emulateMedia({ colorScheme });
    expect([colorScheme, await complaintsOf(screen, true)]).toEqual([colorScheme, []]);
  }
  await screen.emulateMedia({ colorScheme: 'light' });
  if (!mayGrow) return;
  await hand.tap('#text-size');
  await hand.find('.screen--elderly');
  expect(await complaintsOf(screen, true)).toEqual([]);
  await hand.tap('#text-size');
}

/** Somebody who reads no Chinese scans the code, without an account. */
describe('the passenger’s page in English in the WeChat package', () => {
  test(
    'one tap from the Chinese page leads to all that it says, in English',
    async () => {
      await new VisitDriver(service).walk(own, 'submitted');
      const [work, clock] = [await service.get(UnitOfWork), await service.get(Clock)];
      await work.run(systemCtx(clock.now(), 'fixture'), async (tx) => {
        await tx.manager.update(
          Lift,
          { id: own.liftId },
          { lastInspectionOn: '2026-06-18', nextInspectionOn: '2027-06-18', useRegistration: 'R999901' },
        );
        await tx.manager.update(
          MaintenanceRecord,
          { liftId: own.liftId },
          { ownerAnswer: 'defaulted', validity: 'valid' },
        );
      });
      const lift = await (await manager()).findOneByOrFail(Lift, { id: own.liftId });
      await phone.open(`pages/lift/index?token=${own.code}`);
      await hand.tap('#english');
      await hand.onPage('help/english/index');
      await hand.see(lift.rescueCode, '#english');
      await hand.see(lift.address, '#english');
      await hand.see('R999901', '#facts');
      await hand.see('Maintained by', '#facts');
      await hand.see('Responsible for use', '#facts');
      await hand.see('示例特种设备检验所', '#facts');
      await hand.see(/Last inspection\s*18 Jun 2026/, '#facts');
      await hand.see(/Next inspection\s*18 Jun 2027/, '#facts');
      await hand.see('Passenger lift', '#facts');
      await hand.see('Normal', '#care');
      await hand.see('Graded by the technicians on', '#care');
      await hand.see('Technicians: ', '#english');
      await hand.see('confirmed by silence (nobody signed)', '#english');
      await hand.see('Sealed record: check it (in Chinese)', '#english');
      await hand.see('Trapped or hurt? Call for rescue: 96333', '#call');
      await phone.look('passenger-english');
      await isSound(true);
      await hand.tap('#to-past');
      await hand.see('Entrapments and rescues (latest 0)', '#past-entrapments');
      await hand.see('No faults on record.', '#past-faults');
      await hand.see('Next inspection 18 Jun 2027', '#past-inspections');
      await hand.see('never taken out of use', '#past-supervision');
      await hand.see('Maintenance (latest 1)', '#past-visits');
      await isSound(false);
      await hand.tap('#to-chinese');
      await hand.onPage('pages/lift/index');
    },
    4 * minute,
  );

  test(
    'two taps call and report at the same time, and whoever waits reads calm English until they are free',
    async () => {
      await phone.open(`help/english/index?token=${own.code}`);
      await hand.see('Passenger lift', '#facts');
      await hand.tap('#call');
      await hand.see('Do not force the doors and do not climb out.', '.sheet');
      await hand.see(/Say: lift number 999901/, '.sheet');
      expect(await (await hand.find('.sheet__close')).attribute('aria-label')).toBe('Close');
      await phone.look('help-sheet-english', 'sight');
      await hand.tap('#call-and-report');
      expect(await dialled()).toEqual(['96333']);
      await hand.onPage('help/english-call/index');
      await hand.see('Your call has been received', '#help-state');
      await hand.see('lift number 999901', '#calm');
      const entrapmentId = (await entrapmentAt(own.liftId))?.id ?? '';
      expect(await hand.read('#help-details')).not.toMatch(chinese);
      await phone.look('help-english');
      await isSound(false);

      await hand.type('#help-people', '2');
      await hand.tap('#help-hurt');
      await hand.tap('#tell-details');
      await hand.see('The rescuers know.', '#help-details');
      expect(await entrapmentAt(own.liftId)).toMatchObject({ people: 2, isHurt: true });
      await hand.see('Call 120', '#also-120');
      good(await service.call(rescueApi.accept, { entrapmentId }, own.lead));
      await hand.see('A rescuer is coming for you', '#help-state');
      good(await service.call(rescueApi.depart, { entrapmentId, etaMinutes: 10 }, own.lead));
      await hand.see('about 10 min', '#help-state');
      await hand.see(/expected at \d\d:\d\d/, '#step-on-the-way');

      await phone.open(`help/english/index?token=${own.code}`);
      await hand.see('Your call for help is being dealt with', '#help-under-way');
      await hand.tap('#to-help');
      await hand.onPage('help/english-call/index');
      const code = await hand.read('#arrival-digits');
      good(await service.call(rescueApi.arrive, { entrapmentId, code }, own.lead));
      await hand.see('The rescuers are here', '#help-state');
      good(await service.call(rescueApi.free, { entrapmentId, people: 2 }, own.lead));
      await hand.see('Everybody is out. Please rest in a safe place.', '#help-state');
      expect(await hand.read('#help-still-trapped')).toBe('Somebody is still trapped');
    },
    4 * minute,
  );

  test(
    'without a network the page says so and still telephones; the report is kept, and a mistaken one is taken back',
    async () => {
      await phone.open(`pages/lift/index?token=${foreign.code}`);
      await hand.find('#report-fault');
      await phone.mini.setConnected(false);
      await hand.tap('#english');
      await hand.onPage('help/english/index');
      await hand.see('There is no network', '#english');
      await hand.tap('#call');
      await hand.tap('#call-and-report');
      expect(await dialled()).toContain('96333');
      await hand.onPage('help/english-call/index');
      await hand.see('Your call is kept on this phone and sent again by itself', '#help-state');
      await phone.mini.setConnected(true);
      await hand.see('Your call has been received', '#help-state');
      await hand.tap('#help-other-lift');
      await hand.see('No other lift is registered here', '.sheet');
      await hand.tap('#help-other-not');
      await hand.tap('#help-mistaken');
      await hand.see('Is nobody trapped? Take the call back?', '.sheet');
      await hand.tap('#help-sure');
      await hand.see('This call was taken back.', '#help-state');
      expect(await entrapmentAt(foreign.liftId)).toBeNull();
    },
    3 * minute,
  );
});

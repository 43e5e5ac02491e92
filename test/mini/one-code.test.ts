import { helpApi } from '@lifttrust/shared-types/rescue/help.contract';
import { systemCtx } from '../../cloud/src/kernel/actor';
import { Clock } from '../../cloud/src/kernel/clock';
import { Database } from '../../cloud/src/kernel/database';
import { startService, type TestService } from '../../cloud/src/kernel/testing/service';
import { UnitOfWork } from '../../cloud/src/kernel/unit-of-work';
import { Lift } from '../../cloud/src/lift/lift.entity';
import { HelpCall } from '../../cloud/src/rescue/help-call.entity';
import { cityFile } from '../fixture/city-file';
import { liftPosition, type StaffedDistrict, twoDistricts } from '../fixture/district';
import { good } from '../fixture/uploads';
import { VisitDriver } from '../fixture/visit-driver';
import type { Hand } from './runner/hand';
import { PhoneInHand } from './runner/phone-in-hand';

const minute = 60_000;
const sticker = 'https://old.example/q?c=31103505002016050A';

let service: TestService;
let own: StaffedDistrict;
let foreign: StaffedDistrict;

beforeAll(async () => {
  const stickers = [
    { pattern: '^https://old\\.example/q\\?c=(\\w{17,20})$', number: 'equipmentCode' as const },
  ];
  service = await startService('sqlite', {
    LIFTTRUST_CITY_FILE: cityFile({ stickers, twoFactor: { roles: [] } }),
  });
  ({ own, foreign } = await twoDistricts(service));
  const [work, clock] = [await service.get(UnitOfWork), await service.get(Clock)];
  await work.run(systemCtx(clock.now(), 'fixture'), ({ manager }) =>
    manager.update(Lift, { id: own.liftId }, { equipmentCode: '31103505002016050A', ...liftPosition }),
  );
}, minute);
afterAll(() => service?.stop());

const printed = () => `https://lifttrust.example/l/${own.code}`;

describe('one printed code, opened by WeChat’s rule for ordinary links', () => {
  let phone: PhoneInHand;
  let hand: Hand;
  beforeAll(async () => {
    phone = await PhoneInHand.pickUp('weapp', service);
    hand = phone.hand;
  }, 10 * minute);
  afterAll(() => phone?.putDown(), minute);
  afterEach(async () => expect(await phone?.mini.problems()).toEqual([]));

  const byRule = () => `pages/lift/index?q=${encodeURIComponent(printed())}&scancode_time=1795000000`;

  test(
    'a passenger reads about the lift and can call, without an account',
    async () => {
      await phone.open(byRule());
      await hand.see('鹭湾区望溪花园 3 幢', '#lift');
      await hand.see('拨打救援电话 96333', '#call');
    },
    2 * minute,
  );

  test(
    'the sticker that hung there before is read by the same scanner; any other code is told as that',
    async () => {
      await phone.open('pages/lift/index');
      await phone.natives.showCode('https://elsewhere.example/menu');
      await hand.tap('#scan');
      await hand.see('没有找到这个码对应的电梯', '#scan-first');
      await phone.natives.showCode(sticker);
      await hand.tap('#scan');
      await hand.see('鹭湾区望溪花园 3 幢', '#lift');
      await hand.tap('#report-fault');
      await hand.onPage('repair/report/index');
      await hand.see('鹭湾区望溪花园 3 幢', '#report-fault');
    },
    2 * minute,
  );

  test(
    'whoever cannot scan types the whole number; a part of it finds nothing, and the call is on the page',
    async () => {
      await phone.open('pages/lift/index');
      await hand.tap('#no-scan');
      await hand.type('#typed-number', '99990');
      await hand.tap('#look-typed');
      await hand.see('没有找到这个码对应的电梯', '#scan-first');
      await hand.type('#typed-number', ' 999 901');
      await phone.look('code-typed');
      await hand.tap('#look-typed');
      await hand.see('鹭湾区望溪花园 3 幢', '#lift');
      await hand.see('拨打救援电话 96333', '#call');
    },
    2 * minute,
  );

  test(
    'the owner is led to the record that waits; of another owner’s lift they read what everybody does',
    async () => {
      await new VisitDriver(service).walk(own, 'submitted');
      await phone.giveBack(own.officer, 'pages/home/index');
      await hand.find('#open-here');
      await phone.open(byRule());
      await hand.onPage('lift/here/index');
      await hand.see('维保记录，请您确认', '#first-act');
      await phone.look('code-owner');
      await hand.tap('#open-public');
      await hand.onPage('pages/lift/index');
      await hand.see('拨打救援电话 96333', '#call');
      await phone.open(byRule());
      await hand.tap('#do-first');
      await hand.onPage('owner/record/index');
      await phone.open(`lift/here/index?token=${foreign.code}`);
      await hand.see('这台电梯不归您管', '#not-yours');
    },
    3 * minute,
  );
});

describe('the same code, opened in DingTalk by its link', () => {
  let phone: PhoneInHand;
  let hand: Hand;
  beforeAll(async () => {
    phone = await PhoneInHand.pickUp('dd', service);
    hand = phone.hand;
  }, 10 * minute);
  afterAll(() => phone?.putDown(), minute);
  afterEach(async () => expect(await phone?.mini.problems()).toEqual([]));

  test(
    'a technician goes on with today’s visit, from the link and from the scanner, under a sticker too',
    async () => {
      await new VisitDriver(service).plan(own);
      await phone.giveBack(own.lead, `lift/here/index?token=${own.code}`);
      await hand.see('半月维保', '#first-act');
      await phone.look('code-technician');
      await hand.tap('#do-first');
      await hand.onPage('technician/visit/index');
      await phone.open('pages/home/index');
      await hand.tap('#open-here');
      await hand.onPage('lift/here/index');
      await phone.look('code-scan');
      await phone.natives.showCode(sticker);
      await hand.tap('#scan');
      await hand.see('开始维保', '#do-first');
    },
    3 * minute,
  );

  test(
    'a technician whose code is torn finds the lift by the number, or by where they stand',
    async () => {
      await phone.giveBack(own.lead, 'lift/here/index');
      await hand.tap('#no-scan');
      await phone.natives.standAt({ ...liftPosition, accuracyMetres: 20 });
      await hand.tap('#look-near');
      await hand.see('约 30 米内，999901');
      await phone.look('code-near');
      await hand.type('#typed-number', '999901');
      await hand.tap('#look-typed');
      await hand.see('半月维保', '#first-act');
    },
    3 * minute,
  );

  test(
    'a technician of another company reads what everybody may know',
    async () => {
      await phone.giveBack(foreign.lead, `lift/here/index?token=${own.code}`);
      await hand.see('这台电梯不归您管', '#not-yours');
      await hand.see('拨打救援电话 96333', '#call');
      await phone.look('code-not-theirs');
    },
    2 * minute,
  );

  test(
    'people shut in are on top for technician and regulator; the regulator goes on in the console',
    async () => {
      good(await service.call(helpApi.call, { code: own.code, key: 'one-code-in-the-packages' }));
      await phone.giveBack(own.lead, `lift/here/index?token=${own.code}`);
      await hand.see('有人被困', '#first-act');
      await hand.see('半月维保', '#also-waiting');
      await phone.look('code-entrapment');
      await phone.giveBack(own.regulator, `lift/here/index?token=${own.code}`);
      await hand.see('有人被困', '#first-act');
      await phone.mini.program.evaluate(
        `() => { dd.openLink = ({ url, success }) => { dd.setStorageSync({ key: 'opened', data: url }); success?.({}); }; }`,
      );
      await hand.tap('#open-console');
      const opened = async () =>
        phone.mini.program.evaluate(`() => dd.getStorageSync({ key: 'opened' }).data ?? ''`);
      for (let tries = 0; tries < 50 && !String(await opened()); tries += 1)
        await new Promise((wake) => setTimeout(wake, 100));
      expect(await opened()).toContain(`/console/#/lifts/${own.liftId}`);
      await phone.look('code-regulator');
    },
    3 * minute,
  );

  test(
    'whoever is signed in calls help as a passenger does: two taps telephone and report at the same time',
    async () => {
      const reports = async () =>
        (await service.get(Database)).reader.manager.countBy(HelpCall, { liftId: own.liftId });
      const before = await reports();
      await phone.giveBack(own.lead, `lift/here/index?token=${own.code}`);
      await hand.find('#first-act');
      await hand.see('被困或受伤，拨打救援电话 96333', '#call');
      await hand.tap('#call');
      await hand.see('识别码 999901', '.sheet');
      await hand.tap('#call-and-report');
      const dialled = await phone.mini.phone?.evaluate(() =>
        window.miniHost.shown.flatMap(({ kind, text }) => (kind === 'showCallMenu' ? [text] : [])),
      );
      expect(dialled).toEqual(['96333']);
      await hand.onPage('help/call/index');
      await hand.see('求助已收到', '#help-state');
      expect(await reports()).toBe(before + 1);
      await phone.giveBack(own.regulator, `lift/here/index?token=${own.code}`);
      await hand.see('96333', '#call');
      await phone.look('code-regulator-help');
    },
    3 * minute,
  );
});

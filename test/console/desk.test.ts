import { hotlineApi } from '@lifttrust/shared-types/hotline/hotline.contract';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
import { rescueDeskApi } from '@lifttrust/shared-types/rescue/desk.contract';
import { helpApi } from '@lifttrust/shared-types/rescue/help.contract';
import { rescueApi } from '@lifttrust/shared-types/rescue/rescue.contract';
import { Database } from '../../cloud/src/kernel/database';
import { startService, type TestService } from '../../cloud/src/kernel/testing/service';
import { Lift } from '../../cloud/src/lift/lift.entity';
import { complaintsOf } from '../fixture/axe';
import { type StaffedDistrict, twoDistricts } from '../fixture/district';
import { keepBothPictures } from '../fixture/keep-picture';
import { good } from '../fixture/uploads';
import { ensureConsole, webFolder } from './built-console';
import { ConsoleDesk } from './console-desk';

const minutes = 60_000;
let service: TestService;
let own: StaffedDistrict;
let desk: ConsoleDesk;

beforeAll(async () => {
  ensureConsole();
  service = await startService('sqlite', { LIFTTRUST_WEB_DIR: webFolder });
  ({ own } = await twoDistricts(service));
  const { manager } = (await service.get(Database)).writer;
  await manager.update(
    Lift,
    { id: own.liftId },
    { rescueCode: '350123', ownNumber: '2 号梯', place: '鹭湾花园 7 号楼', address: '鹭湾路 12 号' },
  );
  desk = await ConsoleDesk.open(service);
}, 5 * minutes);

afterAll(async () => {
  await desk?.close();
  await service?.stop();
});

/** As a browser is before anybody has touched the page; a headless one allows everything. */
function forbidSound(): void {
  let isHeld = true;
  const { AudioContext } = window;
  window.AudioContext = class extends AudioContext {
    override get state() {
      return isHeld ? 'suspended' : super.state;
    }
    override resume() {
      isHeld = false;
      this.dispatchEvent(new Event('statechange'));
      return super.resume();
    }
  };
}

test(
  'the desk answers a call, finds the lift, calls for help, follows it to the end and hands over the shift',
  async () => {
    const page = await desk.sit(own.operator.token, '/tasks');
    await page.addInitScript(forbidSound);
    await page.goto(`${service.url}/console/desk`);
    await page.getByText('现在没有困人。').waitFor();
    await page.getByText('应用消息、短信、语音电话没有接通').waitFor();
    await page.getByText('实时', { exact: true }).waitFor();
    await page.getByText('浏览器还不让这一页出声').waitFor();
    await keepBothPictures(page, 'console-desk-empty');
    await page.getByRole('button', { name: '打开提示音并试听' }).click();
    await page.getByText('浏览器还不让这一页出声').waitFor({ state: 'detached' });

    await page.getByLabel('来电号码').fill('10012345678');
    await page.getByRole('button', { name: /接\s*听/ }).click();
    await page.getByText('正在接听').waitFor();
    await page.getByRole('button', { name: '先选定电梯，再报警派单' }).waitFor();
    await page.getByLabel('查电梯').fill('鹭湾花园');
    await page.getByRole('button', { name: /350123/ }).click();
    await page.getByLabel('人数').fill('3');
    await page.getByLabel('有儿童').check();
    await page.getByLabel('说明').fill('停在 12 层附近，对讲能听见。');
    await keepBothPictures(page, 'console-desk-call');
    await page.getByRole('button', { name: '报警派单' }).click();

    const drawer = page.getByRole('dialog');
    await drawer.getByText('时间线').first().waitFor();
    await drawer.getByText('停在 12 层附近').waitFor();
    await keepBothPictures(page, 'console-desk-entrapment');
    await drawer.getByRole('button', { name: '加备注' }).click();
    const note = page.getByRole('dialog', { name: '加备注' });
    await note.getByLabel('备注').fill('已和物业核实，停在 12 层和 13 层之间。');
    await note.getByRole('button', { name: '加上备注' }).click();
    await drawer.getByText('停在 12 层和 13 层之间').first().waitFor();

    const { items } = good(await service.call(rescueDeskApi.queue, {}, own.operator));
    const entrapmentId = items[0]?.id ?? '';
    // Somebody else acts; the page learns of it by itself.
    good(
      await service.call(
        rescueDeskApi.outside,
        { entrapmentId, number: '119', text: '中队已出警' },
        own.regulator,
      ),
    );
    await drawer.getByText('中队已出警').first().waitFor({ timeout: 4000 });
    await drawer.getByRole('button', { name: '登记解救' }).click();
    const freed = page.getByRole('dialog', { name: '登记解救' });
    await freed.getByRole('button', { name: '确认已解救' }).click();
    await drawer.getByText('还没有填写原因和处置措施').waitFor();
    const cause = { first: 'door' as const, second: '门机或门驱动故障', measures: '更换门机皮带。' };
    good(await service.call(rescueApi.report, { entrapmentId, ...cause }, own.lead));
    await drawer.getByRole('button', { name: '回访结案' }).click();
    const close = page.getByRole('dialog', { name: '回访结案' });
    await close.getByLabel('回访情况').fill('报警人平安，物业已停用电梯等修。');
    await keepBothPictures(page, 'console-desk-close');
    await close.getByRole('button', { name: /结\s*案/ }).click();
    await drawer.getByText('已结案').first().waitFor();
    // A message under the pointer stays; it lies over the drawer's button.
    await page.mouse.move(300, 800);
    await page.locator('.ant-message-notice').first().waitFor({ state: 'detached' });
    await page.locator('.ant-drawer-close').first().click();

    await page.getByRole('button', { name: '交接班' }).click();
    const shift = page.getByRole('dialog', { name: '交接班' });
    await shift.getByLabel('交班说明').fill('鹭湾花园 2 号梯停用等修。');
    await keepBothPictures(page, 'console-desk-shift');
    await shift.getByRole('button', { name: '签字交班' }).click();
    await shift.getByText('等接班的人用自己的账号签收。').waitFor();
    await page.context().close();

    const next = await desk.sit(own.regulator.token, '/desk');
    await next.getByRole('button', { name: '交接班' }).click();
    await next.getByRole('button', { name: '签字接班' }).click();
    await next.getByText('两人已签').waitFor();
    await next.context().close();
    expect(desk.complaints).toEqual([]);
  },
  3 * minutes,
);

test(
  'a new entrapment appears by itself, with sockets and when they are cut; a board of many fits the hand',
  async () => {
    const page = await desk.sit(own.operator.token, '/desk');
    await page.getByText('现在没有困人。').waitFor();
    await page.getByText('实时', { exact: true }).waitFor();
    const { id } = good(await service.call(hotlineApi.take, { phone: '10012345678' }, own.regulator));
    const call = { callId: id, kind: 'trapped' as const, liftId: own.liftId, situation: { isHurt: true } };
    good(await service.call(hotlineApi.settle, call, own.regulator));
    await page.getByRole('button', { name: /350123.*有人受伤/s }).waitFor({ timeout: 4000 });
    await keepBothPictures(page, 'console-desk');
    await page.setViewportSize({ width: 390, height: 844 });
    await keepBothPictures(page, 'console-desk-narrow');
    await page.context().close();

    const cut = await desk.sit(own.operator.token, '/tasks');
    await cut.addInitScript(() => {
      Reflect.set(
        window,
        'WebSocket',
        class {
          onclose: (() => void) | null = null;
          constructor() {
            setTimeout(() => this.onclose?.());
          }
          send() {}
          close() {}
        },
      );
    });
    await cut.goto(`${service.url}/console/desk`);
    await cut.getByText('实时连接断开，每 5 秒刷新一次').waitFor();
    await cut.getByRole('button', { name: /350123/ }).waitFor();
    const { items } = good(await service.call(rescueDeskApi.queue, {}, own.operator));
    const entrapmentId = items[0]?.id ?? '';
    good(await service.call(rescueDeskApi.note, { entrapmentId, text: '再次来电' }, own.regulator));
    const again = good(await service.call(hotlineApi.take, {}, own.regulator));
    good(await service.call(hotlineApi.settle, { ...call, callId: again.id }, own.regulator));
    await cut.getByText('2 次报警').waitFor({ timeout: 12_000 });
    await cut.context().close();
    expect(desk.complaints).toEqual([]);
  },
  3 * minutes,
);

test(
  'the log of calls masks numbers, shows them when asked, and puts a wrong call back right beside it',
  async () => {
    const { id } = good(await service.call(hotlineApi.take, { phone: '10012345678' }, own.operator));
    const asked = {
      callId: id,
      kind: 'fault' as const,
      liftId: own.liftId,
      note: '开门有异响',
      wantsCallBack: true,
    };
    good(await service.call(hotlineApi.settle, asked, own.operator));
    const page = await desk.sit(own.operator.token, '/desk-calls');
    const row = page.getByRole('row', { name: /开门有异响/ });
    await row.getByText('100****5678').waitFor();
    await row.getByRole('button', { name: /显\s*示/ }).click();
    await row.getByText('10012345678').waitFor();
    await row.getByRole('button', { name: '登记回访' }).click();
    const form = page.getByRole('dialog');
    await form.getByLabel('回访情况').fill('已修好，没有异响。');
    await form.getByRole('button', { name: '登记回访' }).click();
    await form.getByRole('button', { name: '更正这条' }).click();
    await form.getByLabel('回访情况').fill('满意度漏填了，是 5 分。');
    await keepBothPictures(page, 'console-desk-call-back');
    await form.getByRole('button', { name: '登记更正' }).click();
    await form.getByText('已被更正').waitFor();
    await form.getByRole('button', { name: '关闭' }).first().click();
    await row.getByText('回访 2 次').waitFor();
    await keepBothPictures(page, 'console-desk-calls');
    await page.setViewportSize({ width: 390, height: 844 });
    await keepBothPictures(page, 'console-desk-calls-narrow');
    expect(desk.complaints).toEqual([]);
    await page.context().close();
  },
  3 * minutes,
);

test(
  'the numbers stand beside what they mean and what was left out, and can be taken along',
  async () => {
    const page = await desk.sit(own.regulator.token, `/rescue-numbers?until=${dayOf(Date.now())}`);
    await page.getByText('三分钟响应率', { exact: true }).waitFor();
    await page.getByText(/三分钟响应率 = /).waitFor();
    await page.getByText('没有计入的').waitFor();
    await keepBothPictures(page, 'console-rescue-numbers');
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '导出 Excel' }).click(),
    ]);
    expect(file.suggestedFilename()).toMatch(/^救援指标-.*\.xlsx$/);
    await page.setViewportSize({ width: 390, height: 844 });
    await keepBothPictures(page, 'console-rescue-numbers-narrow');
    expect(desk.complaints).toEqual([]);
    await page.context().close();
  },
  3 * minutes,
);

test(
  'axe finds nothing on the desk while somebody waits for help, light and dark',
  async () => {
    good(await service.call(helpApi.call, { code: own.code, key: 'a-key-of-one-call-at-the-desk' }));
    const page = await desk.sit(own.operator.token, '/desk');
    await page.getByText('鹭湾花园 7 号楼').first().waitFor();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      // Colours that fade over are measured where they end.
      await page.waitForTimeout(1_000);
      expect([colorScheme, await complaintsOf(page)]).toEqual([colorScheme, []]);
    }
    await page.context().close();
  },
  2 * minutes,
);

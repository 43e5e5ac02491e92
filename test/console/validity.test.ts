import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { recordApi } from '@lifttrust/shared-types/record/record.contract';
import { validityApi } from '@lifttrust/shared-types/validity/validity.contract';
import type { Page } from 'playwright-core';
import { Clock } from '../../cloud/src/kernel/clock';
import { Outbox } from '../../cloud/src/kernel/outbox';
import { startService, type TestService } from '../../cloud/src/kernel/testing/service';
import { buildDistrict, type StaffedDistrict } from '../fixture/district';
import { photograph } from '../fixture/evidence';
import { good, upload } from '../fixture/uploads';
import { VisitDriver } from '../fixture/visit-driver';
import { ensureConsole, webFolder } from './built-console';
import { ConsoleDesk } from './console-desk';

const minutes = 60_000;
let service: TestService;
let own: StaffedDistrict;
let desk: ConsoleDesk;
let recordId: string;

beforeAll(async () => {
  ensureConsole();
  service = await startService('sqlite', { LIFTTRUST_WEB_DIR: webFolder });
  own = await buildDistrict(service, 'own');
  const clock = await service.get(Clock);
  // Done within seconds: a doubt about the duration.
  ({ recordId } = await new VisitDriver(service, () => clock.now()).walk(own, 'submitted'));
  await settle();
  desk = await ConsoleDesk.open(service);
}, 6 * minutes);

afterAll(async () => {
  await desk?.close();
  await service?.stop();
});

const settle = async () => (await service.get(Outbox)).settle();
const look = async (page: Page, name: string) => {
  const folder = process.env.LIFTTRUST_SCREENS;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `console-${name}.png`), fullPage: true });
};

test(
  'a reviewer finds the doubtful record with its findings, opens it and asks for an explanation',
  async () => {
    const page = await desk.sit(own.reviewer.token, '/validity-reviews');
    await page.getByText('少于本市参考用时').first().waitFor();
    await look(page, 'validity-reviews');
    await page.locator('tbody tr.clickable').first().click();
    await page.waitForURL(new RegExp(`/records/${recordId}`));
    await page.getByText('还没有作出有效或无效的决定').waitFor();
    await page.getByRole('button', { name: '要求补充说明' }).click();
    await page.getByRole('textbox', { name: '要求补充说明' }).fill('用时只有几秒，请说明。');
    await page
      .getByRole('button', { name: '发 出' })
      .or(page.getByRole('button', { name: '发出' }))
      .click();
    await page.getByText('已通知维保单位和维保人员').waitFor();
    await page.getByText('核验人员要求补充说明').first().waitFor();
    await look(page, 'validity-asked');
  },
  2 * minutes,
);

test(
  'what a technician answers on the phone stands on the desk, and its picture opens in a tab of its own',
  async () => {
    const bytes = await photograph();
    const fileIds = [await upload(service, own.lead, { purpose: 'paper', bytes })];
    const said = { recordId, text: '当天先在同楼做了另一台，见现场照片。', fileIds };
    good(await service.call(validityApi.state, said, own.lead));
    const page = await desk.sit(own.reviewer.token, `/records/${recordId}`);
    await page.getByText('见现场照片').first().waitFor();
    const opened = page.context().waitForEvent('page');
    await page.getByRole('button', { name: '证明 1' }).click();
    const tab = await opened;
    await tab.waitForURL(/^blob:/);
    const sizeOf = () => [document.images[0]?.naturalWidth, document.images[0]?.naturalHeight];
    await tab.waitForFunction(() => (document.images[0]?.naturalWidth ?? 0) > 0);
    expect(await tab.evaluate(sizeOf)).toEqual([360, 320]);
    await tab.close();
    await look(page, 'validity-answered');
    await page.route('**/validity-files/**', (route) => route.abort());
    await page.getByRole('button', { name: '证明 1' }).click();
    await page.locator('.ant-alert-warning').waitFor();
    await page.context().close();
    expect(desk.complaints).toEqual([]);
  },
  2 * minutes,
);

test(
  'the company explains, and after “invalid” appeals once at its desk',
  async () => {
    const page = await desk.sit(own.admin.token, '/validity-reviews');
    await page.locator('tbody tr.clickable').first().click();
    await page.getByRole('button', { name: '补充说明' }).click();
    await page.getByRole('textbox', { name: '补充说明' }).fill('两台连做，见物业签到表。');
    await page.getByRole('button', { name: '提交说明' }).click();
    await page.getByText('见物业签到表').first().waitFor();
    const decision = { recordId, valid: false, reason: '用时不足以完成全部项目。' };
    good(await service.call(recordApi.decideValidity, decision, own.reviewer));
    await settle();
    await page.reload();
    await page.getByText('现在的决定：无效').waitFor();
    await page.getByRole('button', { name: /^申\s?诉$/ }).click();
    await page.getByRole('textbox', { name: '对无效决定申诉' }).fill('监控可以证明我们在场一小时。');
    await look(page, 'validity-appeal');
    await page.getByRole('button', { name: '提交申诉' }).click();
    await page.getByText('监控可以证明我们在场一小时').first().waitFor();
    expect(await page.getByRole('button', { name: /^申\s?诉$/ }).count()).toBe(0);
  },
  2 * minutes,
);

test(
  'whoever decided first only reads the appeal; another regulator decides it, after being asked once more',
  async () => {
    const first = await desk.sit(own.reviewer.token, `/records/${recordId}`);
    await first.getByText('现在的决定：无效').waitFor();
    expect(await first.getByRole('button', { name: '申诉成立，改为有效' }).count()).toBe(0);
    const page = await desk.sit(own.regulator.token, '/validity-reviews?standing=appealed');
    await page.locator('tbody tr.clickable').first().click();
    await page.getByRole('textbox', { name: '理由' }).fill('已调看监控，两人当天在场一小时。');
    await page.getByRole('button', { name: '申诉成立，改为有效' }).click();
    await page.getByText('记录改为有效，维保期限按这次维保重新计算').waitFor();
    await look(page, 'validity-decide');
    await page.getByRole('button', { name: '改为有效', exact: true }).click();
    await page.getByText('现在的决定：有效').waitFor();
    await look(page, 'validity-overturned');
    expect(desk.complaints).toEqual([]);
  },
  2 * minutes,
);

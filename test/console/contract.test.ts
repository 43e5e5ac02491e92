import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { onSiteApi } from '@lifttrust/shared-types/lift/on-site.contract';
import type { Page } from 'playwright-core';
import { ContractCity, pdf } from '../../cloud/src/contract/testing/contract-city';
import { startService, type TestService } from '../../cloud/src/kernel/testing/service';
import { good } from '../fixture/uploads';
import { ensureConsole, webFolder } from './built-console';
import { ConsoleDesk } from './console-desk';

const minutes = 60_000;
let service: TestService;
let city: ContractCity;
let desk: ConsoleDesk;

beforeAll(async () => {
  ensureConsole();
  service = await startService('sqlite', { LIFTTRUST_WEB_DIR: webFolder });
  city = await ContractCity.in(service);
  desk = await ConsoleDesk.open(service);
}, 5 * minutes);

afterAll(async () => {
  await desk?.close();
  await service?.stop();
});

/** With LIFTTRUST_SCREENS a picture of the screen is kept for people to look at. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.LIFTTRUST_SCREENS;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `contract-${name}.png`), fullPage: true });
}

test(
  'a company finds a lift by its number, enters the contract with its PDF, and the owner confirms it',
  async () => {
    const lift = await city.lift({ place: '望溪花园 8 幢', ownNumber: '1#' });
    const page = await desk.sit(city.next.token, '/contracts');
    await page.getByText('还没有维保合同。').waitFor();
    await page.getByRole('button', { name: '录入合同' }).click();
    await page.getByLabel('电梯上的号码').fill(lift.code);
    await page.getByRole('button', { name: '查找' }).click();
    const row = page.getByRole('row', { name: /望溪花园 8 幢/ });
    await row.getByRole('checkbox').check();
    await page.getByText('已选 1 台').waitFor();
    await page.getByLabel('生效日期').fill(city.day(0));
    await page.getByLabel('到期日期（当天 24 时止）').fill(city.day(364));
    await page.getByLabel('签订日期').fill(city.day(0));
    await page.getByLabel('合同编号（可不填）').fill('WB-2026-018');
    await page.getByLabel('权利义务').fill('维保单位保证质量，使用单位提供作业条件。');
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: '合同.pdf', mimeType: 'application/pdf', buffer: pdf() });
    await page.getByText('已上传：合同.pdf').waitFor();
    await picture(page, '1-new');
    await page.getByRole('button', { name: '录入并请使用单位确认' }).click();
    await page.getByRole('heading', { name: '合同 WB-2026-018' }).waitFor();
    await page.getByText('待使用单位确认').waitFor();
    await page.getByText('由其他单位负责').waitFor();
    await picture(page, '2-entered');

    const owner = await desk.sit(city.owner.token, '/contracts');
    await owner.getByRole('row', { name: /WB-2026-018/ }).click();
    await owner.getByRole('button', { name: '确认合同' }).click();
    await owner.getByText('目前由其他单位负责').waitFor();
    await picture(owner, '3-decide');
    await owner.getByRole('button', { name: '确认由它负责' }).click();
    await owner.getByText('使用单位已确认').waitFor();
    await owner.getByText('由本合同负责').waitFor();
    expect(await city.companyOf(lift.id)).toBe(city.foreign.companyId);

    await page.reload();
    await page.getByRole('button', { name: '接收确认' }).click();
    await page.getByLabel('不符合，有问题').check();
    await page.getByLabel('发现的问题').fill('底坑积水');
    await page.getByRole('dialog').getByRole('button', { name: '接收确认' }).click();
    await page.getByText('接收时发现：底坑积水').waitFor();
    await picture(page, '4-taken-over');
    expect(desk.complaints).toEqual([]);
  },
  3 * minutes,
);

test(
  'a regulator sees lifts without a company, late entries, and a lift’s contracts and corrections',
  async () => {
    const lift = await city.lift({ place: '云溪里 12 幢', ownNumber: '2#', floors: 18 });
    await city.decide(await city.enter([lift], city.old, { until: city.day(0) }), true);
    const late = await city.lift({ place: '云溪里 13 幢', ownNumber: '1#' });
    await city.decide(await city.enter([late], city.next), true);
    await city.goTo(city.day(16), 9 * 3_600_000);
    const page = await desk.sit(city.own.regulator.token, '/lifts-without-company');
    await page
      .getByRole('row', { name: /云溪里 12 幢/ })
      .getByText('无维保单位')
      .waitFor();
    await picture(page, '5-gap');
    await page.getByRole('menuitem', { name: '超期未录入' }).click();
    await page
      .getByRole('row', { name: /云溪里 13 幢/ })
      .getByText('第 16 天')
      .waitFor();
    await picture(page, '6-late');
    const asked = { liftId: late.id, changes: { floors: 20 }, reason: '现场数过。' };
    good(await service.call(onSiteApi.correct, asked, city.next));
    await page.goto(`${service.url}/console/lifts/${late.id}`);
    await page.getByText('层站数：').waitFor();
    await page.getByText('维保合同', { exact: true }).last().waitFor();
    await picture(page, '7-lift');
    expect(desk.complaints).toEqual([]);
  },
  3 * minutes,
);

test(
  'a company without bindings is told what to do, and a stranger’s contract is not there',
  async () => {
    const page = await desk.sit(city.old.token, '/bindings');
    await page.getByText('请维保人员在小程序里扫电梯码绑定').waitFor();
    const lift = await city.lift();
    const contractId = await city.enter([lift], city.old);
    const stranger = await desk.sit(city.foreign.regulator.token, `/contracts/${contractId}`);
    await stranger.getByText('没有找到', { exact: true }).waitFor();
  },
  2 * minutes,
);

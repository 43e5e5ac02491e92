import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { startService, type TestService } from '../../cloud/src/kernel/testing/service';
import { type StaffedDistrict, twoDistricts } from '../fixture/district';
import { inDays, inventedNumber, inventedPhone, PaperDesk, pdf } from '../fixture/papers';
import { ensureConsole, webFolder } from './built-console';
import { ConsoleDesk } from './console-desk';

const minutes = 60_000;
let service: TestService;
let own: StaffedDistrict;
let papers: PaperDesk;
let desk: ConsoleDesk;

beforeAll(async () => {
  ensureConsole();
  service = await startService('sqlite', { LIFTTRUST_WEB_DIR: webFolder });
  ({ own } = await twoDistricts(service));
  papers = new PaperDesk(service, own);
  desk = await ConsoleDesk.open(service);
}, 5 * minutes);

afterAll(async () => {
  await desk?.close();
  await service?.stop();
});

/** With LIFTTRUST_SCREENS=<folder> a picture of each screen is kept. */
async function keep(page: Page, name: string): Promise<void> {
  const folder = process.env.LIFTTRUST_SCREENS;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.waitForTimeout(500);
  writeFileSync(join(folder, `${name}.png`), await page.screenshot({ fullPage: true }));
}

const pickDay = async (page: Page, label: RegExp, day: string) => {
  const box = page.getByRole('dialog').locator('.ant-form-item').filter({ hasText: label }).locator('input');
  await box.fill(day);
  await box.press('Enter');
};

test(
  'a company’s administrator registers somebody, enters a paper with its scan, and sees why they may not be assigned',
  async () => {
    const page = await desk.sit(own.admin.token, '/people');
    await page.getByRole('button', { name: '登记人员' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('姓名', { exact: true }).fill('高来往');
    await dialog.getByLabel('手机号码', { exact: true }).fill('12345');
    await dialog.getByLabel('身份证号码', { exact: true }).fill('999999199001010015');
    const register = dialog.getByRole('button', { name: '登记', exact: true });
    await page.route(/\/api\/people/, async (route) => {
      await page.waitForTimeout(1_000);
      await route.continue();
    });
    await register.click();
    // At work, too, it is read by its word alone.
    await dialog.locator('.ant-btn-loading .anticon-loading').waitFor();
    expect(await register.count()).toBe(1);
    await dialog.getByText('手机号码应为 11 位数字').waitFor();
    await dialog.getByText('身份证号码（作业人员证书编号）有误').waitFor();
    await keep(page, 'papers-register-refused');
    const number = inventedNumber();
    await dialog.getByLabel('手机号码', { exact: true }).fill(inventedPhone());
    await dialog.getByLabel('身份证号码', { exact: true }).fill(number);
    await dialog.getByRole('button', { name: '登记', exact: true }).click();
    await page.waitForURL(/\/people\/[0-9A-Z]{26}/);
    await page.getByText('只能在持证人员带领下协助作业').waitFor();

    await page.getByRole('button', { name: '登记证照' }).click();
    await dialog.getByLabel('证书编号（本人身份证号码）').fill(number);
    await pickDay(page, /有效期至/, inDays(20));
    await dialog.locator('input[type=file]').setInputFiles({
      name: '作业人员证.pdf',
      mimeType: 'application/pdf',
      buffer: pdf(),
    });
    await dialog.getByText('已上传：作业人员证.pdf').waitFor();
    await keep(page, 'papers-enter');
    await dialog.getByRole('button', { name: '登记', exact: true }).click();
    await page.getByText('可以安排作业').waitFor();
    await page.getByText('还有 20 天').waitFor();
    await page.getByText('未查毒').waitFor();
    await keep(page, 'papers-person');

    await page.getByRole('button', { name: '查看完整号码' }).last().click();
    await dialog.getByText('核对证件').click();
    await keep(page, 'papers-reveal');
    await dialog.getByRole('button', { name: '查看并记录' }).click();
    await page.getByText(number).waitFor();
  },
  3 * minutes,
);

test(
  'a program that calls itself a scan is refused in words beside the field',
  async () => {
    const page = await desk.sit(own.admin.token, '/unit-papers');
    await page.getByText('还没有登记。请点右上角登记证照。').waitFor();
    await keep(page, 'papers-unit-empty');
    await page.getByRole('button', { name: '登记证照' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.locator('input[type=file]').setInputFiles({
      name: '许可证.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from('MZ program'),
    });
    await dialog.getByText('这是一个程序，不是扫描件，没有收下。').waitFor();
    await keep(page, 'papers-program-refused');
  },
  2 * minutes,
);

test(
  'what runs out is seen by month, and the list leads to whom it belongs',
  async () => {
    const page = await desk.sit(own.regulator.token, '/papers?view=calendar');
    await page.getByText('到期日历').waitFor();
    await keep(page, 'papers-calendar');
    await page.goto(`${service.url}/console/papers?term=expiring`);
    await page.getByText('还有 20 天').waitFor();
    await keep(page, 'papers-expiring');
    await page.locator('tbody tr.clickable').first().click();
    await page.waitForURL(/\/people\//);
    await page.getByText('登记情况').waitFor();
  },
  2 * minutes,
);

test(
  'a regulator decides who works for two companies at once, with a reason',
  async () => {
    await papers.conflict();
    const page = await desk.sit(own.regulator.token, '/employment-conflicts');
    await page.getByText('待处理').first().waitFor();
    await keep(page, 'papers-conflicts');
    await page.getByRole('button', { name: '处理', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('结束在后一家的任职').click();
    await dialog.getByText('不能再登录那里和被安排').waitFor();
    await dialog.getByLabel('处理理由').fill('本人确认已离开后一家。');
    await keep(page, 'papers-conflict-decision');
    await dialog.getByRole('button', { name: '结束任职' }).click();
    await page.getByText('结束在后一家的任职').waitFor();
    await page.goto(`${service.url}/console/people`);
    await page.getByText('电话和证件号码都已遮盖').waitFor();
    await keep(page, 'papers-people');
    expect(desk.complaints).toEqual([]);
  },
  2 * minutes,
);

import { plateApi } from '@lifttrust/shared-types/code/plate.contract';
import { noticeApi } from '@lifttrust/shared-types/disclosure/notice.contract';
import { liftApi } from '@lifttrust/shared-types/lift/lift.contract';
import { startService, type TestService } from '../../cloud/src/kernel/testing/service';
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
  desk = await ConsoleDesk.open(service);
}, 5 * minutes);

afterAll(async () => {
  await desk?.close();
  await service?.stop();
});

test(
  'a regulator ticks lifts, has their codes printed, opens the sheet, and replaces one with a reason',
  async () => {
    const page = await desk.sit(own.regulator.token, '/plates');
    const row = page.getByRole('row', { name: /999901/ });
    await row.getByText('未印制').waitFor();
    await keepBothPictures(page, 'console-plates');
    await row.getByRole('checkbox').check();
    await page.getByRole('button', { name: '印制 1 台' }).click();
    const form = page.getByRole('dialog');
    await form.getByText('A4 贴纸（每页 6 张）').waitFor();
    const [sheet] = await Promise.all([
      page.context().waitForEvent('page'),
      form
        .getByRole('button', { name: '印制', exact: true })
        .or(form.getByRole('button', { name: /印\s*制$/ }))
        .last()
        .click(),
    ]);
    await sheet.waitForURL(/^blob:/);
    await row.getByText('待张贴').waitFor();
    await page.getByText('没有换码').waitFor();

    await row.getByRole('checkbox').check();
    await page.getByRole('button', { name: '印制 1 台' }).click();
    await form.getByLabel('换成新码').check();
    await form.getByText('现在贴着的码立即作废').waitFor();
    await keepBothPictures(page, 'console-plates-reprint');
    await form.getByLabel('原因').fill('标牌被刮花，无法扫描。');
    await form.getByRole('button', { name: '换码并印制' }).click();
    await page.getByText('换新码：标牌被刮花，无法扫描。').waitFor();
    const { items } = good(await service.call(plateApi.prints, {}, own.regulator));
    expect(items.map(({ isReprint }) => isReprint)).toEqual([true, false]);
    expect(desk.complaints).toEqual([]);
  },
  3 * minutes,
);

test(
  'an auditor sees how far the codes have come, and prints nothing',
  async () => {
    const page = await desk.sit(own.auditor.token, '/plates');
    await page.getByText('印制记录').waitFor();
    await page.getByRole('row', { name: /999901/ }).waitFor();
    expect(await page.getByRole('button', { name: /印制/ }).count()).toBe(0);
    expect(desk.complaints).toEqual([]);
  },
  3 * minutes,
);

test(
  'the notice is printed beside the codes, from the page of a lift, and by a company for all its lifts',
  async () => {
    const page = await desk.sit(own.regulator.token, '/plates');
    await page
      .getByRole('row', { name: /999901/ })
      .getByRole('checkbox')
      .check();
    const opened = async (name: string) => {
      const [sheet] = await Promise.all([
        page.context().waitForEvent('page'),
        page.getByRole('button', { name }).click(),
      ]);
      await sheet.waitForURL(/^blob:/);
      await sheet.close();
    };
    await opened('打印 1 台的维保公示');
    await page.getByText('勾选的电梯').first().waitFor();
    const { items } = good(await service.call(liftApi.list, {}, own.regulator));
    await page.goto(`${service.url}/console/lifts/${items[0]?.id}`);
    await opened('打印维保公示');
    const prints = good(await service.call(noticeApi.prints, {}, own.regulator));
    expect(prints.total).toBe(2);
    expect(desk.complaints).toEqual([]);
  },
  3 * minutes,
);

test(
  'a company prints the notices of all its lifts and finds them in its log',
  async () => {
    const page = await desk.sit(own.admin.token, '/notices');
    await page.getByRole('row', { name: /999901/ }).waitFor();
    const [sheet] = await Promise.all([
      page.context().waitForEvent('page'),
      page.getByRole('button', { name: '打印本单位全部电梯的公示' }).click(),
    ]);
    await sheet.waitForURL(/^blob:/);
    await page.getByText('鹭湾区示例电梯服务有限公司的全部电梯').waitFor();
    await keepBothPictures(page, 'console-notices');
    expect(desk.complaints).toEqual([]);
  },
  3 * minutes,
);

import { plateApi } from '@lifttrust/shared-types/code/plate.contract';
import { noticeApi } from '@lifttrust/shared-types/disclosure/notice.contract';
import { liftApi } from '@lifttrust/shared-types/lift/lift.contract';
import { Clock } from '../../cloud/src/kernel/clock';
import { startService, type TestService } from '../../cloud/src/kernel/testing/service';
import { rescueHelpers } from '../../cloud/src/rescue/testing/rescue-helpers';
import { chooseOption } from '../fixture/antd-list';
import { type StaffedDistrict, twoDistricts } from '../fixture/district';
import { photograph } from '../fixture/evidence';
import { keepBothPictures } from '../fixture/keep-picture';
import { good, upload } from '../fixture/uploads';
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
    await sheet.close();
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

test(
  'codes stuck the wrong way round are swapped with a reason, and both plates stand as wrong until they are replaced',
  async () => {
    const clock = await service.get(Clock);
    const { aLift } = rescueHelpers(() => ({ service, own, clock }));
    const plated = async (ownNumber: string, rescueCode: string, useRegistration: string) => {
      const said = { place: '对调楼', ownNumber, rescueCode, useRegistration };
      return { ...said, ...(await aLift(said)) };
    };
    const both = [
      await plated('东 1#', '350771', '梯11闽C00771(20)'),
      await plated('西 2#', '350772', '梯11闽C00772(20)'),
    ];
    const order = { liftIds: both.map(({ liftId }) => liftId), form: 'plate' as const };
    good(await service.call(plateApi.print, { ...order, isReprint: false, reason: '' }, own.regulator));
    for (const { code, ownNumber, useRegistration } of both) {
      const picture = { purpose: 'paper' as const, bytes: await photograph() };
      const seen = {
        ...{ token: code, ownNumber, registration: useRegistration, addressConfirmed: true as const },
        fileId: await upload(service, own.lead, picture),
        position: { lng: 118.61, lat: 24.91, crs: 'GCJ02' as const, accuracyMetres: 20 },
      };
      good(await service.call(plateApi.stick, seen, own.lead));
    }
    const page = await desk.sit(own.regulator.token, '/plates');
    const row = page.getByRole('row', { name: /350771/ }).first();
    await row.getByText('距登记位置 0 米（误差约 20 米）').waitFor();
    await row.getByRole('button', { name: '看照片' }).click();
    const photo = page.getByRole('dialog', { name: '张贴后的照片' });
    await photo.getByRole('img', { name: '贴好的电梯码' }).waitFor();
    await keepBothPictures(page, 'console-plate-photo');

    await page.goto(`${service.url}/console/lifts/${both[0]?.liftId}`);
    await page.getByRole('button', { name: '贴反了，互换' }).click();
    const form = page.getByRole('dialog', { name: /东 1# 的二维码与哪一台贴反了/ });
    await chooseOption(form.getByRole('combobox'), '西 2#');
    const swap = form.getByRole('button', { name: '互换二维码，重印标牌' });
    expect(await swap.isDisabled()).toBe(true);
    await form.getByLabel('依据').fill('现场对照铭牌，两台贴反了。');
    await keepBothPictures(page, 'console-plates-swap');
    await swap.click();
    await page.getByText('两张标牌都要重印、换贴').first().waitFor();
    await page.goto(`${service.url}/console/plates`);
    await row.getByText('贴着的标牌印错了').waitFor();
    await row.getByText('牌上还是那一台的识别码 350772').waitFor();
    await keepBothPictures(page, 'console-plates-swapped');
    expect(desk.complaints).toEqual([]);
    await page.context().close();
  },
  3 * minutes,
);

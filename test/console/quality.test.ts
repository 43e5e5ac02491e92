import { qualityApi } from '@lifttrust/shared-types/quality/quality.contract';
import { startService, type TestService } from '../../cloud/src/kernel/testing/service';
import { type StaffedDistrict, twoDistricts } from '../fixture/district';
import { keepBothPictures } from '../fixture/keep-picture';
import { good } from '../fixture/uploads';
import { VisitDriver } from '../fixture/visit-driver';
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
  const { recordId } = await new VisitDriver(service).walk(own, 'submitted');
  const inspectorId = own.colleague.personId;
  good(await service.call(qualityApi.appoint, { personId: inspectorId }, own.admin));
  const plan = { liftId: own.liftId, recordId, inspectorId, plannedOn: today() };
  good(await service.call(qualityApi.plan, plan, own.admin));
  desk = await ConsoleDesk.open(service);
}, 5 * minutes);

afterAll(async () => {
  await desk?.close();
  await service?.stop();
});

const today = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);

test(
  'a company records what its check found, the technician answers, the company closes; the regulator reads it',
  async () => {
    const page = await desk.sit(own.admin.token, '/quality');
    await page.getByText('已计划').first().waitFor();
    await page.getByRole('button', { name: '计划一次检查' }).click();
    await page.getByText('不能检查自己做的维保。', { exact: false }).last().waitFor();
    await keepBothPictures(page, 'console-quality-plan');
    await page.getByRole('button', { name: /^取\s?消$/ }).click();
    await page.locator('tbody tr.clickable').first().click();
    const drawer = page.getByRole('dialog', { name: '质量检查' });
    await drawer.getByRole('button', { name: '登记结果' }).click();
    const form = page.getByRole('dialog', { name: '登记检查结果' });
    await form.getByLabel('检查项目').fill('制动器间隙');
    await form.getByText('不合格', { exact: true }).click();
    await form.getByLabel('发现了什么').fill('间隙 0.9 毫米，超过要求。');
    await keepBothPictures(page, 'console-quality-record');
    await form.getByRole('button', { name: '登记并封存' }).click();
    await drawer.getByText('待整改').waitFor();
    await keepBothPictures(page, 'console-quality-check');

    const { items } = good(await service.call(qualityApi.list, {}, own.admin));
    const finding = items[0]?.findings[0];
    const who =
      [own.lead, own.partner].find(({ personId }) => personId === finding?.technician.id) ?? own.lead;
    const answer = { findingId: finding?.id ?? '', text: '已调整到 0.6 毫米。' };
    good(await service.call(qualityApi.answer, answer, who));

    const again = await desk.sit(own.admin.token, `/quality?check=${items[0]?.id}`);
    await again.getByText('已调整到 0.6 毫米。').waitFor();
    await again.getByLabel('理由').fill('现场复测 0.6 毫米，合格。');
    await again.getByRole('button', { name: '复查合格，关闭' }).click();
    await again.getByText('已关闭').first().waitFor();

    const district = await desk.sit(own.regulator.token, '/quality');
    await district.getByText('1 项不合格，全部关闭').waitFor();
    expect(await district.getByRole('button', { name: '计划一次检查' }).count()).toBe(0);
    await keepBothPictures(district, 'console-quality');
  },
  4 * minutes,
);

test('nothing on these pages made the browser complain', () => {
  expect(desk.complaints).toEqual([]);
});

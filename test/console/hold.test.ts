import { startService, type TestService } from '../../cloud/src/kernel/testing/service';
import { type StaffedDistrict, twoDistricts } from '../fixture/district';
import { keepBothPictures } from '../fixture/keep-picture';
import { VisitDriver } from '../fixture/visit-driver';
import { ensureConsole, webFolder } from './built-console';
import { ConsoleDesk } from './console-desk';

const minutes = 60_000;
let service: TestService;
let own: StaffedDistrict;
let recordId: string;
let desk: ConsoleDesk;

beforeAll(async () => {
  ensureConsole();
  service = await startService('sqlite', { LIFTTRUST_WEB_DIR: webFolder });
  ({ own } = await twoDistricts(service));
  ({ recordId } = await new VisitDriver(service).walk(own, 'submitted'));
  desk = await ConsoleDesk.open(service);
}, 5 * minutes);

afterAll(async () => {
  await desk?.close();
  await service?.stop();
});

test(
  'a regulator holds a company, sees it on its lift and record with since when and by whom, and releases it with a reason',
  async () => {
    const page = await desk.sit(own.regulator.token, `/organisations/${own.companyId}`);
    const section = page.locator('.section', { hasText: '证据保全' });
    await section.getByText('没有保全。').waitFor();
    await section.getByRole('button', { name: '登记保全' }).click();
    const form = page.getByRole('dialog');
    await form.getByText('维保记录本来就不删除').waitFor();
    await form.getByLabel('文号').fill('市监存〔2026〕18号');
    await form.getByLabel('理由').fill('举报代人签到，需要核对人员。');
    await keepBothPictures(page, 'console-hold-place');
    await form.getByRole('button', { name: '登记保全' }).click();
    await section.getByText('市监存〔2026〕18号').waitFor();
    await section.getByText(/示例市场监督管理局 周明镜 · .*起/).waitFor();

    for (const [path, picture] of [
      [`/lifts/${own.liftId}`, 'console-hold-lift'],
      [`/records/${recordId}`, 'console-hold-record'],
    ] as const) {
      await page.goto(`${service.url}/console${path}`);
      await section.getByText('因维保单位').waitFor();
      await section.getByText('保全中').waitFor();
      await keepBothPictures(page, picture);
    }

    await page.goto(`${service.url}/console/holds`);
    const row = page.getByRole('row', { name: /市监存〔2026〕18号/ });
    await row.getByRole('button', { name: /解\s*除/ }).click();
    const end = page.getByRole('dialog');
    await end.getByText('不能恢复').waitFor();
    await end.getByLabel('理由').fill('查清，材料已固定。');
    await keepBothPictures(page, 'console-hold-release');
    await end.getByRole('button', { name: '解除保全' }).click();
    await row.getByText('已解除').waitFor();
    await row.getByText(/查清，材料已固定。/).waitFor();
    expect(await row.getByRole('button', { name: /解\s*除/ }).count()).toBe(0);
    await keepBothPictures(page, 'console-holds');
    await page.setViewportSize({ width: 390, height: 844 });
    await keepBothPictures(page, 'console-holds-narrow');
    expect(desk.complaints).toEqual([]);
  },
  3 * minutes,
);

test(
  'the held company sees neither the list nor a word of it on its own pages',
  async () => {
    const page = await desk.sit(own.admin.token, `/lifts/${own.liftId}`);
    await page.getByText('纸质记录').first().waitFor();
    expect(await page.getByText('证据保全').count()).toBe(0);
    expect(desk.complaints).toEqual([]);
  },
  3 * minutes,
);

import { readFileSync } from 'node:fs';
import { startService, type TestService } from '../../cloud/src/kernel/testing/service';
import { packedMonth } from '../fixture/archives';
import { type StaffedDistrict, twoDistricts } from '../fixture/district';
import { keepBothPictures } from '../fixture/keep-picture';
import { ensureConsole, webFolder } from './built-console';
import { ConsoleDesk } from './console-desk';

const minutes = 60_000;
let service: TestService;
let own: StaffedDistrict;
let desk: ConsoleDesk;

beforeAll(async () => {
  ensureConsole();
  service = await startService('sqlite', { LIFTTRUST_WEB_DIR: webFolder });
  const { own: one, foreign } = await twoDistricts(service);
  own = one;
  await packedMonth(service, [own, foreign]);
  desk = await ConsoleDesk.open(service);
}, 5 * minutes);

afterAll(async () => {
  await desk?.close();
  await service?.stop();
});

test(
  'a company downloads its month from the list, and the list says who has taken it',
  async () => {
    const page = await desk.sit(own.admin.token, '/archives');
    const row = page.locator('tbody tr.clickable').first();
    await row.getByText('作为维保单位').waitFor();
    await keepBothPictures(page, 'console-archives');
    await row.click();
    const drawer = page.getByRole('dialog', { name: '月度档案包' });
    await drawer.getByText('还没有人下载。').waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      drawer.getByRole('button', { name: '下载档案包' }).click(),
    ]);
    const bytes = readFileSync(await download.path());
    expect(bytes.subarray(0, 2).toString()).toBe('PK');
    expect(bytes.includes('manifest.signature.json')).toBe(true);
    await drawer.getByRole('button', { name: '再次下载' }).waitFor();
    await drawer.getByText(/下载完成/).waitFor();
    await keepBothPictures(page, 'console-archive');
    expect(desk.complaints).toEqual([]);
  },
  2 * minutes,
);

test(
  'a regulator sees the packages of its district alone, and among them those that nobody has taken',
  async () => {
    const page = await desk.sit(own.regulator.token, '/archives?standing=waiting');
    const rows = page.locator('tbody tr.clickable');
    await rows.first().getByText('待下载').waitFor();
    // The owner's; the company has taken its own, and the other district's are none of its business.
    expect(await rows.count()).toBe(1);
    await rows.first().getByText('作为使用单位').waitFor();
    const auditor = await desk.sit(own.auditor.token, '/archives?month=2025-01');
    await auditor.getByText('没有符合条件的档案包，请放宽筛选。').waitFor();
    expect(desk.complaints).toEqual([]);
  },
  2 * minutes,
);

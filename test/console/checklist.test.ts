import { startService, type TestService } from '../../cloud/src/kernel/testing/service';
import { chooseOption } from '../fixture/antd-list';
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
  ({ own } = await twoDistricts(service));
  desk = await ConsoleDesk.open(service);
}, 5 * minutes);

afterAll(async () => {
  await desk?.close();
  await service?.stop();
});

test(
  'a company writes the table of its firefighters’ lifts, and the regulator approves it',
  async () => {
    const page = await desk.sit(own.admin.token, '/checklists');
    await page.getByText('还没有自己的项目表').waitFor();
    await page.getByRole('button', { name: '提出项目表' }).click();
    const dialog = page.locator('.ant-modal');
    await chooseOption(dialog.getByRole('combobox', { name: '设备品种' }), '消防员电梯');
    await dialog.getByText('审核通过后才能安排维保').waitFor();
    await dialog.getByLabel('项目', { exact: true }).fill('消防返回功能');
    await dialog.getByLabel('要求').fill('按下消防开关后返回基站并开门');
    await dialog.getByRole('button', { name: '提出审核' }).click();
    await dialog.getByText('请写明依据的制造单位使用维护说明书名称和版本。').waitFor();
    await dialog.getByLabel('依据').fill('示例消防员电梯使用维护说明书 2024 版');
    await keepBothPictures(page, 'checklist-propose');
    await dialog.getByRole('button', { name: '提出审核' }).click();
    await page.getByText('待审核').waitFor();

    const district = await desk.sit(own.regulator.token, '/checklists');
    await district.locator('tbody tr.clickable').first().click();
    await district.getByLabel('理由').fill('与说明书逐项核对一致。');
    await keepBothPictures(district, 'checklist-review');
    await district.getByRole('button', { name: /^通\s?过$/ }).click();
    await district.getByText('使用中').waitFor();
    await keepBothPictures(district, 'checklists');
  },
  3 * minutes,
);

test('nothing on these pages made the browser complain', () => {
  expect(desk.complaints).toEqual([]);
});

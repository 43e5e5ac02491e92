import type { Page } from 'playwright-core';
import { DirectoryCity } from '../../cloud/src/directory/testing/directory-city';
import { startService } from '../../cloud/src/kernel/testing/service';
import { chooseOption } from '../fixture/antd-list';
import { ensureConsole, webFolder } from './built-console';
import { ConsoleDesk } from './console-desk';

const minutes = 60_000;
let city: DirectoryCity;
let desk: ConsoleDesk;
let department: number;

beforeAll(async () => {
  ensureConsole();
  city = await DirectoryCity.build((overrides) =>
    startService('sqlite', { ...overrides, LIFTTRUST_WEB_DIR: webFolder }),
  );
  department = city.corporation.addDepartment('鹭湾示例电梯服务');
  city.corporation.addMember('安稳当', city.corporation.addDepartment('一班', department));
  city.corporation.addRole('单位管理员');
  await city.sync();
  desk = await ConsoleDesk.open(city.service);
}, 5 * minutes);

afterAll(async () => {
  await desk?.close();
  await city?.stop();
});

/** Pictures for whoever wants to look: LIFTTRUST_SHOTS names the folder. */
async function shot(page: Page, name: string): Promise<void> {
  const folder = process.env.LIFTTRUST_SHOTS;
  if (folder) await page.screenshot({ path: `${folder}/directory-${name}.png` });
}

const line = (page: Page, text: string) => page.locator('.ant-tree-treenode', { hasText: text });
const dialog = (page: Page) => page.getByRole('dialog').last();
/** The nth list of the open form. */
const choose = (page: Page, nth: number, option: string) =>
  chooseOption(dialog(page).getByRole('combobox').nth(nth), option);

test(
  'the regulator maps a department once, and its people have their accounts',
  async () => {
    const page = await desk.sit(city.own.regulatorAdmin.token, '/directory');
    await line(page, '鹭湾示例电梯服务').getByRole('button', { name: '对应单位' }).click();
    await choose(page, 0, '鹭湾区示例电梯服务有限公司');
    await choose(page, 1, '维保人员');
    await dialog(page).getByRole('textbox', { name: '原因' }).fill('首次对应');
    await shot(page, 'map');
    await dialog(page).getByRole('button', { name: '保存' }).click();
    await page.getByText('→ 鹭湾区示例电梯服务有限公司').waitFor();
    await shot(page, 'tree');
    await page.getByRole('tab', { name: '角色对应身份' }).click();
    await page.getByText('没有对应').waitFor();
    await page.getByRole('tab', { name: '对账差异' }).click();
    await page.getByText('没有差异').waitFor();
    await city.settle();
    await page.goto(page.url().replace(/directory.*/, 'accounts'));
    await page.getByRole('row', { name: /安稳当/ }).waitFor();
    await shot(page, 'accounts');
  },
  2 * minutes,
);

test(
  'a company’s administrator gives an account and takes it away, with a reason that stays',
  async () => {
    const page = await desk.sit(city.own.admin.token, '/accounts');
    await page.getByRole('button', { name: '分配账号' }).click();
    await dialog(page).getByRole('textbox', { name: '姓名' }).fill('封新');
    await dialog(page).getByRole('textbox', { name: '手机号' }).fill('10060000001');
    await choose(page, 0, '维保人员');
    await dialog(page).getByRole('textbox', { name: '原因' }).fill('新入职');
    await dialog(page).getByRole('button', { name: '分配' }).click();
    await page.getByText('已给封新分配维保人员').waitFor();
    await page.getByRole('row', { name: /封新/ }).click();
    await page.getByText('新入职').waitFor();
    await shot(page, 'account');
    await page.getByRole('button', { name: '收回账号' }).click();
    await dialog(page).getByRole('textbox', { name: '原因' }).fill('离职');
    await page.getByRole('button', { name: '确认收回' }).click();
    await page.getByText('已收回封新的账号').waitFor();
  },
  2 * minutes,
);

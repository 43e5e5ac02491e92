import type { Page } from 'playwright-core';
import { csvOf } from '../../cloud/src/import/testing/import-office';
import { startService, type TestService } from '../../cloud/src/kernel/testing/service';
import { chooseOption } from '../fixture/antd-list';
import { buildDistrict, type StaffedDistrict } from '../fixture/district';
import { ensureConsole, webFolder } from './built-console';
import { ConsoleDesk } from './console-desk';

const minutes = 60_000;
let service: TestService;
let desk: ConsoleDesk;
let own: StaffedDistrict;

beforeAll(async () => {
  ensureConsole();
  service = await startService('sqlite', { LIFTTRUST_WEB_DIR: webFolder });
  own = await buildDistrict(service, 'own');
  desk = await ConsoleDesk.open(service);
}, 5 * minutes);

afterAll(async () => {
  await desk.close();
  await service.stop();
});

/** Pictures for whoever wants to look: LIFTTRUST_SHOTS names the folder. */
async function shot(page: Page, name: string): Promise<void> {
  const folder = process.env.LIFTTRUST_SHOTS;
  if (folder) await page.screenshot({ path: `${folder}/staff-${name}.png` });
}

/** As a hand does it: press, move over in small steps, let go. */
async function drag(page: Page, from: string, to: string): Promise<void> {
  const middle = async (text: string) => {
    const box = await line(page, text).locator('.ant-tree-title').boundingBox();
    if (!box) throw new Error(`${text} is not to be seen`);
    return [box.x + box.width / 2, box.y + box.height / 2] as const;
  };
  const [x, y] = await middle(from);
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 5, y + 5, { steps: 3 });
  const [toX, toY] = await middle(to);
  await page.mouse.move(toX, toY, { steps: 8 });
  await page.mouse.move(toX + 1, toY, { steps: 2 });
  await page.mouse.up();
}

const line = (page: Page, text: string) => page.locator('.ant-tree-treenode', { hasText: text });

test(
  'a company arranges its people: departments and teams, moved by drag and drop, by keyboard, and back',
  async () => {
    const page = await desk.sit(own.admin.token, '/staff');
    await page.getByText('从第一个部门或班组开始').waitFor();
    const add = async (kind: string, name: string) => {
      await chooseOption(page.getByRole('combobox', { name: '新增的是' }), kind);
      await page.getByRole('textbox', { name: '新的名称' }).fill(name);
      await page.getByRole('button', { name: `增加${kind}` }).click();
      await line(page, name).waitFor();
    };
    await add('部门', '城北分公司');
    await add('班组', '一班');
    await drag(page, own.lead.name, '一班');
    await page.getByText(`已把${own.lead.name}编入“一班”`).waitFor();
    await drag(page, '一班', '城北分公司');
    await page.getByText('已把一班移到“城北分公司”').waitFor();
    await shot(page, 'tree');
    await page.getByRole('button', { name: '退回上一步' }).click();
    await page.getByText('已退回：已把一班移到“城北分公司”').waitFor();

    await line(page, own.partner.name).locator('.ant-tree-title').click();
    await page.getByText('可以安排。').waitFor();
    await page.getByRole('combobox', { name: '移到哪里' }).focus();
    await page.keyboard.type('一班');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: '移动', exact: true }).focus();
    await page.keyboard.press('Enter');
    await page.getByText(`已把${own.partner.name}编入“一班”`).waitFor();
    await line(page, '一班').locator('.ant-tree-title').click();
    await page.getByRole('textbox', { name: '负责区域' }).fill('示例路 3 号');
    await page.getByRole('button', { name: /增加$/ }).click();
    await page.getByText('本单位 1 台').waitFor();
    await shot(page, 'unit');
  },
  3 * minutes,
);

test(
  'lifts that lack people come first and are given to the team whose area they lie in',
  async () => {
    const page = await desk.sit(own.admin.token, '/assignments');
    await page.getByText('缺 2 人').waitFor();
    await page.getByText('建议 一班').waitFor();
    await page.locator('tbody .ant-checkbox-input').first().check();
    await page.getByRole('button', { name: '给选中的 1 台分配' }).click();
    await page.getByText('已按负责区域选好班组，可以改。').waitFor();
    await shot(page, 'assign');
    await page.getByRole('button', { name: /^分\s?配$/ }).click();
    await page.getByText('已给 1 台电梯分配维保人员。').waitFor();
    await page.locator('tbody').getByText('已配齐').waitFor();
    await page.locator('tbody tr.clickable').first().click();
    await page.getByText('现在可以去的维保人员').waitFor();
    await shot(page, 'lift');
  },
  2 * minutes,
);

test(
  'a visit is planned with the people assigned, and called off with a reason',
  async () => {
    const page = await desk.sit(own.admin.token, '/visits');
    await page.getByRole('button', { name: '安排维保' }).click();
    await page.getByRole('combobox', { name: '电梯' }).fill('望溪');
    await page.locator('.ant-select-item-option', { hasText: '望溪花园' }).click();
    await page.locator('.ant-select-selection-item', { hasText: own.partner.name }).waitFor();
    await shot(page, 'plan');
    await page.getByRole('button', { name: /^安\s?排$/ }).click();
    await page.getByText(/^已安排 .*望溪花园/).waitFor();
    await page
      .locator('tbody')
      .getByRole('button', { name: /^取\s?消$/ })
      .click();
    const dialogue = page.locator('.ant-modal');
    expect(await dialogue.getByRole('button', { name: '取消这次维保' }).isDisabled()).toBe(true);
    await dialogue.getByRole('textbox', { name: '取消的原因' }).fill('业主要求改期');
    await dialogue.getByRole('button', { name: '取消这次维保' }).click();
    await page.locator('tbody').getByText('已取消').waitFor();
    await shot(page, 'visits');
  },
  2 * minutes,
);

test(
  'a company imports its people: template, mapping, reasons by row, numbers masked',
  async () => {
    const page = await desk.sit(own.admin.token, '/imports/new');
    await page.getByText('选择人员名单').waitFor();
    const waiting = page.waitForEvent('download');
    await page.getByRole('button', { name: '下载空白模板' }).click();
    expect((await waiting).suggestedFilename()).toBe('人员导入模板.xlsx');
    const rows = [
      ['姓名', '手机号', '身份证号', '证书有效期至'],
      ['舒云起', '10000000081', '999999199001010016', '2029-06-30'],
      ['方知远', '10000000082', '', ''],
      ['', '123', '', ''],
    ];
    const buffer = Buffer.from(csvOf(...rows));
    await page.setInputFiles('input[type=file]', { name: '本单位人员.csv', mimeType: 'text/csv', buffer });
    await page.getByText('哪一列是什么').waitFor();
    expect(await page.getByText('999999199001010016').count()).toBe(0);
    expect(await page.getByText('999999********0016').count()).toBe(1);
    await shot(page, 'import-mapping');
    await page.getByRole('button', { name: '核对 3 行' }).click();
    await page.getByText('逐行结果').waitFor();
    await page.getByText('不能导入 1').click();
    await page.getByText('请写明姓名。').waitFor();
    await shot(page, 'import-checked');
    await page.getByRole('button', { name: '写入 2 行' }).click();
    await page.getByRole('button', { name: '写入台账' }).click();
    await page.getByText('已写入台账：新增 2 人，更新 0 人').waitFor();
  },
  2 * minutes,
);

test(
  'a regulator chooses what the table is a list of',
  async () => {
    const page = await desk.sit(own.regulator.token, '/imports/new');
    for (const [kind, title] of [
      ['单位', '选择单位名单'],
      ['人员', '选择人员名单'],
      ['电梯', '选择上级系统导出的表格'],
    ] as const) {
      await page.locator('.ant-segmented-item', { hasText: kind }).click();
      await page.getByText(title).waitFor();
    }
    await shot(page, 'import-kinds');
  },
  2 * minutes,
);

test('nothing on these pages made the browser complain', () => {
  expect(desk.complaints).toEqual([]);
});

import iconv from 'iconv-lite';
import type { Page } from 'playwright-core';
import { csvOf, ImportOffice } from '../../cloud/src/import/testing/import-office';
import { startService, type TestService } from '../../cloud/src/kernel/testing/service';
import { ensureConsole, webFolder } from './built-console';
import { ConsoleDesk } from './console-desk';

const minutes = 60_000;
let service: TestService;
let office: ImportOffice;
let desk: ConsoleDesk;
let regulator: string;

beforeAll(async () => {
  ensureConsole();
  service = await startService('sqlite', { LIFTTRUST_WEB_DIR: webFolder });
  office = await ImportOffice.in(service);
  regulator = office.regulator;
  desk = await ConsoleDesk.open(service);
}, 5 * minutes);

afterAll(async () => {
  await desk.close();
  await service.stop();
});

const headings = ['注册代码', '出厂编号', '设备品种', '使用地点', '单位内编号', '经度', '纬度', '使用单位'];
const row = (code: string, place: string, number: string) => [
  ...[code, '0014130', '曳引驱动乘客电梯', place, number],
  ...['117.641', '24.512', '云溪里物业服务有限公司'],
];
const table = csvOf(
  headings,
  row('31109999012016050001', '云溪里小区', '1#'),
  row('31109999012016050002', '云溪里小区', '2#'),
  row('3.11E+19', '松风书院', '3#'),
);

/** Pictures for whoever wants to look: LIFTTRUST_SHOTS names the folder. */
async function shot(page: Page, name: string): Promise<void> {
  const folder = process.env.LIFTTRUST_SHOTS;
  if (folder) await page.screenshot({ path: `${folder}/import-${name}.png` });
}

async function choose(page: Page, name: string, text: string): Promise<void> {
  await page.setInputFiles('input[type=file]', {
    name,
    mimeType: 'text/csv',
    buffer: iconv.encode(text, 'gb18030'),
  });
}

test(
  'a regulator imports a GB18030 table: mapping, reference system, reasons by row, then the register',
  async () => {
    const page = await desk.sit(regulator, '/imports');
    await page.getByRole('button', { name: '选择表格' }).click();
    await choose(page, '鹭湾区电梯.csv', table);

    await page.getByText('哪一列是什么').waitFor();
    expect(await page.getByText('按列名猜的，请逐行看一遍').count()).toBe(1);
    expect(await page.getByText('31109999012016050001').count()).toBe(1);
    await page.getByText('从高德、腾讯地图或钉钉、微信采集的').click();
    await page.getByRole('button', { name: '核对 3 行' }).click();

    await page.getByText('逐行结果').waitFor();
    await page.getByText('不能导入 1').click();
    await page.waitForURL(/outcome=refused/);
    const refused = page.locator('tbody tr', { hasText: '科学计数' });
    await refused.waitFor();
    expect(await refused.locator('td').first().textContent()).toBe('4');

    await page.getByRole('button', { name: '写入 2 行' }).click();
    await page.getByRole('button', { name: '写入台账' }).click();
    await page.getByText('已写入台账：新增 2 台，更新 0 台').waitFor();
    await page.getByRole('button', { name: '看电梯台账' }).click();
    await page.getByText('共 2 台').waitFor();
  },
  3 * minutes,
);

test(
  'a search lives in the address, and a row opens beside the list before it opens a page',
  async () => {
    const page = await desk.sit(regulator, '/lifts');
    await page.keyboard.press('/');
    await page.getByPlaceholder('地点、识别码、登记证、单位').fill('云溪里小区');
    await page.waitForURL(/q=/);
    await page.reload();
    expect(await page.getByPlaceholder('地点、识别码、登记证、单位').inputValue()).toBe('云溪里小区');
    await page.locator('tbody tr.clickable').first().focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/lift=/);
    await page.getByRole('button', { name: '打开档案' }).click();
    await page.getByText('还没有封存的事项').waitFor();
    expect(await page.getByText('0014130').count()).toBe(1);
  },
  2 * minutes,
);

test(
  'an import given up leaves the register as it was',
  async () => {
    const page = await desk.sit(regulator, '/imports/new');
    await choose(page, '另一份.csv', csvOf(headings, row('31109999012016050009', '松风书院', '9#')));
    await page.getByRole('button', { name: '放弃导入' }).click();
    await page.locator('.ant-modal').getByRole('button', { name: '放弃导入' }).click();
    await page.getByText('这次导入已放弃').waitFor();
    await page.goto(`${service.url}/console/lifts?q=松风书院`);
    await page.getByText('没有符合条件的电梯').waitFor();
  },
  2 * minutes,
);

test(
  'a long import shows its progress, goes on after a reload, is stopped after a question and lists what is missing',
  async () => {
    const rows = Array.from({ length: 40_000 }, (_, at) =>
      row(`31109999012020${100_001 + at}`, '长表小区', `${at}#`),
    );
    const page = await desk.sit(regulator, '/imports/new');
    await choose(page, '长表.csv', csvOf(headings, ...rows.map((cells) => cells.with(1, ''))));
    await page.getByText('从高德、腾讯地图或钉钉、微信采集的').click();
    await shot(page, 'mapping');
    await page.getByRole('button', { name: '核对 40,000 行' }).click();
    await page.getByText('正在逐行核对').waitFor();
    await shot(page, 'checking');
    await page.getByRole('button', { name: '写入 40,000 行' }).click();
    await shot(page, 'question');
    await page.getByRole('button', { name: '写入台账' }).click();
    await page.getByText('正在写入台账').waitFor();
    await page.reload();
    await page.getByText(/[1-9][\d,]* \/ 40,000 行/).waitFor();
    await shot(page, 'committing');
    await page.getByRole('button', { name: '停止写入' }).click();
    await page.getByText('这些行会保留在台账里').waitFor();
    await shot(page, 'stop');
    await page.locator('.ant-modal').getByRole('button', { name: '停止写入' }).click();
    await page.getByText(/写入已停止：新增 [1-9][\d,]* 台/).waitFor();
    await page.getByText(/^已写入 [1-9]/).click();
    await shot(page, 'stopped');
    const waiting = page.waitForEvent('download');
    await page.getByRole('button', { name: '下载没有写入的行' }).click();
    expect((await waiting).suggestedFilename()).toBe('长表-没有写入的行.xlsx');
  },
  4 * minutes,
);

test('nothing on these pages made the browser complain', () => {
  expect(desk.complaints).toEqual([]);
});

import { faceApi } from '@lifttrust/shared-types/face/face.contract';
import { recordApi } from '@lifttrust/shared-types/record/record.contract';
import type { Page } from 'playwright-core';
import { startService, type TestService } from '../../cloud/src/kernel/testing/service';
import { ensureConsole, webFolder } from './built-console';
import { ConsoleDesk } from './console-desk';
import { District } from './sealed-record';

const minutes = 60_000;
let service: TestService;
let district: District;
let desk: ConsoleDesk;
let recordId: string;

beforeAll(async () => {
  ensureConsole();
  service = await startService('sqlite', { LIFTTRUST_WEB_DIR: webFolder });
  district = await District.of(service);
  recordId = await district.sealRecord();
  desk = await ConsoleDesk.open(service);
}, 5 * minutes);

afterAll(async () => {
  await desk?.close();
  await service?.stop();
});

const openRecord = async (key: string): Promise<Page> => {
  const page = await desk.sit(await district.tokenOf(key), `/records/${recordId}`);
  await page.getByText('存证经过').waitFor();
  return page;
};

test(
  'today’s numbers lead to the lists they count',
  async () => {
    const page = await desk.sit(await district.tokenOf('zhou'), '/');
    await page.getByRole('link', { name: /待核实记录/ }).click();
    await page.waitForURL(/records\?validity=suspect/);
    await page.getByText('共 1 份').waitFor();
    await page.locator('tbody tr.clickable').first().click();
    await page.getByRole('button', { name: '打开记录' }).click();
    await page.waitForURL(new RegExp(`/records/${recordId}`));
  },
  2 * minutes,
);

test(
  'a record shows its evidence, its doubts with what settles them, and exceptions before the rest',
  async () => {
    const page = await openRecord('zhou');
    expect(await page.getByText('怎样消除：').count()).toBeGreaterThan(0);
    expect(await page.getByText('门锁触点清洁后复测正常').isVisible()).toBe(true);
    await page.locator('.shot__frame img').nth(3).waitFor();
    await page.locator('.autograph__paper img').nth(1).waitFor();
    await page.getByText('原图', { exact: true }).click();
    await page.getByText('原图与封存的摘要一致').waitFor();
  },
  2 * minutes,
);

test(
  'a regulator checks the record on the spot: the service’s answer and the browser’s own agree',
  async () => {
    const page = await openRecord('zhou');
    await page.getByRole('button', { name: '当场核对' }).click();
    await page.getByText('核对一致：封存后没有被改过').waitFor();
    expect(await page.locator('.check__mark', { hasText: '本机' }).count()).toBeGreaterThan(3);
    expect(await page.getByLabel('不一致').count()).toBe(0);
  },
  2 * minutes,
);

test(
  'the printed record and the proof package come as files',
  async () => {
    const page = await openRecord('zhou');
    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '下载证明包' }).click(),
    ]);
    expect(saved.suggestedFilename()).toMatch(/^证明包-.+\.json$/);
    const [answer] = await Promise.all([
      page.waitForResponse((response) => response.url().endsWith('/pdf')),
      page.getByRole('button', { name: '打印 PDF' }).click(),
    ]);
    expect(answer.status()).toBe(200);
    expect(answer.headers()['content-type']).toContain('application/pdf');
  },
  2 * minutes,
);

test(
  'a regulator who is no reviewer is offered no decision and no review queue',
  async () => {
    const page = await openRecord('zhou');
    expect(await page.getByRole('button', { name: '核实有效性' }).count()).toBe(0);
    expect(await page.getByRole('menuitem', { name: '身份核验' }).count()).toBe(0);
    await page.goto(`${service.url}/console/reviews`);
    await page.getByText('您没有查看这一页的权限').waitFor();
  },
  2 * minutes,
);

test(
  'a reviewer judges a suspect record: not without a reason, and the judgement is sealed beside the record',
  async () => {
    const page = await openRecord('wu');
    await page.getByRole('button', { name: '核实有效性' }).click();
    const dialog = page.locator('.ant-modal');
    await dialog.getByText('无效', { exact: true }).click();
    await dialog.getByText('维保期限恢复计算').waitFor();
    expect(await dialog.getByRole('button', { name: '决定为无效' }).isDisabled()).toBe(true);
    await dialog.getByText('有效', { exact: true }).click();
    await dialog.getByLabel('理由').fill('与物业电话核实，两人当天在现场。');
    await dialog.getByRole('button', { name: '决定为有效' }).click();
    await page.getByText('判定为有效').waitFor();
    const record = await district.phone('zhou').call(recordApi.show, { recordId });
    expect(record.validity).toBe('valid');
    expect(record.entries).toHaveLength(2);
  },
  2 * minutes,
);

test(
  'a reviewer decides the waiting identities with the keyboard alone, each with a reason',
  async () => {
    const page = await desk.sit(await district.tokenOf('wu'), '/reviews');
    for (const left of [1, 0]) {
      await page.getByText('您的决定').waitFor();
      const decided = page.waitForResponse((response) => response.url().endsWith('/decision'));
      await page.keyboard.press('a');
      await page.getByPlaceholder('写明理由；会与决定一起保存').fill('五官一致，手势与要求相同。');
      await page.keyboard.press('Control+Enter');
      expect((await decided).status()).toBe(200);
      if (left === 0) await page.getByText('没有等待核验的身份').waitFor();
      else await page.waitForFunction(() => document.querySelectorAll('.review__item').length === 1);
    }
    await district.settle();
    expect((await district.phone('wu').call(faceApi.reviews, {})).total).toBe(0);
  },
  3 * minutes,
);

test('nothing on these pages made the browser complain', () => {
  expect(desk.complaints).toEqual([]);
});

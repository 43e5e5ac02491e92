import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { changeApi } from '@lifttrust/shared-types/change/change.contract';
import { filingApi } from '@lifttrust/shared-types/filing/filing.contract';
import { jurisdictionApi } from '@lifttrust/shared-types/jurisdiction/jurisdiction.contract';
import { officerApi } from '@lifttrust/shared-types/officer/officer.contract';
import { organisationApi } from '@lifttrust/shared-types/organisation/organisation.contract';
import type { Page } from 'playwright-core';
import { ImportOffice } from '../../cloud/src/import/testing/import-office';
import { startService, type TestService } from '../../cloud/src/kernel/testing/service';
import { type StaffedDistrict, twoDistricts } from '../fixture/district';
import { pdf } from '../fixture/papers';
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
  expect(desk?.complaints).toEqual([]);
  await desk?.close();
  await service?.stop();
});

/** With LIFTTRUST_SCREENS=<folder> a picture of each screen is kept. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.LIFTTRUST_SCREENS;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.waitForTimeout(500);
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}

test(
  'a company files without an account, a regulator registers it and finds it among the units',
  async () => {
    const page = await desk.sit(own.regulator.token, '/filing');
    await page.getByRole('button', { name: '提交备案' }).click();
    await page.getByText('请填写单位名称。').waitFor();
    const fill = (label: string, text: string) => page.getByLabel(label, { exact: true }).fill(text);
    await fill('单位名称', '云梯示例电梯有限公司');
    await fill('统一社会信用代码', '91999999MA0000001P');
    await page.getByLabel('所在区县').click();
    await page.getByTitle('鹭湾区').click();
    await fill('办公地址', '示例路 5 号');
    await fill('联系电话', '0595-22123456');
    await fill('24 小时应急电话', '400-100-0000');
    await page.getByLabel('姓名').first().fill('沈分派');
    await fill('手机号（钉钉实名账号）', '10001000001');
    await fill('许可证编号', 'TS3399999-2099');
    await fill('有效期至', '2099-05-01');
    await page.getByLabel('许可子项目').click();
    await page.getByTitle('曳引驱动乘客电梯（含消防员电梯） B 级').click();
    await page.keyboard.press('Escape');
    const scan = { name: '营业执照.pdf', mimeType: 'application/pdf', buffer: pdf() };
    await page.locator('[data-paper="licence"] input[type=file]').setInputFiles(scan);
    await page.getByText('已上传：营业执照.pdf').waitFor();
    await page.getByLabel('姓名').nth(1).fill('程望舒');
    await fill('手机号', '10001000002');
    await page.getByText('持电梯修理作业证（T）').click();
    await page.getByText('本单位承诺').click();
    await page.getByRole('button', { name: '提交备案' }).click();
    await page.getByText('统一社会信用代码有误').waitFor();
    await picture(page, 'filing-refused');
    await fill('统一社会信用代码', '91999999MA0000001N');
    await page.getByRole('button', { name: '提交备案' }).click();
    await page.getByText('请保存好备案凭证').first().waitFor();
    await picture(page, 'filing-own');

    const office = await desk.sit(own.regulatorAdmin.token, '/filings');
    await picture(office, 'filings');
    await office.getByRole('cell', { name: '云梯示例电梯有限公司' }).click();
    await office.getByText('还没有备齐').waitFor();
    await office.getByRole('button', { name: '查看扫描件' }).click();
    await office.getByText('核对证件').click();
    await picture(office, 'filing-scan-purpose');
    await office.getByRole('button', { name: '查看并记录' }).click();
    await office.getByRole('link', { name: '打开 PDF' }).waitFor();
    await office.getByRole('button', { name: 'Close' }).click();
    await office.getByLabel('理由').fill('与执照、许可证核对一致');
    await picture(office, 'filing');
    await office.getByRole('button', { name: '通过并登记' }).click();
    await office.waitForURL(/organisations\//);
    await office.getByText('维保质量安全承诺', { exact: true }).waitFor();
    await office.getByText('TS3399999-2099').waitFor();
    await picture(office, 'organisation-new');
  },
  3 * minutes,
);

test(
  'a change stands before and after side by side, and another than its proposer agrees',
  async () => {
    const proposed = await service.call(
      organisationApi.propose,
      {
        organisationId: own.companyId,
        patch: { address: '示例路 8 号', emergencyPhone: '10001000009' },
        reason: '办公地址搬迁',
      },
      own.admin,
    );
    good(proposed);
    const page = await desk.sit(own.regulator.token, '/changes');
    await page.getByRole('cell', { name: '办公地址搬迁' }).click();
    await page.getByText('变更前').waitFor();
    await page.getByText('示例路 8 号').waitFor();
    await picture(page, 'change');
    await page.getByLabel('理由').fill('与营业执照核对一致');
    await page.getByRole('button', { name: '同意变更' }).click();
    await page.getByText('没有等审核的变更。').waitFor();
    await picture(page, 'changes-empty');
  },
  2 * minutes,
);

test(
  'a unit’s page shows its file; whole numbers after a purpose; closing tells what follows',
  async () => {
    const page = await desk.sit(own.regulator.token, '/organisations');
    await page.getByText('鹭湾区示例电梯服务有限公司').waitFor();
    await picture(page, 'organisations');
    await page.getByText('鹭湾区示例电梯服务有限公司').click();
    await page.getByText('100****0009').waitFor();
    await page.getByRole('button', { name: '查看完整号码' }).click();
    await page.getByLabel('用途').fill('困人救援核对');
    await page.getByRole('button', { name: '查看', exact: true }).click();
    await page.getByText('10001000009').waitFor();
    await picture(page, 'organisation');
    await page.getByRole('button', { name: '关闭单位' }).click();
    await page.getByText('4 名人员不能再用这个单位的身份登录').waitFor();
    await picture(page, 'organisation-closing');
  },
  2 * minutes,
);

test(
  'an inspector records what they found; a difference starts a correction',
  async () => {
    const page = await desk.sit(own.inspector.token, `/organisations/${own.companyId}`);
    await page.getByRole('button', { name: '记录现场核对' }).click();
    await page.getByLabel('作业人员人数').fill('2');
    await page.getByRole('button', { name: '保存核对结果' }).click();
    await page.getByText('有 1 处不符，已发起更正').waitFor();
    const { data } = await service.call(
      filingApi.comparisons,
      { organisationId: own.companyId },
      own.regulator,
    );
    expect(data.items).toHaveLength(1);
    await picture(page, 'comparison');
  },
  2 * minutes,
);

test(
  'a city sees its areas as a tree and merges two districts',
  async () => {
    const token = await ImportOffice.beside(service).person('regulator_admin', '9999');
    const page = await desk.sit(token, '/jurisdictions');
    await page.getByText('榕浦区').first().waitFor();
    await page.getByRole('button', { name: '合并辖区' }).first().click();
    await page.getByText('合并不能撤销').waitFor();
    await picture(page, 'jurisdiction-merge');
    await page.getByLabel('合并哪些辖区').click();
    await page.getByTitle('鹭湾区 999901').click();
    await page.getByTitle('榕浦区 999902').click();
    await page.keyboard.press('Escape');
    await page.getByLabel('合并后的代码').fill('999905');
    await page.getByLabel('新名称').fill('鹭浦区');
    await page.getByLabel('依据').fill('行政区划调整');
    const moved = page.locator('tr', { hasText: '鹭湾区' }).filter({ hasText: '鹭浦区' });
    await moved.getByRole('cell', { name: '1', exact: true }).waitFor();
    await picture(page, 'jurisdiction-merge-preview');
    await page.getByRole('dialog').getByRole('button', { name: '合并辖区' }).click();
    await page.getByText(/个单位、2 台电梯、\d+ 个账号从/).waitFor();
    await picture(page, 'jurisdiction-merge-confirm');
    await page.getByRole('button', { name: '再看看' }).click();
    await page.getByRole('button', { name: '取消' }).click();
    await picture(page, 'jurisdictions');
  },
  2 * minutes,
);

test(
  'a district is split: what moves is told beforehand, and nothing moves without a yes',
  async () => {
    const city = { token: await ImportOffice.beside(service).person('regulator_admin', '9999') };
    const day = { fromDay: '2026-01-01', reason: '设立监管所' };
    const parent = { parentCode: '999902', gbCode: '999902', level: 'office' as const };
    for (const [code, name] of [
      ['99990201', '城东监管所'],
      ['99990202', '城西监管所'],
    ] as const)
      good(await service.call(jurisdictionApi.found, { code, name, ...parent, ...day }, city));
    const page = await desk.sit(city.token, '/jurisdictions');
    await page.getByText('城东监管所').first().waitFor();
    await page.getByRole('button', { name: '拆分辖区' }).click();
    await page.getByLabel('拆分哪个辖区').click();
    await page.getByTitle('榕浦区 999902').click();
    await page.getByLabel('哪些监管所归它').click();
    await page.getByTitle('城东监管所 99990201').click();
    await page.keyboard.press('Escape');
    await page.getByLabel('新代码').fill('999907');
    await page.getByLabel('新名称').fill('榕东区');
    await page.getByLabel('依据').fill('行政区划调整');
    await page.locator('tr', { hasText: '榕东区' }).waitFor();
    await page.getByLabel('其余部分的代码').fill('999908');
    await page.getByLabel('其余部分的名称').fill('榕西区');
    await page.locator('tr', { hasText: '其余部分' }).getByText('榕西区').waitFor();
    await picture(page, 'jurisdiction-split');
    await page.setViewportSize({ width: 390, height: 844 });
    await picture(page, 'jurisdiction-split-390');
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.getByRole('dialog').getByRole('button', { name: '拆分辖区' }).click();
    await page.getByText(/个单位、1 台电梯、\d+ 个账号从/).waitFor();
    await picture(page, 'jurisdiction-split-confirm');
    await page.getByRole('button', { name: '确认拆分' }).click();
    // The tree stays; the message above it goes by itself and may be missed on a busy machine.
    await page.getByText('99990802').first().waitFor();
    await page.getByText('榕西区').first().waitFor();
    const { items } = good(
      await service.call(jurisdictionApi.contents, { codes: '999902,999907,999908' }, city),
    );
    expect(items.map(({ lifts }) => lifts)).toEqual([0, 0, 1]);
    await picture(page, 'jurisdiction-split-done');
  },
  2 * minutes,
);

test(
  'a unit’s offices and contacts are changed by request; masked numbers that are left alone stay',
  async () => {
    const page = await desk.sit(own.regulator.token, `/organisations/${own.companyId}`);
    const propose = async () => {
      await page.getByRole('button', { name: '申请变更' }).click();
      await page.getByText('办公场所', { exact: true }).waitFor();
    };
    await propose();
    await page.getByRole('button', { name: '加一处办公场所' }).click();
    await page.getByRole('button', { name: '加一位联系人' }).click();
    const [office, contact] = ['offices-0', 'contacts-0'].map((line) =>
      page.locator(`[data-line="${line}"]`),
    );
    await office?.getByLabel('名称').fill('城东服务点');
    await office?.getByLabel('地址').fill('示例路 9 号');
    await office?.getByLabel('电话').fill('10001000007');
    await contact?.getByLabel('姓名').fill('沈分派');
    await contact?.getByLabel('职务').fill('经理');
    await contact?.getByLabel('电话').fill('10001000008');
    await page.getByLabel('变更原因').fill('增设服务点');
    await picture(page, 'organisation-propose');
    await page.setViewportSize({ width: 390, height: 844 });
    await picture(page, 'organisation-propose-390');
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.getByRole('button', { name: '提交审核' }).click();
    await page.getByText('变更已提交').waitFor();
    const decider = await desk.sit(own.regulatorAdmin.token, '/changes');
    await decider.getByRole('cell', { name: '增设服务点' }).click();
    await decider.getByText('城东服务点 · 示例路 9 号 · 100****0007').waitFor();
    await picture(decider, 'change-offices');
    await decider.getByLabel('理由').fill('与单位来函核对一致');
    await decider.getByRole('button', { name: '同意变更' }).click();
    await decider.getByText('没有等审核的变更。').waitFor();

    await page.reload();
    await propose();
    await contact?.getByLabel('职务').fill('总经理');
    await page.getByLabel('变更原因').fill('职务调整');
    await page.getByRole('button', { name: '提交审核' }).click();
    await page.getByText('变更已提交').waitFor();
    const { items } = good(await service.call(changeApi.list, { state: 'waiting' }, own.regulatorAdmin));
    expect(items[0]?.after).toEqual({ contacts: [{ name: '沈分派', post: '总经理', phone: '100****0008' }] });
  },
  2 * minutes,
);

test(
  'an owner names a safety officer for the lifts that stand red',
  async () => {
    const page = await desk.sit(own.ownerAdmin.token, '/officers');
    await page.getByText('有 1 台在用电梯没有安全员').waitFor();
    await picture(page, 'officers-red');
    await page.getByRole('checkbox').nth(1).check();
    await page.getByRole('button', { name: '为 1 台电梯指定人员' }).click();
    await page.getByRole('combobox', { name: '人员' }).click();
    await page.getByText(`${own.officer.name}（现负责 0 台）`).click();
    await picture(page, 'officers-name');
    await page.getByRole('button', { name: '确认指定' }).click();
    await page.getByRole('cell', { name: own.officer.name }).waitFor();
    await picture(page, 'officers');
    expect(await page.getByText('台在用电梯没有安全员').count()).toBe(0);
  },
  2 * minutes,
);

test(
  'what is reported stays said with day and name; a director without certificate A is named with a warning',
  async () => {
    const { liftId, ownerAdmin, regulator } = own;
    const order = { liftIds: [liftId], post: 'responsible' as const, personId: ownerAdmin.personId };
    good(await service.call(officerApi.name, order, ownerAdmin));
    const page = await desk.sit(ownerAdmin.token, '/officers');
    await page.getByText(new RegExp(`已报送 .*${ownerAdmin.name}`)).waitFor();
    await page.getByRole('checkbox').nth(1).check();
    await page.getByRole('button', { name: '为 1 台电梯指定人员' }).click();
    await page.getByText('电梯安全总监', { exact: true }).last().click();
    await page.getByRole('combobox', { name: '人员' }).click();
    await page.getByText(`${ownerAdmin.name}（现负责 1 台）`).click();
    const warned = `${ownerAdmin.name}没有登记电梯安全管理人员证书（A），请核对。`;
    await page.getByText(warned, { exact: true }).waitFor();
    await picture(page, 'officers-warned');
    await page.getByRole('button', { name: '确认指定' }).click();
    await page.getByText(`已指定。${warned}`).waitFor();
    await page.getByText('没有登记证书（A）').waitFor();

    const office = await desk.sit(regulator.token, '/officers?only=reported');
    await office.getByText('已报送').last().waitFor();
    await picture(office, 'officers-reported');
    await office.setViewportSize({ width: 390, height: 844 });
    await picture(office, 'officers-reported-390');
    await office.goto(office.url().replace('only=reported', 'only=reported_late'));
    await office.getByText('没有符合条件的在用电梯。').waitFor();
  },
  2 * minutes,
);

test(
  'a filing form with a token that is none says so',
  async () => {
    const page = await desk.sit(own.regulator.token, `/filing#${'x'.repeat(40)}`);
    await page.getByText('没有这份备案').waitFor();
    await picture(page, 'filing-unknown');
  },
  minutes,
);

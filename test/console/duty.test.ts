import { dutyApi } from '@lifttrust/shared-types/duty/duty.contract';
import { stationApi } from '@lifttrust/shared-types/station/station.contract';
import type { Locator } from 'playwright-core';
import { startService, type TestService } from '../../cloud/src/kernel/testing/service';
import { chooseOption } from '../fixture/antd-list';
import { type StaffedDistrict, twoDistricts } from '../fixture/district';
import { keepBothPictures } from '../fixture/keep-picture';
import { inDays } from '../fixture/papers';
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
  await desk?.close();
  await service?.stop();
});

const choose = (within: Locator, label: string, text: string) =>
  chooseOption(within.getByRole('combobox', { name: label }), text);

test(
  'a company makes a roster, fills the week over midnight, somebody stands in; the desk reads who is on duty',
  async () => {
    const page = await desk.sit(own.admin.token, '/duty');
    await page.getByText('还没有值班表', { exact: false }).waitFor();
    await page.getByRole('button', { name: '新建值班表' }).click();
    const form = page.getByRole('dialog', { name: '新建值班表' });
    await form.getByLabel('名称').fill('夜间应急');
    await form.getByLabel('值班电话').fill('10099000007');
    await form.getByRole('button', { name: /^保\s?存$/ }).click();
    await page.getByRole('heading', { name: '夜间应急' }).waitFor();
    await page.getByText('现在没有人值班').waitFor();

    await page.getByRole('button', { name: '下一周' }).click();
    await page.getByRole('button', { name: '排班', exact: true }).first().waitFor();
    await page
      .locator('.page')
      .getByRole('button', { name: /^排\s?班$/ })
      .first()
      .click();
    const shifts = page.getByRole('dialog', { name: '排班' });
    await choose(shifts, '值班人员', own.lead.name);
    await shifts.getByLabel('开始').fill('20:00');
    await shifts.getByLabel('结束').fill('08:00');
    await keepBothPictures(page, 'console-duty-enter');
    await shifts.getByRole('button', { name: /^排\s?班$/ }).click();
    await page.getByText('已排 7 个班').waitFor();
    await page.getByText(`20:00–次日 08:00 ${own.lead.name}`).first().waitFor();
    await page.getByText('前一天起', { exact: false }).first().waitFor();
    await page.getByText('08:00–20:00', { exact: false }).first().waitFor();

    await page
      .getByRole('button', { name: `20:00–次日 08:00 ${own.lead.name}` })
      .first()
      .click();
    const drawer = page.getByRole('dialog', { name: own.lead.name });
    await drawer.getByLabel('理由').fill('请假');
    await choose(drawer, '谁来顶班', own.partner.name);
    await drawer.getByRole('button', { name: '换人顶班' }).click();
    await page.getByText(`${own.partner.name}（替 ${own.lead.name}）`).first().waitFor();
    await keepBothPictures(page, 'console-duty-week');

    const { items } = good(await service.call(dutyApi.list, {}, own.admin));
    const rosterId = items[0]?.id ?? '';
    const today = { rosterId, personId: own.lead.personId, days: [inDays(0)], from: '00:00', until: '00:00' };
    good(await service.call(dutyApi.enter, today, own.admin));
    const operator = await desk.sit(own.operator.token, `/duty/${rosterId}`);
    await operator.getByText('100****0007').waitFor();
    expect(await operator.getByRole('button', { name: '停用' }).count()).toBe(0);
    await operator.getByRole('button', { name: '查看电话' }).click();
    await operator.getByLabel('用途').fill('联系值班人员救援');
    await operator.getByRole('button', { name: /^查\s?看$/ }).click();
    await operator.getByText('10099000007').waitFor();
    await operator.getByRole('dialog').getByText(own.lead.name).waitFor();
  },
  4 * minutes,
);

test(
  'a station says where it goes out to, keeps a team and its equipment, and stops with a reason that everybody sees',
  async () => {
    const page = await desk.sit(own.stationAdmin.token, `/stations/${own.stationId}`);
    await page.getByText('没有登记出动区域').waitFor();
    await page.getByRole('button', { name: '登记位置和区域' }).click();
    const place = page.getByRole('dialog', { name: '位置和出动区域' });
    await choose(place, '出动区域', '鹭湾区');
    await place.getByLabel('地址').fill('示例路 9 号');
    await place.getByLabel('经度').fill('118.61');
    await place.getByLabel('纬度').fill('24.91');
    await place.getByRole('button', { name: /^保\s?存$/ }).click();
    await page.getByText('接受出动').waitFor();

    await page.getByRole('button', { name: '新建班组' }).click();
    const team = page.getByRole('dialog', { name: '新建班组' });
    await team.getByLabel('班组名称').fill('一班');
    await choose(team, '组长', own.rescuer.name);
    await team.getByRole('button', { name: /^保\s?存$/ }).click();
    await page.getByRole('cell', { name: '一班' }).waitFor();
    await page.getByRole('button', { name: '登记器材' }).click();
    const tool = page.getByRole('dialog', { name: '登记器材' });
    await tool.getByLabel('器材名称').fill('液压扩张器');
    await tool.getByRole('button', { name: /^保\s?存$/ }).click();
    await page.getByRole('cell', { name: '液压扩张器' }).waitFor();
    await keepBothPictures(page, 'console-station');

    await page.getByRole('button', { name: '暂停出动' }).click();
    const stop = page.getByRole('dialog', { name: '暂停出动？' });
    await stop.getByLabel('原因').fill('救援车检修');
    await stop.getByRole('button', { name: '暂停出动' }).click();
    await page.getByText('暂停出动：救援车检修').waitFor();
    expect(good(await service.call(stationApi.list, { open: 'true' }, own.operator)).total).toBe(0);

    const operator = await desk.sit(own.operator.token, '/stations');
    await operator.getByText('暂停出动：救援车检修').waitFor();
    await keepBothPictures(operator, 'console-stations');
  },
  4 * minutes,
);

test('nothing on these pages made the browser complain', () => {
  expect(desk.complaints).toEqual([]);
});

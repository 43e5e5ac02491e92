import { callOutApi } from '@lifttrust/shared-types/call-out/call-out.contract';
import { startService, type TestService } from '../../cloud/src/kernel/testing/service';
import { CallOutDriver } from '../fixture/call-out-driver';
import { type StaffedDistrict, twoDistricts } from '../fixture/district';
import { keepBothPictures } from '../fixture/keep-picture';
import { good } from '../fixture/uploads';
import { ensureConsole, webFolder } from './built-console';
import { ConsoleDesk } from './console-desk';

const minutes = 60_000;
let service: TestService;
let own: StaffedDistrict;
let desk: ConsoleDesk;
let driver: CallOutDriver;

beforeAll(async () => {
  ensureConsole();
  service = await startService('sqlite', { LIFTTRUST_WEB_DIR: webFolder });
  ({ own } = await twoDistricts(service));
  driver = new CallOutDriver(service, own);
  desk = await ConsoleDesk.open(service);
}, 5 * minutes);

afterAll(async () => {
  await desk?.close();
  await service?.stop();
});

test(
  'a company sends somebody from its board; the regulator reads how it went and closes what the owner leaves',
  async () => {
    good(await driver.tell());
    const page = await desk.sit(own.admin.token, '/call-outs');
    await page.getByText('没有反复故障的电梯。').waitFor();
    await page.locator('tbody tr.clickable').first().click();
    const drawer = page.getByRole('dialog', { name: '急修' });
    await drawer.getByText('还没有派单').waitFor();
    await drawer.getByRole('button', { name: /^派\s?单$/ }).click();
    const form = page.getByRole('dialog', { name: '派给谁' });
    await form.locator('.ant-select-selection-item').first().waitFor();
    await keepBothPictures(page, 'console-call-out-dispatch');
    await form.getByRole('button', { name: /^派\s?单$/ }).click();
    await drawer.getByText('已派单').first().waitFor();

    const { items } = good(await service.call(callOutApi.list, {}, own.admin));
    const callOutId = items[0]?.id ?? '';
    const who = [own.lead, own.partner, own.colleague].find(
      ({ personId }) => personId === items[0]?.technicians[0]?.id,
    );
    if (!who) throw new Error('nobody was sent');
    good(await service.call(callOutApi.accept, { callOutId }, who));
    await driver.ready(callOutId, who);
    for (const slot of ['fault', 'finished'] as const) await driver.attach(callOutId, slot, who);
    good(await driver.finish(callOutId, {}, who));

    const district = await desk.sit(own.regulator.token, `/call-outs?callOut=${callOutId}`);
    const shown = district.getByRole('dialog', { name: '急修' });
    await shown.getByText('更换 3 层门锁触点', { exact: false }).first().waitFor();
    await keepBothPictures(district, 'console-call-out');
    await shown.getByRole('button', { name: /^结\s?案$/ }).click();
    const closing = district.getByRole('dialog', { name: '使用单位没有答复，结案' });
    await closing.getByLabel('理由').fill('现场核实电梯正常。');
    await closing.getByRole('button', { name: /^结\s?案$/ }).click();
    await shown.getByText('已关闭').first().waitFor();
    expect((await driver.show(callOutId)).state).toBe('closed');
  },
  4 * minutes,
);

test(
  'what another firm repairs is written down by the company; lifts with many faults stand on top',
  async () => {
    for (let count = 0; count < 2; count += 1) await driver.walk('closed');
    const callOutId = await driver.report(own.admin);
    const page = await desk.sit(own.admin.token, `/call-outs?callOut=${callOutId}`);
    const drawer = page.getByRole('dialog', { name: '急修' });
    await drawer.getByRole('button', { name: '由其他单位来修' }).click();
    const form = page.getByRole('dialog', { name: '由其他单位来修' });
    await form.getByLabel('单位').fill('示例制造厂服务站');
    await form.getByLabel('许可证编号').fill('TS3335001-2027');
    await form.getByLabel('为什么').fill('主板在保修期内');
    await form.getByRole('button', { name: /^登\s?记$/ }).click();
    await drawer.getByText('示例制造厂服务站', { exact: false }).first().waitFor();
    await drawer.getByRole('button', { name: '停梯公告' }).click();
    const stop = page.getByRole('dialog', { name: '停梯公告' });
    await stop.getByLabel('停用原因（公众看得到）').fill('等待主板到货');
    await stop.getByLabel('给使用单位的方案').fill('主板返厂更换，停用期间设围挡。');
    await stop.getByRole('button', { name: '停梯并告知使用单位' }).click();
    await drawer.getByText('停用中', { exact: false }).first().waitFor();
    const district = await desk.sit(own.regulator.token, '/call-outs');
    await district.getByText('4 次').waitFor();
    await keepBothPictures(district, 'console-call-outs');
  },
  4 * minutes,
);

test('nothing on these pages made the browser complain', () => {
  expect(desk.complaints).toEqual([]);
});

import { hotlineApi } from '@lifttrust/shared-types/hotline/hotline.contract';
import { rescueDeskApi } from '@lifttrust/shared-types/rescue/desk.contract';
import { IsNull } from 'typeorm';
import { DeskCall } from '../../cloud/src/hotline/desk-call.entity';
import { Database } from '../../cloud/src/kernel/database';
import { startService, type TestService } from '../../cloud/src/kernel/testing/service';
import { Lift } from '../../cloud/src/lift/lift.entity';
import { type StaffedDistrict, twoDistricts } from '../fixture/district';
import { keepBothPictures } from '../fixture/keep-picture';
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
  const { manager } = (await service.get(Database)).writer;
  await manager.update(Lift, { id: own.liftId }, { rescueCode: '350123', place: '鹭湾花园 7 号楼' });
  desk = await ConsoleDesk.open(service);
}, 5 * minutes);

afterAll(async () => {
  await desk?.close();
  await service?.stop();
});

const unsettled = async () =>
  good(await service.call(hotlineApi.calls, { open: 'unsettled' }, own.operator)).items;

test(
  'a call that was taken is still there after the page was left or loaded anew, and can be put aside for the next one',
  async () => {
    const page = await desk.sit(own.operator.token, '/desk');
    await page.getByLabel('来电号码').fill('10012345678');
    await page.getByRole('button', { name: /接\s*听/ }).click();
    await page.getByText('正在接听').waitFor();
    await page.getByRole('link', { name: '来电记录' }).click();
    await page.getByRole('row', { name: /100\*{4}5678/ }).waitFor();
    await page.goBack();
    await page.getByText('正在接听').waitFor();
    await page.reload();
    await page.getByText('正在接听').waitFor();
    await page.getByText('100****5678').waitFor();
    await keepBothPictures(page, 'console-desk-call-again');

    await page.getByRole('button', { name: '先接别的来电，这个稍后登记' }).click();
    await page.getByText('您接过、还没有登记结果的 1 个').waitFor();
    await keepBothPictures(page, 'console-desk-call-aside');
    await page.getByLabel('来电号码').fill('10087654321');
    await page.getByRole('button', { name: /接\s*听/ }).click();
    await page.getByText('100****4321').waitFor();
    await page.getByText('打错电话').click();
    await page.getByRole('button', { name: '登记来电' }).click();
    await page.getByRole('button', { name: /100\*{4}5678.*继续登记/s }).click();
    await page.getByText('咨询', { exact: true }).click();
    await page.getByRole('button', { name: '登记来电' }).click();
    await page.getByText('您接过、还没有登记结果的').waitFor({ state: 'detached' });
    expect(await unsettled()).toEqual([]);
    expect(desk.complaints).toEqual([]);
    await page.context().close();
  },
  3 * minutes,
);

test(
  'a call that its operator never settled gets its result in the log of calls, from a colleague too, and leads to help',
  async () => {
    const forgotten = good(await service.call(hotlineApi.take, { phone: '10012345678' }, own.operator));
    const trapped = good(await service.call(hotlineApi.take, { phone: '10087654321' }, own.operator));
    const { manager } = (await service.get(Database)).writer;
    await manager.update(DeskCall, { settledAt: IsNull() }, { takenAt: Date.now() - 40 * minutes });
    const page = await desk.sit(own.regulator.token, '/desk-calls?open=unsettled');
    const row = page.getByRole('row', { name: /100\*{4}5678/ });
    await row.getByText('没有登记结果').waitFor();
    await row.getByRole('button', { name: '登记结果' }).click();
    const form = page.getByRole('dialog', { name: '登记结果' });
    await form.getByText('这个电话接起已经超过 10 分钟').waitFor();
    await keepBothPictures(page, 'console-desk-call-late');
    await form.getByText('追问进展', { exact: true }).click();
    await form.getByLabel('说明').fill('另外登记过，是同一个人。');
    await form.getByRole('button', { name: '登记来电' }).click();
    await row.waitFor({ state: 'detached' });
    await page
      .getByRole('row', { name: /100\*{4}4321/ })
      .getByRole('button', { name: '登记结果' })
      .click();
    await form.getByText('110 转来').click();
    await form.getByLabel('查电梯').fill('350123');
    await form.getByRole('button', { name: /350123/ }).click();
    await form.getByRole('button', { name: '报警派单' }).click();
    await page.getByRole('dialog').first().getByText('时间线').waitFor();
    expect(await unsettled()).toEqual([]);
    const queue = good(await service.call(rescueDeskApi.queue, {}, own.operator));
    expect(queue.items.map((one) => one.source)).toEqual(['police_110']);
    const { items } = good(await service.call(hotlineApi.calls, {}, own.operator));
    const kindOf = (id: string) => items.find((one) => one.id === id)?.kind;
    expect([kindOf(forgotten.id), kindOf(trapped.id)]).toEqual(['follow_up', 'trapped']);
    expect(desk.complaints).toEqual([]);
    await page.context().close();
  },
  3 * minutes,
);

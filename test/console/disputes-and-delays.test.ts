import { delayApi } from '@lifttrust/shared-types/delay/delay.contract';
import { addDays, dayOf } from '@lifttrust/shared-types/kernel/time';
import { recordApi } from '@lifttrust/shared-types/record/record.contract';
import { signingApi } from '@lifttrust/shared-types/signing/signing.contract';
import { systemCtx } from '../../cloud/src/kernel/actor';
import { Clock } from '../../cloud/src/kernel/clock';
import { Outbox } from '../../cloud/src/kernel/outbox';
import { startService, type TestService } from '../../cloud/src/kernel/testing/service';
import { UnitOfWork } from '../../cloud/src/kernel/unit-of-work';
import { Lift } from '../../cloud/src/lift/lift.entity';
import { cityFile } from '../fixture/city-file';
import { buildDistrict, type StaffedDistrict } from '../fixture/district';
import { photograph } from '../fixture/evidence';
import { keepBothPictures } from '../fixture/keep-picture';
import { scan } from '../fixture/papers';
import { good } from '../fixture/uploads';
import { VisitDriver } from '../fixture/visit-driver';
import { ensureConsole, webFolder } from './built-console';
import { ConsoleDesk } from './console-desk';

const minutes = 60_000;
let service: TestService;
let own: StaffedDistrict;
let desk: ConsoleDesk;
let recordId: string;

beforeAll(async () => {
  ensureConsole();
  const LIFTTRUST_CITY_FILE = cityFile({ twoFactor: { roles: [] } });
  service = await startService('sqlite', { LIFTTRUST_WEB_DIR: webFolder, LIFTTRUST_CITY_FILE });
  own = await buildDistrict(service, 'own');
  ({ recordId } = await new VisitDriver(service).walk(own, 'submitted'));
  await settle();
  const reason = '机房没有打扫，控制柜下有积油。';
  good(await service.call(recordApi.ownerReturn, { recordId, reason }, own.officer));
  await settle();
  desk = await ConsoleDesk.open(service);
}, 5 * minutes);

afterAll(async () => {
  await desk?.close();
  await service?.stop();
});

const settle = async () => (await service.get(Outbox)).settle();
const inDays = async (days: number) => addDays(dayOf((await service.get(Clock)).now()), days);
/** The lift falls due so many days from now. */
const falls = async (days: number) => {
  const [work, dueOn] = [await service.get(UnitOfWork), await inDays(days)];
  await work.run(systemCtx((await service.get(Clock)).now()), (tx) =>
    tx.manager.update(Lift, { id: own.liftId }, { dueOn }),
  );
};

test(
  'the company opens the returned record from the list, sees until when to answer, and answers',
  async () => {
    const page = await desk.sit(own.admin.token, '/disputes');
    await page.getByText('待维保单位答复').first().waitFor();
    await keepBothPictures(page, 'console-disputes');
    await page.locator('tbody tr.clickable').first().click();
    const drawer = page.getByRole('dialog', { name: '退回的处理' });
    await drawer.getByText('机房没有打扫，控制柜下有积油。').waitFor();
    await drawer.getByText('24:00').waitFor();
    await drawer.getByRole('button', { name: '答复退回' }).click();
    const form = page.getByRole('dialog', { name: '答复退回' });
    expect(await form.getByRole('button', { name: '发给使用单位' }).isDisabled()).toBe(true);
    await form.getByRole('textbox').fill('已清扫并擦净积油，更正记录明天提交。');
    await form.getByRole('button', { name: '发给使用单位' }).click();
    await page.getByText('已答复，使用单位会收到通知').waitFor();
    await drawer.getByText('已清扫并擦净积油').waitFor();
    await keepBothPictures(page, 'console-dispute');
    expect(desk.complaints).toEqual([]);
    await page.context().close();
  },
  2 * minutes,
);

test(
  'the regulator finds what was referred and decides once, with reasons that both sides get',
  async () => {
    const referral = { recordId, text: '机房仍然没有打扫。' };
    good(await service.call(signingApi.referDispute, referral, own.officer));
    const page = await desk.sit(own.regulator.token, `/disputes?state=referred&record=${recordId}`);
    const drawer = page.getByRole('dialog', { name: '退回的处理' });
    await drawer.getByRole('button', { name: '处理争议' }).click();
    const form = page.getByRole('dialog', { name: '处理争议' });
    await form.getByRole('textbox').fill('经现场核查属实，责令 3 日内清扫。');
    await form.getByRole('button', { name: '作出处理' }).click();
    await page.getByText('已处理，双方会收到通知').waitFor();
    await drawer.getByText('监管部门已处理').waitFor();
    expect(await drawer.getByRole('button', { name: '处理争议' }).count()).toBe(0);
    await page.goto(`${service.url}/console/records/${recordId}`);
    await page.getByText('使用单位答复').waitFor();
    await page.getByText('查看退回的处理').waitFor();
    expect(desk.complaints).toEqual([]);
    await page.context().close();
  },
  2 * minutes,
);

test(
  'the month’s answers are counted by owner and by company',
  async () => {
    const page = await desk.sit(own.regulator.token, '/signing-rates');
    await page.getByRole('cell', { name: '鹭湾区示例物业服务中心' }).waitFor();
    await page.getByText('按维保单位').click();
    await page.getByRole('cell', { name: '鹭湾区示例电梯服务有限公司' }).waitFor();
    await keepBothPictures(page, 'console-signing-rates');
    expect(desk.complaints).toEqual([]);
    await page.context().close();
  },
  2 * minutes,
);

let delayId: string;

test(
  'a company explains several lifts at once, with a picture seen before it is handed in',
  async () => {
    await falls(-2);
    const page = await desk.sit(own.admin.token, '/delays');
    await page.getByText('有说明不等于按期').waitFor();
    await page.getByRole('button', { name: '提交说明' }).click();
    const row = page.getByRole('row', { name: /望溪花园 3 幢/ });
    await row.getByText('超期 2 天').waitFor();
    await row.getByRole('checkbox').check();
    await page.getByText('已选 1 台').waitFor();
    await page.getByRole('combobox', { name: '原因' }).click();
    await page.getByTitle('使用单位拒绝或无法进入').click();
    await page.getByRole('textbox', { name: '说明' }).fill('机房钥匙由物业保管，两次到场均无人开门。');
    await page.getByRole('button', { name: /提交说明/ }).click();
    await page.getByText('请上传已通知使用单位的证明').waitFor();
    const buffer = await photograph();
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: '门锁.jpg', mimeType: 'image/jpeg', buffer });
    await page.getByAltText('门锁.jpg').waitFor();
    await keepBothPictures(page, 'console-new-delay');
    await page.getByRole('button', { name: /提交说明/ }).click();
    await page.getByText('已提交 1 台电梯的延期说明').waitFor();
    await page.waitForURL(/\/delays\/[0-9A-Z]{26}$/);
    delayId = page.url().slice(-26);
    await page.getByRole('button', { name: '查看第 1 份' }).click();
    await page.getByAltText('证明材料').waitFor();
    expect(desk.complaints).toEqual([]);
    await page.context().close();
  },
  2 * minutes,
);

test(
  'the regulator sees the owner’s contradiction beside the explanation and accepts it; the lift stays overdue',
  async () => {
    const said = { delayId, text: '当天值班室有人，没有人联系过我们。' };
    good(await service.call(delayApi.contradict, said, own.officer));
    const page = await desk.sit(own.regulator.token, '/delays');
    await page.getByText('使用单位有异议').waitFor();
    await keepBothPictures(page, 'console-delays');
    await page.locator('tbody tr.clickable').first().click();
    await page.getByText('当天值班室有人').waitFor();
    await page.getByRole('button', { name: /^处\s?理$/ }).click();
    const form = page.getByRole('dialog', { name: '确认这份说明？' });
    await form.getByText('期限不变').waitFor();
    await form.getByRole('textbox', { name: '理由' }).fill('经核实，钥匙交接不清，属实。');
    await form.getByRole('button', { name: '确认属实' }).click();
    await page.getByText('已确认，维保单位会收到通知').waitFor();
    await keepBothPictures(page, 'console-delay');
    await page.goto(`${service.url}/console/lifts?due=overdue`);
    await page.getByText('超期 2 天（有说明，已确认）').waitFor();
    await keepBothPictures(page, 'console-lifts-explained');
    expect(desk.complaints).toEqual([]);
    await page.context().close();
  },
  2 * minutes,
);

test(
  'an owner reads the explanation on the desk, and one that is not theirs to contradict offers nothing',
  async () => {
    const liftIds = [own.liftId];
    const given = {
      liftIds,
      reason: 'natural_disaster' as const,
      text: '台风。',
      expectedOn: await inDays(3),
    };
    const fileIds = [await scan(service, own.admin)];
    const made = good(await service.call(delayApi.submit, { ...given, fileIds }, own.admin));
    const page = await desk.sit(own.ownerAdmin.token, `/delays/${made.id}`);
    await page.getByText('台风。').waitFor();
    expect(await page.getByRole('button', { name: '提出异议' }).count()).toBe(0);
    expect(desk.complaints).toEqual([]);
    await page.context().close();
  },
  2 * minutes,
);

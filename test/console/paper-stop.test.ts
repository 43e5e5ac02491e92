import { Outbox } from '../../cloud/src/kernel/outbox';
import { startService, type TestService } from '../../cloud/src/kernel/testing/service';
import { type StaffedDistrict, twoDistricts } from '../fixture/district';
import { keepBothPictures } from '../fixture/keep-picture';
import { VisitDriver } from '../fixture/visit-driver';
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
  await new VisitDriver(service).walk(own, 'submitted');
  desk = await ConsoleDesk.open(service);
}, 5 * minutes);

afterAll(async () => {
  await desk?.close();
  await service?.stop();
});

test(
  'a company asks to stop paper, the regulator sees what the records show, confirms, and asks for paper again',
  async () => {
    const page = await desk.sit(own.admin.token, '/paper-stops');
    await page.getByText('需保留纸质记录').first().waitFor();
    await page.getByText('每天都有覆盖').waitFor();
    await page.getByRole('button', { name: '申请全部停用纸质' }).click();
    const form = page.getByRole('dialog');
    await form.getByText('确认之前，请继续保留纸质记录').waitFor();
    await form.getByLabel('理由').fill('电子记录已连续使用一年。');
    await keepBothPictures(page, 'console-paper-stop-ask');
    await form.getByRole('button', { name: '提交申请' }).click();
    await page.getByText('申请待确认').waitFor();
    await keepBothPictures(page, 'console-paper-stops');

    const changes = await desk.sit(own.regulator.token, '/changes');
    await changes.getByText('停用纸质记录').first().waitFor();
    await changes.locator('tbody tr.clickable').first().click();
    const drawer = changes.getByRole('dialog', { name: '变更申请' });
    await drawer.getByText('电子记录覆盖').waitFor();
    await keepBothPictures(changes, 'console-paper-stop-decide');
    await drawer.getByLabel('理由').fill('抽查 20 份记录，完整。');
    await drawer.getByRole('button', { name: '同意变更' }).click();
    await changes.getByText('没有等审核的变更').waitFor();
    await (await service.get(Outbox)).settle();

    const lift = await desk.sit(own.admin.token, `/lifts/${own.liftId}`);
    await lift.getByText('已确认免纸质').waitFor();
    await lift.getByText('抽查 20 份记录，完整。').waitFor();
    await keepBothPictures(lift, 'console-lift-paper');

    const district = await desk.sit(own.regulator.token, '/paper-stops');
    await district.getByRole('button', { name: '恢复纸质' }).click();
    const keep = district.getByRole('dialog');
    await keep.getByLabel('理由').fill('抽查 10 份记录，3 份为事后补录。');
    await keepBothPictures(district, 'console-paper-stop-keep');
    await keep.getByRole('button', { name: '恢复纸质记录' }).click();
    await district.getByText('起恢复纸质', { exact: false }).first().waitFor();
    await district.getByText('确认与撤销').click();
    await district.getByText('确认停用纸质').waitFor();
    await keepBothPictures(district, 'console-paper-decisions');
  },
  4 * minutes,
);

test('nothing on these pages made the browser complain', () => {
  expect(desk.complaints).toEqual([]);
});

import { amendmentApi } from '@lifttrust/shared-types/amendment/amendment.contract';
import { recordApi } from '@lifttrust/shared-types/record/record.contract';
import type { Locator } from 'playwright-core';
import { Clock } from '../../cloud/src/kernel/clock';
import { Database } from '../../cloud/src/kernel/database';
import { startService, type TestService } from '../../cloud/src/kernel/testing/service';
import { MaintenanceRecord } from '../../cloud/src/record/record.entity';
import { chooseOption } from '../fixture/antd-list';
import { type StaffedDistrict, twoDistricts } from '../fixture/district';
import { signature } from '../fixture/evidence';
import { keepBothPictures } from '../fixture/keep-picture';
import { good, upload } from '../fixture/uploads';
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
  service = await startService('sqlite', { LIFTTRUST_WEB_DIR: webFolder });
  ({ own } = await twoDistricts(service));
  const clock = await service.get(Clock);
  ({ recordId } = await new VisitDriver(service, () => clock.now()).walk(own, 'submitted'));
  const { writer } = await service.get(Database);
  await writer.manager.update(MaintenanceRecord, { id: recordId }, { validity: 'valid' });
  desk = await ConsoleDesk.open(service);
}, 5 * minutes);

afterAll(async () => {
  await desk?.close();
  await service?.stop();
});

/** A click on a list that is just opening may be lost on a busy machine; a person would click again. */
async function choose(dialog: Locator, code: string, what: string): Promise<void> {
  const option = dialog.page().locator('.ant-select-item-option', { hasText: what });
  const chosen = dialog.getByLabel('更正为');
  for (let turn = 0; turn < 5 && !(await chosen.isVisible()); turn += 1) {
    await dialog.getByRole('combobox', { name: '更正哪一处' }).fill(code);
    await option.click();
    await chosen.waitFor({ timeout: 3_000 }).catch(() => undefined);
  }
}

test(
  'a company corrects a record: it says what is wrong, all that follows is asked for, and the original stays',
  async () => {
    const page = await desk.sit(own.admin.token, `/records/${recordId}`);
    await page.getByRole('button', { name: '更正', exact: true }).click();
    const dialog = page.locator('.ant-modal');
    await choose(dialog, 'A-1-05', '说明');
    await dialog.getByLabel('更正为').fill('间隙 0.4 mm');
    await dialog.getByLabel('理由').fill('读数写漏。');
    await keepBothPictures(page, 'amendment-propose');
    await dialog.getByRole('button', { name: '提出更正' }).click();
    await page.getByText('办理中的更正').waitFor();
    await page.getByText('待作业人员签名').first().waitFor();
    await keepBothPictures(page, 'amendment-open');

    const [open] = good(await service.call(amendmentApi.list, { open: 'true' }, own.lead)).items;
    const { id: amendmentId = '', contentHash = '' } = open ?? {};
    const image = async (who: typeof own.lead) =>
      upload(service, who, { purpose: 'signature', bytes: await signature() });
    good(
      await service.call(
        amendmentApi.sign,
        { amendmentId, contentHash, fileId: await image(own.lead) },
        own.lead,
      ),
    );
    const yes = { amendmentId, contentHash, accept: true, fileId: await image(own.officer) };
    good(await service.call(amendmentApi.confirm, yes, own.officer));
    await page.reload();
    await page.getByText('第 1 次更正').first().waitFor();
    await keepBothPictures(page, 'amendment-sealed');
  },
  3 * minutes,
);

test(
  'a void is confirmed with its consequence in words; the district decides where the owner objects',
  async () => {
    const page = await desk.sit(own.admin.token, `/records/${recordId}`);
    await page.getByRole('button', { name: /作\s?废/ }).click();
    const dialog = page.locator('.ant-modal');
    await dialog.getByText('可能立即超期').waitFor();
    expect(await dialog.getByRole('button', { name: '提出作废' }).isDisabled()).toBe(true);
    await chooseOption(dialog.getByRole('combobox', { name: '作废原因' }), '选错了电梯');
    await dialog.getByLabel('理由').fill('在 2 号梯做的维保。');
    await keepBothPictures(page, 'void-propose');
    await dialog.getByRole('button', { name: '提出作废' }).click();
    await page.getByText('办理中的作废').waitFor();

    const [open] = good(await service.call(amendmentApi.list, { open: 'true' }, own.officer)).items;
    const { id: amendmentId = '', contentHash = '' } = open ?? {};
    const no = { amendmentId, contentHash, accept: false, text: '就是这台电梯。' };
    good(await service.call(amendmentApi.confirm, no, own.officer));
    const district = await desk.sit(own.regulator.token, '/amendments');
    await keepBothPictures(district, 'amendments');
    await district.locator('tbody tr.clickable').first().click();
    await district.getByLabel('理由').fill('调取定位和照片，确认做错电梯。');
    await district.getByRole('button', { name: '准予作废' }).click();
    await district.getByText('这份记录已作废').waitFor();
    await keepBothPictures(district, 'record-voided');
    const record = good(await service.call(recordApi.show, { recordId }, own.officer));
    expect(record).toMatchObject({ standing: 'voided', validity: 'invalid' });
    await district.goto(`${service.url}/console/records?standing=voided`);
    await district.getByText('共 1 份').waitFor();
  },
  3 * minutes,
);

test('nothing on these pages made the browser complain', () => {
  expect(desk.complaints).toEqual([]);
});

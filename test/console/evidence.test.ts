import { readFileSync } from 'node:fs';
import { evidenceApi } from '@lifttrust/shared-types/evidence/evidence.contract';
import { addDays, dayOf } from '@lifttrust/shared-types/kernel/time';
import { EvidencePacker } from '../../cloud/src/evidence/evidence.packer';
import { Clock } from '../../cloud/src/kernel/clock';
import { startService, type TestService } from '../../cloud/src/kernel/testing/service';
import { chooseOption } from '../fixture/antd-list';
import { type StaffedDistrict, twoDistricts } from '../fixture/district';
import { keepBothPictures } from '../fixture/keep-picture';
import { good } from '../fixture/uploads';
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
  const clock = await service.get(Clock);
  await new VisitDriver(service, () => clock.now()).walk(own, 'submitted');
  desk = await ConsoleDesk.open(service);
}, 5 * minutes);

afterAll(async () => {
  await desk?.close();
  await service?.stop();
});

test(
  'an inspector says what for, reads the record without being able to change it, and takes the evidence file along',
  async () => {
    const page = await desk.sit(own.inspector.token, '/call-ups');
    await page.getByText('还没有调阅过记录。').waitFor();
    await page.getByRole('button', { name: '调阅记录' }).click();
    await chooseOption(page.getByRole('combobox', { name: '用途' }), '定期检验');
    await page.getByRole('textbox', { name: '编号' }).fill('DJ-2026-0118');
    await page.getByRole('textbox', { name: '事由' }).fill('年度定期检验前，核对近一年半月维保是否按期。');
    await page.getByLabel('识别码、使用登记证、地点或单位').fill('望溪花园');
    await page
      .getByRole('row', { name: /望溪花园/ })
      .getByRole('checkbox')
      .check();
    await keepBothPictures(page, 'console-call-up-new');
    await page.getByRole('button', { name: /调\s*阅$/ }).click();
    await page.getByText('1 台电梯，1 份记录').waitFor();
    await page.getByText('正在制作，请稍候。可以先查看下面的记录。').waitFor();
    await (await service.get(EvidencePacker)).run();
    const take = page.getByRole('button', { name: '下载证据包' });
    await take.waitFor({ timeout: minutes });
    await keepBothPictures(page, 'console-call-up');
    const [download] = await Promise.all([page.waitForEvent('download'), take.click()]);
    const bytes = readFileSync(await download.path());
    expect(bytes.includes('manifest.signature.json')).toBe(true);
    await page.getByRole('row', { name: /望溪花园/ }).click();
    await page.getByText('只读，查看已留痕').waitFor();
    await page.getByRole('img', { name: '电梯' }).first().waitFor();
    expect(await page.getByRole('link', { name: /打开档案/ }).count()).toBe(0);
    await keepBothPictures(page, 'console-called-record');
    await page.setViewportSize({ width: 390, height: 844 });
    await keepBothPictures(page, 'console-called-record-narrow');
    expect(desk.complaints).toEqual([]);
  },
  3 * minutes,
);

test(
  'the company sees on the record who called it up; of a running case nobody sees anything until it is closed',
  async () => {
    const today = dayOf((await service.get(Clock)).now());
    const asked = { liftIds: [own.liftId], from: addDays(today, -30), until: today };
    const quiet = good(
      await service.call(
        evidenceApi.callUp,
        {
          purpose: 'enforcement',
          reference: '市监案〔2026〕7号',
          reason: '核查是否存在虚假维保记录',
          ...asked,
        },
        own.regulator,
      ),
    );
    const page = await desk.sit(own.admin.token, '/call-ups');
    await page.getByText('DJ-2026-0118').waitFor();
    expect(await page.getByText('市监案〔2026〕7号').count()).toBe(0);
    await keepBothPictures(page, 'console-call-ups-company');
    const bureau = await desk.sit(own.regulator.token, `/call-ups/${quiet.id}`);
    await bureau.getByText(/之前，维保单位和使用单位看不到这次调阅/).waitFor();
    await bureau
      .getByRole('button', { name: /办\s*结/ })
      .first()
      .click();
    const dialog = bureau.getByRole('dialog');
    await dialog.getByLabel('办结说明').fill('未发现违法，结案。');
    await keepBothPictures(bureau, 'console-call-up-close');
    await dialog.getByRole('button', { name: /办\s*结/ }).click();
    await bureau.getByText('已办结').first().waitFor();
    await page.getByRole('row', { name: /DJ-2026-0118/ }).click();
    await page.getByRole('row', { name: /望溪花园/ }).click();
    const section = page.locator('.section', { hasText: '调阅' }).last();
    await section.getByRole('link', { name: '执法办案 市监案〔2026〕7号' }).waitFor();
    await section.getByRole('link', { name: '定期检验 DJ-2026-0118' }).waitFor();
    await keepBothPictures(page, 'console-record-call-ups');
    expect(desk.complaints).toEqual([]);
  },
  3 * minutes,
);

import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { messageApi } from '@lifttrust/shared-types/message/message.contract';
import { Outbox } from '../../cloud/src/kernel/outbox';
import { startService, type TestService } from '../../cloud/src/kernel/testing/service';
import { keepBothPictures } from '../fixture/keep-picture';
import { ensureConsole, webFolder } from './built-console';
import { ConsoleDesk } from './console-desk';
import { District } from './sealed-record';

const minutes = 60_000;
let service: TestService;
let district: District;
let desk: ConsoleDesk;
let recordId: string;

/** A city that sends requests to confirm by text message, on an installation without any. */
function cityFile(): string {
  const file = join(mkdtempSync(join(tmpdir(), 'lifttrust-city-')), 'city.json');
  const messageChannels = { 'record.to_confirm': ['sms'] };
  writeFileSync(file, JSON.stringify({ code: '999900', name: '示例市', parameters: { messageChannels } }));
  return file;
}

beforeAll(async () => {
  ensureConsole();
  service = await startService('sqlite', {
    LIFTTRUST_WEB_DIR: webFolder,
    LIFTTRUST_CITY_FILE: cityFile(),
  });
  district = await District.of(service);
  recordId = await district.sealRecord();
  await (await service.get(Outbox)).settle();
  desk = await ConsoleDesk.open(service);
}, 5 * minutes);

afterAll(async () => {
  await desk?.close();
  await service?.stop();
});

test(
  'a regulator sees which messages did not go out, and why, and comes from there to the record',
  async () => {
    const page = await desk.sit(await district.tokenOf('zhou'), '/');
    await page.getByRole('menuitem', { name: '消息送达' }).click();
    await page.getByText('有 1 条消息本该用其他方式发送，但这种方式没有接通').waitFor();
    const row = page.locator('tbody tr.clickable').first();
    await row.getByText('未接通', { exact: true }).waitFor();
    await row.getByText('本系统没有接通这种方式').waitFor();
    await row.click();
    await page.waitForURL(new RegExp(`/records/${recordId}`));
    await page.getByText('维保记录待确认').waitFor();
    await page.getByText('未读').waitFor();
  },
  2 * minutes,
);

test(
  'a state that nothing stands in says so instead of showing an empty table',
  async () => {
    const page = await desk.sit(await district.tokenOf('zhou'), '/deliveries?state=failed');
    await page.getByText('没有符合条件的消息，请放宽筛选。').waitFor();
  },
  2 * minutes,
);

test(
  'somebody sets their own quiet hours and silences what the rules leave to them; what is a duty cannot be switched off',
  async () => {
    const token = await district.tokenOf('zhou');
    const page = await desk.sit(token, '/message-settings');
    await page.getByText('消息箱里每条都有，一条不少').waitFor();
    const before = await service.call(messageApi.preferences, {}, { token });
    const [free] = before.data?.kinds.filter(({ duty }) => duty === null) ?? [];
    const duties = before.data?.kinds.filter(({ duty }) => duty !== null) ?? [];
    const marks = page.getByText('必须收', { exact: true });
    await marks.nth(duties.length - 1).waitFor();
    expect(await marks.count()).toBe(duties.length);
    // What is shown follows the service's answer, not the click.
    await page.getByRole('radio', { name: '自己定' }).click();
    await page.locator('.ant-picker-range').waitFor();
    await page.getByRole('switch', { name: free?.title ?? '', exact: true }).click();
    await page.locator('[role=switch][aria-checked=false]').first().waitFor();
    await keepBothPictures(page, 'console-message-settings-own');
    await page.reload();
    const silenced = page.getByRole('switch', { name: free?.title ?? '', exact: true });
    await silenced.waitFor();
    expect(await silenced.isChecked()).toBe(false);
    expect(await page.getByRole('radio', { name: '自己定' }).isChecked()).toBe(true);
    const now = await service.call(messageApi.preferences, {}, { token });
    expect(now.data?.quiet).toEqual(before.data?.cityQuiet ?? { from: '22:00', until: '07:00' });
    expect(now.data?.muted).toEqual([free?.kind]);
  },
  2 * minutes,
);

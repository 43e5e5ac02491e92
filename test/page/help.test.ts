import { readFileSync } from 'node:fs';
import { codeApi } from '@lifttrust/shared-types/code/code.contract';
import { rescueApi } from '@lifttrust/shared-types/rescue/rescue.contract';
import type { AxeResults } from 'axe-core';
import type { Browser, BrowserContextOptions, Page, WebSocketRoute } from 'playwright-core';
import { Database } from '../../cloud/src/kernel/database';
import { startService, type TestService } from '../../cloud/src/kernel/testing/service';
import { Entrapment } from '../../cloud/src/rescue/entrapment.entity';
import { type StaffedDistrict, twoDistricts } from '../fixture/district';
import { keepPicture } from '../fixture/keep-picture';
import { good } from '../fixture/uploads';
import { launchChromium } from '../mini/runner/chromium';

const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const phone = { width: 390, height: 844 };
const patience = 120_000;
jest.setTimeout(patience);

let service: TestService;
let browser: Browser;
let own: StaffedDistrict;
let foreign: StaffedDistrict;

beforeAll(async () => {
  service = await startService('sqlite');
  ({ own, foreign } = await twoDistricts(service));
  browser = await launchChromium();
}, patience);

afterAll(async () => {
  await browser?.close();
  await service?.stop();
});

async function scan(code: string, query = '', options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: phone, bypassCSP: true, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  page.on('dialog', (dialog) => dialog.accept());
  await page.goto(`${service.url}/l/${code}${query}`);
  return page;
}
const press = (page: Page) => page.locator('#call').click({ noWaitAfter: true });
const entrapments = async (liftId: string) =>
  (await service.get(Database)).reader.manager.findBy(Entrapment, { liftId });

test('one press calls the telephone and reports at the same time; the state is there, and after opening the page again, too', async () => {
  const page = await scan(own.code);
  await press(page);
  await page.getByText(/求助已收到|已经接单/).waitFor();
  expect(await entrapments(own.liftId)).toHaveLength(1);
  await keepPicture(page, 'public-page-help');
  await page.reload();
  await page.getByText(/求助已收到|已经接单/).waitFor();
  expect(await entrapments(own.liftId)).toHaveLength(1);
  await page.context().close();
});

test('whoever reports the same lift from another phone joins the same rescue', async () => {
  const page = await scan(own.code);
  await page.getByRole('button', { name: '不方便打电话，在这里求助' }).click();
  await page.getByText(/求助已收到|已经接单/).waitFor();
  expect(await entrapments(own.liftId)).toHaveLength(1);
  await page.context().close();
});

test('how many, hurt and a telephone are told afterwards, each if one likes', async () => {
  const page = await scan(own.code);
  await press(page);
  await page.getByText(/求助已收到|已经接单/).waitFor();
  await page.getByLabel('里面有几个人').fill('3');
  await page.getByLabel('有人受伤或身体不适').check();
  await page.getByRole('button', { name: '告诉救援人员' }).click();
  await page.getByText('已经告诉救援人员。').waitFor();
  await page.context().close();
});

test('while the service cannot be reached the report waits on the phone, says so, and arrives once by itself', async () => {
  const page = await scan(foreign.code);
  await page.route('**/api/help-calls', (route) => route.abort());
  await press(page);
  await page.getByText('网络不好，求助已经记在手机里，会自动再发。请先打电话。').waitFor();
  expect(await entrapments(foreign.liftId)).toHaveLength(0);
  await page.unroute('**/api/help-calls');
  await page.getByText(/求助已收到|已经接单/).waitFor();
  expect(await entrapments(foreign.liftId)).toHaveLength(1);
  await page.context().close();
});

test('the page tells everybody that people were trapped, when, and nothing of who', async () => {
  const page = await scan(own.code);
  await page.getByText('困人和救援（最近 1 次）').click();
  await page.getByText('正在救援', { exact: true }).waitFor();
  await page.getByText('故障和维修（最近 0 次）').click();
  await page.getByText('没有故障记录。').waitFor();
  await page.context().close();
});

test('a mistaken press is taken back with one question, and the page can be used again', async () => {
  const page = await scan(foreign.code);
  await press(page);
  await page.getByRole('button', { name: '按错了，撤销求助' }).click();
  await page.getByText('这次求助已经撤销。').waitFor();
  await page.getByRole('button', { name: '不方便打电话，在这里求助' }).waitFor();
  await page.context().close();
});

describe.each([
  { name: 'light', query: '', options: {} },
  { name: 'large-dark', query: '?size=large', options: { colorScheme: 'dark' as const } },
])('while help is on its way, $name', ({ name, query, options }) => {
  test('axe finds nothing and nothing stands beyond the edge of a phone', async () => {
    const page = await scan(own.code, query, options);
    await press(page);
    await page.getByLabel('里面有几个人').waitFor();
    await keepPicture(page, `public-page-help-${name}`);
    await page.evaluate(axe);
    const { violations } = await page.evaluate<AxeResults>('axe.run()');
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)])).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(phone.width);
    await page.context().close();
  });
});

/** Asks of the service under the address of a call, as the page does them. */
function questionsOf(page: Page): string[] {
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'GET' && request.url().includes('/api/help-calls/')) asked.push(request.url());
  });
  return asked;
}
const entrapmentAt = async (liftId: string) => {
  const open = (await entrapments(liftId)).find(({ closedAt, freedAt }) => !closedAt && !freedAt);
  return open?.id ?? '';
};

test('no socket is opened before help is called; then the page learns over it at once who comes and when', async () => {
  const page = await scan(foreign.code, '', { bypassCSP: false });
  const sockets: string[] = [];
  page.on('websocket', (socket) => sockets.push(socket.url()));
  await page.waitForLoadState('networkidle');
  expect(sockets).toEqual([]);
  const standing = page
    .waitForEvent('websocket')
    .then((socket) =>
      socket.waitForEvent('framereceived', ({ payload }) => String(payload).includes('"listening":["help:')),
    );
  await press(page);
  await page.getByText('求助已收到').waitFor();
  await standing;
  // Nothing stands in the address, where every proxy on the way would read it.
  expect(sockets).toEqual([`${service.url.replace('http', 'ws')}/api/live`]);
  await new Promise((wake) => setTimeout(wake, 3000));
  const asked = questionsOf(page);
  await new Promise((wake) => setTimeout(wake, 8000));
  // While the line stands the page does not ask by itself.
  expect(asked).toEqual([]);
  const entrapmentId = await entrapmentAt(foreign.liftId);
  good(await service.call(rescueApi.accept, { entrapmentId }, foreign.lead));
  await page.getByText('已经接单').waitFor({ timeout: 4000 });
  good(await service.call(rescueApi.depart, { entrapmentId, etaMinutes: 10 }, foreign.lead));
  await page.getByText('约 10 分钟到').waitFor({ timeout: 4000 });
  await page.context().close();
});

test('a line that is cut is taken up again, and where none gets through the page asks every few seconds', async () => {
  const page = await scan(foreign.code);
  const lines: WebSocketRoute[] = [];
  let isBlocked = true;
  await page.routeWebSocket('**/api/live', (line) => {
    lines.push(line);
    if (isBlocked) void line.close();
    else line.connectToServer();
  });
  const asked = questionsOf(page);
  await press(page);
  await page.getByText(/约 \d+ 分钟到/).waitFor();
  const entrapmentId = await entrapmentAt(foreign.liftId);
  good(await service.call(rescueApi.start, { entrapmentId }, foreign.lead));
  await page.getByText('正在救援，请听救援人员的话。').waitFor();
  expect(asked.length).toBeGreaterThan(0);
  isBlocked = false;
  const tries = lines.length;
  while (lines.length === tries) await new Promise((wake) => setTimeout(wake, 200));
  // Whoever was away on a telephone call comes back to a page that asks at once.
  const before = asked.length;
  while (asked.length === before) {
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await new Promise((wake) => setTimeout(wake, 200));
  }
  good(await service.call(rescueApi.free, { entrapmentId, people: 1 }, foreign.lead));
  await page.getByText('已经解救。请到安全的地方休息。').waitFor();
  await page.context().close();
});

test('under the page’s own policy the script runs and asks nobody but the service', async () => {
  const page = await scan(own.code, '?lang=en', { bypassCSP: false });
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await press(page);
  await page.getByText(/Your call has been received|A rescuer has taken/).waitFor();
  expect(asked.every((url) => url.startsWith(service.url) || url.startsWith('tel:'))).toBe(true);
  expect((await service.call(codeApi.lift, { token: own.code })).status).toBe(200);
  await page.context().close();
});

import { readFileSync } from 'node:fs';
import { codeApi } from '@lifttrust/shared-types/code/code.contract';
import { rescueApi } from '@lifttrust/shared-types/rescue/rescue.contract';
import type { AxeResults } from 'axe-core';
import type { Browser, BrowserContextOptions, Page, WebSocketRoute } from 'playwright-core';
import { systemCtx } from '../../cloud/src/kernel/actor';
import { Clock } from '../../cloud/src/kernel/clock';
import { Database } from '../../cloud/src/kernel/database';
import { newId } from '../../cloud/src/kernel/new-id';
import { startService, type TestService } from '../../cloud/src/kernel/testing/service';
import { UnitOfWork } from '../../cloud/src/kernel/unit-of-work';
import { Lift } from '../../cloud/src/lift/lift.entity';
import { Entrapment } from '../../cloud/src/rescue/entrapment.entity';
import { type StaffedDistrict, twoDistricts } from '../fixture/district';
import { keepPicture } from '../fixture/keep-picture';
import { leaveOutTheCall, press } from '../fixture/page-call';
import { good } from '../fixture/uploads';
import { launchChromium, pagePatienceMs } from '../mini/runner/chromium';

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
  page.setDefaultTimeout(pagePatienceMs);
  page.on('dialog', (dialog) => dialog.accept());
  await leaveOutTheCall(page);
  await page.goto(`${service.url}/l/${code}${query}`);
  return page;
}
const entrapments = async (liftId: string) =>
  (await service.get(Database)).reader.manager.findBy(Entrapment, { liftId });

test('one press calls the telephone and reports at the same time; the state is there, and after opening the page again, too', async () => {
  const page = await scan(own.code);
  await press(page);
  await page.getByText(/求助已收到|已经有人来救您/).waitFor();
  expect(await entrapments(own.liftId)).toHaveLength(1);
  await keepPicture(page, 'public-page-help');
  await page.reload();
  await page.getByText(/求助已收到|已经有人来救您/).waitFor();
  expect(await entrapments(own.liftId)).toHaveLength(1);
  await page.context().close();
});

test('whoever reports the same lift from another phone joins the same rescue', async () => {
  const page = await scan(own.code);
  await page.getByRole('button', { name: '不方便打电话，在这里求助' }).click();
  await page.getByText(/求助已收到|已经有人来救您/).waitFor();
  expect(await entrapments(own.liftId)).toHaveLength(1);
  await page.context().close();
});

test('how many, hurt and a telephone are told afterwards, each if one likes', async () => {
  const page = await scan(own.code);
  await press(page);
  await page.getByText(/求助已收到|已经有人来救您/).waitFor();
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
  await page.getByText('暂时没有送到，求助已经记在手机里，会自动再发。请先打电话。').waitFor();
  await page.unroute('**/api/help-calls');
  let ill = 0;
  await page.route('**/api/help-calls', (route) => {
    ill += 1;
    return route.fulfill({ status: 503, json: { error: { code: 'unavailable', message: '' } } });
  });
  while (ill === 0) await new Promise((wake) => setTimeout(wake, 200));
  await page.getByText('暂时没有送到').waitFor();
  expect(await entrapments(foreign.liftId)).toHaveLength(0);
  await page.unroute('**/api/help-calls');
  await page.getByText(/求助已收到|已经有人来救您/).waitFor();
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
  await page.getByText('已经有人来救您').waitFor({ timeout: 4000 });
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

describe.each([
  { name: 'light', options: {} },
  { name: 'dark', options: { colorScheme: 'dark' as const } },
])('whoever is out, $name', ({ name, options }) => {
  test('reads it in the colour of what is well, and no line about doors any more; who calls again reads those lines again', async () => {
    const page = await scan(foreign.code, '', options);
    await press(page);
    await page.getByText('求助已收到').waitFor();
    const state = page.locator('#state');
    const coloursOf = () => state.evaluate((box) => [getComputedStyle(box).color, box.clientHeight]);
    const [waiting, room] = await coloursOf();
    await page.getByRole('button', { name: '已经出来了' }).click();
    await page.getByText('已经解救。请到安全的地方休息。').waitFor();
    const [freed, height] = await coloursOf();
    expect(freed).not.toBe(waiting);
    expect(height).toBeLessThan(Number(room));
    expect(await page.getByText('请不要扒门').isVisible()).toBe(false);
    await keepPicture(page, `public-page-help-freed-${name}`);
    await page.evaluate(axe);
    const { violations } = await page.evaluate<AxeResults>('axe.run()');
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)])).toEqual([]);
    await page.getByRole('button', { name: '还有人被困' }).click();
    await page.getByText('求助已收到').waitFor();
    expect(await coloursOf()).toEqual([waiting, room]);
    expect(await page.getByText('请不要扒门、撬门').isVisible()).toBe(true);
    await takeBack(page);
    await page.context().close();
  });
});

const change = async (work: (manager: Database['reader']['manager']) => Promise<unknown>) => {
  const [unitOfWork, clock] = [await service.get(UnitOfWork), await service.get(Clock)];
  await unitOfWork.run(systemCtx(clock.now(), 'fixture'), ({ manager }) => work(manager));
};
const takeBack = async (page: Page) => {
  await page.getByRole('button', { name: '按错了，撤销求助' }).click();
  await page.getByText('这次求助已经撤销。').waitFor();
};

test('a call that arrived while its answer was lost is taken back, even by a page that is opened again; one that never arrived calls nobody', async () => {
  const page = await scan(foreign.code);
  let passed = 0;
  await page.route('**/api/help-calls', async (route) => {
    passed += 1;
    if (passed === 1) await route.fetch();
    await route.abort();
  });
  await press(page);
  await page.getByText('暂时没有送到').waitFor();
  expect(await entrapmentAt(foreign.liftId)).not.toBe('');
  await page.getByRole('button', { name: '按错了，撤销求助' }).click();
  await page.getByText('正在撤销这次求助。没有网络的话，恢复后自动撤销。').waitFor();
  await keepPicture(page, 'public-page-help-taking-back');
  await page.reload();
  await page.getByText('正在撤销这次求助。').waitFor();
  await page.unroute('**/api/help-calls');
  await page.getByText('这次求助已经撤销。').waitFor();
  expect(await entrapmentAt(foreign.liftId)).toBe('');

  const before = (await entrapments(foreign.liftId)).length;
  await page.route('**/api/help-calls', (route) => route.abort());
  await press(page);
  await page.getByText('暂时没有送到').waitFor();
  await page.getByRole('button', { name: '按错了，撤销求助' }).click();
  await page.getByText('正在撤销这次求助。').waitFor();
  await page.unroute('**/api/help-calls');
  await page.getByText('这次求助已经撤销。').waitFor();
  expect(await entrapments(foreign.liftId)).toHaveLength(before);
  await page.context().close();
});

test('people behind one address are not taken for one phone: whoever took back three calls stays queued and telephones, the next one is heard at once', async () => {
  const bored = await scan(foreign.code);
  for (let n = 0; n < 3; n += 1) {
    await press(bored);
    await bored.getByText('求助已收到').waitFor();
    await takeBack(bored);
  }
  await press(bored);
  await bored.getByText('求助也记在手机里，过一会儿自动再发。').waitFor();
  expect(await bored.locator('#call').getAttribute('href')).toBe('tel:96333');
  expect(await entrapmentAt(foreign.liftId)).toBe('');
  // Kept when the page is opened again, and withdrawn by one press.
  await bored.reload();
  await bored.getByText('求助也记在手机里，过一会儿自动再发。').waitFor();
  await takeBack(bored);
  await press(bored);
  await bored.getByText('求助也记在手机里，过一会儿自动再发。').waitFor();

  const trapped = await scan(foreign.code);
  await press(trapped);
  await trapped.getByText('求助已收到').waitFor();
  expect(await entrapmentAt(foreign.liftId)).not.toBe('');
  // Somebody is known to be inside now: what was kept arrives by itself.
  await bored.getByText('求助已收到').waitFor({ timeout: 60_000 });
  await takeBack(trapped);
  await takeBack(bored);
  expect(await entrapmentAt(foreign.liftId)).toBe('');
  await Promise.all([bored.context().close(), trapped.context().close()]);
});

test('where the browser refuses to keep anything, the phone has a number all the same and help comes', async () => {
  const context = await browser.newContext({ viewport: phone });
  await context.addInitScript(() =>
    Object.defineProperty(window, 'localStorage', {
      get: () => {
        throw new Error('refused');
      },
    }),
  );
  const page = await context.newPage();
  page.on('dialog', (dialog) => dialog.accept());
  await leaveOutTheCall(page);
  await page.goto(`${service.url}/l/${foreign.code}`);
  const sent = page.waitForRequest('**/api/help-calls');
  await press(page);
  expect((await sent).headers()['x-device-id']).toMatch(/^[0-9a-f]{32}$/);
  await page.getByText('求助已收到').waitFor();
  await takeBack(page);
  await context.close();
});

test('whoever scanned the twin’s code says which lift it is, and the rescuers go there', async () => {
  const { id: _, ...some } = await (await service.get(Database)).reader.manager.findOneByOrFail(Lift, {
    id: foreign.liftId,
  });
  const twin = {
    ...some,
    id: newId(),
    ownNumber: '2#',
    rescueCode: '999977',
    useRegistration: '梯11闽C77777(20)',
  };
  await change((manager) => manager.insert(Lift, twin));
  const page = await scan(foreign.code);
  await press(page);
  await page.getByText('求助已收到').waitFor();
  await page.getByRole('button', { name: '不是这台？' }).click();
  await page.getByText('您在哪一台？').waitFor();
  await keepPicture(page, 'public-page-help-other-lift');
  await page.getByRole('button', { name: `${some.place} 2#` }).click();
  await page.getByText(`救援人员前往 ${some.place} 2#。`).waitFor();
  expect(await entrapmentAt(twin.id)).not.toBe('');
  expect(await entrapmentAt(foreign.liftId)).toBe('');
  await takeBack(page);
  await page.context().close();
});

test('freed, and somebody is still inside: one press calls again', async () => {
  const page = await scan(foreign.code);
  await press(page);
  await page.getByText('求助已收到').waitFor();
  await page.getByRole('button', { name: '已经出来了' }).click();
  await page.getByText('已经解救。请到安全的地方休息。').waitFor();
  expect(await entrapmentAt(foreign.liftId)).toBe('');
  await page.reload();
  await page.getByRole('button', { name: '还有人被困' }).click();
  await page.getByText('求助已收到').waitFor();
  expect(await entrapmentAt(foreign.liftId)).not.toBe('');
  await takeBack(page);
  await page.context().close();
});

test('on an escalator nobody is asked who is inside, and no line speaks of doors', async () => {
  await change((manager) => manager.update(Lift, { id: foreign.liftId }, { type: '3310' }));
  const page = await scan(foreign.code);
  await press(page);
  await page.getByText('求助已收到，正在联系救援人员。请不要硬拉被夹住的人。').waitFor();
  await page.getByLabel('几个人受伤或被夹').fill('1');
  await page.getByLabel('有人被夹住，还没有脱开').check();
  await page.getByRole('button', { name: '告诉救援人员' }).click();
  await page.getByText('已经告诉救援人员。').waitFor();
  const [said] = await page.locator('section[aria-labelledby=help]').allInnerTexts();
  expect(said).not.toMatch(/扒门|靠后站稳|里面/);
  await takeBack(page);
  await change((manager) => manager.update(Lift, { id: foreign.liftId }, { type: '3110' }));
  await page.context().close();
});

test('under the page’s own policy the script runs and asks nobody but the service', async () => {
  const page = await scan(own.code, '?lang=en', { bypassCSP: false });
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await press(page);
  await page.getByText(/Your call has been received|Rescuers are being called|A rescuer is coming/).waitFor();
  expect(asked.every((url) => url.startsWith(service.url) || url.startsWith('tel:'))).toBe(true);
  expect((await service.call(codeApi.lift, { token: own.code })).status).toBe(200);
  await page.context().close();
});

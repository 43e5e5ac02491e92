import { readFileSync } from 'node:fs';
import type { AxeResults } from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { CityService } from '../../cloud/src/city/city.service';
import { systemCtx } from '../../cloud/src/kernel/actor';
import { Clock } from '../../cloud/src/kernel/clock';
import { startService, type TestService } from '../../cloud/src/kernel/testing/service';
import { UnitOfWork } from '../../cloud/src/kernel/unit-of-work';
import { Lift } from '../../cloud/src/lift/lift.entity';
import { liftPosition, type StaffedDistrict, twoDistricts } from '../fixture/district';
import { keepPicture } from '../fixture/keep-picture';
import { VisitDriver } from '../fixture/visit-driver';
import { launchChromium, pagePatienceMs } from '../mini/runner/chromium';

const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const phone = { width: 390, height: 844 };

let service: TestService;
let browser: Browser;
let own: StaffedDistrict;

beforeAll(async () => {
  service = await startService('sqlite', { LIFTTRUST_WEB_DIR: '/nowhere' });
  ({ own } = await twoDistricts(service));
  await new VisitDriver(service).walk(own, 'submitted');
  browser = await launchChromium();
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await service?.stop();
});

interface Way {
  name: string;
  query?: string;
  options?: BrowserContextOptions;
  /** The text size that somebody has set on their phone, in CSS pixels. */
  rootPixels?: number;
}

const ways: Way[] = [
  { name: 'light' },
  { name: 'dark', options: { colorScheme: 'dark' } },
  { name: 'large', query: '?size=large' },
  { name: 'large-dark', query: '?size=large', options: { colorScheme: 'dark' } },
  { name: 'text-of-25.5-pixels', rootPixels: 25.5 },
  { name: 'large-text-of-25.5-pixels', query: '?size=large', rootPixels: 25.5 },
  { name: 'english', query: '?lang=en' },
  { name: 'english-large', query: '?lang=en&size=large' },
];

async function open(path: string, { options = {}, rootPixels }: Partial<Way> = {}): Promise<Page> {
  // The test's own hands: the check and the text size come from outside the page's policy.
  const context = await browser.newContext({ viewport: phone, bypassCSP: true, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(pagePatienceMs);
  await page.goto(service.url + path);
  if (rootPixels) await page.addStyleTag({ content: `html{font-size:${rootPixels}px !important}` });
  return page;
}

async function complaintsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const { violations } = await page.evaluate<AxeResults>('axe.run()');
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
}

describe.each(ways)('the page of a lift, $name', (way) => {
  let page: Page;
  beforeAll(async () => {
    page = await open(`/l/${own.code}${way.query ?? ''}`, way);
    await keepPicture(page, `public-page-${way.name}`);
  }, 60_000);
  afterAll(() => page.context().close());

  test('axe finds nothing: labels, landmarks and contrast hold', async () => {
    expect(await complaintsOf(page)).toEqual([]);
  });

  test('nothing stands beyond the edge of a phone', async () => {
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(phone.width);
  });

  test('the call is seen without scrolling unless letters are very large, and is the largest target', async () => {
    const box = await page.locator('#call').boundingBox();
    expect(box?.height).toBeGreaterThanOrEqual(96);
    if (!way.rootPixels) expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(phone.height);
  });

  test('every target is as large as a finger', async () => {
    const least = way.query?.includes('large') ? 60 : 48;
    const heights = await page
      .locator('a:visible, button:visible, summary:visible')
      .evaluateAll((targets) => targets.map((target) => target.getBoundingClientRect().height));
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(least);
  });

  test('in elderly mode no word is smaller than 18 pixels', async () => {
    if (!way.query?.includes('large')) return;
    const sizes = await page
      .locator('body *:visible')
      .evaluateAll((elements) =>
        elements
          .filter((element) =>
            [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim()),
          )
          .map((element) => Number.parseFloat(getComputedStyle(element).fontSize)),
      );
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(18);
  });
});

test('the first view is one request of at most 30 kB, headers and style included', async () => {
  const context = await browser.newContext({ viewport: phone });
  const page = await context.newPage();
  const asked: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  const response = await page.goto(`${service.url}/l/${own.code}`);
  await page.waitForLoadState('networkidle');
  expect(asked).toEqual([`${service.url}/l/${own.code}`]);
  expect(complaints).toEqual([]);
  const sizes = await response?.request().sizes();
  expect((sizes?.responseBodySize ?? 0) + (sizes?.responseHeadersSize ?? 0)).toBeLessThan(30_000);
  await context.close();
});

test('without script the page says the same, calls, and can be read in English and in larger letters', async () => {
  const page = await open(`/l/${own.code}`, { options: { javaScriptEnabled: false } });
  expect(await page.getByRole('link', { name: '拨打救援电话 96333' }).getAttribute('href')).toBe('tel:96333');
  await page.getByRole('link', { name: '大字版' }).click();
  await page.getByRole('link', { name: 'English' }).click();
  await page.getByRole('link', { name: 'Call for rescue: 96333' }).waitFor();
  await page.getByRole('link', { name: 'Normal text' }).click();
  await page.getByRole('heading', { name: 'Trapped in the lift?' }).waitFor();
  await page.context().close();
});

test('larger letters once chosen hold for the next lift, and can be undone', async () => {
  const page = await open(`/l/${own.code}`);
  const isLarge = () => page.evaluate(() => document.documentElement.classList.contains('large'));
  await page.getByRole('link', { name: '大字版' }).click();
  expect(await isLarge()).toBe(true);
  await page.goto(`${service.url}/l/999902`);
  expect(await isLarge()).toBe(true);
  await page.getByRole('link', { name: '普通字号' }).click();
  await page.goto(`${service.url}/l/${own.code}`);
  expect(await isLarge()).toBe(false);
  await page.context().close();
});

test('a code that is not known: the page is as sound, and calls', async () => {
  const page = await open(`/l/${'0'.repeat(26)}`);
  expect(await complaintsOf(page)).toEqual([]);
  await keepPicture(page, 'public-page-unknown');
  await page.getByRole('link', { name: '拨打救援电话 96333' }).waitFor();
  await page.context().close();
});

test('a screen reader meets the lift, then help, then the rest, each under a heading of its own', async () => {
  const page = await open(`/l/${own.code}`);
  const headings = await page.getByRole('heading', { level: 2 }).allInnerTexts();
  expect(headings.slice(0, 4)).toEqual(['困在电梯里了？', '维保', '这台电梯', '最近的维保']);
  await page.getByRole('main').waitFor();
  await page.getByRole('navigation', { name: '阅读方式' }).waitFor();
  await page.context().close();
});

test.each(ways)('the page for whoever cannot scan is as sound, $name', async (way) => {
  const page = await open(`/find${way.query ?? ''}`, way);
  await keepPicture(page, `public-find-${way.name}`);
  expect(await complaintsOf(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(phone.width);
  await page.context().close();
});

test.each(ways)('the page of a city’s rescue numbers is as sound, $name', async (way) => {
  (await service.get(CityService)).parameters.rescue.publishFrom = '2020-01';
  const page = await open(`/rescue-numbers${way.query ?? ''}`, way);
  await keepPicture(page, `public-numbers-${way.name}`);
  expect(await page.locator('dl').count()).toBeGreaterThan(0);
  expect(await complaintsOf(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(phone.width);
  await page.context().close();
});

/** As a phone opens it: the page's own policy holds. */
async function onPhone(path: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: phone, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(pagePatienceMs);
  await page.goto(service.url + path);
  return page;
}

test('whoever refuses their position types the number, without script too', async () => {
  const page = await onPhone('/find', { permissions: [] });
  await page.getByRole('button', { name: '用我的位置找附近的电梯' }).click();
  await page.getByText('没有得到位置，没关系').waitFor();
  await page.getByLabel('应急救援识别码，或使用登记证编号').fill('999 901');
  await page.getByRole('button', { name: '查看这台电梯' }).click();
  await page.getByRole('heading', { name: '困在电梯里了？' }).waitFor();
  await page.context().close();
  const plain = await onPhone('/find?size=large', { javaScriptEnabled: false });
  expect(await plain.locator('#near').isVisible()).toBe(false);
  await plain.getByLabel('应急救援识别码，或使用登记证编号').fill('999901');
  await plain.getByRole('button', { name: '查看这台电梯' }).click();
  await plain.getByRole('link', { name: '普通字号' }).waitFor();
  await plain.context().close();
});

test('whoever lets their position be known sees the lift before them, and opens it with one press', async () => {
  const [work, clock] = [await service.get(UnitOfWork), await service.get(Clock)];
  await work.run(systemCtx(clock.now(), 'fixture'), ({ manager }) =>
    manager.update(Lift, { id: own.liftId }, liftPosition),
  );
  const page = await onPhone('/find', {
    permissions: ['geolocation'],
    geolocation: { longitude: 118.6056, latitude: 24.913, accuracy: 20 },
  });
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  expect(asked).toEqual([]);
  await page.getByRole('button', { name: '用我的位置找附近的电梯' }).click();
  await page.getByText('999901 · 约 30 米内').waitFor();
  expect(asked).toEqual([`${service.url}/api/nearby-lifts`]);
  await keepPicture(page, 'public-find-near');
  await page.getByRole('link', { name: '鹭湾区望溪花园 3 幢 1#' }).click();
  await page.getByRole('heading', { name: '困在电梯里了？' }).waitFor();
  await page.context().close();
});

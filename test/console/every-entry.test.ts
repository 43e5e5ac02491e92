import { paperApi } from '@lifttrust/shared-types/paper/paper.contract';
import type { Page } from 'playwright-core';
import { ContractCity } from '../../cloud/src/contract/testing/contract-city';
import { startService, type TestService } from '../../cloud/src/kernel/testing/service';
import type { StaffedDistrict, Worker } from '../fixture/district';
import { keepBothPictures } from '../fixture/keep-picture';
import { inDays, PaperDesk } from '../fixture/papers';
import { good } from '../fixture/uploads';
import { ensureConsole, webFolder } from './built-console';
import { ConsoleDesk } from './console-desk';

const minutes = 60_000;
let service: TestService;
let own: StaffedDistrict;
let desk: ConsoleDesk;
/** Pictured once; the first five with more in them than here, by hand. No picture shows a face. */
const pictured = new Set(['/', '/lifts', '/imports', '/log', '/records', '/reviews']);

beforeAll(async () => {
  ensureConsole();
  service = await startService('sqlite', { LIFTTRUST_WEB_DIR: webFolder });
  const city = await ContractCity.in(service);
  own = city.own;
  await fill(city);
  desk = await ConsoleDesk.open(service);
}, 5 * minutes);

afterAll(async () => {
  await desk?.close();
  await service?.stop();
});

/** Something to be seen on most pages. */
async function fill(city: ContractCity): Promise<void> {
  const papers = new PaperDesk(service, own);
  const lifts = [await city.lift(), await city.lift(), await city.lift({ companyId: null })];
  await city.enter(lifts.slice(0, 2), own.admin, { number: 'WB-2026-018' });
  await papers.conflict();
  await papers.waiting(own.admin);
  const { personId } = own.lead;
  const contract = { personId, kind: 'employment' as const, from: inDays(-300), until: inDays(9) };
  good(await service.call(paperApi.enterForPerson, contract, own.admin));
  await city.settle();
}

/** The paths that this person's menu leads to. */
const entriesOf = (page: Page): Promise<string[]> =>
  page
    .locator('[data-menu-id*="-/"]')
    .evaluateAll((items) => items.map((item) => `/${(item.dataset.menuId ?? '').split('-/')[1] ?? ''}`));

async function settled(page: Page): Promise<string> {
  await page.locator('h1').first().waitFor();
  const busy = page.locator('.ant-skeleton, .ant-spin-spinning');
  await page.waitForFunction((selector) => document.querySelector(selector) === null, '.ant-spin-spinning');
  await busy.first().waitFor({ state: 'detached' });
  return (await page.locator('#root').textContent()) ?? '';
}

const people: [string, () => Worker][] = [
  ['a company’s administrator', () => own.admin],
  ['an owner’s administrator', () => own.ownerAdmin],
  ['the district’s administrator', () => own.regulatorAdmin],
  ['a regulator', () => own.regulator],
  ['a rescue station’s administrator', () => own.stationAdmin],
  ['an operator of the rescue desk', () => own.operator],
];

test.each(people)(
  'every entry in the menu of %s opens a page of its own, without an error',
  async (_who, person) => {
    const page = await desk.sit(person().token, '/tasks');
    await page.locator('[data-menu-id*="-/"]').first().waitFor();
    const paths = await entriesOf(page);
    expect(paths.length).toBeGreaterThan(3);
    for (const path of paths) {
      await page.goto(`${service.url}/console${path}`);
      const said = await settled(page);
      expect(said).not.toMatch(/没有权限|出了问题|找不到这个页面|undefined|NaN/);
      if (!pictured.has(path)) await keepBothPictures(page, `console${path.replace('/', '-')}`);
      pictured.add(path);
    }
    expect(desk.complaints).toEqual([]);
    await page.context().close();
  },
  5 * minutes,
);

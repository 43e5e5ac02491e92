import { rescueApi } from '@lifttrust/shared-types/rescue/rescue.contract';
import type { Browser } from 'playwright-core';
import { demoDistrict } from '../fixture/demo-district';
import type { District } from '../fixture/district';
import { MariadbProcess } from '../fixture/mariadb-process';
import { ServiceProcess } from '../fixture/service-process';
import { good } from '../fixture/uploads';
import { launchChromium } from '../mini/runner/chromium';

describe('the page behind the code while the database is away', () => {
  let database: MariadbProcess;
  let service: ServiceProcess;
  let browser: Browser;
  let district: District;
  let code: string;

  beforeAll(async () => {
    database = await MariadbProcess.prepare();
    service = await ServiceProcess.prepare(database.address);
    await service.start();
    ({ district } = await demoDistrict(service));
    ({ code } = district);
    browser = await launchChromium();
  }, 240_000);
  afterAll(async () => {
    await browser?.close();
    await service.stop();
    await database.stop();
  }, 60_000);

  const open = async (token: string) => {
    const response = await fetch(`${service.url}/l/${token}`);
    return { status: response.status, text: await response.text() };
  };
  const queried = (text: string) => /查询时间 [^<]+/.exec(text)?.[0];

  test('a lift seen a moment ago is shown as of then; any other page still carries the call', async () => {
    const before = await open(code);
    expect(before.status).toBe(200);
    await database.kill();
    const seen = await open(code);
    expect(seen.status).toBe(200);
    expect(queried(seen.text)).toBe(queried(before.text));
    const unseen = await open('1'.repeat(26));
    expect(unseen.status).toBe(503);
    expect(unseen.text).toContain('电梯信息暂时打不开');
    expect(unseen.text).toMatch(/href="tel:\d+"/);
  }, 60_000);

  test('when it is back, the page is of now again', async () => {
    await database.start();
    for (let attempt = 0; attempt < 100; attempt += 1) {
      const { status } = await open('1'.repeat(26));
      if (status === 404) break;
      await new Promise((wake) => setTimeout(wake, 100));
    }
    expect((await open('1'.repeat(26))).status).toBe(404);
    expect((await open(code)).status).toBe(200);
  }, 60_000);

  test('help pressed meanwhile is kept on the phone, says so, and arrives once by itself', async () => {
    const reported = async () => {
      const asked = { liftId: district.liftId, pageSize: 100 };
      return good(await service.call(rescueApi.list, asked, district.regulator)).items;
    };
    const before = (await reported()).length;
    const page = await (await browser.newContext({ viewport: { width: 390, height: 844 } })).newPage();
    const answers: number[] = [];
    page.on('response', (response) => {
      const isReport = response.url().endsWith('/api/help-calls') && response.request().method() === 'POST';
      if (isReport) answers.push(response.status());
    });
    await page.goto(`${service.url}/l/${code}`);
    await database.kill();
    await page.locator('#call').click({ noWaitAfter: true });
    await page.getByText(/记在手机里/).waitFor();
    expect(answers[0]).toBe(503);
    // Whoever closes the page in fear and scans again finds the report where it was.
    await page.reload();
    await page.getByText(/记在手机里/).waitFor();
    expect(await page.locator('#call').getAttribute('href')).toMatch(/^tel:\d+$/);
    await database.start();
    await page.getByLabel('里面有几个人').waitFor({ timeout: 60_000 });
    expect(answers.at(-1)).toBe(200);
    expect(answers.filter((status) => status === 200)).toHaveLength(1);
    const after = await reported();
    expect(after).toHaveLength(before + 1);
    expect(after[0]).toMatchObject({ liftId: district.liftId, source: 'code', reports: 1 });
    await page.context().close();
  }, 120_000);
});

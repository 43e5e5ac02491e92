import type { Browser, Page } from 'playwright-core';
import { keepPicture } from '../fixture/keep-picture';
import { launchChromium } from '../mini/runner/chromium';
import { PreviewService } from './preview-service';
import { SimulatedPhone } from './simulated-phone';

const minute = 60_000;
/** Nobody waits three minutes in a test for a technician who does not answer. */
const impatient = { rescue: { responseMinutes: 0.4, ringSeconds: 10 } };

let service: PreviewService;
let browser: Browser;

beforeAll(async () => {
  service = await PreviewService.start(impatient);
  browser = await launchChromium();
}, 2 * minute);
afterAll(async () => {
  await browser?.close();
  await service?.stop();
});

async function windowAt(path: string, width: number, height: number): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width, height },
    hasTouch: width < 500,
    locale: 'zh-CN',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(minute);
  page.on('dialog', (dialog) => dialog.accept());
  await page.goto(`${service.url}${path}`);
  return page;
}
async function phoneOf(person: string): Promise<SimulatedPhone> {
  const page = await windowAt('/', 760, 1000);
  await page.locator('.person').first().waitFor();
  return SimulatedPhone.open(page, person, 'light');
}
async function codeOnTheLift(): Promise<string> {
  const codes: { token: string }[] = await (await fetch(`${service.url}/sandbox/codes`)).json();
  return codes[0]?.token ?? '';
}

test(
  'passenger, technician, rescue station and desk, each in a window: help, no answer, the station comes, freed, closed',
  async () => {
    const passenger = await windowAt(`/l/${await codeOnTheLift()}`, 390, 844);
    const desk = await windowAt('/console/desk?person=qiao', 1440, 900);
    const technician = await phoneOf('chen');
    const rescuer = await phoneOf('peng');
    await desk.getByText('现在没有困人。').waitFor();
    await keepPicture(passenger, 'rescue-passenger-before');

    await passenger.locator('#call').click({ noWaitAfter: true });
    await passenger.getByText('求助已收到').waitFor();
    await desk.getByRole('button', { name: /990101/ }).waitFor();
    await keepPicture(desk, 'rescue-desk-waiting');
    // The technician on duty is called, sees it, and does nothing.
    await technician.openCard();
    await technician.see('#accept');
    await technician.picture('rescue-technician-called');

    // The city's minutes pass; the station is called by itself.
    await rescuer.openCard();
    await rescuer.tap('#accept');
    await rescuer.picture('rescue-station-accepted');
    await passenger.getByText('已经有人来救您').first().waitFor();
    await rescuer.tap('#depart');
    await rescuer.tap('#eta-10');
    await passenger
      .getByText(/约 1?[0-9] 分钟到|还在路上/)
      .first()
      .waitFor();
    await keepPicture(passenger, 'rescue-passenger-on-the-way');
    await rescuer.tap('#arrive');
    await passenger.getByText('救援人员已经到了').first().waitFor();
    await rescuer.tap('#start');
    await rescuer.tap('#free');
    await rescuer.tap('#confirm-freed');
    await passenger.getByText('已经解救').first().waitFor();
    await keepPicture(passenger, 'rescue-passenger-freed');

    await rescuer.tap('#to-after');
    await rescuer.tap('#cause-door');
    await rescuer.tap('#second-2');
    await rescuer.fill('#cause-measures', '断电盘车放人，更换 3 层门锁触点。');
    await rescuer.tap('#send-cause');
    await rescuer.seeText('厅门锁、轿门锁失效');
    await rescuer.picture('rescue-station-after');

    await desk.getByRole('button', { name: /990101/ }).click();
    const drawer = desk.getByRole('dialog');
    await drawer.getByText('接单超时').first().waitFor();
    await drawer.getByRole('button', { name: '回访结案' }).click();
    const close = desk.getByRole('dialog', { name: '回访结案' });
    await close.getByLabel('回访情况').fill('乘客平安，电梯停用待修。');
    await close.getByRole('button', { name: /结\s*案/ }).click();
    await drawer.getByText('已结案').first().waitFor();
    await keepPicture(desk, 'rescue-desk-closed');
  },
  12 * minute,
);

test(
  'a passenger has no account: home is the lift that was scanned, and where an account is asked for it says what goes without',
  async () => {
    const passenger = await phoneOf('passenger');
    await passenger.tap('#report-fault');
    await passenger.see('#send-report, #fault-text');
    await passenger.home();
    await passenger.see('#to-report');
    await passenger.openPage('pages/home/index');
    await passenger.see('#account-unknown');
    await passenger.seeText('扫电梯上的二维码查看、求救，不用登录。');
  },
  4 * minute,
);

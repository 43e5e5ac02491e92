import { factorApi } from '@lifttrust/shared-types/factor/factor.contract';
import { messageApi } from '@lifttrust/shared-types/message/message.contract';
import type { SignedIn } from '@lifttrust/shared-types/session/session.contract';
import type { Browser, Page } from 'playwright-core';
import { codeOf, fromBase32, stepAt } from '../../cloud/src/factor/totp';
import { Clock } from '../../cloud/src/kernel/clock';
import { startService, type TestService } from '../../cloud/src/kernel/testing/service';
import { PersonService } from '../../cloud/src/person/person.service';
import { SignInDesk } from '../../cloud/src/session/testing/sign-in-desk';
import { buildDistrict, type StaffedDistrict, type Worker } from '../fixture/district';
import { keepPicture } from '../fixture/keep-picture';
import { launchChromium, pagePatienceMs, stillConsole } from '../mini/runner/chromium';
import { ensureConsole, webFolder } from './built-console';

const minutes = 60_000;
const wide = { width: 1440, height: 900 };
const narrow = { width: 390, height: 844 };
const desk = new SignInDesk();
const keys = new Map<string, string>();
let service: TestService;
let own: StaffedDistrict;
let browser: Browser;

beforeAll(async () => {
  ensureConsole();
  service = await desk.open((overrides) => startService('sqlite', overrides), {
    LIFTTRUST_WEB_DIR: webFolder,
  });
  own = await buildDistrict(service, 'own');
  for (const worker of [own.admin, own.regulatorAdmin]) await desk.bind(worker);
  browser = await launchChromium();
}, 5 * minutes);

afterAll(async () => {
  await browser?.close();
  await desk.close();
});

const codeFor = async ({ personId }: Worker): Promise<string> =>
  codeOf(fromBase32(keys.get(personId) ?? ''), stepAt((await service.get(Clock)).now()));

/** Signed in at a desk with both steps; the first time the authenticator is set up. */
async function signedIn(worker: Worker): Promise<SignedIn> {
  await desk.pass(30_000);
  const { token } = (await desk.signIn(worker, { desk: true, device: { id: 'a-desk-computer' } })).data;
  if (keys.has(worker.personId))
    return (await service.call(factorApi.prove, { code: await codeFor(worker) }, { token })).data;
  keys.set(worker.personId, (await service.call(factorApi.enrol, {}, { token })).data.key);
  const confirmed = await service.call(factorApi.confirm, { code: await codeFor(worker) }, { token });
  return confirmed.data.session;
}

/** A window as the console itself leaves it after signing in. */
async function sit(worker: Worker, path: string): Promise<Page> {
  const { token, me, refreshToken } = await signedIn(worker);
  const renewal = { refreshToken, everyMs: 3_600_000, since: Date.now() };
  const context = await browser.newContext({ ...stillConsole, viewport: wide });
  await context.addInitScript(
    (kept) =>
      sessionStorage.getItem('lifttrust.session') ?? sessionStorage.setItem('lifttrust.session', kept),
    JSON.stringify({ token, me, renewal }),
  );
  const page = await context.newPage();
  page.setDefaultTimeout(pagePatienceMs);
  await page.goto(`${service.url}/console${path}`);
  return page;
}

async function look(page: Page, name: string): Promise<void> {
  await keepPicture(page, `console-${name}`);
  await page.setViewportSize(narrow);
  await keepPicture(page, `console-${name}-narrow`);
  await page.setViewportSize(wide);
}

const dialog = (page: Page) => page.getByRole('dialog').last();
async function give(page: Page, code: string, button: string): Promise<void> {
  await dialog(page).locator('input').fill(code);
  await dialog(page).getByRole('button', { name: button }).click();
}

test(
  'somebody sees where they are signed in and ends what they do not know',
  async () => {
    await signedIn(own.admin);
    const page = await sit(own.admin, '/');
    await page.getByRole('link', { name: new RegExp(own.admin.name) }).click();
    await page.getByText('登录在哪里', { exact: true }).waitFor();
    await page.getByText('本机').waitFor();
    await look(page, 'security');
    const before = await page.getByRole('button', { name: '结束登录' }).count();
    await page.getByRole('button', { name: '结束登录' }).first().click();
    await page.getByText('那台设备立即退出').waitFor();
    await look(page, 'end-session');
    await page.locator('.ant-popconfirm').getByRole('button', { name: '结束登录' }).click();
    await page.getByText('那处登录已结束').waitFor();
    await expectCount(page, before - 1);
  },
  2 * minutes,
);

async function expectCount(page: Page, wanted: number): Promise<void> {
  await page.waitForFunction(
    (count) => document.querySelectorAll('.ant-list .ant-btn-dangerous').length === count,
    wanted,
  );
}

test(
  'a new authenticator takes the old one’s place once its first code is right; recovery codes are shown once',
  async () => {
    const page = await sit(own.admin, '/security');
    await page.getByRole('button', { name: '更换验证器' }).click();
    await desk.pass(30_000);
    await look(page, 'change-factor');
    await give(page, await codeFor(own.admin), '下一步');
    const key = (await page.locator('.factor__key').textContent()) ?? '';
    keys.set(own.admin.personId, key.trim());
    await look(page, 'change-factor-key');
    await give(page, '000000', '启用新的');
    await dialog(page).getByText('验证码不对或已用过').waitFor();
    await give(page, await codeFor(own.admin), '启用新的');
    await dialog(page).getByText('验证器已更换').waitFor();
    await look(page, 'change-factor-codes');
    const codes = ((await page.locator('.factor__codes').textContent()) ?? '').split('\n');
    expect(codes).toHaveLength(10);
    await dialog(page).getByRole('button', { name: '我已保存' }).click();
    await page.getByText('验证器已更换，别处的登录已结束').waitFor();
    await page.getByRole('button', { name: '换一批恢复码' }).click();
    await give(page, codes[0] ?? '', '作废旧的，换新的');
    await dialog(page).getByText('恢复码已更换').waitFor();
    expect(await page.locator('.factor__codes').textContent()).not.toContain(codes[1]);
    await dialog(page).getByRole('button', { name: '我已保存' }).click();
    await page.getByText('恢复码已更换，旧的已作废').waitFor();
    await page.getByText('10 组').waitFor();
  },
  2 * minutes,
);

test(
  'a wrong WeChat account is let go on the same page',
  async () => {
    const people = await service.get(PersonService);
    await desk.write((tx) => people.bindAccount(tx, 'wechat', 'openid-of-the-admin', own.admin.personId));
    const page = await sit(own.admin, '/security');
    await page.getByRole('button', { name: '解除绑定' }).click();
    await page.getByText('微信里的登录立即结束').waitFor();
    await look(page, 'release-wechat');
    await page.locator('.ant-popconfirm').getByRole('button', { name: '解除绑定' }).click();
    await page.getByText('没有绑定微信。').waitFor();
  },
  2 * minutes,
);

test(
  'the district’s admin clears somebody’s second factor with a reason, after being asked once more; their own never',
  async () => {
    const page = await sit(own.regulatorAdmin, '/accounts');
    await page.getByRole('row', { name: new RegExp(own.regulatorAdmin.name) }).click();
    await page.getByText('来龙去脉').waitFor();
    expect(await page.getByRole('button', { name: '清除二次验证' }).count()).toBe(0);
    await page.locator('.ant-drawer-close').click();
    await page.getByRole('row', { name: new RegExp(own.admin.name) }).click();
    await look(page, 'account-drawer');
    await page.getByRole('button', { name: '清除二次验证' }).click();
    await page.getByText('请先当面或打电话确认是本人').waitFor();
    await page.locator('.ant-modal').getByRole('button', { name: '清除', exact: true }).click();
    await page.getByText('请写明理由').waitFor();
    await page.getByLabel('理由').fill('手机和恢复码都丢了，已当面核实。');
    await look(page, 'reset-factor');
    await page.locator('.ant-modal').getByRole('button', { name: '清除', exact: true }).click();
    await page.getByText('已清除，并通知了本人').waitFor();
    keys.delete(own.admin.personId);
    const again = await signedIn(own.admin);
    const { items } = (await service.call(messageApi.list, {}, { token: again.token })).data;
    expect(items.map(({ title }) => title)).toContain('您的二次验证已被清除');
  },
  2 * minutes,
);

test(
  'a token that has run out is renewed without anybody noticing; past that the desk says so calmly',
  async () => {
    const page = await sit(own.admin, '/security');
    await page.getByText('本机').waitFor();
    await desk.pass(16 * minutes);
    await page.getByRole('menuitem', { name: '账号与设备' }).click();
    await page.getByText('没有等待处理的申请。').waitFor();
    await desk.pass(31 * minutes);
    await page.getByRole('menuitem', { name: '账号与权限' }).click();
    await page.getByText('登录已过期，请从钉钉重新打开监管台').waitFor();
    await look(page, 'run-out');
  },
  2 * minutes,
);

import { deviceApi } from '@lifttrust/shared-types/device/device.contract';
import type { Browser, Page } from 'playwright-core';
import { codeOf, fromBase32, stepAt } from '../../cloud/src/factor/totp';
import { Clock } from '../../cloud/src/kernel/clock';
import { startService, type TestService } from '../../cloud/src/kernel/testing/service';
import { SignInDesk } from '../../cloud/src/session/testing/sign-in-desk';
import { buildDistrict, type StaffedDistrict, type Worker } from '../fixture/district';
import { launchChromium, pagePatienceMs } from '../mini/runner/chromium';
import { ensureConsole, webFolder } from './built-console';

const minutes = 60_000;
const corpId = 'dingexamplecorp';
const screens = process.env.LIFTTRUST_SCREENS;
const desk = new SignInDesk();
let service: TestService;
let own: StaffedDistrict;
let browser: Browser;
const keys = new Map<string, string>();

beforeAll(async () => {
  ensureConsole();
  service = await desk.open((overrides) => startService('sqlite', overrides), {
    LIFTTRUST_WEB_DIR: webFolder,
    LIFTTRUST_DINGTALK_CORP_ID: corpId,
  });
  own = await buildDistrict(service, 'own');
  await desk.bind(own.admin);
  browser = await launchChromium();
}, 5 * minutes);

afterAll(async () => {
  await browser?.close();
  await desk.close();
});

/** A window of DingTalk on a phone: its name, and the bridge that DingTalk puts into every page. */
async function dingtalkWindow(worker: Worker): Promise<Page> {
  const context = await browser.newContext({
    userAgent: 'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 AliApp(DingTalk/7.6.0)',
    viewport: { width: 1440, height: 900 },
    locale: 'zh-CN',
  });
  await context.exposeFunction('codeOfDingtalk', (asked: string) =>
    asked === corpId ? desk.codeOf(worker) : '',
  );
  await context.addInitScript(() => {
    const host = window as unknown as Record<string, unknown>;
    const ask = host.codeOfDingtalk as (corpId: string) => Promise<string>;
    type Told = (answer: unknown) => void;
    const bridge = (told: Told, failed: Told, path: string, name: string, input: { corpId: string }) => {
      if (`${path}.${name}` !== 'runtime.permission.requestAuthCode') return failed({ errorCode: '3' });
      return ask(input.corpId).then((code) => (code ? told({ code }) : failed({ errorCode: '7' })));
    };
    host.nuva = { isReady: true, require: () => bridge };
  });
  const page = await context.newPage();
  page.setDefaultTimeout(pagePatienceMs);
  return page;
}

const open = (page: Page, path = '/') => page.goto(`${service.url}/console${path}`);
const picture = async (page: Page, name: string) => {
  if (screens) await page.screenshot({ path: `${screens}/console-${name}.png` });
};
const codeFor = async (worker: Worker): Promise<string> => {
  const at = (await service.get(Clock)).now();
  return codeOf(fromBase32(keys.get(worker.personId) ?? ''), stepAt(at));
};

test(
  'outside DingTalk the desk says where to open it, and loads nothing of DingTalk’s',
  async () => {
    const page = await (await browser.newContext({ locale: 'zh-CN' })).newPage();
    const loaded: string[] = [];
    page.on('request', (request) => loaded.push(request.url()));
    await open(page);
    await page.getByText('请从钉钉打开监管台').waitFor();
    await picture(page, 'outside-dingtalk');
    expect(loaded.filter((url) => /union|requestAuthCode/i.test(url))).toEqual([]);
  },
  2 * minutes,
);

test(
  'a company’s admin comes in through DingTalk, sets up the second step and keeps the recovery codes',
  async () => {
    const page = await dingtalkWindow(own.admin);
    await open(page);
    await page.getByText('请完成二次验证').waitFor();
    const key = ((await page.locator('.factor__key').textContent()) ?? '').replace(/\s/g, '');
    keys.set(own.admin.personId, key);
    await picture(page, 'second-factor');
    await page.getByLabel('验证码').fill('000000');
    await page.getByRole('button', { name: '启用二次验证' }).click();
    await page.getByText('验证码不对或已用过').waitFor();
    await page.getByLabel('验证码').fill(await codeFor(own.admin));
    await page.getByRole('button', { name: '启用二次验证' }).click();
    await page.getByText('二次验证已启用').waitFor();
    expect((await page.locator('.factor__codes').textContent())?.split('\n')).toHaveLength(10);
    await picture(page, 'recovery-codes');
    await page.getByRole('button', { name: '我已保存，进入' }).click();
    await page.getByRole('menuitem', { name: '账号与设备' }).waitFor();
  },
  2 * minutes,
);

test(
  'with several roles the desk asks which one; a device change is approved with a reason',
  async () => {
    await desk.assign(own.admin, 'owner_admin', own.ownerId);
    await desk.pass(30_000);
    const phone = {
      token: await service.signIn(own.lead.personId, 'the-new-phone'),
      deviceId: 'the-new-phone',
    };
    await service.call(deviceApi.ask, { reason: '手机摔坏了。' }, phone);

    const page = await dingtalkWindow(own.admin);
    await open(page);
    await page.getByLabel('验证码').fill(await codeFor(own.admin));
    await picture(page, 'second-step');
    await page.getByRole('button', { name: '验证并进入' }).click();
    await page.getByText('您有几个身份，这次用哪一个？').waitFor();
    await page.getByText('使用单位管理员 · ').waitFor();
    await picture(page, 'choose-role');
    await page.getByRole('button', { name: '用这个身份' }).click();

    await page.getByRole('menuitem', { name: '账号与设备' }).click();
    await page.getByText('手机摔坏了。').waitFor();
    await picture(page, 'device-changes');
    await page.getByRole('button', { name: '处理' }).click();
    await page.getByText('批准', { exact: true }).click();
    await page.getByLabel('理由').fill('已当面核实，旧手机损坏。');
    await picture(page, 'device-decision');
    await page.getByRole('button', { name: '确认决定' }).click();
    await page.getByText('起可以用新设备。').waitFor();
    await page.getByText('没有等待处理的申请。').waitFor();
    await page.getByRole('tab', { name: '正在登录' }).click();
    await page.getByText('钉钉 · 后台').first().waitFor();
    await picture(page, 'sessions');
    await page.getByRole('button', { name: '切换身份' }).click();
    await page.getByText('使用单位管理员 · ').click();
    await page.getByRole('button', { name: '用这个身份' }).click();
    await page.getByText(`${own.admin.name} · 使用单位管理员`).waitFor();
  },
  2 * minutes,
);

import { mkdirSync } from 'node:fs';
import { addDays, dayOf } from '@lifttrust/shared-types/kernel/time';
import type { Page } from 'playwright-core';
import { DirectoryCity } from '../../cloud/src/directory/testing/directory-city';
import { Cipher } from '../../cloud/src/kernel/cipher';
import { Database } from '../../cloud/src/kernel/database';
import { onBothDatabases } from '../../cloud/src/kernel/testing/service';
import { Person } from '../../cloud/src/person/person.entity';
import { DailyRound } from '../../cloud/src/round/daily-round';
import { ensureConsole, webFolder } from '../console/built-console';
import { chooseOption } from '../fixture/antd-list';
import { DingtalkDesk } from '../fixture/dingtalk-desk';
import { DingtalkPhone } from '../fixture/dingtalk-phone';
import type { Worker } from '../fixture/district';
import { inventedNumber } from '../fixture/papers';
import { sampleFaces } from '../fixture/sample-faces';
import { ensureBuilt } from '../mini/runner/packages';
import type { SimulatedMember } from '../simulators/dingtalk-corporation';

const minute = 60_000;
const screens = process.env.LIFTTRUST_SCREENS;
const company = '鹭湾区示例电梯服务有限公司';

/** Each step needs the ones before it: after the first failure the others fail at once. */
let broken = false;
function step(name: string, work: () => Promise<void>, timeout = 2 * minute): void {
  const once = async () => {
    if (broken) throw new Error('a step before this one failed');
    broken = true;
    await work().catch(async (error) => {
      await asItStands();
      throw error;
    });
    broken = false;
  };
  test(name, once, timeout);
}

/** What everybody sees when a step fails. */
let asItStands = async (): Promise<void> => undefined;

let pictures = 0;
/** With LIFTTRUST_SCREENS=<folder> a picture of each screen is kept. */
async function keep(page: Page | null, name: string): Promise<void> {
  if (!screens || !page) return;
  pictures += 1;
  mkdirSync(screens, { recursive: true });
  await page.waitForTimeout(400);
  await page.screenshot({ path: `${screens}/${String(pictures).padStart(2, '0')}-${name}.png` });
}

const dialog = (page: Page) => page.getByRole('dialog').last();
const go = (page: Page, place: string) =>
  page
    .getByRole('menuitem')
    .filter({ has: page.getByText(place, { exact: true }) })
    .click();
const row = (page: Page, ...words: string[]) =>
  words.reduce((found, hasText) => found.filter({ hasText }), page.getByRole('row'));
const closeDrawer = (page: Page) => page.locator('.ant-drawer-close').click();
const choose = (page: Page, label: string, option: string) =>
  chooseOption(dialog(page).getByRole('combobox', { name: label, exact: true }), option);

onBothDatabases((start) => {
  let city: DirectoryCity;
  let desk: DingtalkDesk;
  let faces: Awaited<ReturnType<typeof sampleFaces>>;
  let regulator: Page;
  let admin: Page;
  const members = new Map<string, SimulatedMember>();
  const phones = new Map<string, DingtalkPhone>();

  const member = (name: string): SimulatedMember => {
    const found = members.get(name);
    if (!found) throw new Error(`${name} is not in DingTalk`);
    return found;
  };
  const phone = (name: string): DingtalkPhone => {
    const found = phones.get(name);
    if (!found) throw new Error(`${name} has no phone`);
    return found;
  };
  const add = (name: string, department: number, told: Partial<SimulatedMember> = {}) =>
    members.set(name, city.corporation.addMember(name, department, told));
  /** Whoever is in the register is in DingTalk with the same telephone. */
  async function known({ personId, name }: Worker, department: number): Promise<void> {
    const { manager } = (await city.service.get(Database)).reader;
    const { phoneSealed } = await manager.findOneByOrFail(Person, { id: personId });
    add(name, department, { mobile: (await city.service.get(Cipher)).decrypt(phoneSealed ?? '') });
  }

  beforeAll(async () => {
    ensureConsole();
    await ensureBuilt('dd');
    faces = await sampleFaces();
    city = await DirectoryCity.build(start, { LIFTTRUST_FACE_WORKERS: '1', LIFTTRUST_WEB_DIR: webFolder });
    const bureau = city.corporation.addDepartment('清和区市场监督管理局');
    const service = city.corporation.addDepartment('鹭湾示例电梯服务');
    await known(city.own.regulatorAdmin, bureau);
    await known(city.own.reviewer, bureau);
    for (const [at, name] of ['郁当家', '沈副手', '陈守安', '林知行'].entries())
      add(name, service, { mobile: `1007700000${at}` });
    const admins = city.corporation.addRole('单位管理员');
    city.corporation.roles.get(admins)?.holders.add(member('沈副手').userid);
    desk = await DingtalkDesk.open(city);
    asItStands = async () => {
      for (const page of desk.pages) await keep(page, 'failed');
      for (const { mini } of phones.values()) await keep(mini.phone, 'failed');
    };
  }, 10 * minute);

  afterAll(async () => {
    for (const one of phones.values()) await one.close();
    await desk?.close();
    await city?.stop();
  });

  step('a regulator comes in through DingTalk with a second step, and reads the address book', async () => {
    regulator = await desk.comeIn(member(city.own.regulatorAdmin.name));
    await keep(regulator, 'regulator-in');
    await go(regulator, '钉钉通讯录');
    await regulator.getByText('还没有读过').waitFor();
    await keep(regulator, 'directory-empty');
    await regulator.getByRole('button', { name: '读取通讯录' }).click();
    await regulator.getByText('3 个部门、6 人').waitFor();
    await keep(regulator, 'directory-read');
  });

  step('the regulator gives the company its administrator in the console, with a reason', async () => {
    await go(regulator, '账号与权限');
    await regulator.getByRole('button', { name: '分配账号' }).click();
    await choose(regulator, '单位', company);
    await dialog(regulator).getByLabel('姓名', { exact: true }).fill('郁当家');
    await dialog(regulator).getByLabel('手机号').fill(member('郁当家').mobile);
    await choose(regulator, '身份', '维保单位管理员');
    await dialog(regulator).getByLabel('原因').fill('备案已通过');
    await keep(regulator, 'assign');
    await dialog(regulator).getByRole('button', { name: '分配' }).click();
    await regulator.getByText('已给郁当家分配维保单位管理员').waitFor();
    await row(regulator, '郁当家', company, '后台分配').waitFor();
    await keep(regulator, 'accounts');
  });

  step('a second administrator comes from DingTalk: department and role are mapped once', async () => {
    await go(regulator, '钉钉通讯录');
    const line = regulator.locator('.ant-tree-treenode', { hasText: '鹭湾示例电梯服务' });
    await line.getByRole('button', { name: '对应单位' }).click();
    await choose(regulator, '单位', company);
    await dialog(regulator).getByLabel('原因').fill('首次对应');
    await keep(regulator, 'map-department');
    await dialog(regulator).getByRole('button', { name: '保存' }).click();
    await regulator.getByText(`→ ${company}`).waitFor();
    await regulator.getByRole('tab', { name: '角色对应身份' }).click();
    await row(regulator, '单位管理员').getByRole('button', { name: '对应身份' }).click();
    await choose(regulator, '身份', '维保单位管理员');
    await dialog(regulator).getByLabel('原因').fill('首次对应');
    await keep(regulator, 'map-role');
    await dialog(regulator).getByRole('button', { name: '保存' }).click();
    await row(regulator, '单位管理员', '维保单位管理员').waitFor();
    await keep(regulator, 'roles-mapped');
    await go(regulator, '账号与权限');
    await row(regulator, '沈副手', '维保单位管理员').waitFor();
    await row(regulator, '沈副手').click();
    await dialog(regulator).getByText('部门与角色对应：首次对应').waitFor();
    await keep(regulator, 'second-admin');
    await closeDrawer(regulator);
  });

  step(
    'the company’s administrator comes in and enters two technicians with their certificates',
    async () => {
      admin = await desk.comeIn(member('郁当家'));
      await keep(admin, 'admin-in');
      for (const name of ['陈守安', '林知行']) {
        await go(admin, '人员');
        await admin.getByRole('button', { name: '登记人员' }).click();
        await dialog(admin).getByLabel('姓名', { exact: true }).fill(name);
        await dialog(admin).getByLabel('手机号码', { exact: true }).fill(member(name).mobile);
        await dialog(admin).getByLabel('身份证号码', { exact: true }).fill(inventedNumber());
        const until = dialog(admin).getByLabel('作业人员证有效期至');
        await until.fill(addDays(dayOf(Date.now()), 700));
        await until.press('Enter');
        await keep(admin, 'register');
        await dialog(admin).getByRole('button', { name: '登记', exact: true }).click();
        await admin.getByText('可以安排作业').waitFor();
        await keep(admin, 'registered');
      }
      await go(admin, '人员');
      for (const name of ['陈守安', '林知行']) await row(admin, name, '维保人员', '在岗').waitFor();
      await keep(admin, 'people');
      await go(admin, '账号与权限');
      await row(admin, '陈守安', '后台分配 · 郁当家').waitFor();
      await keep(admin, 'company-accounts');
    },
  );

  step(
    'both technicians open the compiled DingTalk package, consent and enrol with three pictures',
    async () => {
      for (const [at, name] of ['陈守安', '林知行'].entries()) {
        phones.set(name, await DingtalkPhone.of(member(name), city));
        const { hand, natives, mini } = phone(name);
        await phone(name).openApp();
        await hand.see(name, '#open-me');
        await keep(mini.phone, `home-${at}`);
        await hand.tap('#enrol-hint');
        await hand.onPage('technician/enrol/index');
        await hand.see('人脸', '#consent-text');
        await keep(mini.phone, `consent-${at}`);
        await hand.tap('#consent-tick');
        await hand.tap('#consent-agree');
        for (const frame of [1, 2, 3]) {
          await hand.see(`第 ${frame} 张`, '#enrol-frames');
          await natives.hold(faces(at, `enrol-${frame}`));
          await keep(mini.phone, `frame-${at}-${frame}`);
          await hand.tap('#take-frame');
        }
        await hand.see('三张都拍好了', '#enrol-frames');
        await keep(mini.phone, `frames-${at}`);
        await hand.tap('#send-frames');
        await hand.see('待核验', '#enrolment-state');
        await keep(mini.phone, `enrolled-${at}`);
      }
    },
    3 * minute,
  );

  step('a reviewer compares the pictures and approves both, and the phones say so', async () => {
    const reviewer = await desk.comeIn(member(city.own.reviewer.name));
    await go(reviewer, '身份核验');
    for (const name of ['陈守安', '林知行']) {
      await reviewer.getByText(`${name} · `, { exact: false }).first().waitFor();
      await reviewer.getByRole('button', { name: '是本人，通过' }).click();
      await keep(reviewer, 'review');
      await reviewer.getByLabel('理由').fill('与作业证照片一致。');
      await reviewer.getByRole('button', { name: '确认通过' }).click();
    }
    await reviewer.getByText('没有等待核验的身份').waitFor();
    await keep(reviewer, 'reviewed');
    for (const [at, name] of ['陈守安', '林知行'].entries()) {
      await phone(name).openApp();
      await phone(name).hand.tap('#open-me');
      await keep(phone(name).mini.phone, `me-${at}`);
      await phone(name).mini.program.reLaunch('/technician/enrol/index');
      await phone(name).hand.see('已登记', '#enrolment-state');
      await keep(phone(name).mini.phone, `approved-${at}`);
    }
  });

  step(
    'a technician binds the lift by its code; the company sees who did, the regulator whose it is',
    async () => {
      const { hand, natives, mini } = phone('陈守安');
      await phone('陈守安').openApp();
      await hand.tap('#open-bind');
      await hand.onPage('lift/bind/index');
      await keep(mini.phone, 'bind');
      await natives.showCode(`https://lifttrust.example/l/${city.own.code}`);
      await hand.tap('#scan-lift');
      await hand.see('鹭湾区望溪花园 3 幢', '.screen');
      await keep(mini.phone, 'scanned');
      await hand.tap('#bind-lift');
      await hand.see('已绑定', '#bound');
      await keep(mini.phone, 'bound');
      await go(admin, '扫码绑定');
      await row(admin, '鹭湾区望溪花园 3 幢', '陈守安', '扫码', '已绑定').waitFor();
      await keep(admin, 'bindings');
      await go(regulator, '电梯台账');
      await row(regulator, '鹭湾区望溪花园 3 幢').click();
      await dialog(regulator).getByText(company).waitFor();
      await keep(regulator, 'lift');
      await closeDrawer(regulator);
    },
  );

  step(
    'taken out in DingTalk’s admin, a technician hears at the next tap that the session is over',
    async () => {
      const { userid } = member('林知行');
      await phone('林知行').openApp();
      await phone('林知行').hand.see('林知行', '#open-me');
      city.corporation.removeMember(userid);
      await city.post(
        city.event('user_leave_org', { UserId: [userid], OptStaffId: member('沈副手').userid }),
      );
      await go(regulator, '账号与权限');
      await regulator.getByText('已收回', { exact: true }).click();
      await row(regulator, '林知行', '钉钉后台变更 · 沈副手').click();
      await dialog(regulator).getByText('在钉钉后台移出').waitFor();
      await dialog(regulator).getByText('登记人员').waitFor();
      await keep(regulator, 'account-taken');
      await closeDrawer(regulator);
      const { hand, mini } = phone('林知行');
      await hand.tap('#open-lifts');
      // Whose home page has asked for its news meanwhile has heard already, and is trying to sign in anew.
      await hand.see(/登录已经结束|现在不能登录/, '.screen');
      await hand.see('您已不在本组织的钉钉通讯录里', '.screen');
      await keep(mini.phone, 'session-over');
      await hand.tap('#retry');
      await hand.see('现在不能登录', '.screen');
      await keep(mini.phone, 'session-over-again');
    },
  );

  step('whose leaving DingTalk never told is found at the daily reconciliation', async () => {
    const { hand, mini } = phone('陈守安');
    city.corporation.removeMember(member('陈守安').userid);
    await phone('陈守安').openApp();
    await hand.see('陈守安', '#open-me');
    await (await city.service.get(DailyRound)).make();
    await city.settle();
    await hand.tap('#open-lifts');
    await hand.see(/登录已经结束|现在不能登录/, '.screen');
    await keep(mini.phone, 'found-later');
    await go(regulator, '钉钉通讯录');
    await regulator.getByRole('tab', { name: '对账差异' }).click();
    await row(regulator, '陈守安', '已更正').waitFor();
    await keep(regulator, 'difference');
    expect(desk.complaints).toEqual([]);
  });
});

import { addDays, addMonths, dayOf } from '@lifttrust/shared-types/kernel/time';
import { planApi } from '@lifttrust/shared-types/plan/plan.contract';
import type { Locator, Page } from 'playwright-core';
import { systemCtx } from '../../cloud/src/kernel/actor';
import { Clock } from '../../cloud/src/kernel/clock';
import { Database } from '../../cloud/src/kernel/database';
import { newId } from '../../cloud/src/kernel/new-id';
import { startService, type TestService } from '../../cloud/src/kernel/testing/service';
import { UnitOfWork } from '../../cloud/src/kernel/unit-of-work';
import { Lift } from '../../cloud/src/lift/lift.entity';
import { Visit } from '../../cloud/src/visit/visit.entity';
import { buildDistrict, type StaffedDistrict } from '../fixture/district';
import { good } from '../fixture/uploads';
import { ensureConsole, webFolder } from './built-console';
import { ConsoleDesk } from './console-desk';

const minutes = 60_000;
let service: TestService;
let desk: ConsoleDesk;
let own: StaffedDistrict;
let today: string;
let month: string;
let firstId: string;

beforeAll(async () => {
  ensureConsole();
  service = await startService('sqlite', { LIFTTRUST_WEB_DIR: webFolder });
  own = await buildDistrict(service, 'own');
  today = dayOf((await service.get(Clock)).now());
  // A month with room before its end, whatever the day on which this test is run.
  month = addMonths(`${today.slice(0, 7)}-01`, 1).slice(0, 7);
  await fill(Number(process.env.LIFTTRUST_LIFTS ?? 24));
  desk = await ConsoleDesk.open(service);
}, 5 * minutes);

afterAll(async () => {
  await desk?.close();
  await service?.stop();
});

const reader = async () => (await service.get(Database)).reader.manager;

/** Lifts in some buildings, all due within the first half of the month. */
async function fill(count: number): Promise<void> {
  const first = await (await reader()).findOneByOrFail(Lift, { id: own.liftId });
  const clock = await service.get(Clock);
  await (await service.get(UnitOfWork)).run(systemCtx(clock.now()), async (tx) => {
    const inMonth = (day: number) => addDays(`${month}-01`, day);
    await tx.manager.update(Lift, { id: first.id }, { dueOn: inMonth(11) });
    for (let at = 1; at < count; at += 1) {
      const own = {
        id: newId(),
        ownNumber: `${(at % 4) + 1}#`,
        place: `云栖里 ${Math.floor(at / 4) + 1} 幢`,
      };
      await tx.manager.insert(Lift, { ...first, ...own, address: own.place, dueOn: inMonth(4 + (at % 10)) });
    }
  });
  firstId = first.id;
}

async function shot(page: Page, name: string): Promise<void> {
  const folder = process.env.LIFTTRUST_SHOTS;
  if (!folder) return;
  await page.screenshot({ path: `${folder}/plan-${name}.png` });
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.screenshot({ path: `${folder}/plan-${name}-dark.png` });
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 390, height: 844 });
  await page.screenshot({ path: `${folder}/plan-${name}-390.png` });
  await page.setViewportSize({ width: 1440, height: 900 });
}

const visitOfFirst = async () =>
  (await reader()).findOne(Visit, {
    where: { liftId: firstId, state: 'planned' },
    order: { plannedOn: 'ASC' },
  });
const field = (page: Page, row: string, day: string): Locator =>
  page.locator(`td[data-row="${row}"][data-day="${day}"]`);

/** As a hand does it: press, move over in small steps, let go. */
async function drag(page: Page, card: Locator, to: Locator): Promise<void> {
  await to.scrollIntoViewIfNeeded();
  await card.scrollIntoViewIfNeeded();
  const [from, target] = [await card.boundingBox(), await to.boundingBox()];
  if (!from || !target) throw new Error('card and field are to be seen');
  await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(from.x + from.width / 2 + 6, from.y + from.height / 2 + 4, { steps: 3 });
  await page.mouse.move(target.x + target.width / 2, target.y + target.height / 2, { steps: 10 });
  await page.mouse.move(target.x + target.width / 2 + 1, target.y + target.height / 2, { steps: 2 });
  await page.mouse.up();
}

test(
  'a company has a month proposed, reads why each visit stands where it stands, and takes it',
  async () => {
    const page = await desk.sit(own.admin.token, `/plan?month=${month}`);
    await page.getByText('还没有安排').first().waitFor();
    await shot(page, 'empty');
    await page.getByRole('button', { name: '生成排期' }).click();
    await page.getByText(/^共建议 \d+ 次维保/).waitFor();
    await page.locator('.plan-why li').first().waitFor();
    await shot(page, 'proposal');
    await page.getByText(/^周期项目 \d+$/).click();
    await page
      .locator('.ant-drawer td', { hasText: /^限速器动作速度校验：/ })
      .first()
      .waitFor();
    await page.getByRole('button', { name: /^全部采用/ }).click();
    await page.getByText(/^已采用 \d+ 次维保。$/).waitFor();
    await page.locator('.card-mini[data-visit]').first().waitFor();
    expect(await visitOfFirst()).not.toBeNull();
    await shot(page, 'board');
  },
  3 * minutes,
);

test(
  'a visit is dragged to another day and taken back; one dragged beyond the law’s day goes back by itself, with the reason',
  async () => {
    const page = await desk.sit(own.admin.token, `/plan?month=${month}&rows=place`);
    const before = await visitOfFirst();
    if (!before?.dueOn) throw new Error('the lift has a visit');
    const [card, row] = [page.locator(`[data-visit="${before.id}"]`), '望溪花园 3 幢 1 单元'];
    await card.waitFor();
    const name = (await page.locator('td', { has: card }).getAttribute('data-row')) ?? row;
    const to =
      addDays(before.plannedOn, -1) > today ? addDays(before.plannedOn, -1) : addDays(before.plannedOn, 1);
    await drag(page, card, field(page, name, to));
    await page
      .getByText(/改到 .*。$/)
      .first()
      .waitFor();
    await field(page, name, to).locator(`[data-visit="${before.id}"]`).waitFor();
    expect((await visitOfFirst())?.plannedOn).toBe(to);
    await page.getByRole('button', { name: '撤销上一步' }).click();
    await page.getByText(/^已撤销：/).waitFor();
    expect((await visitOfFirst())?.plannedOn).toBe(before.plannedOn);

    await field(page, name, before.plannedOn).locator(`[data-visit="${before.id}"]`).waitFor();
    await drag(
      page,
      page.locator(`[data-visit="${before.id}"]`),
      field(page, name, addDays(before.dueOn, 1)),
    );
    await page.getByText(/截止日是 .*，不能安排到/).waitFor();
    await shot(page, 'refused');
    await field(page, name, before.plannedOn).locator(`[data-visit="${before.id}"]`).waitFor();
    expect((await visitOfFirst())?.plannedOn).toBe(before.plannedOn);
  },
  3 * minutes,
);

test(
  'whoever does not drag moves a visit by keyboard, and to other people',
  async () => {
    const page = await desk.sit(own.admin.token, `/plan?month=${month}&rows=person`);
    const before = await visitOfFirst();
    if (!before) throw new Error('the lift has a visit');
    const card = page.locator(`[data-visit="${before.id}"]`);
    await card.waitFor();
    await card.focus();
    await page.keyboard.press('Enter');
    await page.getByText('不能晚于这一天').waitFor();
    await shot(page, 'visit');
    const to =
      addDays(before.plannedOn, -1) > today ? addDays(before.plannedOn, -1) : addDays(before.plannedOn, 1);
    await page.getByLabel('改到哪一天').fill(to);
    await page.getByRole('button', { name: '改到这一天' }).focus();
    await page.keyboard.press('Enter');
    await page
      .getByText(/改到 .*。$/)
      .first()
      .waitFor();
    expect((await visitOfFirst())?.plannedOn).toBe(to);
  },
  2 * minutes,
);

test(
  'after a storm the change is shown with its number before it is taken',
  async () => {
    const page = await desk.sit(own.admin.token, `/plan?month=${month}`);
    const before = await visitOfFirst();
    if (!before) throw new Error('the lift has a visit');
    await page.getByRole('button', { name: '临时重排' }).click();
    await page.getByLabel('从哪天').fill(before.plannedOn);
    await page.getByLabel('到哪天').fill(before.plannedOn);
    await page.getByRole('textbox', { name: '原因' }).fill('台风停工');
    await page.getByRole('button', { name: '看看要改多少' }).click();
    await page.getByText(/^要改动 \d+ 次：/).waitFor();
    expect((await visitOfFirst())?.plannedOn).toBe(before.plannedOn);
    await shot(page, 'replan');
    await page.getByRole('button', { name: /^采用，改动 \d+ 次/ }).click();
    await page
      .getByText(/台风停工：重排 \d+ 次维保。/)
      .first()
      .waitFor();
    const on = await (await reader()).countBy(Visit, { plannedOn: before.plannedOn, state: 'planned' });
    expect(on).toBe(0);
  },
  2 * minutes,
);

test(
  'a governor calibration is entered once it is done, and leaves the list',
  async () => {
    const page = await desk.sit(own.admin.token, `/plan?month=${month}&list=periodic`);
    const rows = page.locator('.ant-drawer tbody tr.ant-table-row');
    await rows.filter({ hasText: '限速器动作速度校验' }).first().waitFor();
    await shot(page, 'periodic');
    await rows.filter({ hasText: '限速器动作速度校验' }).first().locator('.ant-checkbox-input').check();
    await page.getByRole('button', { name: '登记选中的 1 台已完成' }).click();
    await page.getByRole('textbox', { name: '报告编号或说明' }).fill('XSQ-2026-001');
    await page.getByRole('button', { name: '登记完成' }).click();
    await page.getByText('已登记 1 台：限速器动作速度校验。').waitFor();
  },
  2 * minutes,
);

test(
  'a regulator sees the same month and can change nothing',
  async () => {
    const page = await desk.sit(own.regulator.token, `/plan?month=${month}`);
    await page.locator('.card-mini[data-visit]').first().waitFor();
    expect(await page.getByRole('button', { name: '生成排期' }).count()).toBe(0);
    expect(await page.locator('.card-mini[draggable="true"]').count()).toBe(0);
    await page.locator('.card-mini[data-visit]').first().click();
    await page.getByText('预计用时').waitFor();
    expect(await page.getByRole('button', { name: '改到这一天' }).count()).toBe(0);
    await page.goto(`${service.url}/console/plan?month=${month}&q=没有这样的楼盘`);
    await page.getByText('没有这样的维保，请换一个条件。').waitFor();
    const forbidden = await service.call(planApi.propose, { month }, own.regulator);
    expect(forbidden.status).toBe(403);
    good(await service.call(planApi.calendar, { month }, own.regulator));
    await shot(page, 'regulator');
  },
  2 * minutes,
);

test('nothing on these pages made the browser complain', () => {
  expect(desk.complaints).toEqual([]);
});

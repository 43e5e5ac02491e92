import { rescueDeskApi } from '@lifttrust/shared-types/rescue/desk.contract';
import { rescueApi } from '@lifttrust/shared-types/rescue/rescue.contract';
import type { Page } from 'playwright-core';
import { Database } from '../../cloud/src/kernel/database';
import { insertRows } from '../../cloud/src/kernel/insert-rows';
import { newId } from '../../cloud/src/kernel/new-id';
import { startService, type TestService } from '../../cloud/src/kernel/testing/service';
import { Lift } from '../../cloud/src/lift/lift.entity';
import { complaintsOf } from '../fixture/axe';
import { type StaffedDistrict, twoDistricts } from '../fixture/district';
import { keepBothPictures } from '../fixture/keep-picture';
import { good } from '../fixture/uploads';
import { ensureConsole, webFolder } from './built-console';
import { ConsoleDesk } from './console-desk';

const minutes = 60_000;
const tonesOfARing = 3;
let service: TestService;
let own: StaffedDistrict;
let desk: ConsoleDesk;

beforeAll(async () => {
  ensureConsole();
  service = await startService('sqlite', { LIFTTRUST_WEB_DIR: webFolder });
  ({ own } = await twoDistricts(service));
  const { manager } = (await service.get(Database)).writer;
  await manager.update(Lift, { id: own.liftId }, { rescueCode: '350123', place: '鹭湾花园 7 号楼' });
  desk = await ConsoleDesk.open(service);
}, 5 * minutes);

afterAll(async () => {
  await desk?.close();
  await service?.stop();
});

/** A browser whose tones are counted: nobody listens to a build machine. */
async function sitCounting(token: string, path: string): Promise<Page> {
  const page = await desk.sit(token, '/security');
  await page.addInitScript(() => {
    const { createOscillator } = AudioContext.prototype;
    Reflect.set(window, 'tones', 0);
    AudioContext.prototype.createOscillator = function (this: AudioContext) {
      Reflect.set(window, 'tones', Reflect.get(window, 'tones') + 1);
      return createOscillator.call(this);
    };
  });
  await page.goto(`${service.url}/console${path}`);
  return page;
}
const tones = (page: Page): Promise<number> => page.evaluate(() => Reflect.get(window, 'tones'));

const report = (liftId: string) =>
  service
    .call(rescueDeskApi.report, { liftId, source: 'phone', people: 1, isHurt: true }, own.regulator)
    .then((answer) => good(answer).id);
const close = async (entrapmentId: string) => {
  const closing = { entrapmentId, outcome: 'mistaken' as const, callBack: '轿厢是空的。' };
  good(await service.call(rescueApi.close, closing, own.regulator));
};

test(
  'an operator hears and sees on every page what is due, and the desk’s own page does not ring a second time',
  async () => {
    const page = await sitCounting(own.operator.token, '/desk-calls');
    await page.getByText('没有符合条件的来电').waitFor();
    await page.waitForLoadState('networkidle');
    expect(await page.getByRole('region', { name: '马上要办的事' }).count()).toBe(0);
    const id = await report(own.liftId);
    const due = page.getByRole('alert').filter({ hasText: '350123' }).filter({ hasText: '请立即拨打 119' });
    await due.waitFor({ timeout: 5000 });
    expect(await tones(page)).toBe(tonesOfARing);
    await keepBothPictures(page, 'console-desk-strip');
    await due.getByRole('button', { name: /打\s?开/ }).click();
    await page.getByRole('dialog').first().getByText('时间线').waitFor();
    expect(await page.getByRole('region', { name: '马上要办的事' }).count()).toBe(1);
    // Walking to the desk is nothing new.
    expect(await tones(page)).toBeLessThanOrEqual(2 * tonesOfARing);
    await page.goto(`${service.url}/console/tasks`);
    await due.getByRole('button', { name: '知道了' }).click();
    await due.waitFor({ state: 'detached' });
    for (const word of ['请立即拨打 120', '已升级到救援站'])
      await page.getByRole('alert').filter({ hasText: word }).getByRole('button', { name: '知道了' }).click();
    await page.getByText('等待解救 1 起，1 起还没有人接单').waitFor();
    await close(id);
    await page.getByText('等待解救 1 起').waitFor({ state: 'detached' });
    expect(desk.complaints).toEqual([]);
    await page.context().close();
  },
  3 * minutes,
);

test(
  'people of the office are rung at from when they open the desk, and nobody who may not answer is',
  async () => {
    const id = await report(own.liftId);
    const page = await sitCounting(own.regulator.token, '/desk-calls');
    await page.waitForLoadState('networkidle');
    const region = page.getByRole('region', { name: '马上要办的事' });
    expect([await region.count(), await tones(page)]).toEqual([0, 0]);
    await page.getByRole('link', { name: '救援台' }).first().click();
    await region.waitFor();
    await page.waitForFunction(() => Reflect.get(window, 'tones') > 0);
    await page.getByRole('link', { name: '救援指标' }).click();
    await page.getByText('三分钟响应率', { exact: true }).waitFor();
    await region.waitFor();
    await page.context().close();

    const looking = await sitCounting(own.auditor.token, '/desk');
    await looking.getByText('等待解救 1 起').waitFor();
    await looking.getByRole('link', { name: '来电记录' }).click();
    await looking.waitForLoadState('networkidle');
    await looking.getByText('号码加密保存').first().waitFor();
    await looking.getByRole('region', { name: '马上要办的事' }).waitFor({ state: 'detached' });
    await looking.context().close();
    await close(id);
    expect(desk.complaints).toEqual([]);
  },
  3 * minutes,
);

test(
  'a hundred and twenty alerts leave the board in sight, say how many of what, and are taken note of together after a question',
  async () => {
    const { manager } = (await service.get(Database)).writer;
    const lift = await manager.findOneByOrFail(Lift, { id: own.liftId });
    const lifts = Array.from({ length: 40 }, (_, at) => ({
      ...{ ...lift, id: newId(), registrationCode: '', equipmentCode: '', useRegistration: '' },
      ...{ rescueCode: String(360_000 + at), ownNumber: `${at + 1} 号梯` },
    }));
    await insertRows(manager, Lift, lifts);
    for (const { id } of lifts) await report(id);
    const page = await desk.sit(own.operator.token, '/desk');
    const region = page.getByRole('region', { name: '马上要办的事' });
    await region.getByText('120 件马上要办').waitFor();
    await region.getByText('要打 119：40 起').waitFor();
    await region.getByText('要打 120：40 起').waitFor();
    await region.getByText('升级到救援站：40 起').waitFor();
    expect(await region.getByRole('alert').count()).toBe(5);
    const card = page.getByRole('button', { name: /360\d{3}.*有人受伤/s }).first();
    await keepBothPictures(page, 'console-desk-many');
    const box = await card.boundingBox();
    expect((box?.y ?? 9999) + (box?.height ?? 0)).toBeLessThan(900);
    expect((await complaintsOf(page)).filter((words) => words.includes('dues'))).toEqual([]);
    await region.getByRole('button', { name: '列出全部' }).click();
    expect(await region.getByRole('button', { name: '知道了', exact: true }).count()).toBe(120);
    expect((await region.boundingBox())?.height).toBeLessThan(400);

    await region.getByRole('button', { name: '全部知道了' }).click();
    const asked = page.getByRole('dialog', { name: /120 件都停止响铃/ });
    await keepBothPictures(page, 'console-desk-many-noted');
    await asked.getByRole('button', { name: /取\s?消/ }).click();
    await region.getByText('120 件马上要办').waitFor();
    await region.getByRole('button', { name: '全部知道了' }).click();
    await asked.getByRole('button', { name: '全部知道了' }).click();
    await region.waitFor({ state: 'detached' });
    await page.reload();
    await card.waitFor();
    expect(await region.count()).toBe(0);
    await report(own.liftId);
    await region.getByText('请立即拨打 119').waitFor({ timeout: 5000 });
    expect(desk.complaints).toEqual([]);
    await page.context().close();
  },
  4 * minutes,
);

import { hotlineApi } from '@lifttrust/shared-types/hotline/hotline.contract';
import { rescueDeskApi } from '@lifttrust/shared-types/rescue/desk.contract';
import { rescueApi } from '@lifttrust/shared-types/rescue/rescue.contract';
import { Database } from '../../cloud/src/kernel/database';
import { startService, type TestService } from '../../cloud/src/kernel/testing/service';
import { Lift } from '../../cloud/src/lift/lift.entity';
import { chooseOption } from '../fixture/antd-list';
import { type StaffedDistrict, twoDistricts } from '../fixture/district';
import { keepBothPictures } from '../fixture/keep-picture';
import { good } from '../fixture/uploads';
import { ensureConsole, webFolder } from './built-console';
import { ConsoleDesk } from './console-desk';

const minutes = 60_000;
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

test(
  'the desk corrects the number of people and an injury that was none, and the timeline says who and why',
  async () => {
    const told = { liftId: own.liftId, source: 'phone' as const, people: 3, isHurt: true };
    const { id } = good(await service.call(rescueDeskApi.report, told, own.operator));
    const page = await desk.sit(own.operator.token, `/desk?entrapment=${id}`);
    const drawer = page.getByRole('dialog').first();
    await drawer.getByText('时间线').waitFor();
    await drawer.getByRole('button', { name: /更\s?正/ }).click();
    const form = page.getByRole('dialog', { name: '更正', exact: true });
    await form.getByLabel('被困人数').fill('1');
    await form.getByLabel('有人受伤').uncheck();
    const confirm = form.getByRole('button', { name: '确认更正' });
    expect(await confirm.isDisabled()).toBe(true);
    await form.getByLabel('更正的原因').fill('报警人回电，里面是 1 人，没有受伤。');
    await keepBothPictures(page, 'console-desk-correct');
    await confirm.click();
    await drawer.getByText('被困人数由 3 更正为 1；有人受伤由是更正为否').first().waitFor();
    await drawer.getByText(own.operator.name).first().waitFor();
    const after = good(await service.call(rescueApi.show, { entrapmentId: id }, own.operator));
    expect(after).toMatchObject({ people: 1, isHurt: false });
    const closing = { entrapmentId: id, outcome: 'mistaken' as const, callBack: '轿厢是空的。' };
    good(await service.call(rescueApi.close, closing, own.operator));
  },
  4 * minutes,
);

test(
  'the desk calls another station and one person by hand, and an alert rings until somebody takes note',
  async () => {
    const told = { liftId: own.liftId, source: 'phone' as const, people: 1, isHurt: true };
    const { id } = good(await service.call(rescueDeskApi.report, told, own.operator));
    const page = await desk.sit(own.operator.token, '/desk');
    const due = page.getByRole('alert').filter({ hasText: '请立即拨打 119' });
    await due.waitFor();
    await page.getByRole('alert').filter({ hasText: '请立即拨打 120' }).waitFor();
    await keepBothPictures(page, 'console-desk-alerts');
    await due.getByRole('button', { name: '知道了' }).click();
    await due.waitFor({ state: 'detached' });
    await page.reload();
    await page.getByRole('alert').filter({ hasText: '请立即拨打 120' }).waitFor();
    expect(await due.count()).toBe(0);

    await page.goto(`${service.url}/console/desk?entrapment=${id}`);
    const drawer = page.getByRole('dialog').first();
    await drawer.getByText('时间线').waitFor();
    await drawer.getByRole('button', { name: '人工派单' }).click();
    const form = page.getByRole('dialog', { name: '人工派单', exact: true });
    const send = form.getByRole('button', { name: /派\s?单$/ });
    await form.getByText('指定救援站').click();
    expect(await send.isDisabled()).toBe(true);
    await chooseOption(form.getByRole('combobox', { name: '救援站' }), '榕浦区示例电梯应急救援站');
    await keepBothPictures(page, 'console-desk-dispatch');
    await send.click();
    await drawer.getByText('人工派单：榕浦区示例电梯应急救援站，呼叫 1 人').waitFor();
    await drawer.getByRole('button', { name: '人工派单' }).click();
    await form.getByText('指定人员').click();
    await chooseOption(form.getByRole('combobox', { name: '人员' }), own.colleague.name);
    await form.locator('.ant-modal-title').click();
    await send.click();
    await drawer.getByText(/人工派单：鹭湾区示例电梯服务有限公司，/).waitFor();
    const closing = { entrapmentId: id, outcome: 'mistaken' as const, callBack: '轿厢是空的。' };
    good(await service.call(rescueApi.close, closing, own.operator));
  },
  4 * minutes,
);

test(
  'who telephones that they come later, or cannot come, is entered at the desk, and the timeline says by whom',
  async () => {
    const told = { liftId: own.liftId, source: 'phone' as const, people: 1 };
    const { id } = good(await service.call(rescueDeskApi.report, told, own.operator));
    const coming = { entrapmentId: id, etaMinutes: 8 };
    good(await service.call(rescueApi.accept, coming, own.colleague));
    const page = await desk.sit(own.operator.token, `/desk?entrapment=${id}`);
    const drawer = page.getByRole('dialog').first();
    const { name } = own.colleague;
    await drawer.getByRole('button', { name: `${name}来电改到达时间` }).click();
    const later = page.getByRole('dialog', { name: `${name}来电改到达时间` });
    const enter = later.getByRole('button', { name: '登记到达时间' });
    expect(await enter.isDisabled()).toBe(true);
    await later.getByLabel('从现在起还要多久到').fill('20');
    await keepBothPictures(page, 'console-desk-told-later');
    await enter.click();
    await drawer.getByText(`维保单位${name}来电说：预计 20 分钟到达`).waitFor();
    await later.waitFor({ state: 'detached' });
    await drawer.getByRole('button', { name: `${name}来电说去不了` }).click();
    const cannot = page.getByRole('dialog', { name: `${name}来电说去不了` });
    const confirm = cannot.getByRole('button', { name: '确认不能前往' });
    expect(await confirm.isDisabled()).toBe(true);
    await cannot.getByLabel('去不了的原因').fill('路上车坏了。');
    await keepBothPictures(page, 'console-desk-told-cannot');
    await confirm.click();
    await drawer.getByText(`维保单位${name}来电说：路上车坏了。`).waitFor();
    await cannot.waitFor({ state: 'detached' });
    await drawer.getByText(own.operator.name).first().waitFor();
    expect(await drawer.getByRole('button', { name: new RegExp(`^${name}来电`) }).count()).toBe(0);
    await drawer.getByText('不能前往', { exact: true }).first().scrollIntoViewIfNeeded();
    await keepBothPictures(page, 'console-desk-told');
    const after = good(await service.call(rescueApi.show, { entrapmentId: id }, own.operator));
    expect(after).toMatchObject({ state: 'waiting', acceptedAt: null });
    const closing = { entrapmentId: id, outcome: 'mistaken' as const, callBack: '轿厢是空的。' };
    good(await service.call(rescueApi.close, closing, own.operator));
  },
  4 * minutes,
);

test(
  'a call that was entered as the wrong kind is put right with a reason',
  async () => {
    const { id } = good(await service.call(hotlineApi.take, { phone: '10012345678' }, own.operator));
    good(await service.call(hotlineApi.settle, { callId: id, kind: 'question' }, own.operator));
    const page = await desk.sit(own.operator.token, '/desk-calls');
    await page
      .getByRole('button', { name: /^更\s?正$/ })
      .first()
      .click();
    const form = page.getByRole('dialog', { name: '更正来电' });
    await form.getByLabel('来电说明').fill('问电梯什么时候修好。');
    await form.getByLabel('更正的原因').fill('登记时没有写说明。');
    await form.getByRole('button', { name: '确认更正' }).click();
    await page.getByRole('cell', { name: '问电梯什么时候修好。' }).waitFor();
  },
  4 * minutes,
);

test(
  'a machine’s key is shown once, its last use stands in the list, and it ends with a reason',
  async () => {
    const page = await desk.sit(own.operator.token, '/rescue-sources');
    await page.getByText('还没有系统接入').waitFor();
    await page.getByRole('button', { name: '新建密钥' }).click();
    const form = page.getByRole('dialog', { name: '新建密钥' });
    await form.getByLabel('名称').fill('市公安局 110 指挥系统');
    await form.getByRole('button', { name: /新\s?建/ }).click();
    const shown = page.getByRole('dialog', { name: /的密钥/ });
    const key = ((await shown.locator('.mono').first().textContent()) ?? '').trim();
    expect(key).toMatch(/^[0-9a-hj-km-np-tv-z]{52}$/);
    await keepBothPictures(page, 'console-rescue-key');
    await shown.getByRole('button', { name: '已保存，关闭' }).click();
    await page.getByText('还没有用过').waitFor();
    expect(await page.getByText(key).count()).toBe(0);
    good(await service.call(rescueDeskApi.alarm, { key, event: 'e-1', rescueCode: '350123' }));
    await page.reload();
    await page.getByText('1 次，其中误报 0 次').waitFor();
    await page.getByRole('button', { name: /停\s?用/ }).click();
    const ending = page.getByRole('dialog', { name: /停用“市公安局 110 指挥系统”的密钥/ });
    await ending.getByLabel('停用的原因').fill('对方换了系统。');
    await ending.getByRole('button', { name: '停用，不能恢复' }).click();
    await page.locator('.ant-tag, td').getByText(/停用$/).first().waitFor();
    const refused = await service.call(rescueDeskApi.alarm, { key, event: 'e-2', rescueCode: '350123' });
    expect(refused.status).toBe(401);
  },
  4 * minutes,
);

test(
  'an arrival that was confirmed by mistake is taken back at the desk, with a reason',
  async () => {
    const told = { liftId: own.liftId, source: 'phone' as const, people: 1 };
    const { id: entrapmentId } = good(await service.call(rescueDeskApi.report, told, own.operator));
    good(
      await service.call(rescueApi.confirmArrival, { entrapmentId, side: 'company' as const }, own.operator),
    );
    const page = await desk.sit(own.operator.token, `/desk?entrapment=${entrapmentId}`);
    const drawer = page.getByRole('dialog').first();
    await drawer.getByRole('button', { name: '撤销到场确认' }).click();
    const form = page.getByRole('dialog', { name: '撤销到场确认', exact: true });
    await form.getByLabel('原因').fill('物业点错了，人还没有到。');
    await keepBothPictures(page, 'console-desk-arrival-withdrawn');
    await form.getByRole('button', { name: '撤销，继续呼叫' }).click();
    await form.waitFor({ state: 'hidden' });
    const after = good(await service.call(rescueApi.show, { entrapmentId }, own.operator));
    expect(after.arrivedAt).toBeNull();
    await drawer.getByText('物业点错了，人还没有到。').first().waitFor();
  },
  4 * minutes,
);

import { rescueDeskApi } from '@lifttrust/shared-types/rescue/desk.contract';
import { rescueApi } from '@lifttrust/shared-types/rescue/rescue.contract';
import { startService, type TestService } from '../../cloud/src/kernel/testing/service';
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
  desk = await ConsoleDesk.open(service);
}, 5 * minutes);

afterAll(async () => {
  await desk?.close();
  await service?.stop();
});

test(
  'an injury that is reported while the desk corrects a number stays, and the desk is told of it',
  async () => {
    const told = { liftId: own.liftId, source: 'phone' as const, people: 2 };
    const { id } = good(await service.call(rescueDeskApi.report, told, own.operator));
    const page = await desk.sit(own.operator.token, `/desk?entrapment=${id}`);
    const drawer = page.getByRole('dialog').first();
    await drawer.getByText('时间线').waitFor();
    await drawer.getByRole('button', { name: /更\s?正/ }).click();
    const form = page.getByRole('dialog', { name: '更正', exact: true });
    await form.getByLabel('被困人数').fill('3');
    await form.getByLabel('更正的原因').fill('报警人回电，里面是 3 人。');
    good(await service.call(rescueDeskApi.report, { ...told, isHurt: true }, own.regulator));
    await form.getByText('您打开以后又有报告：有人受伤').waitFor();
    await keepBothPictures(page, 'console-desk-correct-news');
    await form.getByRole('button', { name: '确认更正' }).click();
    await drawer.getByText('被困人数由 2 更正为 3').first().waitFor();
    const after = good(await service.call(rescueApi.show, { entrapmentId: id }, own.operator));
    expect(after).toMatchObject({ people: 3, isHurt: true });
    expect(desk.complaints).toEqual([]);
    await page.context().close();
  },
  3 * minutes,
);

test(
  'where somebody is hurt or caught and nobody trapped, the desk reads of that, down to the question before closing',
  async () => {
    const told = { liftId: own.liftId, source: 'phone' as const, people: 2 };
    const { id } = good(await service.call(rescueDeskApi.report, told, own.operator));
    const correction = { entrapmentId: id, kind: 'hurt' as const, text: '手被门夹住，没有人被困。' };
    good(await service.call(rescueDeskApi.correct, correction, own.operator));
    const page = await desk.sit(own.operator.token, `/desk?entrapment=${id}`);
    const drawer = page.getByRole('dialog').first();
    await drawer.getByText('受伤或被夹', { exact: true }).waitFor();
    await drawer.getByRole('button', { name: /更\s?正/ }).click();
    const form = page.getByRole('dialog', { name: '更正', exact: true });
    await form.getByLabel('受伤或被夹人数').waitFor();
    await form.getByRole('button', { name: /取\s?消/ }).click();
    await drawer.getByRole('button', { name: '误报结案' }).click();
    const closing = page.getByRole('dialog', { name: '误报结案' });
    await closing.getByText('只有核实没有人受伤或被夹，才能按误报结案').waitFor();
    await closing.getByRole('button', { name: '确认没有人受伤或被夹，结案' }).waitFor();
    await keepBothPictures(page, 'console-desk-close-hurt');
    expect(desk.complaints).toEqual([]);
    await page.context().close();
  },
  3 * minutes,
);

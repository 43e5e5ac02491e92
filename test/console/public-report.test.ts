import { announcementApi } from '@lifttrust/shared-types/announcement/announcement.contract';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
import { startService, type TestService } from '../../cloud/src/kernel/testing/service';
import { type StaffedDistrict, twoDistricts } from '../fixture/district';
import { photograph } from '../fixture/evidence';
import { keepBothPictures } from '../fixture/keep-picture';
import { evaluate, mine, sendPicture, submitted } from '../fixture/public-reports';
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
  'a complaint goes over the desk from acceptance to feedback; the company sees only what was passed on',
  async () => {
    const { reportId, token } = await submitted(service, own.code, {
      text: '三楼张某家的孩子说，电梯抖得厉害。',
      category: 'running',
    });
    await sendPicture(service, token, await photograph());
    const page = await desk.sit(own.regulator.token, '/public-reports');
    await page.getByText('待受理').first().waitFor();
    await keepBothPictures(page, 'console-public-reports');
    await page.locator('tbody tr.clickable').first().click();
    const drawer = page.getByRole('dialog').first();
    await drawer.getByText('三楼张某家的孩子说', { exact: false }).first().waitFor();
    await drawer.getByRole('button', { name: '照片 1（待看）' }).click();
    await page.getByRole('button', { name: '可以转给办理单位' }).click();
    await drawer.getByRole('button', { name: '照片 1', exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await drawer.getByRole('button', { name: /^受\s?理$/ }).click();
    await drawer.getByLabel('给对方看的内容').fill('住户反映电梯抖动，请核实处理。');
    await keepBothPictures(page, 'console-public-report-route');
    await drawer.getByRole('button', { name: /^转\s?办$/ }).click();
    await drawer.getByText('已转办').first().waitFor();

    const company = await desk.sit(own.admin.token, `/public-reports?report=${reportId}`);
    const theirs = company.getByRole('dialog').first();
    await theirs.getByText('住户反映电梯抖动，请核实处理。').first().waitFor();
    expect(await theirs.getByText('张某').count()).toBe(0);
    await theirs.getByLabel('回复').fill('导靴磨损，已更换。');
    await theirs.getByRole('button', { name: /^回\s?复$/ }).click();
    await theirs.getByText('已回复，待反馈').first().waitFor();

    const again = await desk.sit(own.regulator.token, `/public-reports?report=${reportId}`);
    const ours = again.getByRole('dialog').first();
    await ours.getByLabel('由维保质量造成', { exact: false }).check();
    await ours.getByLabel('给反映人的答复').fill('已更换导靴，运行平稳，谢谢您。');
    await keepBothPictures(again, 'console-public-report-feedback');
    await ours.getByRole('button', { name: /^反\s?馈$/ }).click();
    await ours.getByText('属实，维保质量造成').waitFor();
    expect((await mine(service, token)).feedback).toBe('已更换导靴，运行平稳，谢谢您。');
  },
  4 * minutes,
);

test(
  'words of an evaluation are shown to the public when the desk has looked at them',
  async () => {
    const { reportId } = good(
      await evaluate(service, own.code, 2, { text: '王师傅电话 10011112222，态度不好' }),
    );
    const page = await desk.sit(own.regulator.token, `/public-reports?report=${reportId}`);
    const drawer = page.getByRole('dialog').first();
    await drawer.getByText('还没有公开，等您决定。', { exact: false }).waitFor();
    await drawer.getByLabel('公开的文字').fill('态度不好');
    await drawer.getByRole('button', { name: /^公\s?开$/ }).click();
    await drawer.getByText('已公开。', { exact: false }).waitFor();
  },
  4 * minutes,
);

test(
  'an office takes over a ready text, publishes it and withdraws it; the calendar shows it',
  async () => {
    const page = await desk.sit(own.regulator.token, '/announcements');
    await page.getByText('还没有公告。', { exact: false }).waitFor();
    await page.getByRole('button', { name: '写一则' }).click();
    const editor = page.getByRole('dialog', { name: '写公告或安全教育' });
    await editor.getByLabel('现成的安全教育').first().click();
    await page.getByTitle('被困电梯怎么办').click();
    await keepBothPictures(page, 'console-announcement-editor');
    await editor.getByRole('button', { name: '保存草稿' }).click();
    const drawer = page.getByRole('dialog', { name: '安全教育' });
    await drawer.getByRole('button', { name: /^发\s?布$/ }).click();
    await page
      .locator('.ant-popconfirm')
      .getByRole('button', { name: /^发\s?布$/ })
      .click();
    await drawer.getByText('已发布').first().waitFor();
    const { items } = good(await service.call(announcementApi.ofLift, { token: own.code }));
    expect(items.map(({ title }) => title)).toEqual(['被困电梯怎么办']);

    const month = await desk.sit(own.regulator.token, '/announcements?view=calendar');
    await month.getByText('被困电梯怎么办').first().waitFor();
    await keepBothPictures(month, 'console-announcement-calendar');

    await drawer.getByLabel('撤下的理由').fill('换成新的一篇。');
    await drawer.getByRole('button', { name: /^撤\s?下$/ }).click();
    await drawer.getByText('已撤下').first().waitFor();
    expect(good(await service.call(announcementApi.ofLift, { token: own.code })).items).toEqual([]);
  },
  4 * minutes,
);

test(
  'an announcement to one company stands above its register until it is withdrawn, and above nobody else’s',
  async () => {
    const draft = {
      ...{ kind: 'announcement' as const, title: '汛期检查', text: '请在本周内检查底坑。\n有积水的先停梯。' },
      ...{ audience: 'company' as const, companyId: own.companyId, fromDay: dayOf(Date.now()) },
    };
    const { id, edition } = good(await service.call(announcementApi.write, draft, own.regulator));
    good(await service.call(announcementApi.publish, { announcementId: id, edition }, own.regulator));
    const page = await desk.sit(own.admin.token, '/lifts');
    await page.getByText('公告：汛期检查').waitFor();
    await page.getByText('请在本周内检查底坑。').waitFor();
    await keepBothPictures(page, 'console-announcement-unit');
    const owner = await desk.sit(own.ownerAdmin.token, '/lifts');
    await owner.locator('tbody tr.clickable').first().waitFor();
    expect(await owner.getByText('汛期检查').count()).toBe(0);
    const withdrawal = { announcementId: id, reason: '汛期已过。' };
    good(await service.call(announcementApi.withdraw, withdrawal, own.regulator));
    await page.reload();
    await page.locator('tbody tr.clickable').first().waitFor();
    expect(await page.getByText('汛期检查').count()).toBe(0);
  },
  4 * minutes,
);

test('nothing on these pages made the browser complain', () => {
  expect(desk.complaints).toEqual([]);
});

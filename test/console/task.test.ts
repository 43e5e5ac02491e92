import { addDays, dayOf } from '@lifttrust/shared-types/kernel/time';
import { systemCtx } from '../../cloud/src/kernel/actor';
import { Clock } from '../../cloud/src/kernel/clock';
import { newId } from '../../cloud/src/kernel/new-id';
import { startService, type TestService } from '../../cloud/src/kernel/testing/service';
import { UnitOfWork } from '../../cloud/src/kernel/unit-of-work';
import { MessageService } from '../../cloud/src/message/message.service';
import { TaskService } from '../../cloud/src/task/task.service';
import { buildDistrict, type StaffedDistrict } from '../fixture/district';
import { ensureConsole, webFolder } from './built-console';
import { ConsoleDesk } from './console-desk';

const minutes = 60_000;
let service: TestService;
let own: StaffedDistrict;
let desk: ConsoleDesk;

beforeAll(async () => {
  ensureConsole();
  service = await startService('sqlite', { LIFTTRUST_WEB_DIR: webFolder });
  own = await buildDistrict(service, 'own');
  await prepare();
  desk = await ConsoleDesk.open(service);
}, 5 * minutes);

afterAll(async () => {
  await desk?.close();
  await service?.stop();
});

/** One task that is late, one that is not, and a message about it. */
async function prepare(): Promise<void> {
  const [tasks, messages] = [await service.get(TaskService), await service.get(MessageService)];
  const [work, clock] = [await service.get(UnitOfWork), await service.get(Clock)];
  const today = dayOf(clock.now());
  const trouble = {
    kind: 'message.undelivered',
    subject: { kind: 'person', id: own.lead.personId },
    divisionCode: own.divisionCode,
    organisationId: own.companyId,
    title: '人员收不到短信和电话',
    text: '这位人员没有登记手机号。请向本人核对后改正。',
  };
  await work.run(systemCtx(clock.now()), async (tx) => {
    await tasks.open(tx, { ...trouble, about: 'one', dueOn: addDays(today, -2) });
    const other = { title: '人员收不到钉钉通知', about: 'two', dueOn: addDays(today, 5) };
    await tasks.open(tx, { ...trouble, ...other });
    await messages.send(tx, [own.admin.personId], {
      kind: 'task.late',
      subjectId: newId(),
      title: '数据任务逾期未办',
      text: '有 1 项数据任务已过期限，请在管理后台的“数据任务”里办理。',
      facts: [{ label: '最早一项', value: '人员收不到短信和电话' }],
      page: null,
    });
  });
}

test(
  'a regulator sees on the first page how many tasks are late, opens one and notes it',
  async () => {
    const page = await desk.sit(own.regulator.token, '/');
    await page.getByText('其中 1 项逾期未办').click();
    await page.waitForURL(/\/tasks\?late=true/);
    await page.getByText('待办 2 项，其中逾期 1 项').waitFor();
    const row = page.locator('tbody tr.clickable').first();
    await row.getByText('已逾期').waitFor();
    await row.click();
    const drawer = page.getByRole('dialog', { name: '数据任务' });
    await drawer.getByText(own.lead.name).waitFor();
    await drawer.getByText('还没有记事。').waitFor();
    await drawer.getByRole('button', { name: /记\s?事/ }).click();
    await page.getByRole('textbox', { name: '记一笔进展' }).fill('已电话联系单位管理员。');
    await page.getByRole('button', { name: /保\s?存/ }).click();
    await page.getByText('已记下').waitFor();
    await drawer.getByText('已电话联系单位管理员。').waitFor();
    expect(desk.complaints).toEqual([]);
  },
  2 * minutes,
);

test(
  'a company’s administrator is called by the bell to the late tasks and ends one with words',
  async () => {
    const page = await desk.sit(own.admin.token, '/tasks');
    await page.getByRole('button', { name: '消息，1 条未读' }).click();
    await page.getByText('有 1 项数据任务已过期限').click();
    await page.waitForURL(/\/tasks\?late=true/);
    await page.getByRole('button', { name: '消息', exact: true }).waitFor();
    await page.locator('tbody tr.clickable').first().click();
    const drawer = page.getByRole('dialog', { name: '数据任务' });
    await drawer.getByRole('button', { name: /办\s?结/ }).click();
    expect(await drawer.getByRole('button', { name: /作\s?废/ }).count()).toBe(0);
    const form = page.getByRole('dialog', { name: '办结这项任务' });
    expect(await form.getByRole('button', { name: /办\s?结/ }).isDisabled()).toBe(true);
    await form.getByRole('textbox').fill('已向本人核对，号码已登记。');
    await form.getByRole('button', { name: /办\s?结/ }).click();
    await page.getByText('任务已办结').waitFor();
    await drawer.getByText('已向本人核对，号码已登记。').waitFor();
    await page.getByText('没有逾期的任务。').waitFor();
    expect(desk.complaints).toEqual([]);
  },
  2 * minutes,
);

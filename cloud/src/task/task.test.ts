import type { CallOf } from '@lifttrust/shared-types/kernel/endpoint';
import { addDays, dayOf } from '@lifttrust/shared-types/kernel/time';
import { messageApi } from '@lifttrust/shared-types/message/message.contract';
import { taskApi } from '@lifttrust/shared-types/task/task.contract';
import { type StaffedDistrict, twoDistricts, type Worker } from '../../../test/fixture/district';
import { good } from '../../../test/fixture/uploads';
import { systemCtx } from '../kernel/actor';
import { Clock } from '../kernel/clock';
import { Database } from '../kernel/database';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { DailyRound } from '../round/daily-round';
import { Task } from './task.entity';
import { TaskService, type Trouble } from './task.service';

onBothDatabases((start) => {
  let service: TestService;
  let own: StaffedDistrict;
  let foreign: StaffedDistrict;
  let clock: Clock;
  let tasks: TaskService;
  let number = 0;
  beforeAll(async () => {
    service = await start();
    [clock, tasks] = [await service.get(Clock), await service.get(TaskService)];
    ({ own, foreign } = await twoDistricts(service));
  });
  afterAll(() => service.stop());

  const troubleOf = (over: Partial<Trouble> = {}): Trouble => {
    number += 1;
    return {
      kind: 'test.contradiction',
      about: `case ${number}`,
      subject: { kind: 'person', id: own.lead.personId },
      divisionCode: own.divisionCode,
      organisationId: own.companyId,
      title: '人员资料互相矛盾',
      text: '请向本人核对后改正。',
      dueOn: addDays(dayOf(clock.now()), 7),
      ...over,
    };
  };
  const run = async <T>(act: (tx: Transaction) => Promise<T>): Promise<T> =>
    (await service.get(UnitOfWork)).run(systemCtx(clock.now()), act);
  const open = (trouble: Trouble) => run((tx) => tasks.open(tx, trouble));
  const show = async (taskId: string, who: Worker) => service.call(taskApi.show, { taskId }, who);
  const list = async (who: Worker, input: CallOf<typeof taskApi.list> = {}) =>
    good(await service.call(taskApi.list, { pageSize: 100, ...input }, who));
  const rows = async (trouble: Trouble) => {
    const { manager } = (await service.get(Database)).reader;
    return manager.findBy(Task, { kind: trouble.kind, about: trouble.about });
  };

  test('the same trouble found again opens no second task, and after its end it may come anew', async () => {
    const trouble = troubleOf();
    const first = await open(trouble);
    expect(await open(trouble)).toBe(first);
    await run((tx) => tasks.settle(tx, trouble, '核对后已改正。'));
    const second = await open(trouble);
    expect(second).not.toBe(first);
    expect((await rows(trouble)).map(({ state, outcome }) => [state, outcome])).toEqual(
      expect.arrayContaining([
        ['done', '核对后已改正。'],
        ['open', ''],
      ]),
    );
  });

  test('many who find the same trouble at once open one task', async () => {
    const trouble = troubleOf();
    const ids = await Promise.all(Array.from({ length: 8 }, () => open(trouble)));
    expect(new Set(ids).size).toBe(1);
    expect(await rows(trouble)).toHaveLength(1);
  });

  test('what nobody has opened cannot be settled, and that is no error', async () => {
    await expect(run((tx) => tasks.settle(tx, troubleOf(), '没有这回事'))).resolves.toBeUndefined();
  });

  test('a company sees its tasks, the district all of them, strangers none', async () => {
    const taskId = await open(troubleOf());
    const forDistrict = await open(troubleOf({ organisationId: null }));
    expect((await show(taskId, own.admin)).data).toMatchObject({
      subject: { kind: 'person', name: own.lead.name },
      organisation: { id: own.companyId },
      state: 'open',
      isLate: false,
      daysLeft: 7,
      may: { complete: true, drop: false, note: true },
    });
    const idsOf = async (who: Worker) => (await list(who, { state: 'open' })).items.map(({ id }) => id);
    expect(await idsOf(own.regulator)).toEqual(expect.arrayContaining([taskId, forDistrict]));
    expect(await idsOf(own.admin)).not.toContain(forDistrict);
    expect(await idsOf(own.ownerAdmin)).not.toContain(taskId);
    expect(await idsOf(foreign.regulator)).not.toContain(taskId);
    for (const stranger of [foreign.admin, foreign.regulator, own.ownerAdmin, own.unitAdmin])
      expect((await show(taskId, stranger)).status).toBe(404);
    const reason = '不是我的';
    expect((await service.call(taskApi.drop, { taskId, reason }, foreign.regulator)).status).toBe(404);
    expect((await service.call(taskApi.complete, { taskId, outcome: reason }, foreign.admin)).status).toBe(
      404,
    );
  });

  test('auditor and reviewer read and change nothing; a unit does not drop its own task', async () => {
    const taskId = await open(troubleOf());
    for (const who of [own.auditor, own.reviewer]) {
      expect((await show(taskId, who)).data).toMatchObject({
        may: { complete: false, drop: false, note: false },
      });
      const outcome = '看过了';
      expect((await service.call(taskApi.complete, { taskId, outcome }, who)).status).toBe(403);
      expect((await service.call(taskApi.note, { taskId, text: outcome }, who)).status).toBe(403);
    }
    expect((await service.call(taskApi.drop, { taskId, reason: '不必办' }, own.admin)).status).toBe(403);
  });

  test('a task is noted, then done with words, once; the record says who and when', async () => {
    const taskId = await open(troubleOf());
    good(await service.call(taskApi.note, { taskId, text: '已打电话给本人。' }, own.admin));
    const done = good(await service.call(taskApi.complete, { taskId, outcome: '号码已改正。' }, own.admin));
    expect(done).toMatchObject({
      state: 'done',
      outcome: '号码已改正。',
      closedBy: own.admin.name,
      notes: [{ by: own.admin.name, text: '已打电话给本人。' }],
      may: { complete: false, drop: false, note: false },
    });
    const again = await service.call(taskApi.drop, { taskId, reason: '重复' }, own.regulator);
    expect(again.error?.code).toBe('task.already_closed');
    const late = await service.call(taskApi.note, { taskId, text: '补记' }, own.admin);
    expect(late.error?.code).toBe('task.already_closed');
  });

  test('of two who end a task at once one does and the other hears it', async () => {
    const taskId = await open(troubleOf());
    const answers = await Promise.all([
      service.call(taskApi.complete, { taskId, outcome: '已改正。' }, own.admin),
      service.call(taskApi.drop, { taskId, reason: '不必办。' }, own.regulator),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  test('a regulator drops a task with a reason; without words nothing ends', async () => {
    const taskId = await open(troubleOf());
    expect((await service.call(taskApi.drop, { taskId, reason: '  ' }, own.regulator)).status).toBe(400);
    const dropped = good(
      await service.call(taskApi.drop, { taskId, reason: '两条是同一个人。' }, own.regulator),
    );
    expect(dropped).toMatchObject({
      state: 'dropped',
      outcome: '两条是同一个人。',
      closedBy: own.regulator.name,
    });
  });

  test('what is late is counted and listed first by its deadline; filters hold together with the scope', async () => {
    const before = (await list(own.admin)).counts;
    const today = dayOf(clock.now());
    const older = await open(troubleOf({ kind: 'lateness.one', dueOn: addDays(today, -3) }));
    const newer = await open(troubleOf({ kind: 'lateness.one', dueOn: addDays(today, -1) }));
    const never = await open(troubleOf({ kind: 'lateness.one', dueOn: null }));
    const { counts } = await list(own.admin);
    expect(counts).toEqual({ open: before.open + 3, late: before.late + 2 });
    const late = await list(own.admin, { late: 'true', module: 'lateness' });
    expect(late.items.map(({ id, isLate }) => [id, isLate])).toEqual([
      [older, true],
      [newer, true],
    ]);
    const open3 = await list(own.admin, { state: 'open', module: 'lateness' });
    expect(open3.items.map(({ id }) => id)).toEqual([older, newer, never]);
    expect((await list(own.admin, { module: 'latenes' })).items).toEqual([]);
  });

  test('whoever has late tasks hears of them together, once in the morning', async () => {
    const rounds = await service.get(DailyRound);
    const inbox = async (who: Worker) => {
      const token = await service.signIn(who.personId, who.deviceId);
      const { items } = good(await service.call(messageApi.list, {}, { ...who, token }));
      return items.filter(({ kind }) => kind === 'task.late');
    };
    clock.shift(24 * 3_600_000);
    const yesterday = addDays(dayOf(clock.now()), -1);
    await open(troubleOf({ dueOn: yesterday }));
    await open(troubleOf({ dueOn: yesterday, organisationId: null }));
    await rounds.make();
    await rounds.make();
    const heard = await inbox(own.admin);
    expect(heard).toHaveLength(1);
    expect(heard[0]?.text).toMatch(/有 \d+ 项数据任务已过期限/);
    expect(await inbox(own.regulator)).toHaveLength(1);
    expect(await inbox(foreign.admin)).toEqual([]);
  });
});

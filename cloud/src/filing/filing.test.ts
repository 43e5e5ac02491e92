import { changeApi } from '@lifttrust/shared-types/change/change.contract';
import { type FilingForm, filingApi } from '@lifttrust/shared-types/filing/filing.contract';
import { addDays, dayOf } from '@lifttrust/shared-types/kernel/time';
import { organisationApi } from '@lifttrust/shared-types/organisation/organisation.contract';
import { type StaffedDistrict, twoDistricts, type Worker } from '../../../test/fixture/district';
import { creditCodeOf, filingForm } from '../../../test/fixture/filings';
import { Clock } from '../kernel/clock';
import { Database } from '../kernel/database';
import { Outbox } from '../kernel/outbox';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { Task } from '../task/task.entity';

onBothDatabases((start) => {
  let service: TestService;
  let own: StaffedDistrict;
  let foreign: StaffedDistrict;
  let tokens = 0;

  beforeAll(async () => {
    service = await start({ LIFTTRUST_LIMIT_LOOK_UP: '60' });
    ({ own, foreign } = await twoDistricts(service));
  });
  afterAll(() => service.stop());

  const token = () => {
    tokens += 1;
    return `filing-token-${tokens}`.padEnd(40, 'x');
  };
  const form = (number: number, stated: Partial<FilingForm> = {}) =>
    filingForm({ name: `云梯第 ${number} 公司`, creditCode: creditCodeOf(number), ...stated });
  const file = async (number: number, stated: Partial<FilingForm> = {}, who?: Worker) => {
    const mine = token();
    const answer = await service.call(filingApi.file, { token: mine, form: form(number, stated) }, who ?? {});
    return { token: mine, answer };
  };
  const waiting = async (number: number, who = own.regulator) => {
    const { data } = await service.call(filingApi.list, { state: 'waiting', pageSize: 100 }, who);
    return data.items.filter(({ creditCode }) => creditCode === creditCodeOf(number));
  };
  const decide = (filingId: string, accept: boolean, who = own.regulator, edition = 1) =>
    service.call(filingApi.decide, { filingId, accept, edition, reason: '与执照、许可证核对' }, who);

  test('a company files without an account, is reviewed, registered, and its administrator’s account is asked for', async () => {
    const heard: Record<string, unknown>[] = [];
    (await service.get(Outbox)).on('organisation.registered', async (payload) => {
      heard.push(payload);
    });
    const { token: mine, answer } = await file(1);
    expect(answer.data).toEqual({ done: true });
    const [filing] = await waiting(1);
    const filingId = filing?.id ?? '';
    const shown = (await service.call(filingApi.show, { filingId }, own.regulator)).data;
    expect(shown).toMatchObject({ scans: [], may: { decide: true } });
    expect(shown.missingPapers).toHaveLength(5);
    const accepted = (await decide(filingId, true)).data;
    expect(accepted).toMatchObject({ state: 'accepted', organisation: { name: '云梯第 1 公司' } });
    const organisationId = accepted.organisation?.id ?? '';
    const unit = (await service.call(organisationApi.show, { organisationId }, own.regulator)).data;
    expect(unit).toMatchObject({
      kind: 'maintenance_company',
      permitNumber: 'TS3399999-2099',
      emergencyPhone: '400****0000',
    });
    await (await service.get(Outbox)).settle();
    expect(heard.at(-1)).toMatchObject({ organisationId, admin: { name: '沈分派' } });
    expect(JSON.stringify(heard)).not.toContain('10001000001');
    const own_ = (await service.call(filingApi.mine, { token: mine }, {})).data;
    expect(own_.steps.map(({ act }) => act)).toEqual(['filed', 'accepted']);
  });

  test('a filing returned with reasons is put right by whoever holds the token, and reviewed again', async () => {
    const { token: mine } = await file(2);
    const [filing] = await waiting(2);
    await decide(filing?.id ?? '', false);
    const read = (await service.call(filingApi.mine, { token: mine }, {})).data;
    expect(read).toMatchObject({ state: 'returned', edition: 1 });
    expect(read.steps.at(-1)).toMatchObject({ act: 'returned', reason: '与执照、许可证核对' });
    expect(JSON.stringify(read.steps)).not.toContain(own.regulator.name);
    const revise = (edition: number) =>
      service.call(filingApi.revise, { token: mine, edition, form: form(2, { address: '示例路 6 号' }) }, {});
    expect((await revise(1)).status).toBe(200);
    expect((await revise(1)).error?.code).toBe('filing.changed_meanwhile');
    const [again] = await waiting(2);
    expect(again?.edition).toBe(2);
    // The reviewer had the first edition open.
    expect((await decide(again?.id ?? '', true, own.regulator, 1)).error?.code).toBe(
      'filing.changed_meanwhile',
    );
    expect((await decide(again?.id ?? '', true, own.regulator, 2)).data.state).toBe('accepted');
  });

  test('filing twice tells whoever files nothing; the reviewer sees both, and one is registered', async () => {
    const first = await file(3);
    const second = await file(3, { name: '冒名公司' });
    expect(second.answer.data).toEqual(first.answer.data);
    expect(second.answer.status).toBe(first.answer.status);
    const filings = await waiting(3);
    expect(filings).toHaveLength(2);
    const [one, two] = filings;
    const shown = (await service.call(filingApi.show, { filingId: one?.id ?? '' }, own.regulator)).data;
    expect(shown.alike.map(({ id }) => id)).toEqual([two?.id]);
    expect((await decide(one?.id ?? '', true)).status).toBe(200);
    expect((await decide(two?.id ?? '', true)).error?.code).toBe('organisation.identity_taken');
    expect((await decide(two?.id ?? '', false)).data.state).toBe('returned');
    // A registered company’s code looks no different from outside.
    expect((await file(3)).answer.data).toEqual({ done: true });
  });

  test('the same hand-in sent again under its token is one filing', async () => {
    const mine = token();
    const send = () => service.call(filingApi.file, { token: mine, form: form(4) }, {});
    expect((await send()).status).toBe(200);
    expect((await send()).status).toBe(200);
    expect(await waiting(4)).toHaveLength(1);
  });

  test('a regulator who entered a filing for a company leaves the review to another', async () => {
    await file(5, {}, own.regulator);
    const [filing] = await waiting(5);
    expect((await decide(filing?.id ?? '', true)).error?.code).toBe('filing.own_filing');
    expect((await decide(filing?.id ?? '', true, own.regulatorAdmin)).data.state).toBe('accepted');
  });

  test('a wrong code, an expired permit and phones used twice are all told at once, and nothing is kept', async () => {
    const { answer } = await file(6, {
      creditCode: '91999999MA0000001P',
      permitUntil: '2020-01-01',
      staff: [
        { name: '甲', phone: '10001000002', certified: true },
        { name: '乙', phone: '10001000002', certified: false },
      ],
    });
    expect(answer.error?.details?.map(({ code }) => code)).toEqual([
      'organisation.credit_code_invalid',
      'filing.permit_expired',
      'filing.staff_phone_twice',
    ]);
    const promised = await service.call(
      filingApi.file,
      { token: token(), form: { ...form(6), promise: false as never } },
      {},
    );
    expect(promised.status).toBe(400);
    expect(await waiting(6)).toEqual([]);
  });

  test('phones of a filing lie encrypted and are masked for reviewers', async () => {
    await file(7);
    const [filing] = await waiting(7);
    const { manager } = (await service.get(Database)).reader;
    expect(JSON.stringify(await manager.query('SELECT * FROM filing'))).not.toContain('10001000002');
    const { data } = await service.call(filingApi.show, { filingId: filing?.id ?? '' }, own.auditor);
    expect(data.form.staff[0]?.phone).toBe('100****0002');
    expect(data.may.decide).toBe(false);
  });

  test('another district neither sees nor decides a filing', async () => {
    await file(8);
    const [filing] = await waiting(8);
    const filingId = filing?.id ?? '';
    expect(await waiting(8, foreign.regulator)).toEqual([]);
    expect((await service.call(filingApi.show, { filingId }, foreign.regulator)).status).toBe(404);
    expect((await decide(filingId, true, foreign.regulator)).status).toBe(404);
  });

  test('a withdrawn filing is over', async () => {
    const { token: mine } = await file(9);
    expect((await service.call(filingApi.withdraw, { token: mine }, {})).status).toBe(200);
    expect((await service.call(filingApi.withdraw, { token: mine }, {})).status).toBe(409);
    expect(await waiting(9)).toEqual([]);
  });

  test('an inspector who finds the filing true changes nothing; a difference becomes a request and a task', async () => {
    const today = dayOf((await service.get(Clock)).now());
    const compare = (
      found: { field: 'name' | 'staff' | 'emergencyPhone'; found: string }[],
      who = own.inspector,
    ) =>
      service.call(
        filingApi.compare,
        { organisationId: own.companyId, visitedOn: today, found, note: '现场核对' },
        who,
      );
    const same = await compare([{ field: 'staff', found: '3' }]);
    expect(same.data).toMatchObject({ changeId: null, dueOn: null });
    const other = await compare([
      { field: 'name', found: '鹭湾区示例电梯有限公司' },
      { field: 'emergencyPhone', found: '10001000009' },
    ]);
    expect(other.data).toMatchObject({ dueOn: addDays(today, 15), inspector: { name: own.inspector.name } });
    expect(JSON.stringify(other.data)).not.toContain('10001000009');
    const { manager } = (await service.get(Database)).reader;
    const [task] = await manager.findBy(Task, { kind: 'filing.differs', about: other.data.id });
    expect(task).toMatchObject({ state: 'open', organisationId: own.companyId, dueOn: addDays(today, 15) });
    const changeId = other.data.changeId ?? '';
    const decided = await service.call(
      changeApi.decide,
      { changeId, accept: true, reason: '属实' },
      own.regulator,
    );
    expect(decided.data.state).toBe('accepted');
    await (await service.get(Outbox)).settle();
    expect(await manager.findOneBy(Task, { id: task?.id ?? '' })).toMatchObject({ state: 'done' });
    const unit = (await service.call(organisationApi.show, { organisationId: own.companyId }, own.admin))
      .data;
    expect(unit).toMatchObject({ name: '鹭湾区示例电梯有限公司', emergencyPhone: '100****0009' });
    expect((await compare([{ field: 'staff', found: '1' }], foreign.inspector)).status).toBe(404);
    const read = await service.call(filingApi.comparisons, { organisationId: own.companyId }, own.admin);
    expect(read.data.items).toHaveLength(2);
  });

  test('tokens are not found by trying: the address that tries is stopped', async () => {
    const tried = await Promise.all(
      Array.from({ length: 70 }, () => service.call(filingApi.mine, { token: token() }, {})),
    );
    const statuses = new Set(tried.map(({ status }) => status));
    expect(statuses).toEqual(new Set([404, 429]));
  });

  test('an address that files without end is stopped', async () => {
    const answers = [];
    for (let count = 0; count < 70; count += 1) {
      const { answer } = await file(900 + count, { permitUntil: '2020-01-01' });
      answers.push(answer.status);
    }
    expect(answers).toContain(429);
  });
});

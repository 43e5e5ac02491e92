import { changeApi } from '@lifttrust/shared-types/change/change.contract';
import { type StaffedDistrict, twoDistricts, type Worker } from '../../../test/fixture/district';
import { systemCtx } from '../kernel/actor';
import { Clock } from '../kernel/clock';
import { Database } from '../kernel/database';
import { newId } from '../kernel/new-id';
import { onBothDatabases, type TestService } from '../kernel/testing/service';
import { UnitOfWork } from '../kernel/unit-of-work';
import { ChangeService, type Wish } from './change.service';

onBothDatabases((start) => {
  let service: TestService;
  let own: StaffedDistrict;
  let foreign: StaffedDistrict;
  let changes: ChangeService;
  const applied: { subjectId: string; secret: Record<string, unknown> }[] = [];

  beforeAll(async () => {
    service = await start();
    ({ own, foreign } = await twoDistricts(service));
    changes = await service.get(ChangeService);
    changes.on('test_subject', async (_tx, { subjectId }, secret) => {
      applied.push({ subjectId, secret });
    });
  });
  afterAll(() => service.stop());

  const propose = async (by: Worker, stated: Partial<Wish> = {}): Promise<string> => {
    const [work, clock] = [await service.get(UnitOfWork), await service.get(Clock)];
    const wish = {
      subjectKind: 'test_subject',
      subjectId: newId(),
      before: { name: '旧名' },
      after: { name: '新名' },
      reason: '名称变更登记',
      divisionCode: own.divisionCode,
      organisationId: own.companyId,
      proposedBy: by.personId,
      ...stated,
    };
    return work.run(systemCtx(clock.now()), (tx) => changes.propose(tx, wish));
  };
  const decide = (changeId: string, who: Worker, accept = true, reason = '与执照一致') =>
    service.call(changeApi.decide, { changeId, accept, reason }, who);

  test('an accepted request is applied once; before, after, reviewer and reason stay readable', async () => {
    const changeId = await propose(own.admin);
    const answer = await decide(changeId, own.regulator);
    expect(answer.data).toMatchObject({
      before: { name: '旧名' },
      after: { name: '新名' },
      state: 'accepted',
      decision: '与执照一致',
      decidedBy: { name: own.regulator.name },
      proposedBy: { name: own.admin.name },
      may: { decide: false, withdraw: false },
    });
    expect(applied).toHaveLength(1);
  });

  test('a rejected request changes nothing', async () => {
    const before = applied.length;
    const { data } = await decide(await propose(own.admin), own.regulator, false, '材料不齐');
    expect(data.state).toBe('rejected');
    expect(applied).toHaveLength(before);
  });

  test('nobody decides their own request, not even with the right role', async () => {
    const changeId = await propose(own.regulator);
    const answer = await decide(changeId, own.regulator);
    expect(answer).toMatchObject({ status: 403, error: { code: 'change.own_request' } });
    expect((await decide(changeId, own.regulatorAdmin)).data.state).toBe('accepted');
  });

  test('of two who decide at once one wins and the other hears it', async () => {
    const changeId = await propose(own.admin);
    const answers = await Promise.all([
      decide(changeId, own.regulator),
      decide(changeId, own.regulatorAdmin, false),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)?.error?.code).toBe('change.already_decided');
  });

  test('whoever proposed takes it back before the decision, and nobody else does', async () => {
    const changeId = await propose(own.admin);
    const withdraw = (who: Worker) => service.call(changeApi.withdraw, { changeId }, who);
    expect((await withdraw(own.regulator)).status).toBe(404);
    expect((await withdraw(own.admin)).status).toBe(200);
    expect((await withdraw(own.admin)).error?.code).toBe('change.already_decided');
    expect((await decide(changeId, own.regulator)).error?.code).toBe('change.already_decided');
  });

  test('telephone numbers reach the applier alone and lie encrypted meanwhile', async () => {
    const subjectId = newId();
    const changeId = await propose(own.admin, {
      subjectId,
      after: { emergencyPhone: '100****0001' },
      secret: { emergencyPhone: '10001000001' },
    });
    const { manager } = (await service.get(Database)).reader;
    const rows: unknown = await manager.query('SELECT * FROM change_secret WHERE change_id = ?', [changeId]);
    expect(JSON.stringify(rows)).not.toContain('10001000001');
    const { data } = await service.call(changeApi.show, { changeId }, own.regulator);
    expect(JSON.stringify(data)).not.toContain('10001000001');
    await decide(changeId, own.regulator);
    expect(applied.at(-1)).toEqual({ subjectId, secret: { emergencyPhone: '10001000001' } });
  });

  test('the district reads all of its requests, a unit those about itself, others none', async () => {
    const changeId = await propose(own.admin);
    const sees = async (who: Worker) => {
      const { data } = await service.call(changeApi.list, { state: 'waiting', pageSize: 100 }, who);
      const listed = data.items.some(({ id }) => id === changeId);
      const shown = (await service.call(changeApi.show, { changeId }, who)).status === 200;
      expect(listed).toBe(shown);
      return listed;
    };
    expect(await sees(own.auditor)).toBe(true);
    expect(await sees(own.admin)).toBe(true);
    expect(await sees(own.ownerAdmin)).toBe(false);
    expect(await sees(foreign.regulator)).toBe(false);
    expect(await sees(foreign.admin)).toBe(false);
    expect((await decide(changeId, foreign.regulator)).status).toBe(404);
  });

  test('the oldest waiting request comes first in the queue', async () => {
    const { data } = await service.call(changeApi.list, { state: 'waiting' }, own.regulator);
    const times = data.items.map(({ proposedAt }) => proposedAt);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(data.waiting).toBe(data.total);
  });

  test('hostile text comes back as it was written and means nothing to the database', async () => {
    const reason = `'; DROP TABLE change_request; -- <script>alert(1)</script>`;
    const changeId = await propose(own.admin, { after: { name: reason } });
    expect((await decide(changeId, own.regulator, true, reason)).data).toMatchObject({
      after: { name: reason },
      decision: reason,
    });
  });

  test('a kind of subject that nobody applies is not silently accepted', async () => {
    const changeId = await propose(own.admin, { subjectKind: 'test_unknown' });
    expect((await decide(changeId, own.regulator)).status).toBe(500);
    const { data } = await service.call(changeApi.show, { changeId }, own.regulator);
    expect(data.state).toBe('waiting');
  });
});

import { contractApi } from '@lifttrust/shared-types/contract/contract.contract';
import { accountApi } from '@lifttrust/shared-types/directory/account.contract';
import type { Role } from '@lifttrust/shared-types/kernel/access';
import type { Endpoint } from '@lifttrust/shared-types/kernel/endpoint';
import { liftApi } from '@lifttrust/shared-types/lift/lift.contract';
import { organisationApi } from '@lifttrust/shared-types/organisation/organisation.contract';
import { personApi } from '@lifttrust/shared-types/person/person.contract';
import { privacyApi } from '@lifttrust/shared-types/privacy/privacy.contract';
import { recordApi } from '@lifttrust/shared-types/record/record.contract';
import { taskApi } from '@lifttrust/shared-types/task/task.contract';
import { visitApi } from '@lifttrust/shared-types/visit/visit.contract';
import { Database } from '../../cloud/src/kernel/database';
import { onBothDatabases, type TestService } from '../../cloud/src/kernel/testing/service';
import { crowdId, crowdTables, fillCrowd } from '../fixture/crowd';
import { plansOf } from '../fixture/plans-of-statements';

const rows = Number(process.env.LIFTTRUST_ROWS ?? 10_000);

const lists: Record<string, { endpoint: Endpoint; input: Record<string, unknown> }> = {
  lifts: { endpoint: liftApi.list, input: {} },
  'overdue lifts': { endpoint: liftApi.list, input: { due: 'overdue' } },
  'lifts in use': { endpoint: liftApi.list, input: { state: 'in_use' } },
  'lifts out of use': { endpoint: liftApi.list, input: { state: 'suspended' } },
  visits: { endpoint: visitApi.list, input: {} },
  records: { endpoint: recordApi.list, input: {} },
  'records in doubt': { endpoint: recordApi.list, input: { validity: 'suspect' } },
  'records that wait for the owner': { endpoint: recordApi.list, input: { ownerAnswer: 'pending' } },
  people: { endpoint: personApi.list, input: {} },
  'people who have left': { endpoint: personApi.list, input: { left: 'true' } },
  accounts: { endpoint: accountApi.list, input: {} },
  contracts: { endpoint: contractApi.list, input: {} },
  'lifts without a contract': { endpoint: contractApi.troubles, input: {} },
  'open tasks': { endpoint: taskApi.list, input: { state: 'open' } },
  'late tasks': { endpoint: taskApi.list, input: { late: 'true' } },
  organisations: { endpoint: organisationApi.list, input: {} },
  'the audit log': { endpoint: privacyApi.audit, input: {} },
};

onBothDatabases((start) => {
  let service: TestService;
  let database: Database;
  const tokens = new Map<string, string>();

  const arrive = async (kind: string, role: Role, organisationId: string, number: number) => {
    const personId = crowdId(kind, number);
    const { manager } = database.writer;
    await manager.query('INSERT INTO person (id, name, created_at) VALUES (?, ?, 0)', [personId, '周明镜']);
    await manager.query(
      'INSERT INTO assignment (id, person_id, organisation_id, role, from_day) VALUES (?, ?, ?, ?, ?)',
      [personId, personId, organisationId, role, '2020-01-01'],
    );
    tokens.set(`${kind} ${role}`, await service.signIn(personId));
  };

  beforeAll(async () => {
    service = await start();
    database = await service.get(Database);
    await fillCrowd(database, rows);
    const offices: [string, string][] = [
      ['A', '9999'],
      ['B', '999903'],
    ];
    for (const [kind, code] of offices) {
      await database.writer.query(
        "INSERT INTO organisation (id, kind, name, name_key, division_code, created_at) VALUES (?, 'regulator', ?, ?, ?, 0)",
        [crowdId(kind, 0), `示例监管局${code}`, code, code],
      );
      const roles: Role[] = ['regulator', 'regulator_admin', 'auditor'];
      for (const [at, role] of roles.entries()) await arrive(kind, role, crowdId(kind, 0), at + 1);
    }
    await arrive('C', 'company_admin', crowdId('C', 3), 1);
  }, 300_000);
  afterAll(() => service.stop());

  const readers = { 'the whole city': 'A', 'one district': 'B', 'one company': 'C' };
  describe.each(Object.entries(readers))('for %s', (_, kind) => {
    test.each(Object.entries(lists))(
      'the list of %s reads no table through and sorts none',
      async (_name, list) => {
        const role = Object.keys(list.endpoint.access).find((each) => tokens.has(`${kind} ${each}`));
        const token = tokens.get(`${kind} ${role}`);
        if (token === undefined) return;
        const begun = performance.now();
        const plans = await plansOf(database, crowdTables, rows, async () => {
          const answer = await service.call(list.endpoint, list.input as never, { token });
          expect(answer.error).toBeUndefined();
          expect(answer.status).toBe(200);
        });
        if (process.env.LIFTTRUST_PLANS)
          console.log(`${_name} ${kind} ${(performance.now() - begun).toFixed(1)}\n${plans.all.join('\n')}`);
        expect(plans.bad).toEqual([]);
      },
    );
  });
});

import { type Role, roles, roleWords } from '@lifttrust/shared-types/kernel/access';
import type { Endpoint } from '@lifttrust/shared-types/kernel/endpoint';
import { tables } from '@lifttrust/shared-types/tables';
import type { Answer } from '../../cloud/src/kernel/testing/call-at';
import { onBothDatabases, type TestService } from '../../cloud/src/kernel/testing/service';
import type { StaffedDistrict, Worker } from '../fixture/district';
import { rows } from './rows/all.rows';
import type { Row } from './rows/row';
import { World } from './world';

type AnyRow = Row<unknown, unknown>;
interface Cell {
  name: string;
  endpoint: Endpoint;
  row: AnyRow | undefined;
}

// Each row fits its own endpoint; side by side they are only "some row".
const rowOf = (module: string, name: string) =>
  (rows as unknown as Record<string, Record<string, AnyRow>>)[module]?.[name];

const cells: Cell[] = Object.entries(tables).flatMap(([module, table]) =>
  Object.entries<Endpoint>(table).map(([name, endpoint]) => ({
    name: `${module}.${name}`,
    endpoint,
    row: rowOf(module, name),
  })),
);

const workerOf = (district: StaffedDistrict, role: Role): Worker =>
  ({
    technician: district.lead,
    company_admin: district.admin,
    owner_officer: district.officer,
    owner_admin: district.ownerAdmin,
    unit_admin: district.unitAdmin,
    inspector: district.inspector,
    rescuer: district.rescuer,
    regulator: district.regulator,
    regulator_admin: district.regulatorAdmin,
    reviewer: district.reviewer,
    auditor: district.auditor,
    hotline_operator: district.operator,
  })[role];

const rightful = ({ access }: Endpoint): Role[] =>
  access === 'public' ? [...roles] : roles.filter((role) => access[role] !== undefined);

test('every endpoint has its row in the access matrix', () => {
  expect(cells.filter(({ row }) => !row).map(({ name }) => name)).toEqual([]);
});

onBothDatabases((start) => {
  let service: TestService;
  let world: World;
  /** How everything stood before an endpoint's first refused call. */
  let untouched: Record<string, number>;
  beforeAll(async () => {
    service = await start();
    world = await World.build(service);
  });
  afterAll(() => service.stop());

  const call = (endpoint: Endpoint, input: unknown, who?: Worker): Promise<Answer<unknown>> =>
    service.call(endpoint, input as never, who ?? {});

  /** The same call by everybody who may not make it, at once; none of them changes anything. */
  async function refusedWithoutTrace(
    callers: (Worker | undefined)[],
    endpoint: Endpoint,
    input: unknown,
    expected: { status: number; code?: string },
  ): Promise<void> {
    const answers = await Promise.all(
      callers.map(async (caller) => {
        const { status, error } = await call(endpoint, input, caller);
        return { who: caller?.name, status, code: error?.code };
      }),
    );
    expect(answers).toMatchObject(callers.map((caller) => ({ who: caller?.name, ...expected })));
    expect(await world.census()).toEqual(untouched);
  }

  describe.each(cells.map((cell) => [cell.name, cell] as const))('%s', (_name, { endpoint, row }) => {
    if (!row) return;
    const first = workerRole(endpoint);
    let input: unknown;
    beforeAll(async () => {
      input = await row.input(world, workerOf(world.own, first));
      untouched = await world.census();
    });

    if (endpoint.access !== 'public') {
      test('is refused without a session', async () => {
        await refusedWithoutTrace([undefined], endpoint, input, { status: 401, code: 'session.missing' });
      });
      const others = roles.filter((role) => !rightful(endpoint).includes(role));
      if (others.length > 0) {
        test(`is refused to ${others.map((role) => roleWords[role]).join('、')}`, async () => {
          const callers = others.flatMap((role) => [
            workerOf(world.own, role),
            workerOf(world.foreign, role),
          ]);
          const code = 'kernel.role_not_allowed';
          await refusedWithoutTrace(callers, endpoint, input, { status: 403, code });
        });
      }
    }

    if (row.strangers === 'hidden') {
      test('is about something that does not exist for strangers', async () => {
        const callers = rightful(endpoint).map((role) => workerOf(world.foreign, role));
        await refusedWithoutTrace(callers, endpoint, input, { status: 404 });
      });
      const scope = endpoint.access === 'public' ? undefined : endpoint.access.technician;
      if (scope === 'member' || scope === 'self') {
        test('is about something that does not exist for a colleague who takes no part', async () => {
          await refusedWithoutTrace([world.own.colleague], endpoint, input, { status: 404 });
        });
      }
    }
    if (typeof row.strangers === 'function') {
      const shows = row.strangers;
      test('shows strangers nothing of the district', async () => {
        for (const role of rightful(endpoint)) {
          const answer = await call(endpoint, input, workerOf(world.foreign, role));
          expect({ role, status: answer.status }).toEqual({ role, status: 200 });
          expect({ role, shown: shows(answer.data, world) }).toEqual({ role, shown: false });
        }
      });
    }

    test.each(rightful(endpoint))('is open to the rightful %s', async (role) => {
      const caller = workerOf(world.own, role);
      const own = role === first ? input : await row.input(world, caller);
      const answer = await call(endpoint, own, row.as ? await row.as(world, caller) : caller);
      expect([401, 403, 404]).not.toContain(answer.status);
      expect(answer.error?.code).toBe(row.refusal);
    });
    if (endpoint.access === 'public') {
      test('is open to everybody', async () => {
        expect((await call(endpoint, input)).error?.code).toBe(row.refusal);
      });
    }
  });
});

function workerRole(endpoint: Endpoint): Role {
  return rightful(endpoint)[0] ?? 'technician';
}

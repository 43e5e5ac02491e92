import type { accountApi } from '@lifttrust/shared-types/directory/account.contract';
import type { directoryApi } from '@lifttrust/shared-types/directory/directory.contract';
import type { Role } from '@lifttrust/shared-types/kernel/access';
import { DirectoryDepartment } from '../../../cloud/src/directory/directory-department.entity';
import { DirectoryDifference } from '../../../cloud/src/directory/directory-difference.entity';
import { DirectoryDepartmentMapping } from '../../../cloud/src/directory/directory-mapping.entity';
import { DirectoryPush } from '../../../cloud/src/directory/directory-push.entity';
import { DirectoryRole } from '../../../cloud/src/directory/directory-role.entity';
import { DirectorySync } from '../../../cloud/src/directory/directory-sync.entity';
import { systemCtx } from '../../../cloud/src/kernel/actor';
import { Clock } from '../../../cloud/src/kernel/clock';
import { newId } from '../../../cloud/src/kernel/new-id';
import { type Transaction, UnitOfWork } from '../../../cloud/src/kernel/unit-of-work';
import { Assignment } from '../../../cloud/src/person/assignment.entity';
import { Person } from '../../../cloud/src/person/person.entity';
import type { Worker } from '../../fixture/district';
import type { World } from '../world';
import type { Rows } from './row';

async function write<T>(world: World, work: (tx: Transaction) => Promise<T>): Promise<T> {
  const [unitOfWork, clock] = [await world.service.get(UnitOfWork), await world.service.get(Clock)];
  return unitOfWork.run(systemCtx(clock.now(), 'fixture'), work);
}

let count = 100;
const number = () => {
  count += 1;
  return String(count);
};

/** A department that stands for the own company. */
async function department(world: World): Promise<string> {
  const id = number();
  const { companyId, divisionCode, regulatorAdmin } = world.own;
  await write(world, async (tx) => {
    const row = { id, parentId: null, name: '示例部门', readAt: tx.at, peopleFrom: 0 };
    await tx.manager.insert(DirectoryDepartment, row);
    const mapped = { mappedBy: regulatorAdmin.personId, mappedAt: tx.at, reason: '示例' };
    const mapping = { departmentId: id, organisationId: companyId, divisionCode, role: null, ...mapped };
    await tx.manager.insert(DirectoryDepartmentMapping, mapping);
  });
  return id;
}

async function role(world: World): Promise<string> {
  const id = number();
  await write(world, (tx) => tx.manager.insert(DirectoryRole, { id, name: '示例角色', groupName: '岗位' }));
  return id;
}

async function heldSync(world: World): Promise<string> {
  const id = newId();
  const counts = { calls: 0, departments: 0, people: 0, roles: 0, differences: 0, missing: 0 };
  await write(world, (tx) =>
    tx.manager.insert(DirectorySync, {
      ...counts,
      id,
      kind: 'full',
      state: 'held',
      createdAt: tx.at,
      beatAt: tx.at,
      trouble: '',
    }),
  );
  return id;
}

async function difference(world: World): Promise<void> {
  const { divisionCode } = world.own;
  const told = {
    syncId: newId(),
    kind: 'added',
    subjectKind: 'person',
    subjectId: number(),
    name: '示例人员',
  };
  await write(world, (tx) =>
    tx.manager.insert(DirectoryDifference, {
      ...told,
      id: newId(),
      divisionCode,
      text: '新成员',
      foundAt: tx.at,
    }),
  );
}

/** Where a rightful caller gives which role. */
async function place(world: World, caller: Worker): Promise<{ organisationId: string; role: Role }> {
  const { companyId, ownerId } = world.own;
  if (caller.role === 'company_admin') return { organisationId: companyId, role: 'technician' };
  if (caller.role === 'owner_admin') return { organisationId: ownerId, role: 'owner_officer' };
  if (caller.role !== 'unit_admin') return { organisationId: companyId, role: 'company_admin' };
  const own = await write(world, (tx) =>
    tx.manager.findOneByOrFail(Assignment, { personId: caller.personId }),
  );
  return { organisationId: own.organisationId, role: 'inspector' };
}

/** Somebody whose account this caller may take away. */
async function account(world: World, caller: Worker): Promise<string> {
  const given = await place(world, caller);
  const [personId, assignmentId] = [newId(), newId()];
  await write(world, async (tx) => {
    await tx.manager.insert(Person, { id: personId, name: '示例人员', createdAt: tx.at });
    const row = { id: assignmentId, personId, ...given, fromDay: '2020-01-01', untilDay: null };
    await tx.manager.insert(Assignment, row);
    const push = { state: 'failed', code: '', attempts: 1, userId: '', departmentId: '1' };
    await tx.manager.insert(DirectoryPush, { ...push, id: newId(), assignmentId, personId });
  });
  return assignmentId;
}

const reason = '测试用的原因';

export const directoryRows: Rows<typeof directoryApi> = {
  state: { input: () => ({}), strangers: 'none' },
  syncs: { input: () => ({}), strangers: 'none' },
  // This service has been connected to no address book.
  sync: { input: () => ({}), strangers: 'none', refusal: 'directory.not_connected' },
  // Nobody is missing, hence nobody of another district either.
  release: { input: async (world) => ({ syncId: await heldSync(world), reason }), strangers: 'none' },
  differences: {
    input: async (world) => {
      await difference(world);
      return {};
    },
    strangers: ({ total }) => total > 0,
  },
  departments: {
    input: async (world) => {
      await department(world);
      return {};
    },
    strangers: ({ items }) => items.some(({ mapping }) => mapping !== null),
  },
  mapDepartment: {
    input: async (world) => ({
      departmentId: await department(world),
      organisationId: world.own.companyId,
      role: 'technician',
      reason,
    }),
    strangers: 'hidden',
  },
  // Roles are the corporation's; what they mean is each district's own.
  roles: { input: () => ({}), strangers: ({ items }) => items.some((row) => row.role !== null) },
  mapRole: {
    input: async (world) => ({ roleId: await role(world), role: 'technician', reason }),
    strangers: 'none',
  },
  organisations: {
    input: () => ({}),
    strangers: ({ items }, world) => items.some(({ id }) => id === world.own.companyId),
  },
};

let phones = 0;

export const accountRows: Rows<typeof accountApi> = {
  list: {
    input: () => ({}),
    strangers: ({ items }, world) =>
      items.some(({ organisation }) => [world.own.companyId, world.own.ownerId].includes(organisation.id)),
  },
  assign: {
    input: async (world, caller) => {
      phones += 1;
      const phone = `1003${String(phones).padStart(7, '0')}`;
      return { ...(await place(world, caller)), name: '示例人员', phone, reason };
    },
    strangers: 'hidden',
  },
  end: {
    input: async (world, caller) => ({ assignmentId: await account(world, caller), reason }),
    strangers: 'hidden',
  },
  acts: {
    input: async (world, caller) => ({ assignmentId: await account(world, caller) }),
    strangers: 'hidden',
  },
  pushAgain: {
    input: async (world, caller) => ({ assignmentId: await account(world, caller) }),
    strangers: 'hidden',
  },
};

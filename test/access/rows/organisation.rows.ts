import { organisationApi } from '@lifttrust/shared-types/organisation/organisation.contract';
import type { Worker } from '../../fixture/district';
import { creditCodeOf } from '../../fixture/filings';
import { good } from '../../fixture/uploads';
import type { World } from '../world';
import type { Rows } from './row';

/** The own unit of an administrator; for everybody else the district's company. */
const unitOf = ({ own }: World, { role }: Worker): string => {
  if (role === 'owner_admin') return own.ownerId;
  return role === 'unit_admin' ? own.bodyId : own.companyId;
};

let units = 0;
const insurer = ({ own }: World) => {
  units += 1;
  return {
    kind: 'association' as const,
    name: `示例协会第 ${units} 分会`,
    creditCode: creditCodeOf(9000 + units),
    divisionCode: own.divisionCode,
  };
};

async function registered(world: World): Promise<string> {
  return good(await world.service.call(organisationApi.register, insurer(world), world.own.regulator)).id;
}

const nothing = { lifts: 0, people: 0, contracts: 0, plannedVisits: 0, changesWaiting: 0 };

export const organisationRows: Rows<typeof organisationApi> = {
  list: {
    input: () => ({ pageSize: 100 }),
    strangers: ({ items }, { own }) =>
      items.some(({ divisionCode }) => divisionCode.startsWith(own.divisionCode)),
  },
  show: {
    input: (world, caller) => ({ organisationId: unitOf(world, caller) }),
    strangers: 'hidden',
  },
  history: {
    input: (world, caller) => ({ organisationId: unitOf(world, caller) }),
    strangers: 'hidden',
  },
  phones: {
    input: (world, caller) => ({ organisationId: unitOf(world, caller), purpose: '核对应急电话' }),
    strangers: 'hidden',
  },
  register: { input: (world) => insurer(world), strangers: 'hidden' },
  propose: {
    input: async (world, caller) => ({
      // One change of a field waits at a time; regulators take a fresh unit.
      organisationId: caller.role.startsWith('regulator') ? await registered(world) : unitOf(world, caller),
      patch: { address: '示例路 8 号' },
      reason: '地址变更',
    }),
    strangers: 'hidden',
  },
  consequences: { input: ({ own }) => ({ organisationId: own.companyId }), strangers: 'hidden' },
  close: {
    input: async (world) => ({
      organisationId: await registered(world),
      closedOn: new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10),
      reason: '注销',
      confirmed: nothing,
    }),
    strangers: 'hidden',
  },
};

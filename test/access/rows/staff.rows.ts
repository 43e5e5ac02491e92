import { staffApi } from '@lifttrust/shared-types/staff/staff.contract';
import { good } from '../../fixture/uploads';
import type { World } from '../world';
import type { Rows } from './row';

const edition = async ({ service, own }: World): Promise<number> =>
  good(await service.call(staffApi.tree, {}, own.admin)).edition;

let teams = 0;
/** A new team of the own company each time. */
async function team(world: World): Promise<string> {
  teams += 1;
  const unit = { kind: 'team' as const, name: `第${teams}班`, parentId: null };
  const input = { ...unit, edition: await edition(world) };
  const tree = good(await world.service.call(staffApi.addUnit, input, world.own.admin));
  return tree.units.find(({ name }) => name === unit.name)?.id ?? '';
}

/** An assignment of the own lift that stands. */
async function assignment({ service, own }: World): Promise<string> {
  const who = { liftIds: [own.liftId], purpose: 'repair' as const, personIds: [own.lead.personId] };
  good(await service.call(staffApi.assign, who, own.admin));
  const staff = good(await service.call(staffApi.ofLift, { liftId: own.liftId }, own.admin));
  return staff.assigned.find(({ purpose }) => purpose === 'repair')?.assignmentId ?? '';
}

const isOwn = (companyId: string, world: World) => companyId === world.own.companyId;

export const staffRows: Rows<typeof staffApi> = {
  tree: { input: () => ({}), strangers: ({ company }, world) => isOwn(company.id, world) },
  addUnit: {
    input: async (world) => ({
      edition: await edition(world),
      kind: 'department',
      name: '城北分公司',
      parentId: null,
    }),
    // A stranger writes into the own tree of theirs, whose edition is another one.
    strangers: 'none',
  },
  changeUnit: {
    input: async (world) => {
      const unitId = await team(world);
      return { unitId, edition: await edition(world), name: unitId, leaderId: null };
    },
    strangers: 'hidden',
  },
  moveUnit: {
    input: async (world) => ({ unitId: await team(world), edition: await edition(world), parentId: null }),
    strangers: 'hidden',
  },
  closeUnit: {
    input: async (world) => ({ unitId: await team(world), edition: await edition(world) }),
    strangers: 'hidden',
  },
  setAreas: {
    input: async (world) => ({ unitId: await team(world), edition: await edition(world), areas: [] }),
    strangers: 'hidden',
  },
  movePeople: {
    input: async (world) => ({
      edition: await edition(world),
      personIds: [world.own.colleague.personId],
      unitId: null,
    }),
    strangers: 'hidden',
  },
  lifts: {
    input: () => ({}),
    strangers: ({ items }, world) => items.some(({ lift }) => lift.id === world.own.liftId),
  },
  assign: {
    input: ({ own }) => ({
      liftIds: [own.liftId],
      purpose: 'rescue',
      personIds: [own.lead.personId],
    }),
    strangers: 'hidden',
  },
  release: { input: async (world) => ({ assignmentId: await assignment(world) }), strangers: 'hidden' },
  ofLift: { input: ({ own }) => ({ liftId: own.liftId }), strangers: 'hidden' },
  mine: {
    input: () => ({}),
    strangers: ({ items }, world) => items.some(({ lift }) => lift.id === world.own.liftId),
  },
};

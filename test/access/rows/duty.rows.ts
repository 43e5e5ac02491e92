import { dutyApi } from '@lifttrust/shared-types/duty/duty.contract';
import type { Worker } from '../../fixture/district';
import { inDays } from '../../fixture/papers';
import { good } from '../../fixture/uploads';
import type { World } from '../world';
import type { Rows } from './row';

const unitAdmins = ['company_admin', 'owner_admin', 'unit_admin'];

/** A roster of the caller's own unit; of the district's company for whoever looks on. */
async function roster(world: World, caller: Worker): Promise<string> {
  const admin = unitAdmins.includes(caller.role) ? caller : world.own.admin;
  return good(await world.service.call(dutyApi.create, { name: '应急值班' }, admin)).id;
}

/** As `roster`, made by the administrator of whoever works there. */
function rosterOf(world: World, caller: Worker): Promise<string> {
  const { own } = world;
  if (caller.role === 'rescuer') return roster(world, own.stationAdmin);
  return roster(world, caller.role === 'owner_officer' ? own.ownerAdmin : caller);
}

/** The caller, always there for whoever enters somebody. */
const shiftOf = (rosterId: string, { personId }: Worker) => ({
  ...{ rosterId, personId, days: [inDays(1)], from: '08:00', until: '20:00' },
});

async function shift(world: World, caller: Worker): Promise<string> {
  const rosterId = await roster(world, caller);
  good(await world.service.call(dutyApi.enter, shiftOf(rosterId, caller), caller));
  const { shifts } = good(await world.service.call(dutyApi.week, { rosterId, from: inDays(1) }, caller));
  return shifts[0]?.id ?? '';
}

/** Somebody else of the caller's unit. */
async function colleagueOf(world: World, caller: Worker): Promise<string> {
  const rosterId = await roster(world, caller);
  const { people } = good(await world.service.call(dutyApi.week, { rosterId }, caller));
  return people.find(({ id }) => id !== caller.personId)?.id ?? '';
}

export const dutyRows: Rows<typeof dutyApi> = {
  list: {
    input: async (world, caller) => {
      await roster(world, caller);
      return { pageSize: 100 };
    },
    strangers: ({ items }, { own }) => items.some(({ organisation }) => organisation.id === own.companyId),
  },
  week: {
    input: async (world, caller) => ({ rosterId: await roster(world, caller) }),
    strangers: 'hidden',
  },
  // Whoever makes one makes it for their own unit.
  create: { input: () => ({ name: '应急值班' }), strangers: 'none' },
  change: {
    input: async (world, caller) => ({ rosterId: await roster(world, caller), name: '夜间值班' }),
    strangers: 'hidden',
  },
  end: {
    input: async (world, caller) => ({ rosterId: await roster(world, caller), reason: '合并了。' }),
    strangers: 'hidden',
  },
  enter: {
    input: async (world, caller) => shiftOf(await roster(world, caller), caller),
    strangers: 'hidden',
  },
  takeOver: {
    input: async (world, caller) => ({
      ...{ rosterId: await roster(world, caller), from: inDays(0), to: inDays(7) },
    }),
    strangers: 'hidden',
  },
  cancel: {
    input: async (world, caller) => ({ shiftId: await shift(world, caller), reason: '请假' }),
    strangers: 'hidden',
  },
  standIn: {
    input: async (world, caller) => ({
      ...{ shiftId: await shift(world, caller), personId: await colleagueOf(world, caller) },
      reason: '请假',
    }),
    strangers: 'hidden',
  },
  mine: {
    input: async (world) => {
      const rosterId = await roster(world, world.own.admin);
      good(await world.service.call(dutyApi.enter, shiftOf(rosterId, world.own.lead), world.own.admin));
      return {};
    },
    strangers: ({ items }, { own }) => items.some(({ person }) => person.id === own.lead.personId),
  },
  answerTest: {
    input: async (world, caller) => ({ rosterId: await rosterOf(world, caller), code: '000000' }),
    strangers: 'hidden',
    // Nobody has been called in this test.
    refusal: 'duty.no_test',
  },
  readPhone: {
    input: async (world, caller) => ({ rosterId: await roster(world, caller), purpose: '联系值班人员' }),
    strangers: 'hidden',
  },
};

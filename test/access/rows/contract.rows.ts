import { contractApi } from '@lifttrust/shared-types/contract/contract.contract';
import { addDays, dayOf } from '@lifttrust/shared-types/kernel/time';
import { uploadPdf } from '../../../cloud/src/contract/testing/contract-city';
import { Clock } from '../../../cloud/src/kernel/clock';
import type { Worker } from '../../fixture/district';
import { good } from '../../fixture/uploads';
import type { World } from '../world';
import type { Rows } from './row';

const dayAfter = async (world: World, days: number): Promise<string> =>
  addDays(dayOf((await world.service.get(Clock)).now()), days);

/** A contract of the own company for the own lift, entered by `caller`. */
async function entry(world: World, caller: Worker) {
  return {
    lifts: [{ liftId: world.own.liftId, identifier: '' }],
    from: await dayAfter(world, 0),
    until: await dayAfter(world, 364),
    signedOn: await dayAfter(world, 0),
    content: '半月、季度、半年和年度维保。',
    frequency: '每 15 日至少一次',
    terms: '按双方约定。',
    fileId: await uploadPdf(world.service, caller),
  };
}

const entered = async (world: World): Promise<string> => {
  const answer = await world.service.call(
    contractApi.enter,
    await entry(world, world.own.admin),
    world.own.admin,
  );
  return good(answer).id;
};

export const contractRows: Rows<typeof contractApi> = {
  list: { input: () => ({}), strangers: ({ total }) => total > 0 },
  show: { input: async (world) => ({ contractId: await entered(world) }), strangers: 'hidden' },
  liftChoices: {
    input: () => ({ identifiers: [] }),
    strangers: ({ items }, world) => items.some(({ lift }) => lift.id === world.own.liftId),
  },
  // Somebody else's file and somebody else's lift: neither exists for strangers.
  enter: { input: entry, strangers: 'hidden' },
  decide: {
    input: async (world) => ({ contractId: await entered(world), accept: true }),
    strangers: 'hidden',
  },
  end: {
    input: async (world) => ({
      contractId: await entered(world),
      lastDay: await dayAfter(world, 30),
      reason: '双方同意终止。',
    }),
    strangers: 'hidden',
  },
  accept: {
    input: async (world) => ({
      contractId: await entered(world),
      liftId: world.own.liftId,
      isSafe: true,
    }),
    strangers: 'hidden',
  },
  lateEntries: { input: () => ({}), strangers: ({ total }) => total > 0 },
  troubles: {
    input: () => ({}),
    strangers: ({ items }, world) => items.some(({ lift }) => lift.id === world.own.liftId),
  },
  ofLift: { input: (world) => ({ liftId: world.own.liftId }), strangers: 'hidden' },
};

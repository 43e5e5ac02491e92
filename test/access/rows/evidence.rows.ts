import { evidenceApi } from '@lifttrust/shared-types/evidence/evidence.contract';
import { purposesOf } from '@lifttrust/shared-types/evidence/evidence.rules';
import { addDays, dayOf } from '@lifttrust/shared-types/kernel/time';
import { EvidencePacker } from '../../../cloud/src/evidence/evidence.packer';
import { Clock } from '../../../cloud/src/kernel/clock';
import type { Worker } from '../../fixture/district';
import { good } from '../../fixture/uploads';
import type { World } from '../world';
import type { Rows } from './row';

/** What somebody asks for who wants the own lift's records of the last days. */
export async function callUpOf(world: World, caller: Worker) {
  await world.recordId();
  const today = dayOf((await world.service.get(Clock)).now());
  return {
    purpose: purposesOf(caller.role)[0] ?? ('supervision' as const),
    reference: 'DJ-2026-0118',
    reason: '年度定期检验前核对维保情况',
    ...{ liftIds: [world.own.liftId], from: addDays(today, -30), until: today },
  };
}

/** Called up by the caller, or by the inspector where the caller only hears of it. */
export async function calledUp(world: World, caller: Worker): Promise<string> {
  const by = purposesOf(caller.role).length > 0 ? caller : world.own.inspector;
  return good(await world.service.call(evidenceApi.callUp, await callUpOf(world, by), by)).id;
}

export const evidenceRows: Rows<typeof evidenceApi> = {
  lifts: {
    input: () => ({ q: '花园' }),
    strangers: ({ items }, { own }) => items.some(({ id }) => id === own.liftId),
  },
  callUp: { input: callUpOf, strangers: 'hidden' },
  list: {
    input: async (world, caller) => {
      await calledUp(world, caller);
      return { pageSize: 100 };
    },
    strangers: ({ total }) => total > 0,
  },
  show: {
    input: async (world, caller) => ({ callUpId: await calledUp(world, caller) }),
    strangers: 'hidden',
  },
  record: {
    input: async (world, caller) => ({
      callUpId: await calledUp(world, caller),
      recordId: await world.recordId(),
    }),
    strangers: 'hidden',
  },
  link: {
    input: async (world, caller) => {
      const callUpId = await calledUp(world, caller);
      await (await world.service.get(EvidencePacker)).run();
      return { callUpId };
    },
    strangers: 'hidden',
  },
  close: {
    input: async (world, caller) => ({ callUpId: await calledUp(world, caller), outcome: '检验完毕。' }),
    strangers: 'hidden',
  },
};

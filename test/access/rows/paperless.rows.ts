import { changeApi } from '@lifttrust/shared-types/change/change.contract';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
import { paperlessApi } from '@lifttrust/shared-types/paperless/paperless.contract';
import { Clock } from '../../../cloud/src/kernel/clock';
import { good } from '../../fixture/uploads';
import type { World } from '../world';
import type { Rows } from './row';

const application = { reason: '电子记录已经用了一年。' };

const today = async ({ service }: World): Promise<string> => dayOf((await service.get(Clock)).now());

/** Confirmed once, whatever other rows have done before. */
const confirmed = async ({ service, own }: World): Promise<void> => {
  const state = good(await service.call(paperlessApi.lift, { liftId: own.liftId }, own.admin));
  if (state.state === 'confirmed') return;
  if (state.waitingSince === null) good(await service.call(paperlessApi.apply, application, own.admin));
  const waiting = { state: 'waiting' as const, subjectKind: 'paper_stop', pageSize: 100 };
  for (const { id: changeId } of good(await service.call(changeApi.list, waiting, own.regulator)).items)
    good(await service.call(changeApi.decide, { changeId, accept: true, reason: '完整。' }, own.regulator));
};

/** Paper is kept from today on, so that it can be asked for again. */
const kept = async (world: World): Promise<void> => {
  await confirmed(world);
  const { service, own } = world;
  const input = { companyId: own.companyId, fromOn: await today(world), reason: '抽查发现补录。' };
  good(await service.call(paperlessApi.keep, input, own.regulator));
};

export const paperlessRows: Rows<typeof paperlessApi> = {
  lift: { input: ({ own }) => ({ liftId: own.liftId }), strangers: 'hidden' },
  lifts: {
    input: () => ({ pageSize: 100 }),
    strangers: ({ items }, { own }) => items.some(({ liftId }) => liftId === own.liftId),
  },
  company: { input: ({ own }) => ({ companyId: own.companyId }), strangers: 'hidden' },
  decisions: {
    input: async (world) => {
      await confirmed(world);
      return { pageSize: 100 };
    },
    strangers: ({ items }, { own }) => items.some(({ company }) => company.id === own.companyId),
  },
  apply: {
    input: async (world) => {
      await kept(world);
      return { ...application, liftIds: [world.own.liftId] };
    },
    strangers: 'hidden',
  },
  keep: {
    input: async (world) => {
      await confirmed(world);
      return {
        companyId: world.own.companyId,
        fromOn: await today(world),
        reason: '抽查发现补录。',
      };
    },
    strangers: 'hidden',
  },
};

import { delayApi } from '@lifttrust/shared-types/delay/delay.contract';
import { addDays, dayOf } from '@lifttrust/shared-types/kernel/time';
import { Clock } from '../../../cloud/src/kernel/clock';
import { scan } from '../../fixture/papers';
import { good } from '../../fixture/uploads';
import type { World } from '../world';
import type { Rows } from './row';

const draft = async (world: World) => ({
  liftIds: [world.own.liftId],
  reason: 'natural_disaster' as const,
  text: '台风期间道路积水。',
  expectedOn: addDays(dayOf((await world.service.get(Clock)).now()), 60),
});

const explained = async (world: World): Promise<string> =>
  good(await world.service.call(delayApi.submit, await draft(world), world.own.admin)).id;

/** Entry refused, with its proof: the owner may speak. */
const refused = async (world: World): Promise<string> => {
  const fileIds = [await scan(world.service, world.own.admin)];
  const input = { ...(await draft(world)), reason: 'access_refused' as const, fileIds };
  return good(await world.service.call(delayApi.submit, input, world.own.admin)).id;
};

export const delayRows: Rows<typeof delayApi> = {
  list: { input: () => ({}), strangers: ({ total }) => total > 0 },
  show: { input: async (world) => ({ delayId: await explained(world) }), strangers: 'hidden' },
  candidates: {
    input: async (world) => ({ until: (await draft(world)).expectedOn }),
    strangers: ({ items }, { own }) => items.some(({ liftId }) => liftId === own.liftId),
  },
  submit: { input: draft, strangers: 'hidden' },
  withdraw: { input: async (world) => ({ delayId: await explained(world) }), strangers: 'hidden' },
  end: {
    input: async (world) => ({
      delayId: await explained(world),
      endedOn: dayOf((await world.service.get(Clock)).now()),
    }),
    strangers: 'hidden',
  },
  decide: {
    input: async (world) => ({ delayId: await explained(world), accepted: true, text: '情况属实。' }),
    strangers: 'hidden',
  },
  contradict: {
    input: async (world) => ({ delayId: await refused(world), text: '没有人联系过我们。' }),
    strangers: 'hidden',
  },
  shares: {
    input: () => ({}),
    strangers: ({ items }, { own }) => items.some(({ company }) => company.id === own.companyId),
  },
};

import { officerApi } from '@lifttrust/shared-types/officer/officer.contract';
import { good } from '../../fixture/uploads';
import type { World } from '../world';
import type { Rows } from './row';

async function naming({ service, own }: World): Promise<string> {
  const order = {
    liftIds: [own.liftId],
    post: 'director' as const,
    personId: own.officer.personId,
  };
  const name = (personId: string) => service.call(officerApi.name, { ...order, personId }, own.ownerAdmin);
  // Ended by an earlier row or held already: by turns somebody else.
  good(await name(own.ownerAdmin.personId));
  good(await name(own.officer.personId));
  const { items } = good(await service.call(officerApi.ofLift, { liftId: own.liftId }, own.ownerAdmin));
  return items.find(({ post, untilDay }) => post === 'director' && untilDay === null)?.id ?? '';
}

export const officerRows: Rows<typeof officerApi> = {
  matrix: {
    input: () => ({}),
    strangers: ({ items }, world) => items.some(({ liftId }) => liftId === world.own.liftId),
  },
  people: {
    input: () => ({}),
    strangers: ({ items }, { own }) => items.some(({ id }) => id === own.ownerAdmin.personId),
  },
  name: {
    input: ({ own }) => ({
      liftIds: [own.liftId],
      post: 'safety_officer',
      personId: own.officer.personId,
    }),
    strangers: 'hidden',
  },
  end: { input: async (world) => ({ officerId: await naming(world) }), strangers: 'hidden' },
  ofLift: { input: ({ own }) => ({ liftId: own.liftId }), strangers: 'hidden' },
};

import { holdApi } from '@lifttrust/shared-types/hold/hold.contract';
import { newId } from '../../../cloud/src/kernel/new-id';
import { good } from '../../fixture/uploads';
import type { World } from '../world';
import type { Rows } from './row';

/** A number of its own each time: one office holds a thing once under one number. */
const holdOf = ({ own }: World) => ({
  ...{ subjectKind: 'lift' as const, subjectId: own.liftId },
  ...{ reference: `市监存〔2026〕${newId()}号`, reason: '事故调查需要。' },
});

/** Placed by the district's regulator, whoever looks at it or releases it. */
const placed = async (world: World): Promise<string> =>
  good(await world.service.call(holdApi.place, holdOf(world), world.own.regulator)).id;

export const holdRows: Rows<typeof holdApi> = {
  list: {
    input: async (world) => {
      await placed(world);
      return { pageSize: 100 };
    },
    strangers: ({ items }, { own }) => items.some(({ subjectId }) => subjectId === own.liftId),
  },
  about: {
    input: async (world) => {
      await placed(world);
      return { subjectKind: 'lift', subjectId: world.own.liftId };
    },
    strangers: 'hidden',
  },
  place: { input: holdOf, strangers: 'hidden' },
  release: {
    input: async (world) => ({ holdId: await placed(world), reason: '调查结束。' }),
    strangers: 'hidden',
  },
};

import { announcementApi } from '@lifttrust/shared-types/announcement/announcement.contract';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
import { Clock } from '../../../cloud/src/kernel/clock';
import { good } from '../../fixture/uploads';
import type { World } from '../world';
import type { Rows } from './row';

const draft = async ({ service, own }: World) => ({
  ...{ kind: 'announcement' as const, title: '停梯检修', text: '周六上午停梯检修。' },
  ...{ audience: 'lifts' as const, liftIds: [own.liftId] },
  fromDay: dayOf((await service.get(Clock)).now()),
});
const written = async (world: World): Promise<string> =>
  good(await world.service.call(announcementApi.write, await draft(world), world.own.regulator)).id;

export const announcementRows: Rows<typeof announcementApi> = {
  list: {
    input: async (world) => {
      await written(world);
      return { pageSize: 100 };
    },
    strangers: ({ items }, { own }) => items.some(({ divisionCode }) => divisionCode === own.divisionCode),
  },
  show: { input: async (world) => ({ announcementId: await written(world) }), strangers: 'hidden' },
  write: { input: draft, strangers: 'hidden' },
  edit: {
    input: async (world) => ({
      ...(await draft(world)),
      ...{ announcementId: await written(world), edition: 1, title: '停梯检修改期' },
    }),
    strangers: 'hidden',
  },
  publish: {
    input: async (world) => ({ announcementId: await written(world), edition: 1 }),
    strangers: 'hidden',
  },
  withdraw: {
    input: async (world) => ({ announcementId: await written(world), reason: '改期。' }),
    strangers: 'hidden',
  },
  current: { input: () => ({}), strangers: ({ items }) => items.length > 0 },
  ofLift: { input: ({ own }) => ({ token: own.code }), strangers: 'none' },
};

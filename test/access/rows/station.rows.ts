import { stationApi } from '@lifttrust/shared-types/station/station.contract';
import type { Worker } from '../../fixture/district';
import { good } from '../../fixture/uploads';
import type { World } from '../world';
import type { Row, Rows } from './row';

/** Of administrators of other units the station's own is meant. */
const as = async ({ own }: World, caller: Worker): Promise<Worker> =>
  caller.role === 'unit_admin' ? own.stationAdmin : caller;

const arrangement = ({ own }: World) => ({ stationId: own.stationId, areas: [own.divisionCode] });

async function arranged(world: World): Promise<{ stationId: string }> {
  good(await world.service.call(stationApi.arrange, arrangement(world), world.own.stationAdmin));
  return { stationId: world.own.stationId };
}

const team = ({ own }: World) => ({
  ...{ stationId: own.stationId, name: '一班', leaderId: own.rescuer.personId },
});
const equipment = ({ own }: World) => ({ stationId: own.stationId, name: '照明灯', quantity: 2 });

const hidden = { strangers: 'hidden', as } as const satisfies Partial<Row<unknown, unknown>>;

export const stationRows: Rows<typeof stationApi> = {
  list: {
    input: async (world) => {
      await arranged(world);
      return { pageSize: 100 };
    },
    strangers: ({ items }, { own }) => items.some(({ id }) => id === own.stationId),
    as,
  },
  show: { input: ({ own }) => ({ stationId: own.stationId }), ...hidden },
  arrange: { input: arrangement, ...hidden },
  stand: {
    input: async (world) => ({ ...(await arranged(world)), isOpen: true, reason: '检修完毕' }),
    ...hidden,
  },
  saveTeam: { input: team, ...hidden },
  endTeam: {
    input: async (world) => {
      const { stationAdmin, stationId } = world.own;
      const { teams } = good(await world.service.call(stationApi.saveTeam, team(world), stationAdmin));
      return { stationId, teamId: teams.at(-1)?.id ?? '' };
    },
    ...hidden,
  },
  saveEquipment: { input: equipment, ...hidden },
  endEquipment: {
    input: async (world) => {
      const { stationAdmin, stationId } = world.own;
      const kept = await world.service.call(stationApi.saveEquipment, equipment(world), stationAdmin);
      return { stationId, equipmentId: good(kept).equipment.at(-1)?.id ?? '' };
    },
    ...hidden,
  },
  readPhone: {
    input: async (world) => ({ ...(await arranged(world)), purpose: '派救援站出动' }),
    ...hidden,
  },
};

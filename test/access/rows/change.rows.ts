import type { changeApi } from '@lifttrust/shared-types/change/change.contract';
import { ChangeService } from '../../../cloud/src/change/change.service';
import { systemCtx } from '../../../cloud/src/kernel/actor';
import { Clock } from '../../../cloud/src/kernel/clock';
import { newId } from '../../../cloud/src/kernel/new-id';
import { UnitOfWork } from '../../../cloud/src/kernel/unit-of-work';
import type { World } from '../world';
import type { Rows } from './row';

/** A request that waits, about the organisation of whoever asks, or the own company for its district. */
async function request(world: World, organisationId: string, proposedBy: string): Promise<string> {
  const changes = await world.service.get(ChangeService);
  changes.on('test_subject', async () => undefined);
  const [work, clock] = [await world.service.get(UnitOfWork), await world.service.get(Clock)];
  const wish = {
    subjectKind: 'test_subject',
    subjectId: newId(),
    before: { name: '旧名' },
    after: { name: '新名' },
    reason: '名称变更登记',
    divisionCode: world.own.divisionCode,
    organisationId,
    proposedBy,
  };
  return work.run(systemCtx(clock.now()), (tx) => changes.propose(tx, wish));
}

const organisationOf = (world: World, role: string): string => {
  if (role === 'owner_admin' || role === 'owner_officer') return world.own.ownerId;
  if (role === 'rescuer') return world.own.stationId;
  return role === 'unit_admin' || role === 'inspector' ? world.own.bodyId : world.own.companyId;
};

export const changeRows: Rows<typeof changeApi> = {
  list: {
    input: () => ({ subjectKind: 'test_subject' }),
    strangers: ({ items }, { own }) => items.some(({ divisionCode }) => divisionCode === own.divisionCode),
  },
  show: {
    input: async (world, caller) => ({
      changeId: await request(world, organisationOf(world, caller.role), world.own.colleague.personId),
    }),
    strangers: 'hidden',
  },
  decide: {
    input: async (world) => ({
      changeId: await request(world, world.own.companyId, world.own.admin.personId),
      accept: true,
      reason: '与执照一致',
    }),
    strangers: 'hidden',
  },
  withdraw: {
    input: async (world, caller) => ({
      changeId: await request(world, world.own.companyId, caller.personId),
    }),
    strangers: 'hidden',
  },
};

import type { taskApi } from '@lifttrust/shared-types/task/task.contract';
import { systemCtx } from '../../../cloud/src/kernel/actor';
import { Clock } from '../../../cloud/src/kernel/clock';
import { newId } from '../../../cloud/src/kernel/new-id';
import { UnitOfWork } from '../../../cloud/src/kernel/unit-of-work';
import { TaskService } from '../../../cloud/src/task/task.service';
import type { Worker } from '../../fixture/district';
import type { World } from '../world';
import type { Rows } from './row';

const unitOf = ({ own }: World, { role }: Worker): string => {
  if (role === 'owner_admin') return own.ownerId;
  return role === 'unit_admin' ? own.bodyId : own.companyId;
};

/** A task of the caller's own unit, or of the district's company. */
async function taskFor(world: World, caller: Worker): Promise<string> {
  const { service, own } = world;
  const [tasks, work] = [await service.get(TaskService), await service.get(UnitOfWork)];
  const at = (await service.get(Clock)).now();
  const trouble = {
    kind: 'test.access',
    about: newId(),
    subject: { kind: 'person', id: own.lead.personId },
    divisionCode: own.divisionCode,
    organisationId: unitOf(world, caller),
    title: '人员资料互相矛盾',
    text: '请核对后改正。',
    dueOn: null,
  };
  return work.run(systemCtx(at), (tx) => tasks.open(tx, trouble));
}

export const taskRows: Rows<typeof taskApi> = {
  list: {
    input: async (world, caller) => {
      await taskFor(world, caller);
      return { module: 'test' };
    },
    strangers: ({ total }) => total > 0,
  },
  show: {
    input: async (world, caller) => ({ taskId: await taskFor(world, caller) }),
    strangers: 'hidden',
  },
  complete: {
    input: async (world, caller) => ({ taskId: await taskFor(world, caller), outcome: '已改正' }),
    strangers: 'hidden',
  },
  drop: {
    input: async (world, caller) => ({ taskId: await taskFor(world, caller), reason: '不必办' }),
    strangers: 'hidden',
  },
  note: {
    input: async (world, caller) => ({ taskId: await taskFor(world, caller), text: '已联系' }),
    strangers: 'hidden',
  },
};

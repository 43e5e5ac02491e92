import { archiveApi } from '@lifttrust/shared-types/archive/archive.contract';
import { Archive } from '../../../cloud/src/archive/archive.entity';
import { systemCtx } from '../../../cloud/src/kernel/actor';
import { Clock } from '../../../cloud/src/kernel/clock';
import { newId } from '../../../cloud/src/kernel/new-id';
import { UnitOfWork } from '../../../cloud/src/kernel/unit-of-work';
import type { Worker } from '../../fixture/district';
import type { World } from '../world';
import type { Rows } from './row';

let made = 0;

/** A package of the caller's own unit, ready to be downloaded; for the district that of the company. */
export async function readyArchive(world: World, caller: Worker): Promise<string> {
  const { own, service } = world;
  const side = caller.role.startsWith('owner') ? ('owner' as const) : ('company' as const);
  const unitId = side === 'owner' ? own.ownerId : own.companyId;
  const now = (await service.get(Clock)).now();
  const id = newId();
  made += 1;
  await (await service.get(UnitOfWork)).run(systemCtx(now), (tx) =>
    tx.manager.insert(Archive, {
      ...{ id, month: '2026-01', side, unitId, version: made, divisionCode: own.divisionCode.slice(0, 6) },
      companyId: side === 'company' ? unitId : null,
      ownerId: side === 'owner' ? unitId : null,
      ...{ state: 'ready', lifts: 1, records: 1, liftsDone: 1, recordsDone: 1, lastLiftId: null },
      ...{ logSize: 1, parts: 0, bytes: 0, sha256: '0'.repeat(64), claimId: null, progressAt: null },
      ...{ createdAt: now, readyAt: now, dueOn: '2026-02-10', told: [], takenAt: null, takenBy: null },
    }),
  );
  return id;
}

export const archiveRows: Rows<typeof archiveApi> = {
  list: {
    input: async (world, caller) => {
      await readyArchive(world, caller);
      return { pageSize: 100 };
    },
    strangers: ({ items }, { own }) =>
      items.some(({ unit }) => unit.id === own.companyId || unit.id === own.ownerId),
  },
  show: {
    input: async (world, caller) => ({ archiveId: await readyArchive(world, caller) }),
    strangers: 'hidden',
  },
  link: {
    input: async (world, caller) => ({ archiveId: await readyArchive(world, caller) }),
    strangers: 'hidden',
  },
};

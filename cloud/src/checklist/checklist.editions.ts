import { fullChecklist, type OwnEdition } from '@lifttrust/shared-types/checklist/checklist.rules';
import { LiftType } from '@lifttrust/shared-types/lift/lift.contract';
import type { MaintenanceClass } from '@lifttrust/shared-types/visit/visit.contract';
import { type EntityManager, In } from 'typeorm';
import { OwnChecklistRow } from './own-checklist.entity';

export const inUseKey = (companyId: string, kind: string, type: string): string =>
  `${companyId}/${kind}/${type}`;

/** How a record names it for ever: the row is never edited. */
const editionOf = ({ id, number, items }: OwnChecklistRow): OwnEdition => ({
  edition: `${id}/${number}`,
  items,
});

/** The items that a company's visit of a type of lift has today, or why there are none */
export async function checklistOf(
  manager: EntityManager,
  lift: { type: string },
  maintenanceClass: MaintenanceClass,
  companyId: string,
): Promise<ReturnType<typeof fullChecklist>> {
  const keys = ['custom', 'addition'].map((kind) => inUseKey(companyId, kind, lift.type));
  const rows = await manager.findBy(OwnChecklistRow, { inUse: In(keys) });
  const own = (kind: string) => {
    const row = rows.find((one) => one.kind === kind);
    return row ? editionOf(row) : null;
  };
  return fullChecklist(LiftType.parse(lift.type), maintenanceClass, {
    custom: own('custom'),
    addition: own('addition'),
  });
}

/** Types of lift for which a company has an approved table of its own. */
export async function customTypes(manager: EntityManager, companyId: string): Promise<Set<string>> {
  const rows = await manager.findBy(OwnChecklistRow, { companyId, kind: 'custom', state: 'approved' });
  return new Set(rows.map(({ type }) => type));
}

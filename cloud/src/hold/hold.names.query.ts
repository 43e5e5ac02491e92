import { heldRecordName } from '@lifttrust/shared-types/hold/hold.rules';
import { type EntityManager, In } from 'typeorm';
import { Lift } from '../lift/lift.entity';
import { organisationNames } from '../lift/lift-names.query';
import { MaintenanceRecord } from '../record/record.entity';
import type { LegalHold } from './legal-hold.entity';

/** What holds are about, in words, by the subject's id. */
export async function subjectNames(
  manager: EntityManager,
  rows: readonly LegalHold[],
): Promise<Map<string, string>> {
  const idsOf = (kind: string) => [
    ...new Set(rows.flatMap(({ subjectKind, subjectId }) => (subjectKind === kind ? [subjectId] : []))),
  ];
  const select = { id: true, place: true, ownNumber: true } as const;
  const lifts = await manager.find(Lift, { select, where: { id: In(idsOf('lift')) } });
  const records = await manager.find(MaintenanceRecord, {
    select: { ...select, completedOn: true },
    where: { id: In(idsOf('record')) },
  });
  return new Map([
    ...(await organisationNames(manager, idsOf('company'))),
    ...lifts.map((one) => [one.id, `${one.place} ${one.ownNumber}`.trim()] as const),
    ...records.map((one) => [one.id, heldRecordName(one)] as const),
  ]);
}

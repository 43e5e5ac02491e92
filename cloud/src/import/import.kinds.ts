import type { Mapping } from '@lifttrust/shared-types/import/import.contract';
import { type ImportKindName, importKinds } from '@lifttrust/shared-types/import/import.fields';
import { actsByArea } from '@lifttrust/shared-types/kernel/access';
import { AppError, type Refusal } from '@lifttrust/shared-types/kernel/app-error';
import type { Actor } from '../kernel/actor';
import type { ImportRun } from './import-run.entity';
import { refuseMapping } from './lifts/lift.mapping';
import { refuseOrganisationMapping } from './organisations/organisation.mapping';
import { refusePeopleMapping } from './people/people.mapping';

/** A company imports its own people; registers of lifts and units are the regulator's (EQ-01, ORG-02). */
export function mustImport(actor: Actor, kind: ImportKindName): void {
  if (kind === 'people' || actsByArea(actor.role)) return;
  throw new AppError(
    'forbidden',
    'import.kind_not_yours',
    `${importKinds[kind]}台账由监管单位导入，本单位可以导入自己的人员。`,
  );
}

const refuse: Record<ImportKindName, (mapping: Mapping, run: ImportRun) => Refusal[]> = {
  lifts: (mapping, { headers }) => refuseMapping(mapping, headers),
  people: (mapping, { headers, divisionCode }) => refusePeopleMapping(mapping, headers, divisionCode === ''),
  organisations: (mapping, { headers }) => refuseOrganisationMapping(mapping, headers),
};

export const kindOf = (run: { kind: string | null }): ImportKindName =>
  run.kind === 'people' || run.kind === 'organisations' ? run.kind : 'lifts';

/** A mapping that cannot lead to one good row; all faults at once. */
export const refuseMappingOf = (run: ImportRun, mapping: Mapping): Refusal[] =>
  refuse[kindOf(run)](mapping, run);

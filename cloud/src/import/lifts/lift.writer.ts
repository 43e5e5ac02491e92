import type { CityParameters } from '@lifttrust/shared-types/city/city.parameters';
import { addDays } from '@lifttrust/shared-types/kernel/time';
import { intervalFor } from '@lifttrust/shared-types/plan/plan.rules';
import type { CodeService } from '../../code/code.service';
import type { Transaction } from '../../kernel/unit-of-work';
import { blankLift, type LiftPatch, type LiftRegistration } from '../../lift/lift.facts';
import type { LiftService } from '../../lift/lift.service';
import { organisationKey } from '../../organisation/organisation.name';
import type { OrganisationService } from '../../organisation/organisation.service';
import type { RowToWrite, RunOf } from '../engine/import-kind';
import type { DraftValues } from './row.draft';

interface OrganisationIds {
  company: Map<string, string>;
  owner: Map<string, string>;
}

export interface Registers {
  liftService: LiftService;
  organisationService: OrganisationService;
  codeService: CodeService;
  parameters: CityParameters;
}

/** Carries judged rows into the register of lifts. */
export class LiftWriter {
  constructor(private readonly registers: Registers) {}

  /** Writes one chunk of rows. */
  async write(tx: Transaction, rows: RowToWrite<DraftValues>[], run: RunOf): Promise<void> {
    const { liftService, codeService } = this.registers;
    const reason = { source: 'import', sourceId: run.id };
    const ids = await this.organisations(tx, rows, run.divisionCode);
    const made = rows
      .filter((row) => row.isNew)
      .map((row) => ({ ...this.registration(row.values, ids, run.divisionCode), id: row.subjectId }));
    await Promise.all([
      liftService.register(tx, made, reason),
      // A lift that can be maintained can be scanned.
      codeService.issueFirst(
        tx,
        made.map((lift) => lift.id),
      ),
    ]);
    const known = rows.filter((row) => !row.isNew);
    const changes = known.map((row) => ({ id: row.subjectId, patch: this.patch(row.values, ids) }));
    await liftService.change(tx, changes, reason);
  }

  private registration(values: DraftValues, ids: OrganisationIds, divisionCode: string): LiftRegistration {
    const { type, place, address } = values;
    if (!type) throw new Error('a lift without type has passed the check');
    return {
      ...blankLift,
      type,
      divisionCode,
      ...this.patch(values, ids),
      place: place ?? (address ?? '').slice(0, 120),
    };
  }

  private patch(values: DraftValues, ids: OrganisationIds): LiftPatch {
    const { position, companyName, ownerName, ...plain } = values;
    const patch: LiftPatch = { ...plain };
    if (position) Object.assign(patch, position);
    if (companyName) patch.companyId = ids.company.get(organisationKey(companyName)) ?? null;
    if (ownerName) patch.ownerId = ids.owner.get(organisationKey(ownerName)) ?? null;
    if (plain.lastMaintainedOn) {
      // What was done before this platform is known only as a day; it counts as the shortest interval.
      const days = intervalFor('half_month', this.registers.parameters.intervalDays);
      patch.dueOn = addDays(plain.lastMaintainedOn, days);
    }
    return patch;
  }

  /** Organisations named in the rows, entered where they are not known yet. */
  private async organisations(
    tx: Transaction,
    rows: RowToWrite<DraftValues>[],
    divisionCode: string,
  ): Promise<OrganisationIds> {
    const named = (pick: (values: DraftValues) => string | undefined) =>
      rows.map((row) => pick(row.values)).filter((name) => name !== undefined);
    const companies = named((values) => values.companyName);
    const owners = named((values) => values.ownerName);
    return {
      company: await this.idsOf(tx, 'maintenance_company', companies, divisionCode),
      owner: await this.idsOf(tx, 'owner', owners, divisionCode),
    };
  }

  private async idsOf(
    tx: Transaction,
    kind: 'maintenance_company' | 'owner',
    names: string[],
    divisionCode: string,
  ): Promise<Map<string, string>> {
    const { organisationService } = this.registers;
    const ids = await organisationService.idsByName(tx.manager, kind, names);
    for (const name of names) {
      const key = organisationKey(name);
      if (ids.has(key)) continue;
      ids.set(key, await organisationService.register(tx, { kind, name, divisionCode }, 'import'));
    }
    return ids;
  }
}

import { addDays } from '@lifttrust/shared-types/kernel/time';
import { intervalFor } from '@lifttrust/shared-types/plan/plan.rules';
import { Inject, Provide } from '@midwayjs/core';
import { CityService } from '../city/city.service';
import { CodeService } from '../code/code.service';
import type { Transaction } from '../kernel/unit-of-work';
import { blankLift, type LiftPatch, type LiftRegistration } from '../lift/lift.facts';
import { LiftService } from '../lift/lift.service';
import { organisationKey } from '../organisation/organisation.name';
import { OrganisationService } from '../organisation/organisation.service';
import type { DraftValues } from './row.draft';

export interface RowToWrite {
  liftId: string;
  isNew: boolean;
  values: DraftValues;
}

interface OrganisationIds {
  company: Map<string, string>;
  owner: Map<string, string>;
}

/** Carries judged rows into the register. */
@Provide()
export class ImportWriter {
  @Inject() liftService: LiftService;
  @Inject() organisationService: OrganisationService;
  @Inject() codeService: CodeService;
  @Inject() cityService: CityService;

  /** Writes one chunk of rows. */
  async write(tx: Transaction, rows: RowToWrite[], divisionCode: string, importId: string): Promise<void> {
    const reason = { source: 'import', sourceId: importId };
    const ids = await this.organisations(tx, rows, divisionCode);
    const fresh = rows.filter((row) => row.isNew);
    const known = rows.filter((row) => !row.isNew);
    const made = fresh.map((row) => ({
      ...this.registration(row.values, ids, divisionCode),
      id: row.liftId,
    }));
    await this.liftService.register(tx, made, reason);
    // A lift that can be maintained can be scanned.
    await this.codeService.issueFirst(
      tx,
      made.map((lift) => lift.id),
    );
    const changes = known.map((row) => ({ id: row.liftId, patch: this.patch(row.values, ids) }));
    await this.liftService.change(tx, changes, reason);
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
      const days = intervalFor('half_month', this.cityService.parameters.intervalDays);
      patch.dueOn = addDays(plain.lastMaintainedOn, days);
    }
    return patch;
  }

  /** Organisations named in the rows, entered where they are not known yet. */
  private async organisations(
    tx: Transaction,
    rows: RowToWrite[],
    divisionCode: string,
  ): Promise<OrganisationIds> {
    const named = (pick: (values: DraftValues) => string | undefined) =>
      rows.map((row) => pick(row.values)).filter((name) => name !== undefined);
    const company = await this.idsOf(
      tx,
      'maintenance_company',
      named((values) => values.companyName),
      divisionCode,
    );
    const owner = await this.idsOf(
      tx,
      'owner',
      named((values) => values.ownerName),
      divisionCode,
    );
    return { company, owner };
  }

  private async idsOf(
    tx: Transaction,
    kind: 'maintenance_company' | 'owner',
    names: string[],
    divisionCode: string,
  ): Promise<Map<string, string>> {
    const ids = await this.organisationService.idsByName(tx.manager, kind, names);
    for (const name of names) {
      const key = organisationKey(name);
      if (ids.has(key)) continue;
      ids.set(key, await this.organisationService.register(tx, { kind, name, divisionCode }, 'import'));
    }
    return ids;
  }
}

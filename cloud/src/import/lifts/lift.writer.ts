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

/** By the names as the rows write them. */
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

  /** Field by field: putting objects of many fields together by spreading took a tenth of a whole import. */
  private registration(values: DraftValues, ids: OrganisationIds, divisionCode: string): LiftRegistration {
    const { type, place, address, position } = values;
    if (!type) throw new Error('a lift without type has passed the check');
    return {
      equipmentCode: values.equipmentCode ?? blankLift.equipmentCode,
      registrationCode: values.registrationCode ?? blankLift.registrationCode,
      useRegistration: values.useRegistration ?? blankLift.useRegistration,
      factoryNumber: values.factoryNumber ?? blankLift.factoryNumber,
      rescueCode: values.rescueCode ?? blankLift.rescueCode,
      ownNumber: values.ownNumber ?? blankLift.ownNumber,
      type,
      state: values.state ?? blankLift.state,
      place: place ?? (address ?? '').slice(0, 120),
      address: address ?? blankLift.address,
      usePlace: values.usePlace ?? blankLift.usePlace,
      divisionCode: values.divisionCode ?? divisionCode,
      manufacturer: values.manufacturer ?? blankLift.manufacturer,
      madeOn: values.madeOn ?? blankLift.madeOn,
      ratedSpeed: values.ratedSpeed ?? blankLift.ratedSpeed,
      ratedLoad: values.ratedLoad ?? blankLift.ratedLoad,
      floors: values.floors ?? blankLift.floors,
      lastInspectionOn: values.lastInspectionOn ?? blankLift.lastInspectionOn,
      nextInspectionOn: values.nextInspectionOn ?? blankLift.nextInspectionOn,
      lastMaintainedOn: values.lastMaintainedOn ?? blankLift.lastMaintainedOn,
      dueOn: this.dueOn(values.lastMaintainedOn) ?? blankLift.dueOn,
      lng: position?.lng ?? blankLift.lng,
      lat: position?.lat ?? blankLift.lat,
      crs: position?.crs ?? blankLift.crs,
      companyId: ids.company.get(values.companyName ?? '') ?? blankLift.companyId,
      ownerId: ids.owner.get(values.ownerName ?? '') ?? blankLift.ownerId,
    };
  }

  private patch(values: DraftValues, ids: OrganisationIds): LiftPatch {
    const { position, companyName, ownerName, ...plain } = values;
    const patch: LiftPatch = { ...plain };
    if (position) Object.assign(patch, position);
    if (companyName) patch.companyId = ids.company.get(companyName) ?? null;
    if (ownerName) patch.ownerId = ids.owner.get(ownerName) ?? null;
    const dueOn = this.dueOn(plain.lastMaintainedOn);
    if (dueOn) patch.dueOn = dueOn;
    return patch;
  }

  /** What was done before this platform is known only as a day; it counts as the shortest interval. */
  private dueOn(lastMaintainedOn: string | undefined): string | undefined {
    if (!lastMaintainedOn) return undefined;
    return addDays(lastMaintainedOn, intervalFor('half_month', this.registers.parameters.intervalDays));
  }

  /** Organisations named in the rows, entered where they are not known yet. */
  private async organisations(
    tx: Transaction,
    rows: RowToWrite<DraftValues>[],
    divisionCode: string,
  ): Promise<OrganisationIds> {
    const named = (pick: (values: DraftValues) => string | undefined) =>
      [...new Set(rows.map((row) => pick(row.values) ?? ''))].filter((name) => name !== '');
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
    const keys = new Map(names.map((name) => [name, organisationKey(name)]));
    // Two spellings of one name are one organisation; it is entered as it was first written.
    const unknown = new Map<string, string>();
    for (const [name, key] of keys) if (!ids.has(key) && !unknown.has(key)) unknown.set(key, name);
    const made = [...unknown.values()].map((name) => ({ kind, name, divisionCode }));
    const entered = await organisationService.registerAll(tx, made, 'import');
    const named = new Map<string, string>();
    for (const [name, key] of keys) {
      const id = ids.get(key) ?? entered.get(key);
      if (id !== undefined) named.set(name, id);
    }
    return named;
  }
}

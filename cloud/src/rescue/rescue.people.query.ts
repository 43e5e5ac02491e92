import { toGcj02 } from '@lifttrust/shared-types/kernel/geo';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
import { minuteMs, onSiteMinutes } from '@lifttrust/shared-types/rescue/rescue.rules';
import { type Place, type Ranked, rankStations } from '@lifttrust/shared-types/station/station.rules';
import { Inject, Singleton } from '@midwayjs/core';
import type { EntityManager } from 'typeorm';
import { CityService } from '../city/city.service';
import { ContractRecipients } from '../contract/contract.recipients';
import { DutyService } from '../duty/duty.service';
import { Clock } from '../kernel/clock';
import { marks } from '../kernel/marks';
import type { Lift } from '../lift/lift.entity';
import { positionOf } from '../lift/lift.shape';
import { StaffPool } from '../staff/staff.pool';
import { StaffQuery } from '../staff/staff.query';
import { positionOf as placeOf, rescuersOf } from '../station/station.query';
import { StationService } from '../station/station.service';

/** Somebody to be called, for an organisation. */
export interface Callee {
  personId: string;
  organisationId: string;
}

/** Holds the role on a day, given twice: whoever leaves later is called until then. */
const heldOn = 'a.from_day <= ? AND (a.until_day IS NULL OR a.until_day >= ?) AND a.ended_at IS NULL';

/** Who is called for a lift at an instant. */
@Singleton()
export class RescuePeople {
  @Inject() clock: Clock;
  @Inject() cityService: CityService;
  @Inject() recipients: ContractRecipients;
  @Inject() staffPool: StaffPool;
  @Inject() staffQuery: StaffQuery;
  @Inject() dutyService: DutyService;
  @Inject() stationService: StationService;

  /**
   * The company's people: those on duty now and those it named for rescue at this lift; without either those who maintain
   * it, else its administrators. Empty: nobody there can be called.
   */
  async ofCompany(manager: EntityManager, lift: Lift, at: number): Promise<Callee[]> {
    const { companyId } = lift;
    if (companyId === null) return [];
    const roster = await this.staffPool.roster(manager, companyId, dayOf(at));
    const assigned = await this.staffQuery.assignments(manager, companyId, dayOf(at), { liftId: lift.id });
    const able = (purpose: string) =>
      roster.able(assigned.filter((row) => row.purpose === purpose)).map(({ id }) => id);
    const onDuty = await this.dutyService.onDuty(companyId, lift.id, at, manager);
    const called = [...new Set([...onDuty.map(({ personId }) => personId), ...able('rescue')])];
    const found = [called, able('maintenance')].find((people) => people.length > 0);
    const people = found ?? (await this.recipients.ofCompany(manager, companyId));
    return people.map((personId) => ({ personId, organisationId: companyId }));
  }

  /** Of these people those whose identity is proven at lifts: technicians and rescuers, in force on the day. */
  async atLifts(manager: EntityManager, personIds: readonly string[], day: string): Promise<string[]> {
    if (personIds.length === 0) return [];
    const rows: { id: string }[] = await manager.query(
      `SELECT DISTINCT a.person_id AS id FROM assignment a
        WHERE a.person_id IN (${marks(personIds)}) AND a.role IN ('technician', 'rescuer')
          AND (a.until_day IS NULL OR a.until_day >= ?) AND a.ended_at IS NULL`,
      [...personIds, day],
    );
    return rows.map(({ id }) => id);
  }

  /** Those who answer for the lift at its owner's (OWN-08), else everybody who acts for the owner. */
  async ofOwner(manager: EntityManager, lift: Lift, at: number): Promise<Callee[]> {
    const { ownerId } = lift;
    if (ownerId === null) return [];
    const day = dayOf(at);
    const named: { id: string }[] = await manager.query(
      `SELECT DISTINCT person_id AS id FROM lift_officer
       WHERE lift_id = ? AND owner_id = ? AND from_day <= ? AND (until_day IS NULL OR until_day >= ?)`,
      [lift.id, ownerId, day, day],
    );
    const people = new Set([
      ...named.map(({ id }) => id),
      ...(await this.recipients.ofOwner(manager, ownerId)),
    ]);
    return [...people].map((personId) => ({ personId, organisationId: ownerId }));
  }

  /**
   * The people on call of the nearest open stations whose area covers the lift; where none of them has anybody on call,
   * all rescuers of the nearest. Where no station covers it, those of the district, else of the city; never one that says
   * that it is closed. Empty: none can be called.
   */
  async ofStation(manager: EntityManager, lift: Lift, at: number): Promise<Callee[]> {
    const { stations: most } = this.cityService.parameters.rescue;
    const position = positionOf(lift);
    const where = { divisionCode: lift.divisionCode, position: position && toGcj02(position) };
    const near = await this.stationService.nearest(where, at, manager);
    const onCall = near.filter(({ people }) => people.length > 0).slice(0, most);
    if (onCall.length > 0)
      return onCall.flatMap(({ id, people }) =>
        people.map(({ personId }) => ({ personId, organisationId: id })),
      );
    for (const stations of [near, ...(await this.otherStations(manager, where))]) {
      const found = await this.everybodyOf(manager, stations, dayOf(at));
      if (found.length > 0) return found;
    }
    return [];
  }

  /**
   * Stations that nobody says cover the place, first those of the district, then of the whole city; of each those that were
   * never arranged before those that go out to other areas, and the nearer ones first.
   */
  private async otherStations(
    manager: EntityManager,
    { divisionCode, position }: { divisionCode: string; position: Place | null },
  ): Promise<Ranked[][]> {
    const rows: { id: string; area: string; isOpen: unknown; lng: number | null; lat: number | null }[] =
      await manager.query(
        `SELECT o.id AS id, o.division_code AS area, s.is_open AS isOpen, s.lng AS lng, s.lat AS lat
         FROM organisation o LEFT JOIN rescue_station s ON s.organisation_id = o.id
         WHERE o.kind = 'rescue_station' AND o.closed_on IS NULL AND o.division_code LIKE ?
           AND (s.is_open IS NULL OR s.is_open = 1)`,
        [`${divisionCode.slice(0, 4)}%`],
      );
    return [6, 4].flatMap((digits) => {
      const area = divisionCode.slice(0, digits);
      const here = rows.filter((row) => row.area.startsWith(area));
      return [true, false].map((isNew) =>
        rankStations(
          here
            .filter(({ isOpen }) => (isOpen === null) === isNew)
            .map((row) => ({ id: row.id, areas: [area], isOpen: true, position: placeOf(row), onCall: 0 })),
          divisionCode,
          position,
        ),
      );
    });
  }

  /** All rescuers of the first so many stations that have any. */
  private async everybodyOf(
    manager: EntityManager,
    stations: readonly { id: string }[],
    day: string,
  ): Promise<Callee[]> {
    const { stations: most } = this.cityService.parameters.rescue;
    const found: Callee[][] = [];
    for (const { id: organisationId } of stations) {
      if (found.length === most) break;
      const people = await rescuersOf(manager, organisationId, day);
      if (people.length > 0) found.push(people.map(({ id: personId }) => ({ personId, organisationId })));
    }
    return found.flat();
  }

  /**
   * Technicians of an open visit at the lift, with their company: they are there when the alarm comes. Not where the visit
   * gave no sign of life (a start, an answered item) for `onSiteMinutes`: they may have left without checking out.
   */
  async onSite(manager: EntityManager, liftId: string, at: number): Promise<Callee[]> {
    const lately = at - onSiteMinutes * minuteMs;
    return manager.query(
      `SELECT p.person_id AS personId, v.company_id AS organisationId
       FROM presence p JOIN visit v ON v.id = p.visit_id
       WHERE v.lift_id = ? AND v.state = 'checked_in' AND p.started_at <= ? AND p.checked_out_at IS NULL
         AND (p.started_at > ? OR EXISTS (SELECT 1 FROM visit_answer a
           WHERE a.visit_id = v.id AND a.at > ? AND a.at <= ?))`,
      [liftId, at, lately, lately, at],
    );
  }

  /** Of these people, those who work for an organisation today. */
  async among(
    manager: EntityManager,
    organisationId: string,
    personIds: readonly string[],
  ): Promise<string[]> {
    if (personIds.length === 0) return [];
    const found: { id: string }[] = await manager.query(
      `SELECT DISTINCT a.person_id AS id FROM assignment a
       WHERE a.organisation_id = ? AND ${heldOn} AND a.person_id IN (${marks(personIds)})`,
      [organisationId, ...this.today(), ...personIds],
    );
    return found.map(({ id }) => id);
  }

  /** Who watches over the district's rescues: operators of a desk that answers for it, and the district's office. */
  async ofDesk(manager: EntityManager, divisionCode: string): Promise<string[]> {
    const operators: { id: string; area: string }[] = await manager.query(
      `SELECT DISTINCT a.person_id AS id, o.division_code AS area
       FROM assignment a JOIN organisation o ON o.id = a.organisation_id
       WHERE a.role = 'hotline_operator' AND ${heldOn} AND o.closed_on IS NULL
         AND o.division_code LIKE ?`,
      [...this.today(), `${divisionCode.slice(0, 2)}%`],
    );
    const own = operators.filter(({ area }) => area !== '' && divisionCode.startsWith(area));
    const office = await this.recipients.ofDistrict(manager, divisionCode);
    return [...new Set([...own.map(({ id }) => id), ...office])];
  }

  private today(): [string, string] {
    const day = dayOf(this.clock.now());
    return [day, day];
  }
}

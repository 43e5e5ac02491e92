import { calendarOf } from '@lifttrust/shared-types/calendar/calendar.rules';
import { LiftType } from '@lifttrust/shared-types/lift/lift.contract';
import type { FixedVisit, PlanLift, PlannerFacts } from '@lifttrust/shared-types/plan/plan.planner.facts';
import type { DueDays } from '@lifttrust/shared-types/plan/plan.rules';
import { refuseStatutoryChecklist } from '@lifttrust/shared-types/record/record.template';
import { Inject, Singleton } from '@midwayjs/core';
import type { EntityManager } from 'typeorm';
import { customTypes } from '../checklist/checklist.editions';
import { CityService } from '../city/city.service';
import { areaLift, areaOf } from '../staff/staff.area.service';
import { StaffPool } from '../staff/staff.pool';
import { StaffQuery } from '../staff/staff.query';
import type { Roster } from '../staff/staff.roster';
import { type OpenRow, PlanLiftQuery, type PlanLiftRow } from './plan.lift.query';
import { type Absence, type Named, PlanTeams } from './plan.teams';

/** Everything the planner needs to know of one company, and what its answer is put into words with. */
export interface CompanyFacts {
  planner: PlannerFacts;
  lifts: Map<string, PlanLiftRow>;
  teams: PlanTeams;
  open: Map<string, OpenRow[]>;
}

const notInUse = { kind: 'out_of_use', to: null } as const;
const noClocks: DueDays = { half_month: null, quarter: null, half_year: null, year: null };

/** Lifts of one address are done together, and always by the same people. */
export const buildingOf = ({ address, place, divisionCode }: PlanLiftRow): string =>
  place === '' && address === '' ? '' : `${divisionCode}|${address}|${place}`;

/** Metres east and north of a corner; exact enough to say what is near what. */
const metresOf = ({ lng, lat }: PlanLiftRow) =>
  lng === null || lat === null
    ? null
    : { x: (lng - 70) * 111_320 * Math.cos((lat * Math.PI) / 180), y: (lat - 3) * 110_574 };

@Singleton()
export class PlanFacts {
  @Inject() cityService: CityService;
  @Inject() staffPool: StaffPool;
  @Inject() staffQuery: StaffQuery;
  @Inject() planLiftQuery: PlanLiftQuery;

  /** `absence`: who does not work on which days. */
  async of(
    manager: EntityManager,
    companyId: string,
    month: string,
    today: string,
    absence: Absence | null = null,
  ): Promise<CompanyFacts> {
    const { parameters } = this.cityService;
    const which = { companyId };
    const lifts = await this.planLiftQuery.lifts(manager, which);
    const clocks = await this.planLiftQuery.clocks(manager, which, lifts, today);
    const open = await this.planLiftQuery.open(manager, which);
    const { teams, named } = await this.teams(manager, companyId, lifts, today);
    const custom = await customTypes(manager, companyId);
    const start = `${month}-01` > today ? `${month}-01` : today;
    const planner: PlannerFacts = {
      month,
      today,
      lifts: lifts.map((lift) => this.planLift(lift, clocks.get(lift.id) ?? noClocks, named, teams, custom)),
      teams: teams.forPlanner(start, parameters.plan.minutesADay, absence),
      fixed: [...open.values()].flat().map((visit) => fixedOf(visit, teams, start, today)),
      calendar: calendarOf(parameters.calendar),
      intervals: parameters.intervalDays,
      minutes: parameters.plan.minutesOnSite,
    };
    return { planner, lifts: new Map(lifts.map((lift) => [lift.id, lift])), teams, open };
  }

  /** The company's teams on a day and whom assignments name for its lifts; where nobody is named, the area's team. */
  async teams(manager: EntityManager, companyId: string, lifts: readonly PlanLiftRow[], day: string) {
    const roster = await this.staffPool.roster(manager, companyId, day);
    const rows = await this.staffQuery.assignments(manager, companyId, day, { purpose: 'maintenance' });
    const named = new Map<string, Named>();
    for (const { liftId, unitId, personId } of rows) {
      const known = named.get(liftId) ?? { unitId: null, personIds: [] };
      named.set(liftId, {
        unitId: known.unitId ?? unitId,
        personIds: personId === null ? known.personIds : [...known.personIds, personId],
      });
    }
    for (const lift of lifts) {
      const area = named.has(lift.id) ? null : areaTeam(roster, lift);
      if (area) named.set(lift.id, { unitId: area, personIds: [] });
    }
    const { minimum } = this.cityService.parameters.technicians;
    const until = await this.planLiftQuery.certifiedUntil(manager, companyId);
    return { named, teams: new PlanTeams(roster, named.values(), minimum, until) };
  }

  private planLift(
    lift: PlanLiftRow,
    due: DueDays,
    named: ReadonlyMap<string, Named>,
    teams: PlanTeams,
    custom: ReadonlySet<string>,
  ): PlanLift {
    const type = LiftType.parse(lift.type);
    const own = named.get(lift.id);
    return {
      id: lift.id,
      type,
      due,
      building: buildingOf(lift),
      route: '',
      metres: metresOf(lift),
      area: '',
      teamId: own ? teams.teamOfNamed(own) : null,
      hasTemplate: custom.has(lift.type) || refuseStatutoryChecklist(type) === null,
      pause: lift.state === 'in_use' ? null : { ...notInUse, from: '2000-01-01' },
    };
  }
}

const areaTeam = (roster: Roster, lift: PlanLiftRow): string | null =>
  areaOf(roster.areas, areaLift(lift))?.unitId ?? null;

/**
 * What is planned already stays. What lies before the planner's first day is taken as done then: a visit that is late
 * is made today, one of this month before the next month is planned.
 */
function fixedOf(visit: OpenRow, teams: PlanTeams, start: string, today: string): FixedVisit {
  const day = visit.day < today ? today : visit.day;
  const isBefore = visit.state === 'checked_in' || day < start;
  return {
    id: visit.id,
    liftId: visit.liftId,
    class: visit.class,
    day,
    state: isBefore ? 'begun' : 'pinned',
    teamId: teams.teamOfPerson(visit.leadId),
  };
}

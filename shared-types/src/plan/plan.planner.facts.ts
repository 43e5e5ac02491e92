import type { Calendar } from '../calendar/calendar.rules';
import type { LiftType } from '../lift/lift.contract';
import type { MaintenanceClass } from '../visit/visit.contract';
import type { Pause } from './plan.clock.rules';
import type { DueDays, IntervalDays } from './plan.rules';

/** One lift as the planner sees it. */
export interface PlanLift {
  id: string;
  type: LiftType;
  /** From `clocksOn`. */
  due: DueDays;
  /** The same word for lifts of one building; empty: stands alone. */
  building: string;
  /** The same word for lifts on one way; empty: by position. */
  route: string;
  /** Metres in any plane of the city; null: unknown. */
  metres: { x: number; y: number } | null;
  /** The area that teams name. */
  area: string;
  /** The team that answers for it; null: the planner chooses one of its area. */
  teamId: string | null;
  /** Minutes on site that differ from the company's. */
  minutes?: Partial<Record<MaintenanceClass, number>>;
  /** False for a lift that needs a template of its own and has none (PLAN-14). */
  hasTemplate: boolean;
  /** The pause that lasts today. */
  pause: Pause | null;
}

/** People who go together. */
export interface PlanTeam {
  id: string;
  /** Last day on which at least one of them is certified; null: nobody is. */
  certifiedUntil: string | null;
  minutesADay: number;
  /** Areas they go to; none named: all. */
  areas: readonly string[];
  /** Days on which they do not work: leave, illness, training. */
  away: readonly string[];
  /** Days on which some of them are missing, and what the others can do. */
  fewer?: { days: readonly string[]; minutesADay: number };
}

/** A visit that the planner does not move. */
export interface FixedVisit {
  id: string;
  liftId: string;
  class: MaintenanceClass;
  day: string;
  /** `pinned`: moved by hand. */
  state: 'done' | 'begun' | 'pinned';
  teamId: string | null;
}

export interface PlannerFacts {
  /** `2026-03` */
  month: string;
  /** Nothing is proposed before this day. */
  today: string;
  lifts: readonly PlanLift[];
  teams: readonly PlanTeam[];
  fixed: readonly FixedVisit[];
  calendar: Calendar;
  intervals: IntervalDays;
  /** Minutes on site that the company reckons with. */
  minutes: Record<MaintenanceClass, number>;
}

export interface ProposedVisit {
  liftId: string;
  class: MaintenanceClass;
  plannedOn: string;
  /** The law's day, rolled from what was done last or from the visit planned before this one. */
  dueOn: string;
  teamId: string;
  minutes: number;
  /** Chinese sentences: why this day. */
  why: string[];
}

export type UnplannedReason =
  | 'no_date'
  | 'suspended'
  | 'template_missing'
  | 'no_team'
  | 'no_capacity'
  | 'earlier_first';

export interface Unplanned {
  liftId: string;
  /** The day until which somebody has to find a way; null where nothing is due. */
  dueOn: string | null;
  reason: UnplannedReason;
  text: string;
}

/** A pinned visit that must be deeper than it is, since a deeper class falls due before the next. */
export interface RaisedVisit {
  visitId: string;
  liftId: string;
  class: MaintenanceClass;
  why: string;
}

export interface DayLoad {
  day: string;
  working: boolean;
  minutes: number;
}

export interface MonthPlan {
  month: string;
  visits: ProposedVisit[];
  unplanned: Unplanned[];
  raises: RaisedVisit[];
  days: DayLoad[];
  /** Highest over mean of the working days left in the month; 0 where there is no work. */
  peakToMean: number;
  /** What the reader of the plan must know, e.g. holidays not yet published. */
  notes: string[];
}

import { planAhead } from '@lifttrust/shared-types/plan/plan.ahead';
import type { MonthPlan, PlannerFacts, ProposedVisit } from '@lifttrust/shared-types/plan/plan.planner.facts';
import { type Replan, replan } from '@lifttrust/shared-types/plan/plan.replan';

/** Runs in a worker thread of its own, without a database: thousands of lifts take seconds of a processor. */
export const month = (facts: PlannerFacts): MonthPlan => planAhead(facts);

export const again = (order: { previous: ProposedVisit[]; facts: PlannerFacts }): Replan =>
  replan(order.previous, order.facts);

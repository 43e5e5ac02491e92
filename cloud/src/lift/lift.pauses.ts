import { dayOf } from '@lifttrust/shared-types/kernel/time';
import type { Pause } from '@lifttrust/shared-types/plan/plan.clock.rules';
import { In, IsNull } from 'typeorm';
import { insertRows } from '../kernel/insert-rows';
import { newId } from '../kernel/new-id';
import type { Transaction } from '../kernel/unit-of-work';
import { LiftPause } from './lift-pause.entity';

/** A lift's state, before and after a change; `undefined` before it was entered. */
export interface StateChange {
  id: string;
  from: string | undefined;
  to: string;
}

const kindOf = (state: string | undefined): Pause['kind'] | null => {
  if (state === 'suspended') return 'out_of_use';
  return state === 'paused' ? 'sealed' : null;
};

/**
 * Writes down from when to when lifts are not used. Returns those that are used again from today: their clocks are to
 * be reckoned anew.
 * @basis RULES §4, edge cases; EQ-10
 */
export async function notePauses(tx: Transaction, changes: readonly StateChange[]): Promise<string[]> {
  const today = dayOf(tx.at);
  const moved = changes.filter(({ from, to }) => kindOf(from) !== kindOf(to));
  const ending = moved.filter(({ from }) => kindOf(from) !== null).map(({ id }) => id);
  if (ending.length > 0)
    await tx.manager.update(LiftPause, { liftId: In(ending), toDay: IsNull() }, { toDay: today });
  const beginning = moved.flatMap(({ id, to }) => {
    const kind = kindOf(to);
    return kind ? [{ ...{ id: newId(), liftId: id, kind }, fromDay: today, toDay: null }] : [];
  });
  if (beginning.length > 0) await insertRows(tx.manager, LiftPause, beginning);
  return moved.filter(({ id, to }) => to === 'in_use' && ending.includes(id)).map(({ id }) => id);
}

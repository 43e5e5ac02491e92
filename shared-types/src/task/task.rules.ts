import { daysBetween } from '../kernel/time';

/** What a task's deadline means on a day; closed tasks are never late. */
export interface Standing {
  isLate: boolean;
  /** Days until the deadline; negative: so many days late. Null: no deadline. */
  daysLeft: number | null;
}

/**
 * A task may still be done on its last day and is late from the day after.
 *
 * @basis ours, after EQ-02: every contradiction has somebody responsible, a deadline and a result
 */
export const standingOf = (task: { state: string; dueOn: string | null }, today: string): Standing => {
  if (task.dueOn === null) return { isLate: false, daysLeft: null };
  const daysLeft = daysBetween(today, task.dueOn);
  return { isLate: task.state === 'open' && daysLeft < 0, daysLeft };
};

const everyDays = 7;

/** Whoever has to act is reminded on the first late day and every week after, not daily: nobody reads what comes daily. */
export const isReminderDay = (dueOn: string, today: string): boolean => {
  const late = daysBetween(dueOn, today);
  return late > 0 && (late - 1) % everyDays === 0;
};

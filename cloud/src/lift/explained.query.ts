import { standingOf } from '@lifttrust/shared-types/delay/delay.rules';
import type { Explained } from '@lifttrust/shared-types/lift/lift.contract';
import { type EntityManager, In } from 'typeorm';
import { DelayLift } from '../delay/delay-lift.entity';
import type { Lift } from './lift.entity';

const standing = ['submitted', 'accepted'] as const;

/** What stands about the overdue of these lifts; who is not overdue has nothing to explain here. One question for all. */
export async function explainedOf(
  manager: EntityManager,
  lifts: readonly Pick<Lift, 'id' | 'dueOn'>[],
  today: string,
): Promise<(lift: Pick<Lift, 'id' | 'dueOn'>) => Explained> {
  const isOverdue = ({ dueOn }: Pick<Lift, 'dueOn'>) => dueOn !== null && dueOn < today;
  const ids = lifts.filter(isOverdue).map(({ id }) => id);
  const rows =
    ids.length === 0 ? [] : await manager.findBy(DelayLift, { liftId: In(ids), state: In([...standing]) });
  return (lift) => {
    if (!isOverdue(lift)) return 'none';
    const own = rows.filter(({ liftId }) => liftId === lift.id);
    return standingOf(
      lift.dueOn,
      own.map(({ dueOn, expectedOn, state }) => ({
        dueOn,
        expectedOn,
        state: state === 'accepted' ? 'accepted' : 'submitted',
      })),
    );
  };
}

/** By company, how many of the overdue lifts of an area have an explanation that the regulator accepted. */
export async function acceptedByCompany(
  manager: EntityManager,
  area: { sql: string; codes: readonly string[] },
  today: string,
): Promise<Map<string, number>> {
  const rows: { companyId: string; number: number | string }[] = await manager.query(
    `SELECT l.company_id AS companyId, COUNT(DISTINCT l.id) AS number FROM delay_lift dl
     JOIN lift l ON l.id = dl.lift_id
     WHERE dl.state = 'accepted' AND l.due_on < ? AND l.company_id IS NOT NULL
       AND dl.due_on <= l.due_on AND l.due_on <= dl.expected_on AND ${area.sql}
     GROUP BY l.company_id`,
    [today, ...area.codes],
  );
  return new Map(rows.map(({ companyId, number }) => [companyId, Number(number)]));
}

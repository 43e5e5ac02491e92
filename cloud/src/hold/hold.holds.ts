import { type HeldThing, isUnder } from '@lifttrust/shared-types/hold/hold.rules';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
import { Init, Inject, Singleton } from '@midwayjs/core';
import { type EntityManager, In, IsNull } from 'typeorm';
import { areaToday } from '../kernel/area-history';
import { Held, type Holds, type Matter } from '../kernel/held';
import { Visit } from '../visit/visit.entity';
import { employersOf } from './hold.employers.query';
import { LegalHold } from './legal-hold.entity';

/** Tells those who delete by the calendar what they have to pass by; asked anew each time, so that a release counts at once. */
@Singleton()
export class StandingHolds implements Holds {
  @Inject() held: Held;

  @Init()
  open(): void {
    this.held.register(this);
  }

  async among(manager: EntityManager, matters: readonly Matter[]): Promise<Set<string>> {
    const things = await thingsOf(manager, matters);
    const subjects = [...things.values()].flatMap(({ liftId, recordId, companyIds }) => [
      ...[liftId, recordId].filter((id) => id !== null),
      ...companyIds,
    ]);
    if (subjects.length === 0) return new Set();
    const rows = await manager.findBy(LegalHold, {
      subjectId: In([...new Set(subjects)]),
      releasedAt: IsNull(),
    });
    const holds = rows.map((row) => ({ ...row, area: areaToday(row.area) }));
    const held = [...things].filter(([, thing]) => holds.some((hold) => isUnder(hold, thing)));
    return new Set(held.map(([id]) => id));
  }
}

/** What each matter belongs to, by its id. */
async function thingsOf(manager: EntityManager, matters: readonly Matter[]): Promise<Map<string, HeldThing>> {
  const visits = await visitsOf(manager, matters);
  const employers = await employersOf(
    manager,
    matters.flatMap(({ personId, since = 0 }) => (personId ? [{ personId, day: dayOf(since) }] : [])),
  );
  return new Map(
    matters.map(({ id, visitId, liftId = null, companyId, divisionCode, personId, since = 0 }) => {
      const visit = visits.get(visitId ?? '');
      if (visit) return [id, ofVisit(visit)];
      const own = personId ? employers(personId, dayOf(since)) : [];
      const companyIds = companyId ? [companyId, ...own] : own;
      const code = divisionCode ? areaToday(divisionCode) : null;
      return [id, { liftId, recordId: null, companyIds, divisionCode: code }];
    }),
  );
}

const ofVisit = ({ liftId, recordId, companyId, divisionCode }: Visit): HeldThing => ({
  ...{ liftId, recordId, companyIds: [companyId] },
  divisionCode: areaToday(divisionCode),
});

async function visitsOf(manager: EntityManager, matters: readonly Matter[]): Promise<Map<string, Visit>> {
  const ids = [...new Set(matters.flatMap(({ visitId }) => visitId ?? []))];
  const visits = ids.length === 0 ? [] : await manager.findBy(Visit, { id: In(ids) });
  return new Map(visits.map((visit) => [visit.id, visit]));
}

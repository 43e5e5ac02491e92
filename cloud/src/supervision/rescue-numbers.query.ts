import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import { endOfDay, startOfDay } from '@lifttrust/shared-types/kernel/time';
import { isUsePlace, usePlaces } from '@lifttrust/shared-types/lift/lift.places';
import { type Group, type NumbersCase, rescueNumbers } from '@lifttrust/shared-types/rescue/rescue.numbers';
import { type CallSource, callSources } from '@lifttrust/shared-types/rescue/rescue.words';
import {
  RescueNumbersAsked,
  type RescueNumbersShown,
} from '@lifttrust/shared-types/supervision/rescue-numbers.contract';
import { Inject, Singleton } from '@midwayjs/core';
import { type EntityManager, In } from 'typeorm';
import { coverClause } from '../kernel/access';
import { type Ctx, requireActor } from '../kernel/actor';
import { Database } from '../kernel/database';
import { Lift } from '../lift/lift.entity';
import { organisationNames } from '../lift/lift-names.query';
import { Division } from '../organisation/division.entity';
import { Entrapment } from '../rescue/entrapment.entity';

/** Lists of lifts stop here; the numbers themselves count everything. */
const mostLifts = 200;

/** The numbers of a city's rescues over whole days. */
@Singleton()
export class RescueNumbersQuery {
  @Inject() database: Database;

  /** @throws invalid `rescue_numbers.asked` for days in the wrong order or more than a year */
  async show(asked: { since: string; until: string }, ctx: Ctx): Promise<RescueNumbersShown> {
    const checked = RescueNumbersAsked.safeParse(asked);
    if (!checked.success)
      throw AppError.invalid('rescue_numbers.asked', checked.error.issues[0]?.message ?? '日期不正确。');
    const actor = requireActor(ctx);
    const { manager } = this.database.reader;
    const { sql, parameters } = coverClause(actor, 'one');
    const cases = await manager
      .createQueryBuilder(Entrapment, 'one')
      .where(sql, parameters)
      .andWhere('one.reportedAt >= :from AND one.reportedAt < :before', {
        from: startOfDay(asked.since),
        before: endOfDay(asked.until),
      })
      .getMany();
    const numbers = rescueNumbers(cases.map(caseOf), ctx.at);
    const named = await this.names(manager, numbers);
    const lifts = await liftsOf(manager, [...numbers.repeated, ...numbers.falseAlarms]);
    const units = await organisationNames(
      manager,
      [...lifts.values()].flatMap(({ companyId, ownerId }) => [companyId, ownerId]),
    );
    return {
      ...{ since: asked.since, until: asked.until, area: actor.organisationName, asOf: ctx.at },
      ...numbers,
      byDistrict: numbers.byDistrict.map(named.district),
      byHour: numbers.byHour.map((group) => ({ ...group, name: hourName(Number(group.key)) })),
      byPlace: numbers.byPlace.map((group) => ({ ...group, name: placeName(group.key) })),
      byCompany: numbers.byCompany.map(named.company),
      bySource: numbers.bySource.map((group) => ({ ...group, name: sourceName(group.key) })),
      repeated: numbers.repeated.slice(0, mostLifts).map(({ liftId, cases: count, lastAt }) => ({
        ...{ lift: liftName(lifts, liftId), cases: count, lastAt },
        companyName: units.get(lifts.get(liftId)?.companyId ?? '') ?? '',
        ownerName: units.get(lifts.get(liftId)?.ownerId ?? '') ?? '',
      })),
      falseAlarms: numbers.falseAlarms
        .slice(0, mostLifts)
        .map(({ liftId, alarms, mistaken }) => ({ lift: liftName(lifts, liftId), alarms, mistaken })),
    };
  }

  private async names(
    manager: EntityManager,
    { byDistrict, byCompany }: { byDistrict: Group[]; byCompany: Group[] },
  ) {
    const codes = byDistrict.map(({ key }) => key);
    const divisions = codes.length === 0 ? [] : await manager.findBy(Division, { code: In(codes) });
    const divisionOf = new Map(divisions.map(({ code, name }) => [code, name]));
    const companies = await organisationNames(
      manager,
      byCompany.map(({ key }) => key),
    );
    return {
      district: (group: Group) => ({ ...group, name: divisionOf.get(group.key) ?? group.key }),
      company: (group: Group) => ({
        ...group,
        name: group.key === '' ? '没有维保单位' : (companies.get(group.key) ?? ''),
      }),
    };
  }
}

const caseOf = (one: Entrapment): NumbersCase => {
  const { id, liftId, divisionCode, usePlace, companyId, outcome, reportedAt, acceptedAt, arrivedAt } = one;
  const { freedAt, freedBy, causeFirst, causeSecond, limits } = one;
  return {
    ...{ id, liftId, divisionCode, usePlace, companyId, outcome, reportedAt, acceptedAt, arrivedAt },
    ...{ freedAt, freedBy, causeFirst, causeSecond, limits },
    kind: one.kind === 'hurt' ? 'hurt' : 'trapped',
    source: isSource(one.source) ? one.source : 'phone',
  };
};

const isSource = (word: string): word is CallSource => word in callSources;
const placeName = (key: string): string => (isUsePlace(key) ? usePlaces[key] : '没有登记');
const sourceName = (key: string): string => (isSource(key) ? callSources[key] : '其他');
const hourName = (hour: number): string => `${hour}–${hour + 1} 时`;

async function liftsOf(manager: EntityManager, some: { liftId: string }[]): Promise<Map<string, Lift>> {
  const ids = [...new Set(some.map(({ liftId }) => liftId))].slice(0, mostLifts * 2);
  const lifts = ids.length === 0 ? [] : await manager.findBy(Lift, { id: In(ids) });
  return new Map(lifts.map((lift) => [lift.id, lift]));
}

const liftName = (lifts: Map<string, Lift>, id: string) => {
  const lift = lifts.get(id);
  return {
    ...{ id, place: lift?.place ?? '', ownNumber: lift?.ownNumber ?? '' },
    rescueCode: lift?.rescueCode ?? '',
  };
};

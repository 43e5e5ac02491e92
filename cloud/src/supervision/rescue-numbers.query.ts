import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import { endOfDay, startOfDay } from '@lifttrust/shared-types/kernel/time';
import { isUsePlace, usePlaces } from '@lifttrust/shared-types/lift/lift.places';
import { type Group, type NumbersCase, rescueNumbers } from '@lifttrust/shared-types/rescue/rescue.numbers';
import { hasNoCar } from '@lifttrust/shared-types/rescue/rescue.rules';
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

interface Days {
  since: string;
  until: string;
}

/** What everybody may read: no unit and no lift by name. */
export type CityRescueNumbers = Omit<
  RescueNumbersShown,
  'area' | 'byCompany' | 'bySource' | 'repeated' | 'falseAlarms'
> & { repeatedLifts: number };

/** The numbers of a city's rescues over whole days. */
@Singleton()
export class RescueNumbersQuery {
  @Inject() database: Database;

  /** @throws invalid `rescue_numbers.asked` for days in the wrong order or more than a year */
  async show(asked: Days, ctx: Ctx): Promise<RescueNumbersShown> {
    const checked = RescueNumbersAsked.safeParse(asked);
    if (!checked.success)
      throw AppError.invalid('rescue_numbers.asked', checked.error.issues[0]?.message ?? '日期不正确。');
    const actor = requireActor(ctx);
    const { manager } = this.database.reader;
    const { sql, parameters } = coverClause(actor, 'one');
    const cases = await within(manager, asked).andWhere(sql, parameters).getMany();
    const numbers = rescueNumbers(await casesOf(manager, cases), ctx.at);
    const named = await this.names(manager, numbers);
    const lifts = await liftsOf(manager, [
      ...numbers.repeated.slice(0, mostLifts),
      ...numbers.falseAlarms.slice(0, mostLifts),
    ]);
    const units = await organisationNames(
      manager,
      [...lifts.values()].flatMap(({ companyId, ownerId }) => [companyId, ownerId]),
    );
    return {
      ...{ since: asked.since, until: asked.until, area: actor.organisationName, asOf: ctx.at },
      ...numbers,
      byDistrict: numbers.byDistrict.map(named.district),
      byHour: numbers.byHour.map(withHour),
      byPlace: numbers.byPlace.map(withPlace),
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

  /** Of the whole city, as it stands at an instant (epoch ms). */
  async ofCity({ since, until }: Days, at: number): Promise<CityRescueNumbers> {
    const { manager } = this.database.reader;
    const cases = await within(manager, { since, until }).getMany();
    const {
      byCompany: _units,
      bySource: _ways,
      ...numbers
    } = rescueNumbers(await casesOf(manager, cases), at);
    const { repeated, falseAlarms: _machines, ...told } = numbers;
    const named = await this.names(manager, { byDistrict: told.byDistrict, byCompany: [] });
    return {
      ...{ ...told, since, until, asOf: at, repeatedLifts: repeated.length },
      byDistrict: told.byDistrict.map(named.district),
      byHour: told.byHour.map(withHour),
      byPlace: told.byPlace.map(withPlace),
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

const within = (manager: EntityManager, { since, until }: Days) =>
  manager
    .createQueryBuilder(Entrapment, 'one')
    .where('one.reportedAt >= :from AND one.reportedAt < :before', {
      from: startOfDay(since),
      before: endOfDay(until),
    });

/** Whether the lift has a car is asked only of those in whose name somebody was hurt. */
async function casesOf(manager: EntityManager, rows: Entrapment[]): Promise<NumbersCase[]> {
  const hurt = await liftsOf(
    manager,
    rows.filter(({ kind }) => kind === 'hurt'),
  );
  return rows.map((one) => caseOf(one, !hasNoCar(hurt.get(one.liftId)?.type ?? '')));
}

const caseOf = (one: Entrapment, hasCar: boolean): NumbersCase => {
  const { id, liftId, divisionCode, usePlace, companyId, outcome, reportedAt, acceptedAt, arrivedAt } = one;
  const { freedAt, freedBy, causeFirst, causeSecond, limits } = one;
  return {
    ...{ id, liftId, divisionCode, usePlace, companyId, outcome, reportedAt, acceptedAt, arrivedAt },
    ...{ freedAt, freedBy, causeFirst, causeSecond, limits },
    ...{ kind: one.kind === 'hurt' ? 'hurt' : 'trapped', hasCar },
    source: isSource(one.source) ? one.source : 'phone',
  };
};

const isSource = (word: string): word is CallSource => word in callSources;
const placeName = (key: string): string => (isUsePlace(key) ? usePlaces[key] : '没有登记');
const sourceName = (key: string): string => (isSource(key) ? callSources[key] : '其他');
const withHour = (group: Group) => ({ ...group, name: `${group.key}–${Number(group.key) + 1} 时` });
const withPlace = (group: Group) => ({ ...group, name: placeName(group.key) });

async function liftsOf(manager: EntityManager, some: { liftId: string }[]): Promise<Map<string, Lift>> {
  const ids = [...new Set(some.map(({ liftId }) => liftId))];
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

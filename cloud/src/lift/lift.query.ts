import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { addDays, dayOf } from '@lifttrust/shared-types/kernel/time';
import { normaliseCode } from '@lifttrust/shared-types/lift/lift.codes';
import type { LiftFile, liftApi } from '@lifttrust/shared-types/lift/lift.contract';
import { soonDays } from '@lifttrust/shared-types/plan/plan.rules';
import { Inject, Singleton } from '@midwayjs/core';
import { type EntityManager, In, type SelectQueryBuilder } from 'typeorm';
import { covers, mustCover, scopeClause } from '../kernel/access';
import type { Actor } from '../kernel/actor';
import { Database } from '../kernel/database';
import { containing } from '../kernel/like';
import { marks } from '../kernel/marks';
import { countOf, pageByDay, totalAfter } from '../kernel/paged';
import { explainedOf } from './explained.query';
import { Lift } from './lift.entity';
import type { LiftFacts } from './lift.facts';
import { identifiersOf, namedRef, positionOf, toCard, toFacts, usePlaceOf } from './lift.shape';
import { codePathOf, divisionNameOf, namesOf } from './lift-names.query';

type ListInput = InputOf<typeof liftApi.list>;
type Due = NonNullable<ListInput['due']>;

export interface SoughtIdentifiers {
  /** Of both kinds: systems write one into the other's column. */
  codes: string[];
  useRegistrations: string[];
  factoryNumbers: string[];
}

function withDue(builder: SelectQueryBuilder<Lift>, due: Due, today: string): void {
  const soonUntil = addDays(today, soonDays);
  const conditions: Record<Due, string> = {
    overdue: 'lift.due_on < :today',
    soon: 'lift.due_on BETWEEN :today AND :soonUntil',
    fine: 'lift.due_on > :soonUntil',
    unknown: 'lift.due_on IS NULL',
  };
  builder.andWhere(conditions[due], { today, soonUntil });
}

/** By code, place, address or unit: codes are compared as they are stored, names and places as they were typed. */
export function withText(builder: SelectQueryBuilder<Lift>, text: string): void {
  const like = (column: string, parameter: string) => `${column} LIKE :${parameter} ESCAPE '!'`;
  const codes = ['rescue_code', 'equipment_code', 'registration_code', 'use_registration', 'factory_number'];
  const words = ['place', 'address', 'own_number'];
  const named = `SELECT organisation.id FROM organisation WHERE ${like('organisation.name', 'words')}`;
  builder.andWhere(
    `(${[
      ...codes.map((column) => like(`lift.${column}`, 'code')),
      ...words.map((column) => like(`lift.${column}`, 'words')),
      `lift.company_id IN (${named})`,
      `lift.owner_id IN (${named})`,
    ].join(' OR ')})`,
    { code: containing(normaliseCode(text)), words: containing(text) },
  );
}

// From a thousand on MariaDB makes a list into a table of its own and joins that.
const longestList = 900;

async function idsWithIdentifiers(sought: SoughtIdentifiers, manager: EntityManager): Promise<string[]> {
  const conditions: [string, string[]][] = [
    ['equipment_code', sought.codes],
    ['registration_code', sought.codes],
    ['use_registration', sought.useRegistrations],
    ['factory_number', sought.factoryNumbers],
  ];
  const questions: string[] = [];
  const parameters: string[] = [];
  // One indexed question each: an OR over four columns would read the whole register.
  for (const [column, values] of conditions) {
    for (let at = 0; at < values.length; at += longestList) {
      const list = values.slice(at, at + longestList);
      questions.push(`SELECT id FROM lift WHERE ${column} IN (${marks(list)})`);
      parameters.push(...list);
    }
  }
  if (questions.length === 0) return [];
  const found: { id: string }[] = await manager.query(questions.join(' UNION ALL '), parameters);
  return [...new Set(found.map(({ id }) => id))];
}

/** Reads of the register: lists and one lift's file, cut to what the actor may see. */
@Singleton()
export class LiftQuery {
  @Inject() database: Database;

  async list(actor: Actor, input: ListInput, at: number) {
    const { page, pageSize } = input;
    const manager = this.database.reader.manager;
    const scope = await scopeClause(manager, actor, 'lift', 'lift');
    const builder = manager.createQueryBuilder(Lift, 'lift').where(scope.sql, scope.parameters);
    if (input.state) builder.andWhere('lift.state = :state', { state: input.state });
    if (input.due) withDue(builder, input.due, dayOf(at));
    if (input.q) withText(builder, input.q);
    const order = { day: 'lift.due_on', id: 'lift.id' };
    const shown = await pageByDay(builder, order, input);
    const total = await totalAfter(input, shown.length, () => countOf(builder));
    const lifts = shown.filter((lift) => covers(actor, lift));
    const names = await namesOf(manager, lifts);
    const explained = await explainedOf(manager, lifts, dayOf(at));
    const items = lifts.map((lift) => ({ ...toCard(lift, names), explained: explained(lift) }));
    return { items, ...total, page, pageSize };
  }

  async file(actor: Actor, liftId: string, at: number): Promise<LiftFile> {
    const manager = this.database.reader.manager;
    const lift = await manager.findOneBy(Lift, { id: liftId });
    if (!lift) throw AppError.notFound();
    mustCover(actor, lift);
    const names = await namesOf(manager, [lift]);
    const explained = await explainedOf(manager, [lift], dayOf(at));
    return {
      ...toCard(lift, names),
      explained: explained(lift),
      identifiers: identifiersOf(lift),
      divisionCode: lift.divisionCode,
      divisionName: await divisionNameOf(manager, lift.divisionCode),
      usePlace: usePlaceOf(lift),
      manufacturer: lift.manufacturer,
      madeOn: lift.madeOn,
      ratedSpeed: lift.ratedSpeed,
      ratedLoad: lift.ratedLoad,
      floors: lift.floors,
      lastInspectionOn: lift.lastInspectionOn,
      nextInspectionOn: lift.nextInspectionOn,
      position: positionOf(lift),
      fenceRadiusMetres: lift.fenceRadiusMetres,
      company: namedRef(lift.companyId, names),
      owner: namedRef(lift.ownerId, names),
      codePath: await codePathOf(manager, lift.id, at),
      updatedAt: lift.updatedAt,
    };
  }

  /**
   * Registered lifts that carry any of the given identifiers, wherever they stand: whether the reader may know of
   * them is the caller's to judge.
   */
  async withIdentifiers(sought: SoughtIdentifiers, manager: EntityManager): Promise<LiftFacts[]> {
    const ids = await idsWithIdentifiers(sought, manager);
    if (ids.length === 0) return [];
    const lifts = await manager.findBy(Lift, { id: In(ids) });
    const names = await namesOf(manager, lifts);
    return lifts.map((lift) => toFacts(lift, names));
  }
}

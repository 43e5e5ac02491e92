import {
  PlateForm,
  type PlateRow,
  type PlateState,
  type plateApi,
} from '@lifttrust/shared-types/code/plate.contract';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { Crs } from '@lifttrust/shared-types/kernel/fields';
import { distanceMetres, toGcj02 } from '@lifttrust/shared-types/kernel/geo';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
import { Inject, Singleton } from '@midwayjs/core';
import { In } from 'typeorm';
import { CityService } from '../city/city.service';
import { type Clause, scopeClause } from '../kernel/access';
import type { Actor } from '../kernel/actor';
import { Database } from '../kernel/database';
import { containing } from '../kernel/like';
import { Lift } from '../lift/lift.entity';
import { positionOf } from '../lift/lift.shape';
import { Division } from '../organisation/division.entity';
import { Organisation } from '../organisation/organisation.entity';
import { Person } from '../person/person.entity';
import { LiftCode } from './lift-code.entity';
import { PlatePrintCode, PlatePrintRow, StickingRow } from './plate.entity';
import { swappedPlates } from './plate-swapped.query';

type ListInput = InputOf<typeof plateApi.list>;

/** Lifts that carry a code: those that people ride, or will again. */
const counted = "lift.state NOT IN ('scrapped', 'deregistered', 'out_of_scope')";
/** The newest of the code, and for the lift that it leads to now: what a swap left behind counts no more. */
const ofCode = (table: string) =>
  `EXISTS (SELECT 1 FROM ${table} one WHERE one.token = code.token AND one.lift_id = code.lift_id
    AND NOT EXISTS (SELECT 1 FROM ${table} later WHERE later.token = one.token AND later.at > one.at
      AND later.lift_id <> one.lift_id))`;
const conditions: Record<PlateState, string> = {
  stuck: ofCode('sticking'),
  printed: `${ofCode('plate_print_code')} AND NOT ${ofCode('sticking')}`,
  unprinted: `NOT ${ofCode('plate_print_code')} AND NOT ${ofCode('sticking')}`,
};

interface AreaCount {
  divisionCode: string;
  lifts: number | string;
  printed: number | string | null;
  stuck: number | string | null;
}

/** How far the codes of an area have come; a code that was replaced counts no more. */
@Singleton()
export class PlateQuery {
  @Inject() database: Database;
  @Inject() cityService: CityService;

  async list(actor: Actor, { page, pageSize, state, q }: ListInput) {
    const manager = this.database.reader.manager;
    const scope = await scopeClause(manager, actor, 'lift', 'lift');
    const builder = this.coded(scope);
    if (state) builder.andWhere(conditions[state]);
    if (q)
      builder.andWhere(
        `(lift.rescue_code LIKE :words ESCAPE '!' OR lift.place LIKE :words ESCAPE '!' OR lift.address LIKE :words ESCAPE '!')`,
        { words: containing(q) },
      );
    const [lifts, total] = await builder
      .orderBy('lift.place')
      .addOrderBy('lift.id')
      .offset((page - 1) * pageSize)
      .limit(pageSize)
      .getManyAndCount();
    return { items: await this.rows(lifts), total, page, pageSize };
  }

  async progress(actor: Actor, at: number) {
    const manager = this.database.reader.manager;
    const scope = await scopeClause(manager, actor, 'lift', 'lift');
    const areas: AreaCount[] = await this.coded(scope)
      .select('lift.division_code', 'divisionCode')
      .addSelect('COUNT(*)', 'lifts')
      .addSelect(
        `SUM(CASE WHEN ${ofCode('plate_print_code')} OR ${ofCode('sticking')} THEN 1 ELSE 0 END)`,
        'printed',
      )
      .addSelect(`SUM(CASE WHEN ${ofCode('sticking')} THEN 1 ELSE 0 END)`, 'stuck')
      .groupBy('lift.division_code')
      .orderBy('lift.division_code')
      .getRawMany();
    const divisions = await manager.findBy(Division, { code: In(areas.map((area) => area.divisionCode)) });
    const { deadline } = this.cityService.parameters.plates;
    const counts = areas.map((area) => ({
      divisionCode: area.divisionCode,
      name: divisions.find(({ code }) => code === area.divisionCode)?.name ?? '',
      lifts: Number(area.lifts),
      printed: Number(area.printed ?? 0),
      stuck: Number(area.stuck ?? 0),
    }));
    const isDone = counts.every(({ lifts, stuck }) => lifts === stuck);
    return { deadline, late: deadline !== null && dayOf(at) > deadline && !isDone, areas: counts };
  }

  async prints(actor: Actor, { page, pageSize }: InputOf<typeof plateApi.prints>) {
    const manager = this.database.reader.manager;
    const [rows, total] = await manager.findAndCount(PlatePrintRow, {
      where: { organisationId: actor.organisationId },
      order: { at: 'DESC', id: 'DESC' },
      skip: (page - 1) * pageSize,
      take: pageSize,
    });
    const people = await manager.findBy(Person, { id: In(rows.map(({ personId }) => personId)) });
    const items = rows.map(({ id, form, lifts, isReprint, reason, personId, at }) => ({
      id,
      form: PlateForm.parse(form),
      lifts,
      isReprint,
      reason,
      by: people.find((person) => person.id === personId)?.name ?? '',
      at,
    }));
    return { items, total, page, pageSize };
  }

  private coded(scope: Clause) {
    return this.database.reader.manager
      .createQueryBuilder(Lift, 'lift')
      .innerJoin(LiftCode, 'code', 'code.lift_id = lift.id AND code.valid_to IS NULL')
      .where(scope.sql, scope.parameters)
      .andWhere(counted);
  }

  private async rows(lifts: Lift[]): Promise<PlateRow[]> {
    const manager = this.database.reader.manager;
    const codes = await manager
      .createQueryBuilder(LiftCode, 'code')
      .where('code.lift_id IN (:...ids) AND code.valid_to IS NULL', {
        ids: ['', ...lifts.map(({ id }) => id)],
      })
      .getMany();
    const tokens = In(codes.map(({ token }) => token));
    const [prints, stickings, companies] = await Promise.all([
      manager.findBy(PlatePrintCode, { token: tokens }),
      manager.findBy(StickingRow, { token: tokens }),
      manager.findBy(Organisation, { id: In(lifts.flatMap(({ companyId }) => companyId ?? [])) }),
    ]);
    const people = await manager.findBy(Person, { id: In(stickings.map(({ personId }) => personId)) });
    const swapped = await swappedPlates(
      manager,
      lifts.map(({ id }) => id),
    );
    const others = await manager.findBy(Lift, { id: In(swapped.map(({ bearsLiftId }) => bearsLiftId)) });
    return lifts.map((lift) => {
      const token = codes.find(({ liftId }) => liftId === lift.id)?.token;
      const printed = newestFor(lift, prints, token);
      const stuck = newestFor(lift, stickings, token);
      const wrong = swapped.find(({ liftId }) => liftId === lift.id);
      const other = wrong && others.find(({ id }) => id === wrong.bearsLiftId);
      return {
        liftId: lift.id,
        place: lift.place,
        ownNumber: lift.ownNumber,
        address: lift.address,
        rescueCode: lift.rescueCode,
        companyName: companies.find(({ id }) => id === lift.companyId)?.name ?? '',
        state: stuck ? 'stuck' : printed ? 'printed' : 'unprinted',
        printedAt: printed?.at ?? null,
        stuckAt: stuck?.at ?? null,
        stuckBy: people.find(({ id }) => id === stuck?.personId)?.name ?? '',
        sticking: stuck ? toSticking(stuck, lift) : null,
        bears:
          wrong && other
            ? {
                ...{ place: other.place, ownNumber: other.ownNumber, rescueCode: other.rescueCode },
                since: wrong.since,
              }
            : null,
      };
    });
  }
}

/** The newest of a code, unless it was for another lift: that one counts no more here. */
function newestFor<T extends { at: number; token: string; liftId: string }>(
  lift: Lift,
  rows: T[],
  token: string | undefined,
): T | undefined {
  const [newest] = rows.filter((one) => one.token === token).sort((a, b) => b.at - a.at);
  return newest?.liftId === lift.id ? newest : undefined;
}

function toSticking(row: StickingRow, lift: Lift): NonNullable<PlateRow['sticking']> {
  const { id, ownNumber, registration, lng, lat, accuracyMetres } = row;
  const stood =
    lng === null || lat === null ? null : toGcj02({ lng, lat, crs: Crs.catch('UNKNOWN').parse(row.crs) });
  const kept = positionOf(lift);
  const there = kept && toGcj02(kept);
  const metres = stood && there ? Math.round(distanceMetres(stood, there)) : null;
  return { id, ownNumber, registration, distanceMetres: metres, accuracyMetres };
}

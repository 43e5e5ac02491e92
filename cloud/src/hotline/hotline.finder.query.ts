import type { DeskLift, hotlineApi } from '@lifttrust/shared-types/hotline/hotline.contract';
import { foundByOf, spoken } from '@lifttrust/shared-types/hotline/hotline.rules';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { toGcj02 } from '@lifttrust/shared-types/kernel/geo';
import { Inject, Singleton } from '@midwayjs/core';
import { type EntityManager, In } from 'typeorm';
import { platesBearing } from '../code/plate-swapped.query';
import { coverClause } from '../kernel/access';
import { type Ctx, requireActor } from '../kernel/actor';
import { Database } from '../kernel/database';
import { containing } from '../kernel/like';
import { Lift } from '../lift/lift.entity';
import { positionOf } from '../lift/lift.shape';
import { namesOf } from '../lift/lift-names.query';
import { Entrapment } from '../rescue/entrapment.entity';

const mostFound = 20;
/** Read before they are put in order: a part of a number must not fall out behind twenty addresses. */
const mostRead = 200;
const mostCells = 1500;
/** Grid lines on the longer side; halved until the cells are few enough. */
const finestGrid = 64;

const codes = ['rescue_code', 'registration_code', 'equipment_code', 'use_registration'];
const words = ['place', 'address', 'own_number'];
const like = (column: string, parameter: string) => `lift.${column} LIKE :${parameter} ESCAPE '!'`;

/** Lifts as somebody at the telephone looks for them. */
@Singleton()
export class HotlineFinder {
  @Inject() database: Database;

  /** Exact numbers first, then parts of numbers, then words; several words must all be met. */
  async find({ q }: InputOf<typeof hotlineApi.lifts>, ctx: Ctx): Promise<{ items: DeskLift[] }> {
    const actor = requireActor(ctx);
    const { manager } = this.database.reader;
    const { sql, parameters } = coverClause(actor, 'lift');
    const covered = () => manager.createQueryBuilder(Lift, 'lift').where(sql, parameters);
    // A whole number by itself: it may also be a part of hundreds of longer ones that come before it.
    const exact = await covered()
      .andWhere(`(${codes.map((column) => `lift.${column} IN (:...wholes)`).join(' OR ')})`, {
        wholes: [...new Set([q.trim(), spoken(q)])],
      })
      .orderBy('lift.rescueCode')
      .addOrderBy('lift.id')
      .take(mostFound)
      .getMany();
    const query = covered();
    const parts = q.normalize('NFKC').split(/\s+/).filter(Boolean).slice(0, 5);
    const byWords = parts.map(
      (_, at) => `(${words.map((column) => like(column, `word${at}`)).join(' OR ')})`,
    );
    const byCode = codes.map((column) => like(column, 'code'));
    query.andWhere(`(${[...byCode, `(${byWords.join(' AND ')})`].join(' OR ')})`, {
      code: containing(spoken(q)),
      ...Object.fromEntries(parts.map((part, at) => [`word${at}`, containing(part)])),
    });
    const read = await query.orderBy('lift.rescueCode').addOrderBy('lift.id').take(mostRead).getMany();
    const known = new Set(exact.map(({ id }) => id));
    const ranked = [...exact, ...read.filter(({ id }) => !known.has(id))]
      .map((lift) => ({ lift, found: foundByOf(lift, q) }))
      .sort((one, other) => rank(one.found) - rank(other.found))
      .slice(0, mostFound);
    return { items: await this.shown(manager, ranked) };
  }

  private async shown(
    manager: EntityManager,
    ranked: { lift: Lift; found: ReturnType<typeof foundByOf> }[],
  ): Promise<DeskLift[]> {
    const lifts = ranked.map(({ lift }) => lift);
    const names = await namesOf(manager, lifts);
    const open =
      lifts.length === 0
        ? []
        : await manager.findBy(Entrapment, { openLiftId: In(lifts.map(({ id }) => id)) });
    const plates = await platesBearing(
      manager,
      lifts.map(({ id }) => id),
    );
    const hung =
      plates.length === 0
        ? []
        : await manager.findBy(Lift, { id: In(plates.map(({ liftId: hangsAt }) => hangsAt)) });
    const printedAt = (liftId: string) => {
      const plate = plates.find(({ bearsLiftId }) => bearsLiftId === liftId);
      const at = hung.find(({ id }) => id === plate?.liftId);
      return at ? { id: at.id, place: at.place, ownNumber: at.ownNumber, rescueCode: at.rescueCode } : null;
    };
    const openOf = new Map(open.map(({ id, openLiftId }) => [openLiftId, id]));
    return ranked.map(({ lift, found }) => {
      const { id, place, ownNumber, address, rescueCode, registrationCode, useRegistration } = lift;
      const position = positionOf(lift);
      return {
        ...{ id, place, ownNumber, address, rescueCode, registrationCode, useRegistration },
        ...{ state: lift.state, divisionCode: lift.divisionCode },
        companyName: names.get(lift.companyId ?? '') ?? '',
        ownerName: names.get(lift.ownerId ?? '') ?? '',
        position: position && { lng: position.lng, lat: position.lat, crs: position.crs },
        foundBy: found.by,
        openEntrapmentId: openOf.get(id) ?? null,
        alsoPrintedAt: printedAt(id),
      };
    });
  }

  /** Where people wait, in GCJ-02. */
  async marks(ctx: Ctx) {
    const { manager } = this.database.reader;
    const { sql, parameters } = coverClause(requireActor(ctx), 'one');
    const open = await manager
      .createQueryBuilder(Entrapment, 'one')
      .where(sql, parameters)
      .andWhere('one.openLiftId IS NOT NULL')
      .take(mostCells)
      .getMany();
    const lifts =
      open.length === 0 ? [] : await manager.findBy(Lift, { id: In(open.map(({ liftId }) => liftId)) });
    const liftOf = new Map(lifts.map((lift) => [lift.id, lift]));
    const items = open.flatMap(({ id, liftId }) => {
      const lift = liftOf.get(liftId);
      const position = lift && positionOf(lift);
      const at = position && toGcj02(position);
      return at ? [{ entrapmentId: id, lng: at.lng, lat: at.lat }] : [];
    });
    return { items };
  }

  /** Where the area's lifts are, gathered into cells: enough to see a city by, and no list of addresses. */
  async map(ctx: Ctx) {
    const actor = requireActor(ctx);
    const { manager } = this.database.reader;
    const { sql, parameters } = coverClause(actor, 'lift');
    const rows: { lng: number | null; lat: number | null; crs: string | null; lifts: number | string }[] =
      await manager
        .createQueryBuilder(Lift, 'lift')
        .select('ROUND(lift.lng, 3)', 'lng')
        .addSelect('ROUND(lift.lat, 3)', 'lat')
        .addSelect('lift.crs', 'crs')
        .addSelect('COUNT(*)', 'lifts')
        .where(sql, parameters)
        .groupBy('ROUND(lift.lng, 3)')
        .addGroupBy('ROUND(lift.lat, 3)')
        .addGroupBy('lift.crs')
        .getRawMany();
    const counted = (some: typeof rows) => some.reduce((sum, { lifts }) => sum + Number(lifts), 0);
    const placed = rows.flatMap(({ lng, lat, crs, lifts }) => {
      if (lng === null || lat === null || (crs !== 'WGS84' && crs !== 'GCJ02' && crs !== 'BD09')) return [];
      const at = toGcj02({ lng: Number(lng), lat: Number(lat), crs });
      return at ? [{ lng: at.lng, lat: at.lat, lifts: Number(lifts) }] : [];
    });
    const withPosition = placed.reduce((sum, { lifts }) => sum + lifts, 0);
    return { cells: gathered(placed), withPosition, withoutPosition: counted(rows) - withPosition };
  }
}

const order = ['rescue_code', 'registration', 'use_registration', 'own_number', 'words'] as const;
const rank = ({ by, isExact }: ReturnType<typeof foundByOf>): number =>
  order.indexOf(by) + (isExact ? 0 : order.length);

interface Cell {
  lng: number;
  lat: number;
  lifts: number;
}

function gathered(places: Cell[]): Cell[] {
  for (let lines = finestGrid; ; lines /= 2) {
    const cells = places.length <= mostCells ? places : inGrid(places, lines);
    if (cells.length <= mostCells) return cells;
  }
}

function inGrid(places: Cell[], lines: number): Cell[] {
  const lngs = places.map(({ lng }) => lng);
  const lats = places.map(({ lat }) => lat);
  const [west, south] = [lowest(lngs), lowest(lats)];
  const step =
    Math.max(-lowest(lngs.map((lng) => -lng)) - west, -lowest(lats.map((lat) => -lat)) - south, 0.001) /
    lines;
  const cells = new Map<string, Cell>();
  for (const { lng, lat, lifts } of places) {
    const key = `${Math.floor((lng - west) / step)}/${Math.floor((lat - south) / step)}`;
    const before = cells.get(key) ?? { lng: 0, lat: 0, lifts: 0 };
    const all = before.lifts + lifts;
    cells.set(key, {
      lng: (before.lng * before.lifts + lng * lifts) / all,
      lat: (before.lat * before.lifts + lat * lifts) / all,
      lifts: all,
    });
  }
  return [...cells.values()];
}

/** Of any number of values; a spread of a hundred thousand would be too many arguments. */
const lowest = (values: number[]): number => values.reduce((low, value) => Math.min(low, value), Infinity);

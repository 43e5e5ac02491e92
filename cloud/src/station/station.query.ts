import { actsByArea } from '@lifttrust/shared-types/kernel/access';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
import { maskPhone } from '@lifttrust/shared-types/person/person.codes';
import {
  EquipmentState,
  type Station,
  type StationCard,
  type stationApi,
} from '@lifttrust/shared-types/station/station.contract';
import { Inject, Singleton } from '@midwayjs/core';
import { type EntityManager, In, IsNull } from 'typeorm';
import { DutyService } from '../duty/duty.service';
import { areaClause } from '../kernel/access';
import { type Actor, type Ctx, requireActor } from '../kernel/actor';
import { formerAreas } from '../kernel/area-history';
import { Cipher } from '../kernel/cipher';
import { Database } from '../kernel/database';
import { Organisation } from '../organisation/organisation.entity';
import { personNames } from '../person/person-names.query';
import { RescueEquipmentRow, RescueStationRow, RescueTeamRow } from './station.entity';

const arranging = ['unit_admin', 'regulator', 'regulator_admin'];
const phoneReaders = [...arranging, 'hotline_operator'];

/** Rescue stations as their own people and the areas around them see them. */
@Singleton()
export class StationQuery {
  @Inject() database: Database;
  @Inject() cipher: Cipher;
  @Inject() dutyService: DutyService;

  async list({ page, pageSize, open }: InputOf<typeof stationApi.list>, ctx: Ctx) {
    const { manager } = this.database.reader;
    const { sql, parameters } = scopeOf(requireActor(ctx));
    const query = manager
      .createQueryBuilder(Organisation, 'o')
      .leftJoin(RescueStationRow, 's', 's.organisation_id = o.id')
      .where(`o.kind = 'rescue_station' AND o.closed_on IS NULL AND ${sql}`, parameters);
    if (open === 'true') query.andWhere('s.is_open = 1');
    if (open === 'false') query.andWhere('(s.is_open IS NULL OR s.is_open = 0)');
    const [units, total] = await query
      .orderBy('o.id', 'ASC')
      .skip((page - 1) * pageSize)
      .take(pageSize)
      .getManyAndCount();
    return { items: await this.cards(manager, units, ctx.at), total, page, pageSize };
  }

  async show(manager: EntityManager, stationId: string, ctx: Ctx): Promise<Station> {
    const actor = requireActor(ctx);
    const unit = await this.mustSee(manager, stationId, actor);
    const [card] = await this.cards(manager, [unit], ctx.at);
    if (!card) throw AppError.notFound();
    const where = { organisationId: unit.id, endedAt: IsNull() };
    const teams = await manager.find(RescueTeamRow, { where, order: { id: 'ASC' } });
    const equipment = await manager.find(RescueEquipmentRow, { where, order: { id: 'ASC' } });
    const row = await manager.findOneBy(RescueStationRow, { organisationId: unit.id });
    const nameOf = await personNames(
      manager,
      teams.flatMap(({ leaderId, members }) => [leaderId, ...members]),
    );
    const named = (id: string) => ({ id, name: nameOf(id) });
    return {
      ...card,
      rescuers: await rescuersOf(manager, unit.id, dayOf(ctx.at)),
      teams: teams.map(({ id, name, leaderId, members }) => ({
        ...{ id, name, leader: named(leaderId), members: members.map(named) },
      })),
      equipment: equipment.map(({ id, name, quantity, place, state, checkedOn }) => ({
        ...{ id, name, quantity, place, checkedOn, state: EquipmentState.parse(state) },
      })),
      changedAt: row?.changedAt ?? null,
      may: { arrange: arranging.includes(actor.role), readPhone: phoneReaders.includes(actor.role) },
    };
  }

  /** @throws not_found for other stations and other areas, and for units that are none */
  async mustSee(manager: EntityManager, stationId: string, actor: Actor): Promise<Organisation> {
    const { sql, parameters } = scopeOf(actor);
    const unit = await manager
      .createQueryBuilder(Organisation, 'o')
      .where(`o.id = :stationId AND o.kind = 'rescue_station' AND o.closed_on IS NULL AND ${sql}`, {
        stationId,
        ...parameters,
      })
      .getOne();
    if (!unit) throw AppError.notFound();
    return unit;
  }

  /** Stations that are arranged and whose organisation stands, with their names. */
  async arranged(manager: EntityManager): Promise<{ row: RescueStationRow; name: string }[]> {
    const rows = await manager.find(RescueStationRow, { order: { organisationId: 'ASC' } });
    if (rows.length === 0) return [];
    const units = await manager.findBy(Organisation, {
      ...{ id: In(rows.map(({ organisationId }) => organisationId)), closedOn: IsNull() },
    });
    const names = new Map(units.map(({ id, name }) => [id, name]));
    return rows.flatMap((row) => {
      const name = names.get(row.organisationId);
      return name === undefined ? [] : [{ row, name }];
    });
  }

  private async cards(manager: EntityManager, units: Organisation[], at: number): Promise<StationCard[]> {
    const rows = await manager.findBy(RescueStationRow, { organisationId: In(units.map(({ id }) => id)) });
    const cards: StationCard[] = [];
    for (const { id, name, divisionCode } of units) {
      const row = rows.find(({ organisationId }) => organisationId === id);
      const onCall = await this.dutyService.onDuty(id, null, at, manager);
      cards.push({
        ...{ id, name, divisionCode, areas: row?.areas ?? [], address: row?.address ?? '' },
        position: row ? positionOf(row) : null,
        phone: row?.phoneSealed ? maskPhone(this.cipher.decrypt(row.phoneSealed)) : '',
        ...{ isOpen: row?.isOpen ?? false, closedReason: row?.closedReason ?? '' },
        people: (await rescuersOf(manager, id, dayOf(at))).length,
        onCall: onCall.map((one) => ({ id: one.personId, name: one.name })),
      });
    }
    return cards;
  }
}

export const positionOf = ({ lng, lat }: Pick<RescueStationRow, 'lng' | 'lat'>) =>
  lng === null || lat === null ? null : { lng, lat };

/** Members of a station on a day (`YYYY-MM-DD`). */
export const rescuersOf = (
  manager: EntityManager,
  stationId: string,
  day: string,
): Promise<{ id: string; name: string }[]> =>
  manager.query(
    `SELECT DISTINCT p.id AS id, p.name AS name FROM assignment a JOIN person p ON p.id = a.person_id
      WHERE a.organisation_id = ? AND a.role = 'rescuer' AND a.from_day <= ?
        AND (a.until_day IS NULL OR a.until_day >= ?) AND a.ended_at IS NULL
      ORDER BY p.name, p.id`,
    [stationId, day, day],
  );

const scopeOf = (actor: Actor) =>
  actsByArea(actor.role)
    ? areaClause(actor.divisionCode, 'o', [actor.divisionCode, ...formerAreas(actor.divisionCode)])
    : { sql: 'o.id = :own', parameters: { own: actor.organisationId } };

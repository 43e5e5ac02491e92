import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { toGcj02 } from '@lifttrust/shared-types/kernel/geo';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
import { refusePhone, tidyPhone } from '@lifttrust/shared-types/organisation/organisation.rules';
import type { Station, stationApi } from '@lifttrust/shared-types/station/station.contract';
import { type Place, rankStations } from '@lifttrust/shared-types/station/station.rules';
import { Inject, Singleton } from '@midwayjs/core';
import { type EntityManager, IsNull } from 'typeorm';
import { DutyService, type OnDuty } from '../duty/duty.service';
import { type Ctx, requireActor } from '../kernel/actor';
import { Cipher } from '../kernel/cipher';
import { Database } from '../kernel/database';
import { newId } from '../kernel/new-id';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { RescueEquipmentRow, RescueStationRow, RescueTeamRow } from './station.entity';
import { positionOf, rescuersOf, StationQuery } from './station.query';

/** A station that could go out. */
export interface NearStation {
  id: string;
  name: string;
  /** Straight distance; null where one of the two places is not known. */
  metres: number | null;
  /** Who is on call there now; empty: nobody is entered. */
  people: OnDuty[];
}

const unarranged = {
  ...{ areas: [], address: '', lng: null, lat: null, phoneSealed: null, isOpen: false, closedReason: '' },
};

/** Rescue stations: arranged by themselves or their district, asked by dispatch (EMG-05). */
@Singleton()
export class StationService {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() cipher: Cipher;
  @Inject() stationQuery: StationQuery;
  @Inject() dutyService: DutyService;

  /**
   * The open stations whose area covers a place, best first (rankStations), with their people on call at an instant
   * (epoch ms). Empty: the city has none there.
   * @param position in GCJ-02; null: not known
   */
  async nearest(
    where: { divisionCode: string; position: Place | null },
    at: number,
    manager: EntityManager = this.database.reader.manager,
  ): Promise<NearStation[]> {
    const stations = await this.stationQuery.arranged(manager);
    const covering = stations.filter(
      ({ row }) => row.isOpen && row.areas.some((area) => where.divisionCode.startsWith(area)),
    );
    const people = new Map<string, OnDuty[]>();
    for (const { row } of covering)
      people.set(row.organisationId, await this.dutyService.onDuty(row.organisationId, null, at, manager));
    const facts = covering.map(({ row }) => ({
      ...{ id: row.organisationId, areas: row.areas, isOpen: row.isOpen, position: positionOf(row) },
      onCall: people.get(row.organisationId)?.length ?? 0,
    }));
    return rankStations(facts, where.divisionCode, where.position).map(({ id, metres }) => ({
      ...{ id, metres, people: people.get(id) ?? [] },
      name: stations.find(({ row }) => row.organisationId === id)?.name ?? '',
    }));
  }

  /** @throws rule_broken `organisation.phone_invalid` */
  arrange(input: InputOf<typeof stationApi.arrange>, ctx: Ctx): Promise<Station> {
    const { stationId, areas, address, position, phone } = input;
    const place = position && toGcj02(position);
    const refusal = phone ? refusePhone(phone, 'phone', '救援站电话') : null;
    return this.changed(stationId, ctx, async (tx) => {
      if (refusal) throw AppError.broken([refusal]);
      const known = await tx.manager.findOneBy(RescueStationRow, { organisationId: stationId });
      const patch = {
        ...{ areas: [...new Set(areas)], address, lng: place?.lng ?? null, lat: place?.lat ?? null },
        ...(phone === undefined
          ? {}
          : { phoneSealed: phone === '' ? null : this.cipher.encrypt(tidyPhone(phone)) }),
        changedAt: tx.at,
      };
      if (known) await tx.manager.update(RescueStationRow, { organisationId: stationId }, patch);
      // A station goes out from the moment on which it says where to.
      else
        await tx.manager.insert(RescueStationRow, {
          ...{ ...unarranged, isOpen: true, ...patch, organisationId: stationId },
        });
      await tx.audit('station.arranged', 'rescue_station', stationId, { areas: patch.areas });
    });
  }

  /** @throws conflict `station.not_arranged` */
  stand({ stationId, isOpen, reason }: InputOf<typeof stationApi.stand>, ctx: Ctx): Promise<Station> {
    return this.changed(stationId, ctx, async (tx) => {
      const patch = { isOpen, closedReason: isOpen ? '' : reason, changedAt: tx.at };
      if (!(await tx.manager.existsBy(RescueStationRow, { organisationId: stationId })))
        throw AppError.conflict('station.not_arranged', '请先登记救援站的出动区域和位置。');
      await tx.manager.update(RescueStationRow, { organisationId: stationId }, patch);
      await tx.audit(isOpen ? 'station.opened' : 'station.closed', 'rescue_station', stationId, { reason });
    });
  }

  /** @throws not_found for people who are no rescuers of the station, and for teams of others */
  saveTeam(input: InputOf<typeof stationApi.saveTeam>, ctx: Ctx): Promise<Station> {
    const { stationId, teamId, name, leaderId } = input;
    return this.changed(stationId, ctx, async (tx) => {
      const members = [...new Set([leaderId, ...input.memberIds])];
      const rescuers = await rescuersOf(tx.manager, stationId, dayOf(tx.at));
      if (members.some((one) => !rescuers.some(({ id }) => id === one))) throw AppError.notFound();
      const fields = { name, leaderId, members };
      const id = teamId ?? newId();
      if (teamId) await this.update(tx, RescueTeamRow, teamId, stationId, fields);
      else
        await tx.manager.insert(RescueTeamRow, {
          ...{ ...fields, id, organisationId: stationId, createdAt: tx.at, endedAt: null },
        });
      await tx.audit('station.team_saved', 'rescue_team', id, { name });
    });
  }

  async endTeam({ stationId, teamId }: InputOf<typeof stationApi.endTeam>, ctx: Ctx): Promise<void> {
    await this.changed(stationId, ctx, async (tx) => {
      await this.update(tx, RescueTeamRow, teamId, stationId, { endedAt: tx.at });
      await tx.audit('station.team_ended', 'rescue_team', teamId);
    });
  }

  saveEquipment(input: InputOf<typeof stationApi.saveEquipment>, ctx: Ctx): Promise<Station> {
    const { stationId, equipmentId, ...fields } = input;
    return this.changed(stationId, ctx, async (tx) => {
      const id = equipmentId ?? newId();
      if (equipmentId) await this.update(tx, RescueEquipmentRow, equipmentId, stationId, fields);
      else
        await tx.manager.insert(RescueEquipmentRow, {
          ...{ ...fields, id, organisationId: stationId, createdAt: tx.at, endedAt: null },
        });
      await tx.audit('station.equipment_saved', 'rescue_equipment', id, { name: fields.name });
    });
  }

  async endEquipment(input: InputOf<typeof stationApi.endEquipment>, ctx: Ctx): Promise<void> {
    const { stationId, equipmentId } = input;
    await this.changed(stationId, ctx, async (tx) => {
      await this.update(tx, RescueEquipmentRow, equipmentId, stationId, { endedAt: tx.at });
      await tx.audit('station.equipment_ended', 'rescue_equipment', equipmentId);
    });
  }

  /** Who read it and what for stays. */
  readPhone({ stationId, purpose }: InputOf<typeof stationApi.readPhone>, ctx: Ctx) {
    return this.work.run(ctx, async (tx) => {
      await this.stationQuery.mustSee(tx.manager, stationId, requireActor(ctx));
      const row = await tx.manager.findOneBy(RescueStationRow, { organisationId: stationId });
      await tx.audit('station.phone_read', 'rescue_station', stationId, { purpose });
      return { phone: row?.phoneSealed ? this.cipher.decrypt(row.phoneSealed) : '' };
    });
  }

  private changed(stationId: string, ctx: Ctx, change: (tx: Transaction) => Promise<void>): Promise<Station> {
    return this.work.run(ctx, async (tx) => {
      await this.stationQuery.mustSee(tx.manager, stationId, requireActor(ctx));
      await change(tx);
      return this.stationQuery.show(tx.manager, stationId, ctx);
    });
  }

  private async update(
    tx: Transaction,
    kind: typeof RescueTeamRow | typeof RescueEquipmentRow,
    id: string,
    organisationId: string,
    patch: Partial<RescueTeamRow & RescueEquipmentRow>,
  ): Promise<void> {
    const { affected } = await tx.manager.update(kind, { id, organisationId, endedAt: IsNull() }, patch);
    if (affected !== 1) throw AppError.notFound();
  }
}

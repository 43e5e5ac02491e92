import { cityDigits } from '@lifttrust/shared-types/jurisdiction/jurisdiction.rules';
import { toGcj02 } from '@lifttrust/shared-types/kernel/geo';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
import type { Candidates } from '@lifttrust/shared-types/rescue/desk.contract';
import type { Side, Tier } from '@lifttrust/shared-types/rescue/rescue.words';
import { rankStations } from '@lifttrust/shared-types/station/station.rules';
import { Inject, Singleton } from '@midwayjs/core';
import { type EntityManager, In } from 'typeorm';
import { DutyService } from '../duty/duty.service';
import { marks } from '../kernel/marks';
import type { Lift } from '../lift/lift.entity';
import { positionOf } from '../lift/lift.shape';
import { Organisation } from '../organisation/organisation.entity';
import { RescueStationRow } from '../station/station.entity';
import { positionOf as placeOf } from '../station/station.query';
import type { Entrapment } from './entrapment.entity';
import { Summons } from './summons.entity';

type Unit = Candidates['units'][number];
type Caller = Pick<Entrapment, 'id' | 'liftId'>;

const roles = {
  company: ['technician', 'company_admin'],
  owner: ['owner_officer', 'owner_admin'],
  station: ['rescuer'],
} as const;
type CalledSide = keyof typeof roles;

/** A unit whose people the desk may call to a lift, nearest stations last known first. */
interface Callable {
  id: string;
  side: CalledSide;
  metres: number | null;
}

export const tierOfSide = (side: Side): Tier => (side === 'station' ? 2 : 1);

/** Whom the desk may call by hand: the lift's company and owner, and every open rescue station of the city. */
@Singleton()
export class RescueCandidates {
  @Inject() dutyService: DutyService;

  /** Company first, then the owner, then stations: those whose area covers the lift and the nearer ones before others. */
  async units(manager: EntityManager, lift: Lift): Promise<Callable[]> {
    const own: Callable[] = [];
    if (lift.companyId !== null) own.push({ id: lift.companyId, side: 'company', metres: null });
    if (lift.ownerId !== null) own.push({ id: lift.ownerId, side: 'owner', metres: null });
    return [...own, ...(await this.stations(manager, lift))];
  }

  /** With everybody of them, who is on duty, and what each has answered to this call. */
  async shown(manager: EntityManager, one: Caller, lift: Lift, at: number): Promise<Candidates> {
    const found = await this.units(manager, lift);
    const names = await manager.findBy(Organisation, { id: In(found.map(({ id }) => id)) });
    const summoned = await manager.findBy(Summons, { entrapmentId: one.id });
    const units: Unit[] = [];
    for (const unit of found) {
      const onDuty = await this.dutyService.onDuty(
        unit.id,
        unit.side === 'company' ? lift.id : null,
        at,
        manager,
      );
      const people = await this.peopleOf(manager, unit, dayOf(at));
      units.push({
        ...unit,
        name: names.find(({ id }) => id === unit.id)?.name ?? '',
        isCalled: summoned.some(({ organisationId }) => organisationId === unit.id),
        people: people
          .map(({ personId, name }) => ({
            ...{ personId, name, isOnDuty: onDuty.some((duty) => duty.personId === personId) },
            state: summoned.find((row) => row.personId === personId)?.state ?? null,
          }))
          .sort((a, b) => Number(b.isOnDuty) - Number(a.isOnDuty)),
      });
    }
    return { units };
  }

  /** Of a station those on call now; where its duty table names nobody, all of them. Empty: it has no rescuers. */
  async ofStation(manager: EntityManager, stationId: string, at: number): Promise<string[]> {
    const onDuty = await this.dutyService.onDuty(stationId, null, at, manager);
    if (onDuty.length > 0) return onDuty.map(({ personId }) => personId);
    const everybody = await this.peopleOf(manager, { id: stationId, side: 'station' }, dayOf(at));
    return everybody.map(({ personId }) => personId);
  }

  peopleOf(
    manager: EntityManager,
    { id, side }: Pick<Callable, 'id' | 'side'>,
    day: string,
  ): Promise<{ personId: string; name: string }[]> {
    return manager.query(
      `SELECT DISTINCT p.id AS personId, p.name AS name
         FROM assignment a JOIN person p ON p.id = a.person_id
        WHERE a.organisation_id = ? AND a.role IN (${marks(roles[side])}) AND a.from_day <= ?
          AND (a.until_day IS NULL OR a.until_day >= ?) AND a.ended_at IS NULL
        ORDER BY p.name, p.id`,
      [id, ...roles[side], day, day],
    );
  }

  private async stations(manager: EntityManager, lift: Lift): Promise<Callable[]> {
    const units = await manager
      .createQueryBuilder(Organisation, 'o')
      .where(`o.kind = 'rescue_station' AND o.closed_on IS NULL AND o.division_code LIKE :city`, {
        city: `${lift.divisionCode.slice(0, cityDigits)}%`,
      })
      .orderBy('o.id')
      .getMany();
    const rows = await manager.findBy(RescueStationRow, { organisationId: In(units.map(({ id }) => id)) });
    const position = positionOf(lift);
    const ranked = rankStations(
      rows.map((row) => ({
        ...{
          id: row.organisationId,
          areas: row.areas,
          isOpen: row.isOpen,
          position: placeOf(row),
          onCall: 0,
        },
      })),
      lift.divisionCode,
      position && toGcj02(position),
    );
    const others = units
      .filter(({ id }) => ranked.every((one) => one.id !== id))
      // One that says that it is closed goes nowhere; one that was never arranged has people all the same.
      .filter(({ id }) => rows.find((row) => row.organisationId === id)?.isOpen !== false)
      .map(({ id }) => ({ id, metres: null }));
    return [...ranked, ...others].map(({ id, metres }) => ({ id, metres, side: 'station' as const }));
  }
}

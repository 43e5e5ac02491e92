import { type callOutApi } from '@lifttrust/shared-types/call-out/call-out.contract';
import { isFocus, isOverdue, lateness } from '@lifttrust/shared-types/call-out/call-out.rules';
import {
  type CallOutCard,
  FaultSignField,
  ReportSourceField,
} from '@lifttrust/shared-types/call-out/call-out.view.contract';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
import { Inject, Singleton } from '@midwayjs/core';
import { Brackets, type EntityManager, In, type SelectQueryBuilder } from 'typeorm';
import { CityService } from '../city/city.service';
import { coverClause } from '../kernel/access';
import type { Actor } from '../kernel/actor';
import { Lift } from '../lift/lift.entity';
import { organisationNames } from '../lift/lift-names.query';
import { personNames } from '../person/person-names.query';
import { CallOutRow } from './call-out.entity';
import { stateOf } from './call-out.steps';
import { type Faults, faultsOf } from './call-out-faults.query';
import { CallOutMember } from './call-out-member.entity';
import { CallOutStop } from './call-out-stop.entity';
import { FaultReportRow } from './fault-report.entity';

type Query = SelectQueryBuilder<CallOutRow>;
const openSql =
  "c.state IN ('reported', 'dispatched', 'accepted', 'arrived', 'in_progress', 'waiting_parts')";
const hourMs = 3_600_000;

/** Lists of call-outs; what is late is computed from their times with every look. */
@Singleton()
export class CallOutCards {
  @Inject() cityService: CityService;

  async list(manager: EntityManager, input: InputOf<typeof callOutApi.list>, actor: Actor, at: number) {
    const { page, pageSize, show, liftId } = input;
    const scoped = () => this.scoped(manager, actor);
    const asked = this.shown(scoped(), show, actor, at);
    if (liftId) asked.andWhere('c.liftId = :liftId', { liftId });
    const [rows, total] = await asked
      .orderBy('c.reportedAt', 'DESC')
      .addOrderBy('c.id', 'DESC')
      .skip((page - 1) * pageSize)
      .take(pageSize)
      .getManyAndCount();
    const counts = {
      open: await this.shown(scoped(), 'open', actor, at).getCount(),
      overdue: await this.shown(scoped(), 'overdue', actor, at).getCount(),
      toConfirm: await this.shown(scoped(), 'to_confirm', actor, at).getCount(),
    };
    return { items: await this.of(manager, rows, at), total, page, pageSize, counts };
  }

  async of(manager: EntityManager, rows: CallOutRow[], at: number): Promise<CallOutCard[]> {
    if (rows.length === 0) return [];
    const { callOuts } = this.cityService.parameters;
    const ids = rows.map(({ id }) => id);
    const liftIds = [...new Set(rows.map(({ liftId }) => liftId))];
    const lifts = await manager.findBy(Lift, { id: In(liftIds) });
    const names = await organisationNames(
      manager,
      rows.flatMap(({ companyId, ownerId }) => [companyId, ownerId]),
    );
    const members = await manager.find(CallOutMember, {
      where: { callOutId: In(ids) },
      order: { position: 'ASC' },
    });
    const present = members.filter(({ leftAt }) => leftAt === null);
    const nameOf = await personNames(
      manager,
      present.map(({ personId }) => personId),
    );
    const stops = await manager.find(CallOutStop, { where: { callOutId: In(ids) }, order: { id: 'ASC' } });
    const reports = await this.reportsOf(manager, ids);
    const faults = await faultsOf(manager, liftIds, at, callOuts.focusDays);
    const named = (id: string | null) => (id ? { id, name: names.get(id) ?? '' } : null);
    return rows.flatMap((row): CallOutCard[] => {
      const lift = lifts.find(({ id }) => id === row.liftId);
      if (!lift) return [];
      const stop = stops.filter(({ callOutId }) => callOutId === row.id).at(-1) ?? null;
      const state = stateOf(row);
      const late = lateness(
        {
          ...row,
          state,
          byService: row.service !== null,
          expectedOn: stop && stop.toAt === null ? stop.expectedOn : null,
        },
        { now: at, today: dayOf(at) },
        callOuts,
      );
      const count = faultCount(faults, row.liftId);
      return [
        {
          id: row.id,
          lift: {
            ...{ id: lift.id, place: lift.place, ownNumber: lift.ownNumber },
            ...{ rescueCode: lift.rescueCode, address: lift.address },
          },
          company: named(row.companyId),
          owner: named(row.ownerId),
          divisionCode: row.divisionCode,
          state,
          source: ReportSourceField.parse(row.source),
          sign: FaultSignField.parse(row.sign),
          text: row.text,
          reports: reports.get(row.id) ?? 0,
          technicians: present
            .filter(({ callOutId }) => callOutId === row.id)
            .map(({ personId }) => ({ id: personId, name: nameOf(personId) })),
          service: row.service,
          reportedAt: row.reportedAt,
          dispatchedAt: row.dispatchedAt,
          acceptedAt: row.acceptedAt,
          arrivedAt: row.arrivedAt,
          finishedAt: row.finishedAt,
          confirmedAt: row.confirmedAt,
          closedAt: row.closedAt,
          late,
          overdue: isOverdue(late),
          faults: count,
          focus: isFocus(count, callOuts),
          stop: stop && {
            ...{ callOutId: row.id, from: stop.fromAt, expectedOn: stop.expectedOn },
            ...{ to: stop.toAt, reason: stop.reason },
          },
          onStopped: row.onStopped,
        },
      ];
    });
  }

  /** Ids of the faults of lifts since an instant, newest first. */
  async idsWithin(manager: EntityManager, liftIds: string[], since: number): Promise<Map<string, string[]>> {
    const rows =
      liftIds.length === 0
        ? []
        : await manager
            .createQueryBuilder(CallOutRow, 'c')
            .where('c.liftId IN (:...liftIds)', { liftIds })
            .andWhere("c.reportedAt > :since AND c.state <> 'merged'", { since })
            .andWhere("(c.outcome IS NULL OR c.outcome <> 'no_fault')")
            .orderBy('c.reportedAt', 'DESC')
            .getMany();
    const of = new Map<string, string[]>();
    for (const { id, liftId } of rows) of.set(liftId, [...(of.get(liftId) ?? []), id]);
    return of;
  }

  /** The organisation's or the area's; a technician's own. */
  private scoped(manager: EntityManager, actor: Actor): Query {
    const scope = coverClause(actor, 'c');
    const query = manager.createQueryBuilder(CallOutRow, 'c').where(scope.sql, scope.parameters);
    if (actor.role !== 'technician') return query;
    return query.andWhere(
      new Brackets((either) =>
        either
          .where('c.id IN (SELECT m.call_out_id FROM call_out_member m WHERE m.person_id = :me)')
          .orWhere('c.id IN (SELECT r.call_out_id FROM fault_report r WHERE r.person_id = :me)'),
      ),
      { me: actor.personId },
    );
  }

  private shown(
    query: Query,
    show: InputOf<typeof callOutApi.list>['show'],
    { personId }: Actor,
    at: number,
  ): Query {
    const { callOuts } = this.cityService.parameters;
    switch (show) {
      case 'all':
        return query;
      case 'to_confirm':
        return query.andWhere("c.state = 'finished'");
      case 'mine':
        return query
          .andWhere("c.state NOT IN ('closed', 'merged')")
          .andWhere(
            'c.id IN (SELECT w.call_out_id FROM call_out_member w WHERE w.person_id = :who AND w.left_at IS NULL)',
            { who: personId },
          );
      case 'open':
        return query.andWhere("c.state NOT IN ('closed', 'merged')");
      case 'overdue':
        // The same as `isOverdue`, said to the database; a test compares the two.
        return query.andWhere(openSql).andWhere(
          new Brackets((either) =>
            either
              .where('(c.acceptedAt IS NULL AND c.reportedAt < :unanswered)', {
                unanswered: at - callOuts.unansweredHours * hourMs,
              })
              .orWhere(
                '(c.reportedAt < :repair AND c.id NOT IN (SELECT s.call_out_id FROM call_out_stop s WHERE s.to_at IS NULL))',
                { repair: at - callOuts.repairHours * hourMs },
              )
              .orWhere(
                'c.id IN (SELECT t.call_out_id FROM call_out_stop t WHERE t.to_at IS NULL AND t.expected_on < :today)',
                { today: dayOf(at) },
              ),
          ),
        );
    }
  }

  private async reportsOf(manager: EntityManager, ids: string[]): Promise<Map<string, number>> {
    const rows: { callOutId: string; count: number | string }[] = await manager
      .createQueryBuilder(FaultReportRow, 'r')
      .select('r.callOutId', 'callOutId')
      .addSelect('COUNT(*)', 'count')
      .where('r.callOutId IN (:...ids)', { ids })
      .groupBy('r.callOutId')
      .getRawMany();
    return new Map(rows.map(({ callOutId, count }) => [callOutId, Number(count)]));
  }
}

const faultCount = (faults: Faults[], liftId: string): number =>
  faults.find((one) => one.liftId === liftId)?.faults ?? 0;

import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
import { StaffPurpose, type staffApi } from '@lifttrust/shared-types/staff/staff.contract';
import { Init, Inject, Singleton } from '@midwayjs/core';
import { type EntityManager, In } from 'typeorm';
import { mustCover } from '../kernel/access';
import { type Ctx, requireActor } from '../kernel/actor';
import { Database } from '../kernel/database';
import { Outbox } from '../kernel/outbox';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { Lift } from '../lift/lift.entity';
import { toCard } from '../lift/lift.shape';
import { namesOf } from '../lift/lift-names.query';
import { DailyRound } from '../round/daily-round';
import { LiftAssignment } from './lift-assignment.entity';
import { LiftAssignmentService } from './staff.assignment.service';
import { LiftStaffQuery } from './staff.lift.query';
import { StaffPool } from './staff.pool';
import { byLift, StaffQuery, validOn } from './staff.query';

export interface AssignedPerson {
  id: string;
  name: string;
  /** Holds a certificate of item T. */
  isCertified: boolean;
}

/** What other modules ask of a company's staff, and what happens here when people leave. */
@Singleton()
export class StaffService {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() outbox: Outbox;
  @Inject() dailyRound: DailyRound;
  @Inject() staffQuery: StaffQuery;
  @Inject() staffPool: StaffPool;
  @Inject() liftStaffQuery: LiftStaffQuery;
  @Inject() liftAssignmentService: LiftAssignmentService;

  @Init()
  listen(): void {
    this.outbox.on('person.left', async ({ personId, organisationId }, ctx) => {
      if (typeof personId !== 'string') return;
      await this.work.run(ctx, (tx) => this.left(tx, personId, String(organisationId)));
    });
    this.dailyRound.on('staff.left', (tx) => this.endLeft(tx));
  }

  /**
   * Who answers for a lift on a day (`YYYY-MM-DD`): own people of the company that maintains it, each once, directly
   * named ones first; only those who may be assigned on that day (ORG-08, ORG-11). Empty when nobody is.
   */
  async assignedTo(
    manager: EntityManager,
    liftId: string,
    purpose: StaffPurpose,
    day: string,
  ): Promise<AssignedPerson[]> {
    const lift = await manager.findOneBy(Lift, { id: liftId });
    if (!lift?.companyId) return [];
    const rows = await this.staffQuery.assignments(manager, lift.companyId, day, { liftId, purpose });
    if (rows.length === 0) return [];
    const roster = await this.staffPool.roster(manager, lift.companyId, day);
    const named = rows.sort((a, b) => Number(a.personId === null) - Number(b.personId === null));
    return roster.able(named).map(({ id, name, isCertified }) => ({ id, name, isCertified }));
  }

  async ofLift(input: InputOf<typeof staffApi.ofLift>, ctx: Ctx) {
    const { manager } = this.database.reader;
    const lift = await manager.findOneBy(Lift, { id: input.liftId });
    mustCover(requireActor(ctx), lift);
    if (!lift) throw AppError.notFound();
    return this.liftStaffQuery.of(manager, lift, input.day ?? dayOf(ctx.at));
  }

  /** The lifts a technician answers for, directly or with a team; first due first. */
  async mine({ page, pageSize }: InputOf<typeof staffApi.mine>, ctx: Ctx) {
    const { personId, organisationId } = requireActor(ctx);
    const { manager } = this.database.reader;
    const today = dayOf(ctx.at);
    const roster = await this.staffPool.roster(manager, organisationId, today);
    const rows = (await this.staffQuery.assignments(manager, organisationId, today)).filter(
      (row) => row.personId === personId || (row.unitId && roster.peopleIn(row.unitId).includes(personId)),
    );
    const ofLift = byLift(rows);
    const lines = (await this.staffQuery.lifts(manager, organisationId))
      .filter(({ id }) => ofLift.has(id))
      .sort((a, b) => (a.dueOn ?? '9999').localeCompare(b.dueOn ?? '9999') || (a.id < b.id ? -1 : 1));
    const shown = lines.slice((page - 1) * pageSize, page * pageSize);
    const lifts = await manager.findBy(Lift, { id: In(shown.map(({ id }) => id)) });
    const names = await namesOf(manager, lifts);
    const items = shown.flatMap(({ id }) => {
      const lift = lifts.find((one) => one.id === id);
      const own = ofLift.get(id) ?? [];
      const unitId = own.find((row) => row.unitId !== null)?.unitId ?? null;
      const unit = unitId ? { id: unitId, name: roster.unit(unitId)?.name ?? '' } : null;
      const purposes = [...new Set(own.map((row) => StaffPurpose.parse(row.purpose)))];
      return lift ? [{ lift: toCard(lift, names), purposes, unit }] : [];
    });
    return { items, total: lines.length, page, pageSize, today };
  }

  /** Who has left a company answers for none of its lifts any more; lifts that lack people become tasks. */
  async left(tx: Transaction, personId: string, organisationId: string): Promise<void> {
    const roster = await this.staffPool.roster(tx.manager, organisationId, dayOf(tx.at));
    if (roster.people.has(personId)) return;
    const own = validOn<LiftAssignment>({ organisationId }, dayOf(tx.at));
    const assigned = await tx.manager.find(LiftAssignment, { where: own });
    await this.liftAssignmentService.endOf(tx, { personId }, '人员离职');
    await this.liftAssignmentService.watch(
      tx,
      assigned.filter(({ unitId }) => unitId !== null),
      '班组有人离职',
    );
  }

  /** Once a day for those of whom nobody has told: contracts run out, companies change. */
  async endLeft(tx: Transaction): Promise<void> {
    const today = dayOf(tx.at);
    const rows: { personId: string; organisationId: string }[] = await tx.manager.query(
      `SELECT DISTINCT l.person_id AS personId, l.organisation_id AS organisationId FROM lift_assignment l
       WHERE l.person_id IS NOT NULL AND (l.until_day IS NULL OR l.until_day >= ?)
         AND NOT EXISTS (
           SELECT 1 FROM assignment a
           WHERE a.person_id = l.person_id AND a.organisation_id = l.organisation_id AND a.role = 'technician'
             AND a.from_day <= ? AND (a.until_day IS NULL OR a.until_day >= ?) AND a.ended_at IS NULL)`,
      [today, today, today],
    );
    for (const { personId } of rows) await this.liftAssignmentService.endOf(tx, { personId }, '人员离职');
  }
}

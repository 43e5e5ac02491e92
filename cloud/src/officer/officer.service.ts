import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { addDays, dayOf } from '@lifttrust/shared-types/kernel/time';
import type { Officer, officerApi } from '@lifttrust/shared-types/officer/officer.contract';
import { OfficerPost } from '@lifttrust/shared-types/officer/officer.contract';
import {
  certificateMissingWords,
  needsCertificate,
  type OfficerPost as Post,
  refuseCoincidence,
} from '@lifttrust/shared-types/officer/officer.rules';
import { Inject, Singleton } from '@midwayjs/core';
import { type EntityManager, In, IsNull } from 'typeorm';
import { CityService } from '../city/city.service';
import { mustCover } from '../kernel/access';
import { type Actor, type Ctx, requireActor } from '../kernel/actor';
import { isUniqueViolation } from '../kernel/database-errors';
import { newId } from '../kernel/new-id';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { Lift } from '../lift/lift.entity';
import { Assignment } from '../person/assignment.entity';
import { isHeldOn } from '../person/assignment.held';
import { Person } from '../person/person.entity';
import { LiftOfficer } from './lift-officer.entity';
import { OfficerReminders } from './officer.reminders';
import { OfficerReports } from './officer.reports';
import { certifiedAmong, toOfficer } from './officer.view';

interface Named {
  named: number;
  warnings: string[];
}

/** What one naming holds while it stands. */
export const standingKey = (liftId: string, post: string) => `${liftId}:${post}`;

/** The owner's people lift by lift: responsible person, safety director, safety officer (ORG-05, ORG-12). */
@Singleton()
export class OfficerService {
  @Inject() work: UnitOfWork;
  @Inject() cityService: CityService;
  @Inject() officerReminders: OfficerReminders;
  @Inject() officerReports: OfficerReports;

  /** Who answers for a lift now; of the owner that it belongs to, not of an earlier one. */
  async officersOf(manager: EntityManager, liftId: string): Promise<LiftOfficer[]> {
    const lift = await manager.findOneBy(Lift, { id: liftId });
    if (!lift?.ownerId) return [];
    return manager.findBy(LiftOfficer, { liftId, ownerId: lift.ownerId, untilDay: IsNull() });
  }

  /** Lifts that somebody answers for now, in whatever post and for whichever owners. */
  async liftsOf(manager: EntityManager, personId: string): Promise<LiftOfficer[]> {
    return manager.findBy(LiftOfficer, { personId, untilDay: IsNull() });
  }

  /**
   * Names one person for many lifts; whoever held the post before no longer does. Lifts that are whole by it count as
   * reported. Somebody without a certificate is named all the same, and the answer says so.
   * @throws not_found for a lift or person of others; rule_broken `officer.roles_coincide`; conflict `officer.named_meanwhile`
   */
  async name({ liftIds, post, personId }: InputOf<typeof officerApi.name>, ctx: Ctx): Promise<Named> {
    const actor = requireActor(ctx);
    const ids = [...new Set(liftIds)];
    return this.work.run(ctx, async (tx) => {
      const today = dayOf(tx.at);
      const lifts = await tx.manager.findBy(Lift, { id: In(ids), ownerId: actor.organisationId });
      if (lifts.length !== ids.length) throw AppError.notFound();
      await this.mustWorkHere(tx.manager, actor, personId, today);
      const standing = await tx.manager.findBy(LiftOfficer, { liftId: In(ids), untilDay: IsNull() });
      const own = standing.filter(({ ownerId }) => ownerId === actor.organisationId);
      this.mustNotCoincide(own, { post, personId });
      const kept = new Set(
        own.filter((one) => one.post === post && one.personId === personId).map(({ liftId }) => liftId),
      );
      const replaced = standing.filter((one) => one.post === post && !kept.has(one.liftId));
      await this.close(tx, replaced, actor, today);
      const fresh = ids.filter((id) => !kept.has(id));
      await this.enter(tx, fresh, { post, personId, actor, today });
      await this.officerReports.record(tx, ids);
      await this.officerReminders.settleIfWhole(tx, actor.organisationId, actor.personId);
      return { named: fresh.length, warnings: await this.warnings(tx.manager, post, personId, today) };
    });
  }

  private async warnings(manager: EntityManager, post: Post, personId: string, today: string) {
    if (!needsCertificate(post)) return [];
    if ((await certifiedAmong(manager, [personId], today)).has(personId)) return [];
    const person = await manager.findOneBy(Person, { id: personId });
    return [`${person?.name ?? ''}${certificateMissingWords}。`];
  }

  async end(officerId: string, ctx: Ctx): Promise<void> {
    const actor = requireActor(ctx);
    await this.work.run(ctx, async (tx) => {
      const ownerId = actor.organisationId;
      const officer = await tx.manager.findOneBy(LiftOfficer, { id: officerId, ownerId });
      if (!officer) throw AppError.notFound();
      if (officer.untilDay !== null)
        throw AppError.conflict('officer.already_ended', '这个人已经不再担任了，请刷新查看。');
      await this.close(tx, [officer], actor, dayOf(tx.at));
    });
  }

  /** All who answered for a lift, the present ones first; other owners' people only for who watches the district. */
  async ofLift(liftId: string, ctx: Ctx, manager: EntityManager): Promise<{ items: Officer[] }> {
    const actor = requireActor(ctx);
    const lift = await manager.findOneBy(Lift, { id: liftId });
    mustCover(actor, lift);
    const isOwners = actor.role === 'owner_admin' || actor.role === 'owner_officer';
    const where = isOwners ? { liftId, ownerId: actor.organisationId } : { liftId };
    const rows = await manager.find(LiftOfficer, { where, order: { id: 'DESC' }, take: 200 });
    const shown = actor.role === 'technician' ? rows.filter(({ untilDay }) => untilDay === null) : rows;
    const personIds = shown.map(({ personId }) => personId);
    const people = await manager.findBy(Person, { id: In(personIds) });
    const certified = await certifiedAmong(manager, personIds, dayOf(ctx.at));
    return { items: shown.map((row) => toOfficer(row, people, certified)) };
  }

  private async mustWorkHere(manager: EntityManager, actor: Actor, personId: string, today: string) {
    const held = await manager.findBy(Assignment, { personId, organisationId: actor.organisationId });
    if (!held.some((role) => isHeldOn(role, today)))
      throw AppError.notFound('officer.person_unknown', '本单位没有这个人，请先为其开通账号。');
  }

  private mustNotCoincide(standing: LiftOfficer[], named: { post: Post; personId: string }): void {
    const { rolesMayCoincide } = this.cityService.parameters.owner;
    const held = standing.map(({ post, personId }) => ({ post: OfficerPost.parse(post), personId }));
    const refusal = refuseCoincidence(held, named, rolesMayCoincide);
    if (refusal) throw AppError.broken([refusal]);
  }

  /** Somebody named and replaced on one day never held the post: the last day then lies before the first. */
  private async close(tx: Transaction, rows: LiftOfficer[], actor: Actor, today: string): Promise<void> {
    if (rows.length === 0) return;
    const ids = rows.map(({ id }) => id);
    const ended = { untilDay: addDays(today, -1), standing: null, endedBy: actor.personId };
    await tx.manager.update(LiftOfficer, { id: In(ids) }, ended);
    await tx.auditAll(
      'officer.ended',
      'lift',
      rows.map(({ liftId, post, personId }) => ({ id: liftId, detail: { post, personId } })),
    );
  }

  private async enter(
    tx: Transaction,
    liftIds: string[],
    { post, personId, actor, today }: { post: Post; personId: string; actor: Actor; today: string },
  ): Promise<void> {
    if (liftIds.length === 0) return;
    const rows = liftIds.map((liftId) => ({
      id: newId(),
      liftId,
      ownerId: actor.organisationId,
      personId,
      post,
      fromDay: today,
      untilDay: null,
      standing: standingKey(liftId, post),
      namedBy: actor.personId,
      namedAt: tx.at,
      endedBy: null,
    }));
    try {
      await tx.manager.insert(LiftOfficer, rows);
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      throw AppError.conflict('officer.named_meanwhile', '刚有别人指定了人员，请刷新后再指定。');
    }
    await tx.auditAll(
      'officer.named',
      'lift',
      liftIds.map((id) => ({ id, detail: { post, personId } })),
    );
    await tx.emit('officer.named', { ownerId: actor.organisationId, personId, post });
  }
}

import { type Role } from '@lifttrust/shared-types/kernel/access';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { CallingWay, type rescueDeskApi } from '@lifttrust/shared-types/rescue/desk.contract';
import type {
  EntrapmentCard,
  Entrapment as EntrapmentInFull,
  rescueApi,
} from '@lifttrust/shared-types/rescue/rescue.contract';
import { isBulk, outsideNumbers } from '@lifttrust/shared-types/rescue/rescue.rules';
import { Inject, Singleton } from '@midwayjs/core';
import { type EntityManager, In, type SelectQueryBuilder } from 'typeorm';
import { Presence } from '../check-in/presence.entity';
import { CityService } from '../city/city.service';
import { type Actor, type Ctx, requireActor } from '../kernel/actor';
import { Cipher } from '../kernel/cipher';
import { Database } from '../kernel/database';
import { Lift } from '../lift/lift.entity';
import { positionOf } from '../lift/lift.shape';
import { namesOf, organisationNames } from '../lift/lift-names.query';
import { MessageChannels } from '../message/message.channels';
import { personNames } from '../person/person-names.query';
import { Entrapment } from './entrapment.entity';
import { EntrapmentEvent } from './entrapment-event.entity';
import { HelpCall } from './help-call.entity';
import { ArrivalCode } from './rescue.arrival-code';
import { confirmedByOthers, isForDeskToReport, isTakenToBeThere, isThere, tierOf } from './rescue.facts';
import { toCard, toSummoned } from './rescue.shape';
import { RescueSight, sideOf } from './rescue.sight';
import { RescuePlan } from './rescue-plan.entity';
import { RescueProof } from './rescue-proof.entity';
import { Summons } from './summons.entity';

/** Of those who are free and not closed, the newest; whoever may be inside is shown without any limit. */
const mostToClose = 500;
/** Who may close, correct and dispatch by hand. */
const deskRoles: readonly Role[] = ['regulator', 'regulator_admin', 'hotline_operator'];

/** Entrapments as those concerned see them. */
@Singleton()
export class RescueQuery {
  @Inject() database: Database;
  @Inject() cityService: CityService;
  @Inject() cipher: Cipher;
  @Inject() arrivalCode: ArrivalCode;
  @Inject() sight: RescueSight;
  @Inject() messageChannels: MessageChannels;

  /** Those under way first, then the newest. */
  async list({ page, pageSize, open, liftId }: InputOf<typeof rescueApi.list>, ctx: Ctx) {
    const query = this.seen(requireActor(ctx));
    if (open) query.andWhere(`one.closedAt IS ${open === 'yes' ? '' : 'NOT '}NULL`);
    if (liftId) query.andWhere('one.liftId = :liftId', { liftId });
    const [rows, total] = await query
      .orderBy('CASE WHEN one.open_lift_id IS NULL THEN 1 ELSE 0 END')
      .addOrderBy('one.reportedAt', 'DESC')
      .skip((page - 1) * pageSize)
      .take(pageSize)
      .getManyAndCount();
    return { items: await this.cards(this.database.reader.manager, rows, ctx.at), total, page, pageSize };
  }

  /** What of the district is not closed: everybody who may be inside first, in a power cut by need; then what is to be closed. */
  async queue(ctx: Ctx) {
    const manager = this.database.reader.manager;
    const actor = requireActor(ctx);
    const inside = await this.seen(actor).andWhere('one.freedAt IS NULL AND one.closedAt IS NULL').getMany();
    const toClose = await this.seen(actor)
      .andWhere('one.freedAt IS NOT NULL AND one.closedAt IS NULL')
      .orderBy('one.freedAt', 'DESC')
      .take(mostToClose)
      .getMany();
    const rows = [...inside, ...toClose];
    const { bulk } = this.cityService.parameters.rescue;
    const bulkNow = isBulk(
      rows.map(({ reportedAt }) => reportedAt),
      ctx.at,
      bulk,
    );
    const cards = await this.cards(manager, rows, ctx.at);
    const rank = (card: EntrapmentCard) => (card.freedAt === null ? 0 : 1);
    const items = cards.sort(
      (a, b) => rank(a) - rank(b) || (bulkNow ? b.triage - a.triage : 0) || a.reportedAt - b.reportedAt,
    );
    return { items, isBulk: bulkNow, missingWays: this.missingWays(), readAt: ctx.at };
  }

  /** Whom no way reaches must be telephoned: the desk has to know before, not afterwards. */
  private missingWays(): CallingWay[] {
    const open = this.messageChannels.connectedFor('rescue.called');
    const has = { app: open.dingtalk_card || open.dingtalk_work, sms: open.sms, voice: open.voice };
    return CallingWay.options.filter((way) => !has[way]);
  }

  async history(input: InputOf<typeof rescueDeskApi.history>, ctx: Ctx) {
    const { page, pageSize, since, until } = input;
    const query = this.seen(requireActor(ctx));
    if (since !== undefined) query.andWhere('one.reportedAt >= :since', { since });
    if (until !== undefined) query.andWhere('one.reportedAt < :until', { until });
    const [rows, total] = await query
      .orderBy('one.reportedAt', 'DESC')
      .skip((page - 1) * pageSize)
      .take(pageSize)
      .getManyAndCount();
    return { items: await this.cards(this.database.reader.manager, rows, ctx.at), total, page, pageSize };
  }

  /** @throws not_found for what is not the actor's to see */
  async show(manager: EntityManager, entrapmentId: string, ctx: Ctx): Promise<EntrapmentInFull> {
    const actor = requireActor(ctx);
    const found = await manager.findOneBy(Entrapment, { id: entrapmentId });
    const one = await this.sight.mustSee(manager, found, actor);
    const lift = await manager.findOneBy(Lift, { id: one.liftId });
    const summons = await manager.find(Summons, {
      where: { entrapmentId },
      order: { tier: 'ASC', id: 'ASC' },
    });
    const events = await manager.find(EntrapmentEvent, { where: { entrapmentId }, order: { id: 'ASC' } });
    const calls = await manager.findBy(HelpCall, { entrapmentId });
    const proofs = await manager.find(RescueProof, { where: { entrapmentId }, order: { id: 'ASC' } });
    const shown = await manager.findBy(Presence, { visitId: entrapmentId });
    const identityOf = (who: string) => shown.find(({ personId }) => personId === who)?.identity ?? null;
    const units = [...summons, ...events].map(({ organisationId }) => organisationId);
    const names = await organisationNames(manager, [one.companyId, one.ownerId, ...units]);
    const nameOf = await personNames(
      manager,
      [...summons, ...events, ...proofs].map(({ personId }) => personId),
    );
    const isAtLift = sideOf(actor) === 'owner' || deskRoles.includes(actor.role);
    return {
      ...toCard(one, lift ?? undefined, names, ctx.at),
      position: lift && positionOf(lift) && { ...at(lift) },
      notes: calls.flatMap(({ noteSealed }) => (noteSealed ? [this.cipher.decrypt(noteSealed)] : [])),
      summoned: summons.map((row) => toSummoned(row, nameOf, names, identityOf(row.personId))),
      timeline: events.map(({ id, at: when, kind, personId, organisationId, text }) => ({
        ...{ id, at: when, kind, by: nameOf(personId), text },
        organisation: names.get(organisationId ?? '') ?? '',
      })),
      plans: await this.plansOf(manager, summons, names),
      arrivalCode: isAtLift && one.arrivedAt === null ? this.arrivalCode.of(one.id) : '',
      hasCallerPhone: calls.some(({ phoneSealed }) => phoneSealed !== null),
      callAlso: one.freedAt === null ? outsideNumbers(tierOf(one), one) : [],
      cause: one.causeFirst && { first: one.causeFirst, second: one.causeSecond },
      ...{ part: one.part, measures: one.measures, satisfaction: one.satisfaction, callBack: one.callBack },
      ...{ movedTo: one.movedTo, freedPeople: one.freedPeople, hurtPeople: one.hurtPeople },
      proofs: proofs.map(({ personId, kind, at: when }) => ({
        personId,
        name: nameOf(personId),
        kind,
        at: when,
      })),
      may: mayOf(actor, one, { summons, events, identity: identityOf(actor.personId) }),
    };
  }

  /** The plans of everybody who was called, in their newest edition. */
  private async plansOf(manager: EntityManager, summons: Summons[], names: Map<string, string>) {
    const sideOfUnit = new Map(summons.map(({ organisationId, side }) => [organisationId, side]));
    const plans: EntrapmentInFull['plans'] = [];
    for (const [id, side] of sideOfUnit) {
      const plan = await this.planOf(manager, id);
      if (!plan) continue;
      const organisation = { id, name: names.get(id) ?? '' };
      plans.push({ organisation, side, text: plan.text, updatedAt: plan.writtenAt });
    }
    return plans;
  }

  planOf(manager: EntityManager, organisationId: string): Promise<RescuePlan | null> {
    return manager.findOne(RescuePlan, {
      where: { organisationId },
      order: { writtenAt: 'DESC', id: 'DESC' },
    });
  }

  async ownPlan(manager: EntityManager, ctx: Ctx) {
    const plan = await this.planOf(manager, requireActor(ctx).organisationId);
    const nameOf = await personNames(manager, [plan?.writtenBy ?? null]);
    return {
      text: plan?.text ?? '',
      updatedAt: plan?.writtenAt ?? null,
      by: nameOf(plan?.writtenBy ?? null),
    };
  }

  private seen(actor: Actor): SelectQueryBuilder<Entrapment> {
    const { sql, parameters } = this.sight.clause(actor);
    return this.database.reader.manager.createQueryBuilder(Entrapment, 'one').where(sql, parameters);
  }

  private async cards(manager: EntityManager, rows: Entrapment[], now: number): Promise<EntrapmentCard[]> {
    const ids = [...new Set(rows.map(({ liftId }) => liftId))];
    const lifts = ids.length === 0 ? [] : await manager.findBy(Lift, { id: In(ids) });
    const byId = new Map(lifts.map((lift) => [lift.id, lift]));
    const names = await namesOf(manager, rows);
    return rows.map((one) => toCard(one, byId.get(one.liftId), names, now));
  }

  /**
   * Of rescues that are over those whose cause or proof somebody of the company still owes: who came, or, where nobody of it
   * did, everybody of it. Of stations nobody: they see a lift while people are in it.
   */
  async owedBy(manager: EntityManager, ids: readonly string[], actor: Actor): Promise<Set<string>> {
    if (ids.length === 0 || sideOf(actor) !== 'company') return new Set();
    const rows = await manager.findBy(Entrapment, { id: In([...ids]), companyId: actor.organisationId });
    const owed = rows.filter(({ causeFirst, evidence }) => causeFirst === null || evidence === 'waiting');
    const came = (
      await manager.findBy(Summons, { entrapmentId: In(owed.map(({ id }) => id)), side: 'company' })
    ).filter(({ state }) => state === 'accepted');
    const isMine = (id: string) => {
      const ofIt = came.filter(({ entrapmentId }) => entrapmentId === id);
      return ofIt.length === 0 || ofIt.some(({ personId }) => personId === actor.personId);
    };
    return new Set(owed.map(({ id }) => id).filter(isMine));
  }

  /** For whom it is the desk's to act. */
  isDesk(actor: Actor): boolean {
    return deskRoles.includes(actor.role);
  }
}

const at = (lift: Lift) => ({
  lng: lift.lng ?? 0,
  lat: lift.lat ?? 0,
  crs: positionOf(lift)?.crs ?? ('UNKNOWN' as const),
});

interface Standing {
  summons: Summons[];
  events: EntrapmentEvent[];
  /** How far the actor has shown who they are; null: nobody asks them. */
  identity: string | null;
}

/** Something is left to be taken back: what people proved or began themselves stays. */
function isOnlyConfirmed(one: Entrapment, summons: Summons[], events: EntrapmentEvent[]): boolean {
  const { wrong, arrivedAt } = confirmedByOthers(summons, events);
  return wrong.length > 0 || one.arrivedAt !== arrivedAt;
}

function mayOf(
  actor: Actor,
  one: Entrapment,
  { summons, events, identity }: Standing,
): EntrapmentInFull['may'] {
  const side = sideOf(actor);
  const mine = summons.find(({ personId }) => personId === actor.personId);
  const isOpen = one.freedAt === null && one.closedAt === null;
  const isParty = side !== 'desk';
  const isRescuer = side === 'company' || side === 'station';
  const isDesk = deskRoles.includes(actor.role);
  const isClosed = one.closedAt !== null;
  const isFreed = one.freedAt !== null && !isClosed;
  const hasArrived = mine !== undefined && isThere(mine);
  const isOnTheWay = isOpen && isRescuer && mine?.state === 'accepted' && !hasArrived;
  // Closed or not: whoever was there has the city's hours.
  const isEvidenceAsked =
    one.freedAt !== null && one.outcome !== 'mistaken' && ['waiting', 'suspect'].includes(one.evidence);
  return {
    accept: isOpen && isParty && mine?.state !== 'accepted',
    decline: isOpen && isParty && mine?.state === 'called',
    depart: isOnTheWay && mine?.departedAt === null && !isTakenToBeThere(mine),
    withdraw: isOnTheWay,
    changeEta: isOnTheWay,
    arrive: isOpen && isRescuer && !hasArrived,
    confirmArrival: isOpen && (side === 'owner' || isDesk) && one.arrivedAt === null,
    withdrawArrival: isOpen && isDesk && one.arrivedAt !== null && isOnlyConfirmed(one, summons, events),
    start: isOpen && isParty && one.startedAt === null,
    free: isOpen && (isParty || isDesk),
    restore: isFreed && isRescuer && one.restoredAt === null,
    startPlan: isOpen && isParty && mine?.planStartedAt == null,
    prove: isEvidenceAsked && isRescuer,
    identify: isEvidenceAsked && ['none', 'running', 'rejected'].includes(identity ?? ''),
    report: isFreed && (isRescuer || (isDesk && isForDeskToReport(one, summons))),
    close: isDesk && !isClosed,
    correct: isDesk && one.outcome !== 'moved',
  };
}

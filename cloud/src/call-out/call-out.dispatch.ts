import type { callOutApi } from '@lifttrust/shared-types/call-out/call-out.contract';
import type { CallOut, DispatchProposal } from '@lifttrust/shared-types/call-out/call-out.view.contract';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
import { Inject, Singleton } from '@midwayjs/core';
import { type EntityManager, In, IsNull, Not } from 'typeorm';
import { PresenceService } from '../check-in/presence.service';
import { CityService } from '../city/city.service';
import { DutyService } from '../duty/duty.service';
import { type Ctx, requireActor } from '../kernel/actor';
import { Database } from '../kernel/database';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { MessageService } from '../message/message.service';
import { StaffPool } from '../staff/staff.pool';
import { StaffService } from '../staff/staff.service';
import { VisitService } from '../visit/visit.service';
import type { CallOutRow } from './call-out.entity';
import { CallOutMessages } from './call-out.messages';
import { CallOutQuery } from './call-out.query';
import { CallOutSteps, movedOn, stateOf } from './call-out.steps';
import { openOf } from './call-out-load.query';
import { CallOutMember } from './call-out-member.entity';

type Found = { tx: Transaction; row: CallOutRow };
type Proposed = DispatchProposal['people'][number];
const order: Proposed['why'][] = ['repair', 'maintenance', 'company'];
const rank = ({ onDuty, why }: Proposed): number => (onDuty ? 0 : order.length) + order.indexOf(why);

/** Nobody who said that they come is sent any more; whoever has been on the spot had come. */
const unanswered = ({ arrivedAt }: CallOutRow): Partial<CallOutRow> =>
  arrivedAt === null ? { acceptedAt: null } : {};

/** Two at a repair; a city's number for maintenance is not asked for, one person may put a fuse in. */
const proposedAtMost = 2;

/** Whom the company sends, and whether they come. */
@Singleton()
export class CallOutDispatch {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() cityService: CityService;
  @Inject() staffService: StaffService;
  @Inject() staffPool: StaffPool;
  @Inject() visitService: VisitService;
  @Inject() dutyService: DutyService;
  @Inject() presences: PresenceService;
  @Inject() messageService: MessageService;
  @Inject() steps: CallOutSteps;
  @Inject() messages: CallOutMessages;
  @Inject() callOutQuery: CallOutQuery;

  /**
   * Whoever is on duty for the lift now, then those assigned to it for repairs, then for maintenance, then the rest of the
   * company; least busy first.
   */
  async proposal({ callOutId }: InputOf<typeof callOutApi.proposal>, ctx: Ctx): Promise<DispatchProposal> {
    const { manager } = this.database.reader;
    const row = await this.callOutQuery.mustSee(manager, callOutId, requireActor(ctx));
    const day = dayOf(ctx.at);
    const assigned = async (purpose: 'repair' | 'maintenance') =>
      (await this.staffService.assignedTo(manager, row.liftId, purpose, day)).map((one) => ({
        ...one,
        why: purpose,
      }));
    const roster = await this.staffPool.roster(manager, row.companyId ?? '', day);
    const others = [...roster.people.values()]
      .filter(({ isTechnician, reasons }) => isTechnician && reasons.length === 0)
      .map(({ id, name, isCertified }) => ({ id, name, isCertified, why: 'company' as const }));
    const all = [...(await assigned('repair')), ...(await assigned('maintenance')), ...others];
    const first = all.filter(({ id }, at) => all.findIndex((one) => one.id === id) === at);
    const busy = await openOf(
      manager,
      first.map(({ id }) => id),
    );
    const duty = await this.dutyService.onDuty(row.companyId ?? '', row.liftId, ctx.at, manager);
    const onDuty = new Set(duty.map(({ personId }) => personId));
    const people = first
      .map((one) => ({ ...one, open: busy.get(one.id) ?? 0, onDuty: onDuty.has(one.id) }))
      .sort((a, b) => rank(a) - rank(b) || a.open - b.open);
    const lead = people.find(({ isCertified }) => isCertified);
    const partner = people.find((one) => one.id !== lead?.id && (one.onDuty || one.why !== 'company'));
    const proposed = [lead, partner].flatMap((one) => one?.id ?? []).slice(0, proposedAtMost);
    return { people, proposed, minimum: 1 };
  }

  /**
   * @throws not_found for people of others; rule_broken `call_out.nobody_certified` and every reason against somebody;
   * conflict `call_out.moved_on`
   */
  async dispatch({ callOutId, personIds }: InputOf<typeof callOutApi.dispatch>, ctx: Ctx): Promise<CallOut> {
    const actor = requireActor(ctx);
    return this.change(callOutId, ctx, async ({ tx, row }) => {
      await this.visitService.refuseTeam(tx.manager, personIds, actor, dayOf(tx.at));
      const roster = await this.staffPool.roster(tx.manager, actor.organisationId, dayOf(tx.at));
      if (!personIds.some((id) => roster.people.get(id)?.isCertified))
        throw AppError.broken([
          {
            code: 'call_out.nobody_certified',
            field: 'personIds',
            message: '至少要有一位持有电梯作业证的人员，请重新选择。',
          },
        ]);
      const stay = { callOutId, personId: In(personIds), leftAt: IsNull(), acceptedAt: Not(IsNull()) };
      const isKept = await tx.manager.existsBy(CallOutMember, stay);
      const dispatchedAt = row.dispatchedAt ?? tx.at;
      const patch = { dispatchedAt, service: null, servicePermit: null };
      const wasAnswered = row.acceptedAt !== null;
      await this.steps.move(tx, row, 'dispatched', { ...patch, ...(isKept ? {} : unanswered(row)) });
      if (wasAnswered && row.acceptedAt === null) await this.steps.awaitAnswer(tx, row);
      await this.team(tx, row, personIds);
      await this.steps.note(tx, row, 'dispatched', { closed: { personIds } });
      await this.messageService.settle(tx, row.id, '已派单', []);
      await this.messages.dispatched(tx, row, personIds);
    });
  }

  /** The manufacturer's own people, or another firm's: they have agreed, so nobody accepts it here. */
  async handToService(input: InputOf<typeof callOutApi.handToService>, ctx: Ctx): Promise<CallOut> {
    const { callOutId, name, permitNumber, reason } = input;
    return this.change(callOutId, ctx, async ({ tx, row }) => {
      const service = { service: name, servicePermit: permitNumber };
      const times = { dispatchedAt: row.dispatchedAt ?? tx.at, acceptedAt: row.acceptedAt ?? tx.at };
      await this.steps.move(tx, row, 'accepted', { ...service, ...times });
      await this.team(tx, row, []);
      await this.steps.note(tx, row, 'service', { text: `${name}：${reason}`, closed: { permitNumber } });
      await this.messageService.settle(tx, row.id, '由其他单位修理', []);
    });
  }

  /** @throws conflict `call_out.moved_on` when a colleague has taken it and the state went on without them */
  async accept({ callOutId }: InputOf<typeof callOutApi.accept>, ctx: Ctx): Promise<CallOut> {
    const { personId } = requireActor(ctx);
    return this.change(callOutId, ctx, async ({ tx, row }) => {
      const where = { callOutId, personId, leftAt: IsNull(), acceptedAt: IsNull() };
      const { affected } = await tx.manager.update(CallOutMember, where, { acceptedAt: tx.at });
      if (affected !== 1) throw movedOn();
      if (stateOf(row) === 'dispatched')
        await this.steps.move(tx, row, 'accepted', { acceptedAt: row.acceptedAt ?? tx.at });
      await this.steps.note(tx, row, 'accepted');
    });
  }

  /**
   * Who cannot come says why; with nobody left it waits for the company again, and what nobody of those left has accepted
   * is not answered: the 24 hours (REP-08) stand as if nobody had accepted.
   */
  async decline({ callOutId, reason }: InputOf<typeof callOutApi.decline>, ctx: Ctx): Promise<CallOut> {
    const { personId, personName } = requireActor(ctx);
    return this.change(callOutId, ctx, async ({ tx, row }) => {
      if (stateOf(row) !== 'dispatched' && stateOf(row) !== 'accepted') throw movedOn();
      const mine = { callOutId, personId, leftAt: IsNull() };
      const { affected } = await tx.manager.update(CallOutMember, mine, { leftAt: tx.at });
      if (affected !== 1) throw movedOn();
      const left = await tx.manager.findBy(CallOutMember, { callOutId, leftAt: IsNull() });
      const isAnswered = left.some(({ acceptedAt }) => acceptedAt !== null);
      if (left.length === 0) await this.steps.move(tx, row, 'reported', unanswered(row));
      else if (!isAnswered) await this.steps.move(tx, row, 'dispatched', unanswered(row));
      await this.newLead(tx, left);
      await this.steps.note(tx, row, 'declined', { text: reason });
      if (!isAnswered) await this.steps.awaitAnswer(tx, row);
      if (left.length === 0) await this.messages.declined(tx, row, { who: personName, reason });
    });
  }

  private async newLead(tx: Transaction, left: CallOutMember[]): Promise<void> {
    const [next] = [...left].sort((a, b) => a.position - b.position);
    if (!next || left.some(({ role }) => role === 'lead')) return;
    const { callOutId, personId } = next;
    await tx.manager.update(CallOutMember, { callOutId, personId }, { role: 'lead' });
  }

  /** Exactly these from now on; whoever has been on the spot keeps what they proved there. */
  private async team(tx: Transaction, { id: callOutId }: CallOutRow, personIds: string[]): Promise<void> {
    const known = await tx.manager.findBy(CallOutMember, { callOutId });
    const gone = known.filter(({ personId, leftAt }) => leftAt === null && !personIds.includes(personId));
    if (gone.length > 0)
      await tx.manager.update(
        CallOutMember,
        { callOutId, personId: In(gone.map(({ personId }) => personId)) },
        { leftAt: tx.at },
      );
    for (const [position, personId] of personIds.entries()) {
      const role = position === 0 ? 'lead' : 'partner';
      const sent = { role, position, dispatchedAt: tx.at, acceptedAt: null, leftAt: null };
      if (known.some((one) => one.personId === personId))
        await tx.manager.update(CallOutMember, { callOutId, personId }, sent);
      else {
        await tx.manager.insert(CallOutMember, { callOutId, personId, ...sent });
        await this.presences.begin(tx, callOutId, personId);
      }
    }
  }

  private change(callOutId: string, ctx: Ctx, act: (found: Found) => Promise<void>): Promise<CallOut> {
    const actor = requireActor(ctx);
    return this.work.run(ctx, async (tx) => {
      const row = await this.mustBeTheirs(tx.manager, callOutId, ctx);
      await act({ tx, row });
      return this.callOutQuery.show(tx.manager, row.id, actor, tx.at);
    });
  }

  private async mustBeTheirs(manager: EntityManager, callOutId: string, ctx: Ctx): Promise<CallOutRow> {
    const actor = requireActor(ctx);
    const row = await this.callOutQuery.mustSee(manager, callOutId, actor);
    if (actor.role !== 'technician') return row;
    const mine = { callOutId, personId: actor.personId, leftAt: IsNull() };
    if (!(await manager.existsBy(CallOutMember, mine))) throw AppError.notFound();
    return row;
  }
}

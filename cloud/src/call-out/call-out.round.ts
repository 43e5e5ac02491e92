import { unansweredTerms } from '@lifttrust/shared-types/call-out/call-out.rules';
import { Init, Inject, Singleton } from '@midwayjs/core';
import { In, IsNull, LessThan } from 'typeorm';
import { CityService } from '../city/city.service';
import { ContractRecipients } from '../contract/contract.recipients';
import type { Ctx } from '../kernel/actor';
import { Outbox } from '../kernel/outbox';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { Lift } from '../lift/lift.entity';
import { DailyRound } from '../round/daily-round';
import { CallOutRow } from './call-out.entity';
import { CallOutMessages } from './call-out.messages';
import { CallOutSteps, stateOf } from './call-out.steps';
import { CallOutMember } from './call-out-member.entity';
import { CallOutStop } from './call-out-stop.entity';

const hourMs = 3_600_000;
const waiting = In(['reported', 'dispatched']);

/**
 * What nobody answers goes up an office for each further term, what should have run again is asked about once. Everything
 * is taken from the data: an event that got lost is made good by the next round (REP-08).
 */
@Singleton()
export class CallOutRound {
  @Inject() work: UnitOfWork;
  @Inject() outbox: Outbox;
  @Inject() dailyRound: DailyRound;
  @Inject() cityService: CityService;
  @Inject() recipients: ContractRecipients;
  @Inject() steps: CallOutSteps;
  @Inject() messages: CallOutMessages;

  @Init()
  open(): void {
    this.dailyRound.on('call_out.unanswered', (tx) => this.unanswered(tx));
    this.dailyRound.on('call_out.expected', (tx, day) => this.expected(tx, day));
    this.outbox.on('call_out.unanswered', (payload, ctx) => this.one(String(payload.callOutId), ctx), {
      onlyWrites: true,
    });
    this.outbox.on('contract.responsibility_changed', (payload, ctx) => this.changed(payload, ctx));
  }

  private get hours(): number {
    return this.cityService.parameters.callOuts.unansweredHours;
  }

  private one(callOutId: string, ctx: Ctx): Promise<void> {
    return this.work.run(ctx, async (tx) => {
      const row = await tx.manager.findOneBy(CallOutRow, { id: callOutId });
      if (row) await this.escalate(tx, row);
    });
  }

  private async unanswered(tx: Transaction): Promise<void> {
    const since = LessThan(tx.at - this.hours * hourMs);
    const where = { state: waiting, acceptedAt: IsNull(), reportedAt: since };
    for (const row of await tx.manager.findBy(CallOutRow, where)) await this.escalate(tx, row);
  }

  /** The company and the owner again, and one office more for each term; nobody hears it twice. */
  private async escalate(tx: Transaction, row: CallOutRow): Promise<void> {
    const terms = unansweredTerms({ ...row, state: stateOf(row) }, tx.at, { unansweredHours: this.hours });
    if (terms === 0 || !(await this.claims(tx, row, terms))) return;
    const chain = await this.recipients.chainOf(tx.manager, row.divisionCode);
    const offices = chain.slice(0, terms).flatMap(({ people }) => people);
    const people = [
      ...(await this.messages.company(tx, row)),
      ...(await this.messages.owner(tx, row)),
      ...offices,
    ];
    await this.messages.unanswered(tx, row, people, terms * this.hours);
    if (terms < chain.length) await this.steps.awaitAnswer(tx, row);
  }

  /**
   * Round and event may come at the same instant: whoever writes the term first tells of it. By one conditional update,
   * since what another transaction has sent meanwhile cannot be read by one that has begun before.
   */
  private async claims(tx: Transaction, { id, state }: CallOutRow, terms: number): Promise<boolean> {
    const { affected } = await tx.manager
      .createQueryBuilder()
      .update(CallOutRow)
      .set({ toldTerms: terms })
      .where('id = :id AND state = :state AND accepted_at IS NULL', { id, state })
      .andWhere('(told_terms IS NULL OR told_terms < :terms)', { terms })
      .execute();
    return affected === 1;
  }

  private async expected(tx: Transaction, day: string): Promise<void> {
    const late = await tx.manager.findBy(CallOutStop, { toAt: IsNull(), expectedOn: LessThan(day) });
    for (const { callOutId, expectedOn } of late) {
      const row = await tx.manager.findOneBy(CallOutRow, { id: callOutId });
      if (row) await this.messages.expectedPassed(tx, row, expectedOn);
    }
  }

  /** Another company answers for the lift: what nobody has begun is its business from now on. */
  private async changed(payload: Record<string, unknown>, ctx: Ctx): Promise<void> {
    const ids = Array.isArray(payload.liftIds) ? payload.liftIds.map(String) : [];
    if (ids.length === 0) return;
    await this.work.run(ctx, async (tx) => {
      const rows = await tx.manager.findBy(CallOutRow, {
        liftId: In(ids),
        state: In(['reported', 'dispatched', 'accepted']),
        service: IsNull(),
      });
      for (const row of rows) {
        const lift = await tx.manager.findOneBy(Lift, { id: row.liftId });
        if (!lift || lift.companyId === row.companyId) continue;
        const { companyId } = lift;
        await tx.manager.update(CallOutMember, { callOutId: row.id, leftAt: IsNull() }, { leftAt: tx.at });
        if (stateOf(row) === 'reported') await tx.manager.update(CallOutRow, { id: row.id }, { companyId });
        else await this.steps.move(tx, row, 'reported', { companyId, acceptedAt: null });
        Object.assign(row, { companyId });
        await this.steps.awaitAnswer(tx, row);
        await this.steps.note(tx, row, 'company_changed', { closed: { companyId } });
        await this.messages.reported(tx, row);
      }
    });
  }
}

import { dayOf } from '@lifttrust/shared-types/kernel/time';
import { Init, Inject, Singleton } from '@midwayjs/core';
import type { EntityManager } from 'typeorm';
import { type Job, OtherJobs } from '../check-in/other-jobs';
import { Presence } from '../check-in/presence.entity';
import { PresenceService } from '../check-in/presence.service';
import type { Ctx } from '../kernel/actor';
import { Outbox } from '../kernel/outbox';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { Entrapment } from './entrapment.entity';
import { EntrapmentEvent } from './entrapment-event.entity';
import { RescueBook } from './rescue.book';
import { canFree, hasCome } from './rescue.facts';
import { RescueJournal } from './rescue.journal';
import { RescuePeople } from './rescue.people.query';
import { RescueProof } from './rescue-proof.entity';
import { Summons } from './summons.entity';

const wordsOf: Record<string, string> = {
  accepted: '身份核验通过',
  in_review: '已交身份照片，等人核验',
  rejected: '身份核验没有通过',
};

/**
 * Who was there, by the same check as at maintenance, once people are out (CHK-01, EMG-10, DECISIONS 34). What fails or is
 * missing when the city's hours are over leaves the evidence in doubt; the rescue stays what it was.
 */
@Singleton()
export class RescueIdentity {
  @Inject() work: UnitOfWork;
  @Inject() outbox: Outbox;
  @Inject() otherJobs: OtherJobs;
  @Inject() presences: PresenceService;
  @Inject() people: RescuePeople;
  @Inject() book: RescueBook;
  @Inject() journal: RescueJournal;

  @Init()
  listen(): void {
    this.otherJobs.on('rescue', {
      find: (manager, id) => this.jobOf(manager, id),
      refuseIdentity: () => null,
    });
    this.outbox.on('identity.decided', (payload, ctx) => this.decided(payload, ctx), { onlyWrites: true });
  }

  private async jobOf(manager: EntityManager, id: string): Promise<Job | null> {
    const one = await manager.findOneBy(Entrapment, { id });
    if (!one) return null;
    const { liftId, companyId, ownerId, divisionCode, freedAt, outcome } = one;
    const isAsked = freedAt !== null && outcome !== 'mistaken' && outcome !== 'moved';
    const there = isAsked ? await manager.findBy(Presence, { visitId: id }) : [];
    return { id, liftId, companyId, ownerId, divisionCode, members: there.map((row) => row.personId) };
  }

  /** People are out: whoever came to free them, or was on the way, may show who they are from now on. */
  async begin(tx: Transaction, { id }: Entrapment): Promise<void> {
    const came = (await tx.manager.findBy(Summons, { entrapmentId: id })).filter(
      (row) => canFree(row) && (hasCome(row) || row.state === 'accepted'),
    );
    const ids = came.map(({ personId }) => personId);
    for (const personId of await this.people.atLifts(tx.manager, ids, dayOf(tx.at)))
      await this.presences.beginIdentity(tx, id, personId);
  }

  /**
   * Everybody who arrived has handed in pictures and shown who they are; what a person still has to look at counts for
   * now. Administrators who came have no face on record: their working device speaks for them.
   */
  async isComplete(tx: Transaction, entrapmentId: string): Promise<boolean> {
    const there = (await tx.manager.findBy(Summons, { entrapmentId })).filter(hasCome);
    const proofs = await tx.manager.findBy(RescueProof, { entrapmentId, kind: 'identity' });
    const handedIn = new Set(proofs.map(({ personId }) => personId));
    const shown = new Map(
      (await tx.manager.findBy(Presence, { visitId: entrapmentId })).map((row) => [
        row.personId,
        row.identity,
      ]),
    );
    return there.every(({ personId }) => {
      const identity = shown.get(personId) ?? 'accepted';
      return handedIn.has(personId) && (identity === 'accepted' || identity === 'in_review');
    });
  }

  /** A person's check was decided, at once or by a reviewer later; an event that comes twice says nothing twice. */
  private decided(payload: Record<string, unknown>, ctx: Ctx): Promise<void> {
    const [entrapmentId, personId] = [String(payload.visitId), String(payload.personId)];
    const outcome = String(payload.outcome);
    const words = wordsOf[outcome];
    return this.work.run(ctx, async (tx) => {
      // Most are about visits: those lock nothing here.
      const isRescue = words !== undefined && (await tx.manager.existsBy(Entrapment, { id: entrapmentId }));
      const one = isRescue ? await this.book.locked(tx, entrapmentId) : null;
      const shown = one && (await tx.manager.findOneBy(Presence, { visitId: one.id, personId }));
      if (!one || !shown || shown.identity !== outcome) return;
      const kind = outcome === 'rejected' ? ('identity_refused' as const) : ('identified' as const);
      const at = shown.identityAt ?? tx.at;
      if (await tx.manager.existsBy(EntrapmentEvent, { entrapmentId, personId, kind, at })) return;
      const mine = await tx.manager.findOneBy(Summons, { entrapmentId, personId });
      await this.journal.write(tx, one, {
        ...{ kind, at, personId, organisationId: mine?.organisationId ?? null },
        text: `${words}（${shown.identityMethod === 'face' ? '人脸' : '手势照片'}）`,
        open: { outcome, method: shown.identityMethod },
      });
      await this.book.save(tx, one, await this.evidenceAfter(tx, one, outcome));
    });
  }

  /** A mark of doubt stays; one who turns out to be somebody else sets it. */
  private async evidenceAfter(
    tx: Transaction,
    one: Entrapment,
    outcome: string,
  ): Promise<Partial<Entrapment>> {
    if (one.outcome === 'mistaken') return {};
    if (outcome === 'rejected') return one.evidence === 'complete' ? { evidence: 'suspect' } : {};
    const isComplete = one.evidence === 'waiting' && (await this.isComplete(tx, one.id));
    return isComplete ? { evidence: 'complete', evidenceDueAt: null } : {};
  }
}

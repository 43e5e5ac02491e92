import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import { mayFollowLater } from '@lifttrust/shared-types/visit/visit.rules';
import { Inject, Singleton } from '@midwayjs/core';
import type { EntityManager } from 'typeorm';
import { type Job, type JobKind, OtherJobs } from '../check-in/other-jobs';
import { Presence } from '../check-in/presence.entity';
import type { Actor } from '../kernel/actor';
import { VisitQuery } from '../visit/visit.query';
import { VisitService } from '../visit/visit.service';
import { refuseInTurn } from '../visit/worksheet.service';

/** Identity comes after code and position and before the start, and only for who takes part (CHK-03). */
@Singleton()
export class IdentityTurn {
  @Inject() visitService: VisitService;
  @Inject() visitQuery: VisitQuery;
  @Inject() otherJobs: OtherJobs;

  /** `isOffline`: what was done without a network may come before the photograph for a weak position. */
  async mustBeNow(manager: EntityManager, visitId: string, actor: Actor, isOffline = false): Promise<void> {
    const other = await this.otherJobs.find(manager, visitId);
    if (other) return this.mustBeNowAt(manager, other, actor);
    const visit = await this.visitService.mustBeMember(manager, visitId, actor);
    const loaded = await this.visitQuery.load(manager, visit);
    const mayFollow = mayFollowLater({ isOffline, isOwnPart: false });
    refuseInTurn(loaded, actor, 'identity', { workComplete: false, mayFollow });
    const mine = loaded.presences.find((presence) => presence.person.id === actor.personId);
    refuseAgain(mine?.identity);
  }

  /** A repair or a rescue: what a consent that names maintenance alone does not cover. */
  async isOtherWork(manager: EntityManager, id: string): Promise<boolean> {
    return (await this.otherJobs.find(manager, id)) !== null;
  }

  /** Another job says itself when identity has its turn; who takes no part hears of nothing. */
  private async mustBeNowAt(
    manager: EntityManager,
    { job, kind }: { job: Job; kind: JobKind },
    { personId }: Actor,
  ): Promise<void> {
    const mine = job.members.includes(personId)
      ? await manager.findOneBy(Presence, { visitId: job.id, personId })
      : null;
    if (!mine) throw AppError.notFound();
    refuseAgain(mine.identity);
    const refusal = kind.refuseIdentity(job, mine);
    if (refusal) throw AppError.broken([refusal]);
  }

  /** Everybody who takes part in the visit beside the actor; being one of them is asked first. */
  async partnersOf(manager: EntityManager, visitId: string, actor: Actor): Promise<string[]> {
    const other = await this.otherJobs.find(manager, visitId);
    if (other && !other.job.members.includes(actor.personId)) throw AppError.notFound();
    if (other) return other.job.members.filter((id) => id !== actor.personId);
    const visit = await this.visitService.mustBeMember(manager, visitId, actor);
    const loaded = await this.visitQuery.load(manager, visit);
    return loaded.presences.map(({ person }) => person.id).filter((id) => id !== actor.personId);
  }
}

function refuseAgain(identity: string | undefined): void {
  if (identity === 'accepted')
    throw AppError.conflict('face.already_verified', '您的身份已经核验通过，可以开始作业。');
  if (identity === 'in_review')
    throw AppError.conflict('face.waiting_for_review', '照片已交，等人核验。您可以先开始作业，不用等。');
}

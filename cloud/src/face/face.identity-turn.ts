import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import { mayFollowLater } from '@lifttrust/shared-types/visit/visit.rules';
import { Inject, Singleton } from '@midwayjs/core';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../kernel/actor';
import { VisitQuery } from '../visit/visit.query';
import { VisitService } from '../visit/visit.service';
import { refuseInTurn } from '../visit/worksheet.service';

/** Identity comes after code and position and before the start, and only for who takes part (CHK-03). */
@Singleton()
export class IdentityTurn {
  @Inject() visitService: VisitService;
  @Inject() visitQuery: VisitQuery;

  /** `isOffline`: what was done without a network may come before the photograph for a weak position. */
  async mustBeNow(manager: EntityManager, visitId: string, actor: Actor, isOffline = false): Promise<void> {
    const visit = await this.visitService.mustBeMember(manager, visitId, actor);
    const loaded = await this.visitQuery.load(manager, visit);
    const mayFollow = mayFollowLater({ isOffline, isOwnPart: false });
    refuseInTurn(loaded, actor, 'identity', { workComplete: false, mayFollow });
    const mine = loaded.presences.find((presence) => presence.person.id === actor.personId);
    if (mine?.identity === 'accepted')
      throw AppError.conflict('face.already_verified', '您的身份已经核验通过，可以开始作业。');
    if (mine?.identity === 'in_review')
      throw AppError.conflict('face.waiting_for_review', '照片已交，等人核验。您可以先开始作业，不用等。');
  }

  /** Everybody who takes part in the visit beside the actor; being one of them is asked first. */
  async partnersOf(manager: EntityManager, visitId: string, actor: Actor): Promise<string[]> {
    const visit = await this.visitService.mustBeMember(manager, visitId, actor);
    const loaded = await this.visitQuery.load(manager, visit);
    return loaded.presences.map(({ person }) => person.id).filter((id) => id !== actor.personId);
  }
}

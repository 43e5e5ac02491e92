import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import { Inject, Singleton } from '@midwayjs/core';
import { IsNull, Not } from 'typeorm';
import { Presence } from '../check-in/presence.entity';
import { PhotoNonce } from '../file/photo-nonce.entity';
import { mustCover } from '../kernel/access';
import type { Actor } from '../kernel/actor';
import type { Transaction } from '../kernel/unit-of-work';
import { Visit } from './visit.entity';
import { VisitService } from './visit.service';
import { VisitMember } from './visit-member.entity';

export interface Arrangement {
  visitId: string;
  /** The planned day that whoever decided has seen. */
  from: string;
  plannedOn: string;
  dueOn: string | null;
  /** The lead first; absent: who was to go still goes. */
  people?: string[];
}

/** Moves visits that nobody has begun to another day or to other people. */
@Singleton()
export class VisitArrangement {
  @Inject() visitService: VisitService;

  /**
   * @throws not_found for a visit that is not the company's; conflict `visit.moved_on` where it has been begun,
   * finished, cancelled or moved meanwhile; rule_broken where people may not be assigned on the day
   */
  async arrange(tx: Transaction, arrangement: Arrangement, actor: Actor): Promise<Visit> {
    const { visitId, from, plannedOn, dueOn } = arrangement;
    const { manager } = tx;
    const visit = await manager.findOneBy(Visit, { id: visitId });
    mustCover(actor, visit);
    if (!visit) throw AppError.notFound();
    const before = await manager.findBy(VisitMember, { visitId });
    const lead = (one: VisitMember) => (one.role === 'lead' ? 0 : 1);
    const current = before.sort((a, b) => lead(a) - lead(b)).map(({ personId }) => personId);
    const people = arrangement.people ?? current;
    const [leadId = visit.leadId] = people;
    await this.visitService.refuseTeam(manager, people, actor, plannedOn);
    const untouched = { id: visitId, state: 'planned', plannedOn: from };
    const moved = await manager.update(Visit, untouched, { plannedOn, dueOn, leadId });
    if (moved.affected !== 1 || (await this.isBegun(tx, visitId)))
      throw AppError.conflict('visit.moved_on', '这次维保刚刚被更新，请刷新后再试。');
    const arranged = { ...visit, plannedOn, dueOn, leadId };
    const isOtherTeam = people.length !== current.length || people.some((id, at) => id !== current[at]);
    if (isOtherTeam) await this.replaceMembers(tx, arranged, people);
    const others = isOtherTeam ? { people } : {};
    await tx.audit('visit.moved', 'visit', visitId, { from, to: plannedOn, ...others });
    return arranged;
  }

  /** Somebody stands at the lift and has scanned its code. */
  private async isBegun(tx: Transaction, visitId: string): Promise<boolean> {
    return (await tx.manager.countBy(Presence, { visitId, codeAt: Not(IsNull()) })) > 0;
  }

  private async replaceMembers(tx: Transaction, visit: Visit, people: string[]): Promise<void> {
    const visitId = visit.id;
    for (const entity of [VisitMember, Presence, PhotoNonce]) await tx.manager.delete(entity, { visitId });
    await this.visitService.addMembers(tx, visit, people, visit.leadId);
  }
}

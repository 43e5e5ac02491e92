import { Singleton } from '@midwayjs/core';
import { type FindOptionsWhere, In, IsNull, Not } from 'typeorm';
import type { Transaction } from '../kernel/unit-of-work';
import { Session } from './session.entity';
import { unitsOfSessions } from './session.query';

/** Ends sessions because of something that happened elsewhere; each dies at its next request. */
@Singleton()
export class SessionEnding {
  /** Every session in these assignments. */
  ofAssignments(tx: Transaction, assignmentIds: string[], why: string): Promise<number> {
    if (assignmentIds.length === 0) return Promise.resolve(0);
    return this.end(tx, { assignmentId: In(assignmentIds) }, why);
  }

  /** Every session of a person, whatever the role. */
  ofPerson(tx: Transaction, personId: string, why: string): Promise<number> {
    return this.end(tx, { personId }, why);
  }

  /** Every session of a person but the one in which they are acting. */
  othersOfPerson(tx: Transaction, personId: string, sessionId: string, why: string): Promise<number> {
    return this.end(tx, { personId, id: Not(sessionId) }, why);
  }

  /** Every session that came by one chat platform. */
  ofChannel(tx: Transaction, personId: string, channel: string, why: string): Promise<number> {
    return this.end(tx, { personId, channel }, why);
  }

  private async end(tx: Transaction, where: FindOptionsWhere<Session>, why: string): Promise<number> {
    const open = await tx.manager.find(Session, {
      where: { ...where, endedAt: IsNull() },
      select: { id: true },
    });
    if (open.length === 0) return 0;
    const ids = open.map(({ id }) => id);
    await tx.manager.update(Session, { id: In(ids) }, { endedAt: tx.at });
    const units = await unitsOfSessions(tx.manager, ids);
    await tx.auditAll(
      'session.ended_by_service',
      'session',
      ids.map((id) => ({ id, detail: { why }, of: units.get(id) ?? {} })),
    );
    return ids.length;
  }
}

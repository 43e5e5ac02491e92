import { Singleton } from '@midwayjs/core';
import { type FindOptionsWhere, In, IsNull } from 'typeorm';
import type { Transaction } from '../kernel/unit-of-work';
import { Session } from './session.entity';

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

  private async end(tx: Transaction, where: FindOptionsWhere<Session>, why: string): Promise<number> {
    const open = await tx.manager.find(Session, {
      where: { ...where, endedAt: IsNull() },
      select: { id: true },
    });
    if (open.length === 0) return 0;
    const ids = open.map(({ id }) => id);
    await tx.manager.update(Session, { id: In(ids) }, { endedAt: tx.at });
    const detail = { why };
    await tx.auditAll(
      'session.ended_by_service',
      'session',
      ids.map((id) => ({ id, detail })),
    );
    return ids.length;
  }
}

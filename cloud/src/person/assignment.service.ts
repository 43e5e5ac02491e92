import type { Role } from '@lifttrust/shared-types/kernel/access';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
import { Singleton } from '@midwayjs/core';
import { IsNull } from 'typeorm';
import { newId } from '../kernel/new-id';
import type { Transaction } from '../kernel/unit-of-work';
import { Assignment } from './assignment.entity';
import { AssignmentEvent } from './assignment-event.entity';

export type AssignmentSource = 'console' | 'dingtalk_event' | 'dingtalk_sync' | 'filing' | 'import';

/** Who gave or took a role and why; the operator's name also where it is nobody of ours. */
export interface Provenance {
  source: AssignmentSource;
  operatorId: string | null;
  operatorName: string;
  reason: string;
}

export interface Given {
  personId: string;
  organisationId: string;
  role: Role;
}

/** Roles given and taken, always with who, when and why (ORG-02). */
@Singleton()
export class AssignmentService {
  /** Gives a role from today; one that is held already stays as it is. Gives the assignment's id. */
  async give(tx: Transaction, given: Given, provenance: Provenance): Promise<{ id: string; isNew: boolean }> {
    const held = await tx.manager.findOneBy(Assignment, { ...given, untilDay: IsNull(), endedAt: IsNull() });
    if (held) return { id: held.id, isNew: false };
    const row = { ...given, id: newId(), fromDay: dayOf(tx.at), untilDay: null, endedAt: null };
    await tx.manager.insert(Assignment, row);
    await this.note(tx, row, 'given', provenance);
    return { id: row.id, isNew: true };
  }

  /** Ends a role at this instant; sessions in it are the session module's to end. False: it was over already. */
  async end(tx: Transaction, assignmentId: string, provenance: Provenance): Promise<boolean> {
    const found = await tx.manager.findOneBy(Assignment, { id: assignmentId });
    if (!found || found.endedAt !== null) return false;
    const change = { untilDay: dayOf(tx.at), endedAt: tx.at };
    const done = await tx.manager.update(Assignment, { id: assignmentId, endedAt: IsNull() }, change);
    if (done.affected !== 1) return false;
    await this.note(tx, found, 'ended', provenance);
    return true;
  }

  private async note(
    tx: Transaction,
    { id, personId, organisationId, role }: Pick<Assignment, 'id' | 'personId' | 'organisationId' | 'role'>,
    act: 'given' | 'ended',
    { source, operatorId, operatorName, reason }: Provenance,
  ): Promise<void> {
    await tx.manager.insert(AssignmentEvent, {
      id: newId(),
      assignmentId: id,
      personId,
      organisationId,
      role,
      act,
      source,
      at: tx.at,
      operatorId,
      operatorName: operatorName.slice(0, 60),
      reason: reason.slice(0, 300),
    });
    await tx.audit(`assignment.${act}`, 'assignment', id, { source, role, organisationId });
  }
}

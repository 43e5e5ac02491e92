import type { Role } from '@lifttrust/shared-types/kernel/access';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
import { z } from '@lifttrust/shared-types/kernel/zod';
import { Singleton } from '@midwayjs/core';
import { IsNull } from 'typeorm';
import { insertRows } from '../kernel/insert-rows';
import { newId } from '../kernel/new-id';
import type { Transaction } from '../kernel/unit-of-work';
import { Assignment } from './assignment.entity';
import { AssignmentEvent } from './assignment-event.entity';

export type AssignmentSource =
  | 'console'
  | 'dingtalk_event'
  | 'dingtalk_sync'
  | 'filing'
  | 'import'
  | 'installation';

/** Who gave or took a role and why; the operator's name also where it is nobody of ours. */
export interface Provenance {
  source: AssignmentSource;
  operatorId: string | null;
  operatorName: string;
  reason: string;
}

const AssignmentTold = z.object({ id: z.string(), personId: z.string(), organisationId: z.string() });
type AssignmentTold = z.infer<typeof AssignmentTold>;

/** What `assignment.given` carries: roles given in one act. */
export const AssignmentsGiven = z.object({ source: z.string(), assignments: z.array(AssignmentTold) });

const toldAtOnce = 200;

export interface Given {
  personId: string;
  organisationId: string;
  role: Role;
}

/** A role from a day on, `YYYY-MM-DD`. */
export interface GivenFrom extends Given {
  from: string;
}

/** Whoever asks in this transaction does it by hand, on a page of ours. */
export const byHand = ({ actor }: Transaction, reason: string): Provenance => ({
  source: 'console',
  operatorId: actor?.personId ?? null,
  operatorName: actor?.personName ?? '',
  reason,
});

/**
 * The one place where roles are given and taken, always with who, to whom, what, when and why (ORG-02); a test of the
 * structure holds that nobody else writes them.
 * @basis 鲤城区电梯质量安全监管平台工作方案 四（二）
 */
@Singleton()
export class AssignmentService {
  /** Gives a role from today; one that is held already stays as it is. Gives the assignment's id. */
  async give(tx: Transaction, given: Given, provenance: Provenance): Promise<{ id: string; isNew: boolean }> {
    const held = await tx.manager.findOneBy(Assignment, { ...given, untilDay: IsNull(), endedAt: IsNull() });
    if (held) return { id: held.id, isNew: false };
    const [id = ''] = await this.giveAll(tx, [{ ...given, from: dayOf(tx.at) }], provenance);
    return { id, isNew: true };
  }

  /** Many at once, whether held already or not: whoever calls has looked. Gives their ids in the same order. */
  async giveAll(tx: Transaction, given: GivenFrom[], provenance: Provenance): Promise<string[]> {
    const rows = given.map(({ personId, organisationId, role, from }) => ({
      ...{ id: newId(), personId, organisationId, role },
      ...{ fromDay: from, untilDay: null, endedAt: null },
    }));
    await insertRows(tx.manager, Assignment, rows);
    await this.note(tx, rows, 'given', provenance);
    await this.tell(tx, rows, provenance.source);
    return rows.map(({ id }) => id);
  }

  /** `assignment.given`: whoever looks after address books or double employment learns of every role, whoever gave it. */
  private async tell(tx: Transaction, rows: AssignmentTold[], source: AssignmentSource): Promise<void> {
    for (let from = 0; from < rows.length; from += toldAtOnce) {
      const assignments = rows
        .slice(from, from + toldAtOnce)
        .map(({ id, personId, organisationId }) => ({ id, personId, organisationId }));
      await tx.emit('assignment.given', { source, assignments });
    }
  }

  /** Ends a role at this instant; sessions in it are the session module's to end. False: it was over already. */
  async end(tx: Transaction, assignmentId: string, provenance: Provenance): Promise<boolean> {
    const found = await tx.manager.findOneBy(Assignment, { id: assignmentId });
    if (!found || found.endedAt !== null) return false;
    const change = { untilDay: dayOf(tx.at), endedAt: tx.at };
    const done = await tx.manager.update(Assignment, { id: assignmentId, endedAt: IsNull() }, change);
    if (done.affected !== 1) return false;
    await this.note(tx, [found], 'ended', provenance);
    return true;
  }

  /** The last day of roles that are held, both ends included; sessions in them end at the next request after it. */
  async endWith(
    tx: Transaction,
    assignments: Assignment[],
    lastDay: string,
    provenance: Provenance,
  ): Promise<void> {
    for (const { id } of assignments) await tx.manager.update(Assignment, { id }, { untilDay: lastDay });
    await this.note(tx, assignments, 'ended', provenance);
  }

  private async note(
    tx: Transaction,
    rows: Pick<Assignment, 'id' | 'personId' | 'organisationId' | 'role'>[],
    act: 'given' | 'ended',
    { source, operatorId, operatorName, reason }: Provenance,
  ): Promise<void> {
    const told = { operatorId, operatorName: operatorName.slice(0, 60), reason: reason.slice(0, 300) };
    await insertRows(
      tx.manager,
      AssignmentEvent,
      rows.map(({ id, personId, organisationId, role }) => ({
        ...{ id: newId(), assignmentId: id, personId, organisationId, role },
        ...{ act, source, at: tx.at, ...told },
      })),
    );
    await tx.auditAll(
      `assignment.${act}`,
      'assignment',
      rows.map(({ id, personId, role, organisationId }) => ({
        id,
        detail: { source, personId, role, organisationId },
      })),
    );
  }
}

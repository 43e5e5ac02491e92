import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import { dayOf, endOfDay } from '@lifttrust/shared-types/kernel/time';
import { Inject, Singleton } from '@midwayjs/core';
import type { Transaction } from '../kernel/unit-of-work';
import { Assignment } from './assignment.entity';
import { isNotOver } from './assignment.held';
import { AssignmentService, byHand } from './assignment.service';

/** Who leaves which organisation, when and why; the person and their work stay known. */
export interface Leaving {
  personId: string;
  organisationId: string;
  /** Last day, both ends included. */
  lastDay: string;
  reason: string;
}

/**
 * Leaving an organisation: roles end with the last day, so that the sessions in them end at the next request after it;
 * nothing is deleted. `person.left` follows once the day is over: `{ personId, organisationId, lastDay }`; whoever
 * listens looks whether the person has come back meanwhile.
 */
@Singleton()
export class PersonLeaving {
  @Inject() assignments: AssignmentService;

  /** @throws not_found when the person holds no role there; conflict `person.left_already` */
  async leave(tx: Transaction, { personId, organisationId, lastDay, reason }: Leaving): Promise<void> {
    const assignments = await tx.manager.findBy(Assignment, { personId, organisationId });
    if (assignments.length === 0) throw AppError.notFound();
    const today = dayOf(tx.at);
    const current = assignments.filter((held) => isNotOver(held, today));
    if (current.length === 0)
      throw AppError.conflict('person.left_already', '此人已经办理过离职，不用再办。');
    await this.assignments.endWith(
      tx,
      current,
      lastDay,
      byHand(tx, `离职（最后一天 ${lastDay}）：${reason}`),
    );
    await tx.audit('person.leaving', 'person', personId, { organisationId, lastDay, reason });
    const at = Math.max(tx.at, endOfDay(lastDay));
    await tx.emit('person.left', { personId, organisationId, lastDay }, at);
  }
}

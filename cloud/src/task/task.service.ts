import { Singleton } from '@midwayjs/core';
import { newId } from '../kernel/new-id';
import type { Transaction } from '../kernel/unit-of-work';
import { Task } from './task.entity';

/** What is wrong, with whom, and who has to put it right until when. */
export interface Trouble {
  /** `module.what`, e.g. `paper.permit_expired`. */
  kind: string;
  /** Which one of its kind; the same trouble found again opens no second task. */
  about: string;
  subject: { kind: string; id: string };
  divisionCode: string;
  /** Null: the district's regulator has to act. */
  organisationId: string | null;
  title: string;
  /** What is wrong and what to do, in words. */
  text: string;
  dueOn: string | null;
}

/** Tasks from contradictions in the data, each with somebody responsible, a deadline and a result (EQ-02). */
@Singleton()
export class TaskService {
  /** Gives the open task's id, whether it was there before or not. */
  async open(tx: Transaction, { subject, ...trouble }: Trouble): Promise<string> {
    const { kind, about } = trouble;
    const open = await tx.manager.findOneBy(Task, { kind, about, state: 'open' });
    if (open) return open.id;
    const id = newId();
    await tx.manager.insert(Task, {
      ...trouble,
      id,
      subjectKind: subject.kind,
      subjectId: subject.id,
      state: 'open',
      outcome: '',
      createdAt: tx.at,
      closedAt: null,
      closedBy: null,
    });
    await tx.audit('task.opened', 'task', id, { kind });
    return id;
  }

  /** The trouble is over: by somebody's act or because the data say so. Nothing happens when no task is open. */
  async settle(
    tx: Transaction,
    { kind, about }: Pick<Trouble, 'kind' | 'about'>,
    outcome: string,
    personId: string | null = null,
  ): Promise<void> {
    const open = await tx.manager.findOneBy(Task, { kind, about, state: 'open' });
    if (!open) return;
    await tx.manager.update(
      Task,
      { id: open.id },
      { state: 'done', outcome: outcome.slice(0, 200), closedAt: tx.at, closedBy: personId },
    );
    await tx.audit('task.settled', 'task', open.id, { kind });
  }
}

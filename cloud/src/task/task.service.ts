import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import { Singleton } from '@midwayjs/core';
import { In } from 'typeorm';
import { isUniqueViolation } from '../kernel/database-errors';
import { insertRows } from '../kernel/insert-rows';
import { newId } from '../kernel/new-id';
import type { Transaction } from '../kernel/unit-of-work';
import { Task } from './task.entity';
import { TaskNote } from './task-note.entity';

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
  async open(tx: Transaction, trouble: Trouble): Promise<string> {
    const { kind, about } = trouble;
    const open = await tx.manager.findOneBy(Task, { kind, about, state: 'open' });
    if (open) return open.id;
    const task = toTask(trouble, tx.at);
    const { id, openKey } = task;
    try {
      await tx.manager.insert(Task, task);
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      // Another process found the same at once; what it wrote is read past this transaction's own view.
      const lock = { mode: 'pessimistic_write' as const };
      return (await tx.manager.findOneOrFail(Task, { where: { openKey }, lock })).id;
    }
    await tx.audit('task.opened', 'task', id, { kind });
    return id;
  }

  /** Many of one kind, found by a look at everything: what is known already stays as it is. */
  async openAll(tx: Transaction, troubles: readonly Trouble[]): Promise<void> {
    const [first] = troubles;
    if (!first) return;
    const abouts = troubles.map(({ about }) => about);
    const open = await tx.manager.findBy(Task, { kind: first.kind, state: 'open', about: In(abouts) });
    const known = new Set(open.map(({ about }) => about));
    const fresh = troubles.filter(({ about }) => !known.has(about)).map((trouble) => toTask(trouble, tx.at));
    await insertRows(tx.manager, Task, fresh);
    await tx.auditAll(
      'task.opened',
      'task',
      fresh.map(({ id, kind }) => ({ id, detail: { kind } })),
    );
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
    const ended = await this.close(tx, open.id, 'done', outcome, personId);
    if (ended) await tx.audit('task.settled', 'task', open.id, { kind });
  }

  /**
   * Ended by somebody who may; the caller has made sure of that.
   * @throws conflict `task.already_closed`
   */
  async end(
    tx: Transaction,
    taskId: string,
    { state, words, personId }: { state: 'done' | 'dropped'; words: string; personId: string },
  ): Promise<void> {
    if (!(await this.close(tx, taskId, state, words, personId)))
      throw AppError.conflict('task.already_closed', '这项任务已经结束了，请刷新查看。');
    await tx.audit(`task.${state}`, 'task', taskId);
  }

  /** @throws conflict `task.already_closed` */
  async note(tx: Transaction, taskId: string, text: string, personId: string): Promise<void> {
    if (!(await tx.manager.existsBy(Task, { id: taskId, state: 'open' })))
      throw AppError.conflict('task.already_closed', '这项任务已经结束了，请刷新查看。');
    await tx.manager.insert(TaskNote, { id: newId(), taskId, personId, text, at: tx.at });
    await tx.audit('task.noted', 'task', taskId);
  }

  private async close(
    tx: Transaction,
    id: string,
    state: 'done' | 'dropped',
    outcome: string,
    closedBy: string | null,
  ): Promise<boolean> {
    const change = { state, outcome: cut(outcome), closedAt: tx.at, closedBy, openKey: null };
    const { affected } = await tx.manager.update(Task, { id, state: 'open' }, change);
    return affected === 1;
  }
}

const toTask = ({ subject, ...trouble }: Trouble, at: number) => ({
  ...trouble,
  id: newId(),
  subjectKind: subject.kind,
  subjectId: subject.id,
  state: 'open' as const,
  outcome: '',
  createdAt: at,
  closedAt: null,
  closedBy: null,
  openKey: `${trouble.kind}|${trouble.about}`,
});

/** As wide as the column, in whole characters. */
const cut = (text: string): string => [...text].slice(0, 200).join('');

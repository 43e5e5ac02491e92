import { countsAtOnce, slotOf } from '@lifttrust/shared-types/paper/paper.rules';
import { Inject, Singleton } from '@midwayjs/core';
import { In } from 'typeorm';
import { CityService } from '../city/city.service';
import { insertRows } from '../kernel/insert-rows';
import { newId } from '../kernel/new-id';
import type { Transaction } from '../kernel/unit-of-work';
import { Certificate } from '../person/certificate.entity';
import { Task } from '../task/task.entity';
import { TaskService } from '../task/task.service';
import { expiredTask } from './paper.effect';
import { Paper } from './paper.entity';

/** One paper of a person, checked already. */
export interface BulkPaper {
  personId: string;
  organisationId: string;
  kind: 'certificate' | 'employment';
  item: string;
  numberSealed: string | null;
  from: string | null;
  until: string;
}

// Databases bound the number of values in one statement.
const chunk = 500;

/** Many papers of people at once, as tables bring them; in force like those that a unit enters one by one. */
@Singleton()
export class PaperBulk {
  @Inject() cityService: Pick<CityService, 'parameters'>;
  @Inject() taskService: TaskService;

  async enter(tx: Transaction, papers: BulkPaper[], enteredBy: string): Promise<void> {
    const counts = countsAtOnce(false, this.cityService.parameters.papers.verification);
    const rows = papers.map(({ personId, organisationId, kind, item, numberSealed, from, until }) => ({
      id: newId(),
      kind,
      subjectKind: 'person',
      subjectId: personId,
      organisationId,
      slot: slotOf({ kind, subjectId: personId, organisationId, item, number: '' }),
      number: '',
      numberSealed,
      item,
      subItems: [],
      fromDay: from,
      untilDay: until,
      fileId: null,
      state: 'entered',
      counts,
      reminded: null,
      enteredBy,
      enteredAt: tx.at,
      decidedBy: null,
      decidedAt: null,
      reason: '',
    }));
    await insertRows(tx.manager, Paper, rows);
    await tx.auditAll(
      'paper.entered',
      'person',
      rows.map(({ id, subjectId, kind, untilDay }) => ({
        id: subjectId,
        detail: { paperId: id, kind, until: untilDay, counts },
      })),
    );
    const certificates = counts ? rows.filter(({ kind }) => kind === 'certificate') : [];
    await insertRows(
      tx.manager,
      Certificate,
      certificates.map(({ id, subjectId, item, numberSealed, untilDay }) => ({
        id,
        personId: subjectId,
        item,
        numberSealed,
        validUntil: untilDay,
        endedOn: null,
        reminded: null,
      })),
    );
    if (counts) await this.settle(tx, rows);
  }

  /** What expired and stands renewed in the table is no longer to be done, in whichever unit it was. */
  private async settle(tx: Transaction, rows: { slot: string; subjectId: string }[]): Promise<void> {
    const renewed = new Set(rows.map(({ slot }) => slot));
    const ids = [...new Set(rows.map(({ subjectId }) => subjectId))];
    for (let at = 0; at < ids.length; at += chunk) {
      const subjectId = In(ids.slice(at, at + chunk));
      const open = await tx.manager.findBy(Task, { kind: expiredTask, state: 'open', subjectId });
      for (const { kind, about } of open.filter((task) => renewed.has(task.about.split('@')[0] ?? '')))
        await this.taskService.settle(tx, { kind, about }, '已续办并登记');
    }
  }
}

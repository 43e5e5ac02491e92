import { dateInWords, dayInWords, daysBetween } from '@lifttrust/shared-types/kernel/time';
import {
  CertificateItem,
  certificateItems,
  PaperKind,
  paperKindWords,
} from '@lifttrust/shared-types/paper/paper.contract';
import { expiryTold, reminderDue, slotOf } from '@lifttrust/shared-types/paper/paper.rules';
import { Init, Inject, Singleton } from '@midwayjs/core';
import { CityService } from '../city/city.service';
import { Outbox } from '../kernel/outbox';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { MessageService } from '../message/message.service';
import { Organisation } from '../organisation/organisation.entity';
import { Assignment } from '../person/assignment.entity';
import { Certificate } from '../person/certificate.entity';
import { Person } from '../person/person.entity';
import { PersonReach } from '../person/person.reach';
import { PersonService } from '../person/person.service';
import { DailyRound } from '../round/daily-round';
import { TaskService } from '../task/task.service';
import { expiredTask, PaperEffect } from './paper.effect';
import { Paper } from './paper.entity';
import { type Condition, isNotRenewed, isWatched, type PaperRow, paperRows, soon } from './paper.query';

// More at once would hold the writer for long; the rest follows the next day.
const mostAtOnce = { take: 5000, skip: 0 };
const notYetTold: Condition = { sql: 'd.reminded IS NULL OR d.reminded > ?', values: [expiryTold] };

interface Unit {
  id: string;
  kind: string;
  divisionCode: string;
}

/** Looks every morning at what runs out: who is reminded, what has expired and has to be put right (DECISIONS 30). */
@Singleton()
export class PaperRound {
  @Inject() outbox: Outbox;
  @Inject() work: UnitOfWork;
  @Inject() dailyRound: DailyRound;
  @Inject() cityService: CityService;
  @Inject() messageService: MessageService;
  @Inject() taskService: TaskService;
  @Inject() personService: PersonService;
  @Inject() personReach: PersonReach;
  @Inject() paperEffect: PaperEffect;

  @Init()
  open(): void {
    this.dailyRound.on('paper.expiry', (tx, day) => this.look(tx, day));
    this.outbox.on(
      'person.left',
      ({ personId, organisationId }, ctx) =>
        this.work.run(ctx, (tx) => this.closeEmployment(tx, String(personId), String(organisationId))),
      { onlyWrites: true },
    );
  }

  async look(tx: Transaction, day: string): Promise<void> {
    const { warnDays } = this.cityService.parameters.papers;
    const conditions = [isWatched(day), soon(day, Math.max(...warnDays)), isNotRenewed, notYetTold];
    for (const row of await paperRows(tx.manager, conditions, mostAtOnce)) {
      const due = row.untilDay && reminderDue(row.untilDay, day, warnDays, row.reminded);
      if (typeof due === 'number') await this.tell(tx, row, due, day);
    }
  }

  private async tell(tx: Transaction, row: PaperRow, threshold: number, day: string): Promise<void> {
    const isExpired = threshold === expiryTold;
    const name = nameOf(row);
    const person =
      row.subjectKind === 'person' ? await tx.manager.findOneBy(Person, { id: row.subjectId }) : null;
    const whose = person ? `${person.name}的${name}` : `本单位的${name}`;
    const words = inWords(whose, row, day);
    const units = await this.unitsConcerned(tx, row);
    for (const unit of units) {
      const admins = await this.personService.adminsOf(tx.manager, unit);
      const ids = new Set([...admins.map(({ id }) => id), ...(person ? [person.id] : [])]);
      await this.messageService.send(tx, [...ids], {
        kind: isExpired ? 'paper.expired' : 'paper.expiring',
        subjectId: row.id,
        ...words,
        facts: [{ label: '有效期至', value: row.untilDay ? dateInWords(row.untilDay) : '' }],
        page: person ? 'account/papers/index' : null,
      });
      if (isExpired) await this.openTask(tx, row, unit, words);
    }
    await tx.manager.update(Paper, { id: row.id }, { reminded: threshold });
    if (row.kind === 'certificate')
      await tx.manager.update(Certificate, { id: row.id }, { reminded: threshold });
  }

  private async openTask(tx: Transaction, row: PaperRow, unit: Unit, words: { title: string; text: string }) {
    await this.taskService.open(tx, {
      kind: expiredTask,
      about: `${slotOfRow(row)}@${unit.id}`,
      subject: { kind: row.subjectKind, id: row.subjectId },
      divisionCode: unit.divisionCode,
      organisationId: unit.id,
      ...words,
      dueOn: row.untilDay,
    });
  }

  /** A contract concerns its employer, a person's certificate everybody they work for. */
  private async unitsConcerned(tx: Transaction, row: PaperRow): Promise<Unit[]> {
    const isOneUnits = row.subjectKind === 'organisation' || row.kind === 'employment';
    if (isOneUnits) {
      const unit = await tx.manager.findOneBy(Organisation, { id: row.organisationId ?? row.subjectId });
      return unit && unit.closedOn === null ? [unit] : [];
    }
    const held = (await this.personReach.rolesOf(tx.manager, row.subjectId)).filter(
      ({ isCurrent }) => isCurrent,
    );
    const units = held.map((role): [string, Unit] => [
      role.organisationId,
      { id: role.organisationId, kind: role.organisationKind, divisionCode: role.divisionCode },
    ]);
    return [...new Map(units).values()];
  }

  /** Whoever has left is nobody's colleague: their contract is over, and what it asked for is no longer to be done. */
  async closeEmployment(tx: Transaction, personId: string, organisationId: string): Promise<void> {
    const held = await tx.manager.findBy(Assignment, { personId, organisationId });
    const hasComeBack = held.some(({ untilDay }) => untilDay === null);
    if (hasComeBack) return;
    const contracts = { subjectId: personId, kind: 'employment', organisationId, counts: true };
    await tx.manager.update(Paper, contracts, {
      state: 'ended',
      counts: false,
      decidedAt: tx.at,
      reason: '已离职',
    });
    const papers = await tx.manager.findBy(Paper, { subjectId: personId, subjectKind: 'person' });
    const slots = new Set([...papers.map(({ slot }) => slot), ...legacySlots(personId)]);
    for (const slot of slots) await this.paperEffect.settle(tx, slot, '此人已离职', organisationId);
  }
}

const legacySlots = (personId: string): string[] =>
  CertificateItem.options.map((item) => `certificate:${item}:${personId}`);

const slotOfRow = (row: PaperRow): string =>
  slotOf({ ...row, kind: PaperKind.parse(row.kind), organisationId: row.organisationId ?? '' });

const nameOf = ({ kind, item }: PaperRow): string => {
  const found = CertificateItem.safeParse(item);
  const name = paperKindWords[PaperKind.parse(kind)];
  return found.success ? `${name}（${certificateItems[found.data].slice(0, 4)}）` : name;
};

const consequences: Record<string, string> = {
  certificate: '到期后不能再安排作业，请尽快办理复审并登记新证。',
  employment: '到期后不能再安排作业，请续签后登记。',
  permit: '到期后本单位不能再安排维保，请尽快办理延续。',
};

const afterwards: Record<string, string> = {
  certificate: '续办登记以前不能安排作业。',
  employment: '续签登记以前不能安排作业。',
  permit: '本单位现在不能安排维保。',
};

function inWords(whose: string, { untilDay, kind }: PaperRow, day: string): { title: string; text: string } {
  const until = untilDay ?? day;
  const left = daysBetween(day, until);
  if (left < 0)
    return {
      title: `${whose}已到期`.slice(0, 80),
      text: `${whose}已于 ${dayInWords(until)} 到期。${afterwards[kind] ?? '请及时更新。'}`.slice(0, 300),
    };
  return {
    title: `${whose}还有 ${left} 天到期`.slice(0, 80),
    text: `${whose}将于 ${dayInWords(until)} 到期。${consequences[kind] ?? '请及时更新。'}`.slice(0, 300),
  };
}

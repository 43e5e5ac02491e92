import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { addDays, dateInWords, dayOf } from '@lifttrust/shared-types/kernel/time';
import {
  type Conflict,
  conflictOutcomeWords,
  type paperApi,
} from '@lifttrust/shared-types/paper/paper.contract';
import { Init, Inject, Singleton } from '@midwayjs/core';
import type { EntityManager } from 'typeorm';
import { type Actor, type Ctx, requireActor } from '../kernel/actor';
import { Clock } from '../kernel/clock';
import { Database } from '../kernel/database';
import { newId } from '../kernel/new-id';
import { Outbox } from '../kernel/outbox';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { MessageService } from '../message/message.service';
import { AssignmentsGiven } from '../person/assignment.service';
import { Person } from '../person/person.entity';
import { PersonLeaving } from '../person/person.leaving';
import { type HeldRole, PersonReach } from '../person/person.reach';
import { DailyRound } from '../round/daily-round';
import { TaskService } from '../task/task.service';
import { conflictRows, doublyEmployed, toConflict } from './conflict.query';
import { EmploymentConflict } from './employment-conflict.entity';

const taskKind = 'person.two_companies';
const daysToDecide = 15;

/** One person in two maintenance companies at a time: found, put before the regulator, decided, recorded (ORG-09). */
@Singleton()
export class ConflictService {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() clock: Clock;
  @Inject() outbox: Outbox;
  @Inject() dailyRound: DailyRound;
  @Inject() taskService: TaskService;
  @Inject() messageService: MessageService;
  @Inject() personReach: PersonReach;
  @Inject() personLeaving: PersonLeaving;

  @Init()
  open(): void {
    // A role that begins on a later day is looked at when it begins.
    this.dailyRound.on('paper.conflicts', async (tx, day) => {
      for (const personId of await doublyEmployed(tx.manager, day)) await this.look(tx, personId);
    });
    this.outbox.on('assignment.given', (told, ctx) => this.lookAtGiven(told, ctx), { onlyWrites: true });
    const lookAt = async ({ personId }: Record<string, unknown>, ctx: Ctx) =>
      this.work.run(ctx, (tx) => this.look(tx, String(personId)));
    this.outbox.on('person.left', lookAt, { onlyWrites: true });
  }

  /** Whoever gave them, an administrator, a table or an address book. */
  private async lookAtGiven(told: Record<string, unknown>, ctx: Ctx): Promise<void> {
    const { assignments } = AssignmentsGiven.parse(told);
    const personIds = [...new Set(assignments.map(({ personId }) => personId))];
    await this.work.run(ctx, async (tx) => {
      for (const personId of await doublyEmployed(tx.manager, dayOf(tx.at), personIds))
        await this.look(tx, personId);
    });
  }

  /** Looks at one person: opens what is new, closes what has ended by itself. */
  async look(tx: Transaction, personId: string): Promise<void> {
    const held = (await this.personReach.rolesOf(tx.manager, personId)).filter(
      ({ isCurrent, organisationKind }) => isCurrent && organisationKind === 'maintenance_company',
    );
    const companies = [...new Map(held.reverse().map((role) => [role.organisationId, role])).values()];
    const known = await tx.manager.findBy(EmploymentConflict, { personId });
    for (const conflict of known.filter(({ state }) => state === 'open')) {
      const isOver = [conflict.firstOrganisationId, conflict.secondOrganisationId].some(
        (id) => !companies.some(({ organisationId }) => organisationId === id),
      );
      if (isOver) await this.closeByItself(tx, conflict, companies);
    }
    const [first, ...others] = companies;
    for (const second of others)
      if (first && !known.some((conflict) => isAbout(conflict, first, second)))
        await this.report(tx, personId, first, second);
  }

  async list(input: InputOf<typeof paperApi.conflicts>, ctx: Ctx) {
    const actor = requireActor(ctx);
    const { page, pageSize, state } = input;
    const { rows, total } = await conflictRows(this.database.reader.manager, actor.divisionCode, {
      ...(state ? { state } : {}),
      take: pageSize,
      skip: (page - 1) * pageSize,
    });
    return { items: rows.map((row) => toConflict(row, actor)), total, page, pageSize };
  }

  /** @throws not_found; conflict `paper.conflict_decided` */
  decide(input: InputOf<typeof paperApi.decideConflict>, ctx: Ctx): Promise<Conflict> {
    const actor = requireActor(ctx);
    return this.work.run(ctx, async (tx) => {
      const { outcome, reason } = input;
      await this.find(tx.manager, input.conflictId, actor);
      const verdict = { state: 'decided', outcome, reason, decidedBy: actor.personId, decidedAt: tx.at };
      const open = { id: input.conflictId, state: 'open' };
      const { affected } = await tx.manager.update(EmploymentConflict, open, verdict);
      if (affected !== 1)
        throw AppError.conflict('paper.conflict_decided', '这项冲突已经有人处理过了，请刷新查看。');
      const conflict = await tx.manager.findOneByOrFail(EmploymentConflict, { id: input.conflictId });
      if (outcome !== 'explained') await this.endOne(tx, conflict, outcome, reason);
      await tx.audit('paper.conflict_decided', 'person', conflict.personId, { outcome, reason });
      await this.settleTasks(tx, conflict, conflictOutcomeWords[outcome], actor.personId);
      await this.messageService.settle(tx, conflict.id, conflictOutcomeWords[outcome]);
      return toConflict(await this.find(tx.manager, conflict.id, actor), actor);
    });
  }

  private async find(manager: EntityManager, id: string, actor: Actor) {
    const { rows } = await conflictRows(manager, actor.divisionCode, { id, take: 1, skip: 0 });
    if (!rows[0]) throw AppError.notFound();
    return rows[0];
  }

  private endOne(
    tx: Transaction,
    conflict: EmploymentConflict,
    outcome: 'first_ended' | 'second_ended',
    reason: string,
  ): Promise<void> {
    const organisationId =
      outcome === 'first_ended' ? conflict.firstOrganisationId : conflict.secondOrganisationId;
    const lastDay = addDays(dayOf(tx.at), -1);
    return this.personLeaving.leave(tx, { personId: conflict.personId, organisationId, lastDay, reason });
  }

  private async closeByItself(tx: Transaction, conflict: EmploymentConflict, companies: HeldRole[]) {
    const firstStays = companies.some(
      ({ organisationId }) => organisationId === conflict.firstOrganisationId,
    );
    const verdict = {
      state: 'decided',
      outcome: firstStays ? 'second_ended' : 'first_ended',
      reason: '单位已办理离职。',
      decidedAt: tx.at,
    };
    await tx.manager.update(EmploymentConflict, { id: conflict.id, state: 'open' }, verdict);
    await tx.audit('paper.conflict_over', 'person', conflict.personId, { conflictId: conflict.id });
    await this.settleTasks(tx, conflict, '单位已办理离职', null);
    await this.messageService.settle(tx, conflict.id, '已解决');
  }

  private async report(tx: Transaction, personId: string, first: HeldRole, second: HeldRole): Promise<void> {
    const id = newId();
    await tx.manager.insert(EmploymentConflict, {
      id,
      personId,
      firstOrganisationId: first.organisationId,
      secondOrganisationId: second.organisationId,
      state: 'open',
      foundAt: tx.at,
      decidedBy: null,
      decidedAt: null,
      outcome: '',
      reason: '',
    });
    await tx.audit('paper.conflict_found', 'person', personId, { conflictId: id });
    const person = await tx.manager.findOneBy(Person, { id: personId });
    const text = `${person?.name ?? ''}从${dateInWords(first.from)}起登记在${first.organisationName}，从${dateInWords(second.from)}起又登记在${second.organisationName}。请核实是否挂证，并决定结束哪一家的任职。`;
    for (const divisionCode of new Set([first.divisionCode, second.divisionCode]))
      await this.taskService.open(tx, {
        kind: taskKind,
        about: `${id}@${divisionCode}`,
        subject: { kind: 'person', id: personId },
        divisionCode,
        organisationId: null,
        title: '一人同时在两家维保单位任职',
        text,
        dueOn: addDays(dayOf(tx.at), daysToDecide),
      });
    await this.messageService.send(tx, [personId], {
      kind: 'paper.conflict',
      subjectId: id,
      title: '您同时登记在两家维保单位',
      text: '监管单位会核实。已经离职的，请原单位办理离职登记。',
      facts: [],
      page: null,
    });
  }

  private async settleTasks(
    tx: Transaction,
    { id, firstOrganisationId, secondOrganisationId }: EmploymentConflict,
    outcome: string,
    personId: string | null,
  ): Promise<void> {
    const rows: { code: string }[] = await tx.manager.query(
      'SELECT DISTINCT division_code AS code FROM organisation WHERE id IN (?, ?)',
      [firstOrganisationId, secondOrganisationId],
    );
    for (const { code } of rows)
      await this.taskService.settle(tx, { kind: taskKind, about: `${id}@${code}` }, outcome, personId);
  }
}

const isAbout = (conflict: EmploymentConflict, first: HeldRole, second: HeldRole): boolean => {
  const pair = [conflict.firstOrganisationId, conflict.secondOrganisationId];
  const isSamePair = pair.includes(first.organisationId) && pair.includes(second.organisationId);
  // Explained once is explained for good; who came back after one had ended is a new suspicion.
  return isSamePair && (conflict.state === 'open' || conflict.outcome === 'explained');
};

import { actsByArea } from '@lifttrust/shared-types/kernel/access';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
import {
  type TaskInFull,
  type Task as TaskShape,
  TaskState,
  type taskApi,
} from '@lifttrust/shared-types/task/task.contract';
import { standingOf } from '@lifttrust/shared-types/task/task.rules';
import { Inject, Singleton } from '@midwayjs/core';
import { type EntityManager, In, type SelectQueryBuilder } from 'typeorm';
import { areaClause, isWholeTable } from '../kernel/access';
import { type Actor, type Ctx, requireActor } from '../kernel/actor';
import { Database } from '../kernel/database';
import { countOf, pageByDay, totalAfter } from '../kernel/paged';
import { Lift } from '../lift/lift.entity';
import { Organisation } from '../organisation/organisation.entity';
import { Person } from '../person/person.entity';
import { Task } from './task.entity';
import { TaskNote } from './task-note.entity';

type ListInput = InputOf<typeof taskApi.list>;

const areaActors = new Set(['regulator', 'regulator_admin']);

/** The district's tasks, or those of the actor's own organisation: the same rule for one and for many. */
const scopeOf = (actor: Actor) =>
  actsByArea(actor.role)
    ? areaClause(actor.divisionCode, 't')
    : { sql: 't.organisation_id = :organisation', parameters: { organisation: actor.organisationId } };

/** Tasks as people read them: with names, with what the deadline means today, and with what the reader may do. */
@Singleton()
export class TaskQuery {
  @Inject() database: Database;

  async list(input: ListInput, ctx: Ctx) {
    const { page, pageSize, state, module, late } = input;
    const actor = requireActor(ctx);
    const { manager } = this.database.reader;
    const today = dayOf(ctx.at);
    const isWhole = await isWholeTable(manager, actor, 'task');
    const within = () =>
      isWhole ? manager.createQueryBuilder(Task, 't').where('1 = 1') : this.within(manager, actor);
    const query = within();
    if (late) lateOnly(query, today);
    else if (state) query.andWhere('t.state = :state', { state });
    if (module) query.andWhere('t.kind LIKE :module', { module: `${module.replaceAll('_', '\\_')}.%` });
    const isOpen = late !== undefined || state === 'open';
    const rows = isOpen
      ? await pageByDay(query, { day: 't.due_on', id: 't.id' }, input)
      : await query
          .clone()
          .orderBy('t.id', 'DESC')
          .offset((page - 1) * pageSize)
          .limit(pageSize)
          .getMany();
    const total = await totalAfter(input, rows.length, () => countOf(query));
    const counts = {
      open: await within().andWhere("t.state = 'open'").getCount(),
      late: await lateOnly(within(), today).getCount(),
    };
    return { items: await this.toShapes(manager, rows, actor, today), ...total, page, pageSize, counts };
  }

  /** @throws not_found for whoever may not see it, as for what is not there */
  async show(taskId: string, ctx: Ctx, manager = this.database.reader.manager): Promise<TaskInFull> {
    const actor = requireActor(ctx);
    const row = await this.within(manager, actor).andWhere('t.id = :taskId', { taskId }).getOne();
    const [shape] = row ? await this.toShapes(manager, [row], actor, dayOf(ctx.at)) : [];
    if (!shape) throw AppError.notFound();
    const notes = await manager.find(TaskNote, { where: { taskId }, order: { id: 'ASC' }, take: 200 });
    const authors = await manager.findBy(Person, { id: In(notes.map(({ personId }) => personId)) });
    return {
      ...shape,
      notes: notes.map(({ id, personId, at, text }) => ({ id, at, text, by: nameOf(authors, personId) })),
    };
  }

  private within(manager: EntityManager, actor: Actor): SelectQueryBuilder<Task> {
    const { sql, parameters } = scopeOf(actor);
    return manager.createQueryBuilder(Task, 't').where(sql, parameters);
  }

  private async toShapes(
    manager: EntityManager,
    rows: Task[],
    actor: Actor,
    today: string,
  ): Promise<TaskShape[]> {
    if (rows.length === 0) return [];
    // One list of ids for each table: an OR with an empty one makes SQLite read the table through.
    const about = (kind: string) => rows.flatMap((row) => (row.subjectKind === kind ? [row.subjectId] : []));
    const closers = rows.flatMap(({ closedBy }) => closedBy ?? []);
    const people = await manager.findBy(Person, { id: In([...about('person'), ...closers]) });
    const theirs = rows.flatMap(({ organisationId }) => organisationId ?? []);
    const units = await manager.findBy(Organisation, { id: In([...about('organisation'), ...theirs]) });
    const lifts = await manager.findBy(Lift, { id: In(about('lift')) });
    const nameBy: Record<string, (id: string) => string> = {
      person: (id) => nameOf(people, id),
      organisation: (id) => nameOf(units, id),
      lift: (id) => {
        const lift = lifts.find((one) => one.id === id);
        return lift ? `${lift.place} ${lift.ownNumber}`.trim() : '';
      },
    };
    return rows.map(
      ({ subjectKind, subjectId, organisationId, closedBy, about: _, openKey: _key, ...row }) => {
        const isOpen = row.state === 'open';
        const isArea = areaActors.has(actor.role);
        const mayAct = isOpen && (isArea || !actsByArea(actor.role));
        return {
          ...row,
          ...standingOf(row, today),
          state: TaskState.parse(row.state),
          subject: { kind: subjectKind, id: subjectId, name: nameBy[subjectKind]?.(subjectId) ?? '' },
          organisation: organisationId ? { id: organisationId, name: nameOf(units, organisationId) } : null,
          closedBy: closedBy ? nameOf(people, closedBy) : null,
          may: { complete: mayAct, drop: isOpen && isArea, note: mayAct },
        };
      },
    );
  }
}

const lateOnly = (query: SelectQueryBuilder<Task>, today: string): SelectQueryBuilder<Task> =>
  query.andWhere("t.state = 'open' AND t.due_on < :today", { today });

const nameOf = (named: readonly { id: string; name: string }[], id: string): string =>
  named.find((one) => one.id === id)?.name ?? '';

import {
  type ChangeRequest as Change,
  ChangeState,
  type changeApi,
} from '@lifttrust/shared-types/change/change.contract';
import { actsByArea } from '@lifttrust/shared-types/kernel/access';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { Inject, Singleton } from '@midwayjs/core';
import { type EntityManager, In } from 'typeorm';
import { coverClause } from '../kernel/access';
import type { Actor } from '../kernel/actor';
import { Database } from '../kernel/database';
import { Organisation } from '../organisation/organisation.entity';
import { Person } from '../person/person.entity';
import { ChangeRequest } from './change-request.entity';

type ListInput = InputOf<typeof changeApi.list>;

const deciders = new Set(['regulator', 'regulator_admin']);

/** The district's requests, or those about the actor's own organisation: the same rule for one and for many. */
const scopeOf = (actor: Actor) =>
  actsByArea(actor.role)
    ? coverClause(actor, 'c')
    : { sql: 'c.organisation_id = :organisation', parameters: { organisation: actor.organisationId } };

/** Requests as people read them: with names, and with what the reader may do. */
@Singleton()
export class ChangeQuery {
  @Inject() database: Database;

  async list(actor: Actor, input: ListInput) {
    const { page, pageSize, state, subjectKind, subjectId } = input;
    const manager = this.database.reader.manager;
    const query = this.within(manager, actor);
    if (state) query.andWhere('c.state = :state', { state });
    if (subjectKind) query.andWhere('c.subject_kind = :subjectKind', { subjectKind });
    if (subjectId) query.andWhere('c.subject_id = :subjectId', { subjectId });
    const [rows, total] = await query
      .orderBy('c.id', state === 'waiting' ? 'ASC' : 'DESC')
      .skip((page - 1) * pageSize)
      .take(pageSize)
      .getManyAndCount();
    const waiting = await this.within(manager, actor).andWhere("c.state = 'waiting'").getCount();
    return { items: await this.toShapes(manager, rows, actor), total, page, pageSize, waiting };
  }

  /** @throws not_found for whoever may not see it, as for what is not there */
  async show(actor: Actor, changeId: string, manager = this.database.reader.manager): Promise<Change> {
    const row = await this.within(manager, actor).andWhere('c.id = :changeId', { changeId }).getOne();
    if (!row) throw AppError.notFound();
    const [shape] = await this.toShapes(manager, [row], actor);
    if (!shape) throw AppError.notFound();
    return shape;
  }

  private within(manager: EntityManager, actor: Actor) {
    const { sql, parameters } = scopeOf(actor);
    return manager.createQueryBuilder(ChangeRequest, 'c').where(sql, parameters);
  }

  private async toShapes(manager: EntityManager, rows: ChangeRequest[], actor: Actor): Promise<Change[]> {
    const people = await manager.findBy(Person, {
      id: In(rows.flatMap(({ proposedBy, decidedBy }) => [proposedBy, ...(decidedBy ? [decidedBy] : [])])),
    });
    const organisations = await manager.findBy(Organisation, {
      id: In(rows.flatMap(({ organisationId }) => organisationId ?? [])),
    });
    const person = (id: string) => ({ id, name: people.find((one) => one.id === id)?.name ?? '' });
    return rows.map(({ organisationId, proposedBy, decidedBy, ...row }) => {
      const isOpen = row.state === 'waiting';
      const isOwn = proposedBy === actor.personId;
      const organisation = organisations.find(({ id }) => id === organisationId);
      return {
        ...row,
        before: { ...row.before },
        after: { ...row.after },
        state: ChangeState.parse(row.state),
        organisation: organisation ? { id: organisation.id, name: organisation.name } : null,
        proposedBy: person(proposedBy),
        decidedBy: decidedBy ? person(decidedBy) : null,
        may: { decide: isOpen && !isOwn && deciders.has(actor.role), withdraw: isOpen && isOwn },
      };
    });
  }
}

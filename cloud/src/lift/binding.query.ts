import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { type Binding, BindingState, type onSiteApi } from '@lifttrust/shared-types/lift/on-site.contract';
import { Inject, Singleton } from '@midwayjs/core';
import { type EntityManager, In } from 'typeorm';
import type { Actor } from '../kernel/actor';
import { Database } from '../kernel/database';
import { Person } from '../person/person.entity';
import { BindingRow } from './binding.entity';
import { Lift } from './lift.entity';
import { toCard } from './lift.shape';
import { namesOf } from './lift-names.query';

/** A company's bindings as people read them. */
@Singleton()
export class BindingQuery {
  @Inject() database: Database;

  async list(actor: Actor, { page, pageSize, state }: InputOf<typeof onSiteApi.bindings>) {
    const manager = this.database.reader.manager;
    const [rows, total] = await manager.findAndCount(BindingRow, {
      where: { companyId: actor.organisationId, ...(state ? { state } : {}) },
      order: { id: 'DESC' },
      skip: (page - 1) * pageSize,
      take: pageSize,
    });
    return { items: await this.views(manager, rows), total, page, pageSize };
  }

  async one(manager: EntityManager, id: string): Promise<Binding> {
    const [view] = await this.views(manager, await manager.findBy(BindingRow, { id }));
    if (!view) throw AppError.notFound();
    return view;
  }

  private async views(manager: EntityManager, rows: BindingRow[]): Promise<Binding[]> {
    const lifts = await manager.findBy(Lift, { id: In(rows.map((row) => row.liftId)) });
    const names = await namesOf(manager, lifts);
    const people = await manager.findBy(Person, { id: In(rows.map((row) => row.personId)) });
    return rows.flatMap((row) => {
      const lift = lifts.find(({ id }) => id === row.liftId);
      if (!lift) return [];
      const person = { id: row.personId, name: people.find(({ id }) => id === row.personId)?.name ?? '' };
      return [
        {
          id: row.id,
          lift: toCard(lift, names),
          person,
          way: row.way === 'scan' ? 'scan' : 'list',
          ownNumber: row.ownNumber,
          hasPhoto: row.photoId !== null,
          state: BindingState.parse(row.state),
          at: row.at,
        },
      ];
    });
  }
}

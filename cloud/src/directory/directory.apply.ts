import { grantsOf } from '@lifttrust/shared-types/directory/directory.rules';
import type { Role } from '@lifttrust/shared-types/kernel/access';
import { Inject, Singleton } from '@midwayjs/core';
import { In } from 'typeorm';
import { systemCtx } from '../kernel/actor';
import { Clock } from '../kernel/clock';
import { Database } from '../kernel/database';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { AssignmentService, type Provenance } from '../person/assignment.service';
import { SessionEnding } from '../session/session.ending';
import { TaskService } from '../task/task.service';
import { divisionOf, type Meanings, readMeanings } from './directory.meaning';
import { DirectoryPeople } from './directory.person';
import { holdingsOf } from './directory.query';
import { DirectoryReasons } from './directory.reasons';
import { memberStays } from './directory.removals';
import { DirectoryGrant } from './directory-grant.entity';
import { DirectoryPerson } from './directory-person.entity';
import { DirectoryPush } from './directory-push.entity';

const atOnce = 1000;
const keyOf = ({ organisationId, role }: { organisationId: string; role: string }) =>
  `${organisationId} ${role}`;

/**
 * Makes roles follow the address book: what somebody's departments and roles mean is given, what they no longer mean
 * is ended, and with it every session in it. Doing it twice does nothing.
 */
@Singleton()
export class DirectoryApply {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() clock: Clock;
  @Inject() assignments: AssignmentService;
  @Inject() sessions: SessionEnding;
  @Inject() people: DirectoryPeople;
  @Inject() reasons: DirectoryReasons;
  @Inject() tasks: TaskService;

  /** Everybody of whom something has still to be done; null: because of a mapping. Gives how many. */
  async due(provenance: Provenance | null): Promise<number> {
    for (let done = 0; ; ) {
      const rows = await this.database.reader.manager.find(DirectoryPerson, {
        where: { isDue: true },
        select: { id: true },
        take: atOnce,
      });
      if (rows.length === 0) return done;
      const ids = rows.map(({ id }) => id);
      const ctx = systemCtx(this.clock.now(), 'directory');
      await this.work.run(ctx, (tx) => this.these(tx, ids, provenance));
      done += rows.length;
    }
  }

  async these(tx: Transaction, userIds: string[], provenance: Provenance | null): Promise<void> {
    const rows = await this.locked(tx, userIds);
    const meanings = await readMeanings(tx.manager);
    const roles = await holdingsOf(tx.manager, userIds);
    const grants = await tx.manager.findBy(DirectoryGrant, { userId: In(userIds) });
    const memberOf = ({ id, departmentIds }: DirectoryPerson) => ({
      departmentIds,
      roleIds: roles.get(id) ?? [],
    });
    const mapped = provenance ?? (await this.reasons.ofMappings(tx, rows.map(memberOf), meanings.tree));
    for (const row of rows) {
      const member = memberOf(row);
      const wanted =
        row.goneAt === null ? grantsOf(member, meanings.tree, meanings.departments, meanings.roles) : [];
      const held = grants.filter(({ userId }) => userId === row.id);
      const why = typeof mapped === 'function' ? mapped(member) : mapped;
      await this.one(tx, row, { wanted, held, meanings, provenance: why });
    }
    await tx.manager.update(DirectoryPerson, { id: In(userIds) }, { isDue: false });
  }

  /** A member that an event changes meanwhile must not lose its mark: MariaDB locks the row, SQLite has one writer. */
  private locked(tx: Transaction, userIds: string[]): Promise<DirectoryPerson[]> {
    const lock = this.database.isSqlite ? {} : { lock: { mode: 'pessimistic_write' as const } };
    return tx.manager.find(DirectoryPerson, { where: { id: In(userIds) }, order: { id: 'ASC' }, ...lock });
  }

  /** Who left the corporation also loses what was given here and carried into it, and every session. */
  private async leave(tx: Transaction, row: DirectoryPerson, provenance: Provenance): Promise<void> {
    const pushed = await tx.manager.findBy(DirectoryPush, { userId: row.id, state: 'done' });
    for (const { assignmentId } of pushed) await this.assignments.end(tx, assignmentId, provenance);
    if (row.personId !== null) await this.sessions.ofPerson(tx, row.personId, 'directory');
    await this.tasks.settle(tx, { kind: memberStays, about: row.id }, '已不在钉钉通讯录');
  }

  private async one(
    tx: Transaction,
    row: DirectoryPerson,
    what: {
      wanted: { organisationId: string; role: Role }[];
      held: DirectoryGrant[];
      meanings: Meanings;
      provenance: Provenance;
    },
  ): Promise<void> {
    const wanted = new Set(what.wanted.map(keyOf));
    const held = new Set(what.held.map(keyOf));
    const over = what.held.filter((grant) => !wanted.has(keyOf(grant)));
    for (const { assignmentId, userId, organisationId, role } of over) {
      await this.assignments.end(tx, assignmentId, what.provenance);
      await tx.manager.delete(DirectoryGrant, { userId, organisationId, role });
    }
    const why = 'directory';
    await this.sessions.ofAssignments(
      tx,
      over.map(({ assignmentId }) => assignmentId),
      why,
    );
    if (row.goneAt !== null) await this.leave(tx, row, what.provenance);
    const fresh = what.wanted.filter((grant) => !held.has(keyOf(grant)));
    if (row.personId !== null && row.goneAt === null) await this.people.followPhone(tx, row, row.personId);
    if (fresh.length === 0) return;
    const division = divisionOf(what.meanings, row.departmentIds);
    const personId = row.personId ?? (await this.people.identify(tx, row, division));
    if (personId === null) return;
    if (row.personId === null) await tx.manager.update(DirectoryPerson, { id: row.id }, { personId });
    for (const { organisationId, role } of fresh) {
      const given = await this.assignments.give(tx, { personId, organisationId, role }, what.provenance);
      const grant = { userId: row.id, organisationId, role, assignmentId: given.id };
      await tx.manager.insert(DirectoryGrant, grant);
    }
  }
}

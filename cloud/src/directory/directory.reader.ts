import { Inject, Singleton } from '@midwayjs/core';
import { IsNull, Not, Raw } from 'typeorm';
import { Directories } from '../adapters/directory/directories';
import { type Directory, rootDepartment } from '../adapters/directory/port';
import { systemCtx } from '../kernel/actor';
import { Clock } from '../kernel/clock';
import { Database } from '../kernel/database';
import { insertRows } from '../kernel/insert-rows';
import { marks } from '../kernel/marks';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { DirectoryBook, type Found } from './directory.book';
import { DirectoryDepartment } from './directory-department.entity';
import { DirectoryRole } from './directory-role.entity';
import { DirectoryRoleHolder } from './directory-role-holder.entity';

/** So many departments are read side by side; the pace of the calls is the corporation's. */
const sideBySide = 8;

/** Told about what each step found, inside the transaction that keeps it. */
export type Tell = (
  tx: Transaction,
  subjectKind: 'person' | 'department' | 'role',
  found: Found[],
) => Promise<void>;

interface Run {
  syncId: string;
  tell: Tell;
}

/**
 * Reads the whole address book, page by page. What a sync has read is marked in the rows themselves in the same
 * transaction, so that one that was killed goes on where it stopped.
 */
@Singleton()
export class DirectoryReader {
  @Inject() directories: Directories;
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() clock: Clock;
  @Inject() book: DirectoryBook;

  async readAll(directory: Directory, run: Run): Promise<void> {
    await this.readDepartments(directory, run);
    await this.readPeople(directory, run);
    await this.readRoles(directory, run);
  }

  private write(work: (tx: Transaction) => Promise<unknown>): Promise<unknown> {
    return this.work.run(systemCtx(this.clock.now(), 'directory-sync'), work);
  }

  private async readDepartments(directory: Directory, { syncId, tell }: Run): Promise<void> {
    const at = this.clock.now();
    const root = await directory.department(rootDepartment);
    const top = root ?? { id: rootDepartment, parentId: null, name: '' };
    await this.write(async (tx) => {
      await tell(tx, 'department', await this.book.putDepartments(tx, [top], { at, syncId }));
    });
    const unopened = () => this.departments({ seenBy: syncId, openedBy: other(syncId) });
    await inTurns(unopened, async ({ id }) => {
      const began = this.clock.now();
      const below = await directory.departmentsBelow(id);
      await this.write(async (tx) => {
        const found = await this.book.putDepartments(tx, below, { at: began, syncId });
        await tell(tx, 'department', found);
        await tx.manager.update(DirectoryDepartment, { id }, { openedBy: syncId });
      });
    });
  }

  private async readPeople(directory: Directory, { syncId, tell }: Run): Promise<void> {
    const unread = () => this.departments({ seenBy: syncId, peopleBy: other(syncId) });
    await inTurns(unread, async ({ id, peopleFrom }) => {
      for (let from: number | null = peopleFrom; from !== null; ) {
        const at = this.clock.now();
        const { items, next } = await directory.members(id, from);
        await this.write(async (tx) => {
          await tell(tx, 'person', await this.book.putPeople(tx, items, { at, syncId }));
          const mark = next === null ? { peopleBy: syncId, peopleFrom: 0 } : { peopleFrom: next };
          await tx.manager.update(DirectoryDepartment, { id }, mark);
        });
        from = next;
      }
    });
  }

  private async readRoles(directory: Directory, { syncId, tell }: Run): Promise<void> {
    for (let from: number | null = 0; from !== null; ) {
      const { items, next } = await directory.roles(from);
      await this.write(async (tx) => {
        await tell(tx, 'role', await this.book.putRoles(tx, items, syncId));
      });
      from = next;
    }
    const unread = () =>
      this.database.reader.manager.findBy(DirectoryRole, { seenBy: syncId, holdersBy: other(syncId) });
    await inTurns(unread, ({ id }) => this.readHolders(directory, id, syncId));
  }

  private async readHolders(directory: Directory, roleId: string, syncId: string): Promise<void> {
    const holders = new Set<string>();
    for (let from: number | null = 0; from !== null; ) {
      const { items, next } = await directory.holders(roleId, from);
      for (const userId of items) holders.add(userId);
      from = next;
    }
    await this.write((tx) => this.keepHolders(tx, roleId, holders, syncId));
  }

  /** Who took up or gave up the role has something to be done about. */
  private async keepHolders(
    tx: Transaction,
    roleId: string,
    holders: Set<string>,
    syncId: string,
  ): Promise<void> {
    const before = await tx.manager.findBy(DirectoryRoleHolder, { roleId });
    const known = new Set(before.map(({ userId }) => userId));
    const added = [...holders].filter((userId) => !known.has(userId));
    const over = [...known].filter((userId) => !holders.has(userId));
    await insertRows(
      tx.manager,
      DirectoryRoleHolder,
      added.map((userId) => ({ roleId, userId, seenBy: syncId })),
    );
    for (const slice of slices(over)) {
      const places = marks(slice);
      const where = `role_id = ? AND user_id IN (${places})`;
      await tx.manager.query(`DELETE FROM directory_role_holder WHERE ${where}`, [roleId, ...slice]);
    }
    for (const slice of slices([...added, ...over])) {
      const places = marks(slice);
      await tx.manager.query(`UPDATE directory_person SET is_due = 1 WHERE id IN (${places})`, slice);
    }
    await tx.manager.update(DirectoryRole, { id: roleId }, { holdersBy: syncId });
  }

  private departments(where: Record<string, unknown>): Promise<DirectoryDepartment[]> {
    return this.database.reader.manager.find(DirectoryDepartment, { where, order: { id: 'ASC' }, take: 200 });
  }
}

/** NULL is "another one" too, which `<>` does not know. */
const other = (syncId: string) => Raw((column) => `(${column} IS NULL OR ${column} <> :syncId)`, { syncId });

const slices = (ids: string[]): string[][] =>
  Array.from({ length: Math.ceil(ids.length / 500) }, (_, at) => ids.slice(at * 500, at * 500 + 500));

/** Works on everything that `list` gives until it gives nothing more, several side by side; the first trouble ends it. */
async function inTurns<T>(list: () => Promise<T[]>, work: (item: T) => Promise<void>): Promise<void> {
  for (;;) {
    const items = await list();
    if (items.length === 0) return;
    const queue = items.values();
    const worker = async () => {
      for (const item of queue) await work(item);
    };
    const workers = await Promise.allSettled(Array.from({ length: sideBySide }, worker));
    const failed = workers.find((result) => result.status === 'rejected');
    if (failed) throw failed.reason;
  }
}

/** People whom a sync did not meet though it read everything. */
export const notMet = (syncId: string, since: number) => ({
  goneAt: IsNull(),
  seenBy: other(syncId),
  readAt: Raw((column) => `${column} < :since`, { since }),
});

export const notMetRow = (syncId: string) => ({ goneAt: IsNull(), seenBy: other(syncId), id: Not('') });

import { isMassLeaving } from '@lifttrust/shared-types/directory/directory.rules';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
import { Inject, Singleton } from '@midwayjs/core';
import { IsNull, LessThan, Not } from 'typeorm';
import { Directories } from '../adapters/directory/directories';
import type { Directory } from '../adapters/directory/port';
import { isTemporary, OutsideError } from '../adapters/outside/outside.error';
import { systemCtx } from '../kernel/actor';
import { Clock } from '../kernel/clock';
import { Database } from '../kernel/database';
import { insertRows } from '../kernel/insert-rows';
import { log } from '../kernel/log';
import { newId } from '../kernel/new-id';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { DirectoryAlarm } from './directory.alarm';
import { DirectoryApply } from './directory.apply';
import { DirectoryBook, type Found } from './directory.book';
import { divisionOf, type Meanings, readMeanings } from './directory.meaning';
import { DirectoryReader, notMet, notMetRow } from './directory.reader';
import { DirectoryDepartment } from './directory-department.entity';
import { DirectoryDifference } from './directory-difference.entity';
import { DirectoryPerson } from './directory-person.entity';
import { DirectoryRole } from './directory-role.entity';
import { DirectoryRoleHolder } from './directory-role-holder.entity';
import { DirectorySync } from './directory-sync.entity';

/** A process that has not been heard of for so long is dead; another one goes on with its reading. */
const claimMs = 60_000;
const beatMs = 10_000;
/** After trouble that may pass; a reading that cannot be ended within a day is given up. */
const pauseMs = 30_000;
const giveUpMs = 86_400_000;
/** Somebody said that the many who left have left. */
export const released = 'released';

/** One full reading of the address book: kept as a row, taken up by whichever process is alive. */
@Singleton()
export class DirectorySyncs {
  @Inject() directories: Directories;
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() clock: Clock;
  @Inject() reader: DirectoryReader;
  @Inject() book: DirectoryBook;
  @Inject() apply: DirectoryApply;
  @Inject() alarm: DirectoryAlarm;

  /** Asks for a reading; one that is under way already is enough. Gives its id. */
  async ask(tx: Transaction, kind: 'full' | 'reconcile', askedBy: string | null): Promise<string> {
    const open = await tx.manager.findOne(DirectorySync, {
      where: [{ state: 'waiting' }, { state: 'running' }],
      order: { id: 'DESC' },
    });
    if (open) return open.id;
    const id = newId();
    const counts = { calls: 0, departments: 0, people: 0, roles: 0, differences: 0, missing: 0 };
    const row = { id, kind, state: 'waiting', askedBy, createdAt: tx.at, beatAt: 0, trouble: '', ...counts };
    await tx.manager.insert(DirectorySync, row);
    await tx.audit('directory.sync_asked', 'directory_sync', id, { kind });
    return id;
  }

  /** Goes on with the open reading, if there is one that nobody else works on. Gives whether it was ended. */
  async goOn(): Promise<boolean> {
    const { directory } = this.directories;
    const sync = directory && (await this.claim());
    if (!directory || !sync) return false;
    const beat = setInterval(() => void this.change(sync.id, {}).catch(() => undefined), beatMs);
    const before = directory.calls;
    try {
      const isFirst = !(await this.database.reader.manager.existsBy(DirectorySync, { state: 'done' }));
      const meanings = await readMeanings(this.database.reader.manager);
      const tell = (tx: Transaction, kind: string, found: Found[]) =>
        isFirst ? Promise.resolve() : this.tell(tx, sync.id, kind, found, meanings);
      await this.reader.readAll(directory, { syncId: sync.id, tell });
      await this.finish(directory, sync, meanings);
      return true;
    } catch (error) {
      await this.failed(sync, error);
      return false;
    } finally {
      clearInterval(beat);
      await this.countCalls(sync.id, directory.calls - before);
    }
  }

  private async claim(): Promise<DirectorySync | null> {
    const now = this.clock.now();
    const { manager } = this.database.reader;
    const open = await manager.findOne(DirectorySync, {
      where: [
        { state: 'waiting', beatAt: LessThan(now) },
        { state: 'running', beatAt: LessThan(now - claimMs) },
      ],
      order: { id: 'ASC' },
    });
    if (!open) return null;
    const isFresh = open.startedAt === null;
    const change = { state: 'running', beatAt: now, startedAt: open.startedAt ?? now };
    const claimed = await this.write(async (tx) => {
      const { id, state, beatAt } = open;
      const done = await tx.manager.update(DirectorySync, { id, state, beatAt }, change);
      // Where an earlier reading stopped means nothing to this one.
      if (isFresh) await tx.manager.update(DirectoryDepartment, { id: Not('') }, { peopleFrom: 0 });
      return done.affected === 1;
    });
    return claimed ? { ...open, ...change } : null;
  }

  /** Everything was read: who was not met has left, unless so many at once that a person has to say so. */
  private async finish(directory: Directory, sync: DirectorySync, meanings: Meanings): Promise<void> {
    const { manager } = this.database.reader;
    const since = sync.startedAt ?? sync.createdAt;
    const missing = await manager.findBy(DirectoryPerson, notMet(sync.id, since));
    const known = await manager.countBy(DirectoryPerson, { goneAt: IsNull() });
    const counts = { missing: missing.length, ...(await this.counts(sync.id)) };
    if (isMassLeaving(known, missing.length) && sync.trouble !== released) {
      await this.change(sync.id, { ...counts, state: 'held' });
      await this.write((tx) => this.alarm.held(tx, missing.length));
      await this.applyDue();
      return;
    }
    for (const person of missing) await this.lookAgain(directory, sync.id, person, meanings);
    await this.write((tx) => this.closeAbsent(tx, sync.id));
    await this.applyDue();
    await this.write(async (tx) => {
      const repairedOn = dayOf(tx.at);
      await tx.manager.update(DirectoryDifference, { syncId: sync.id, repairedOn: IsNull() }, { repairedOn });
      const differences = await tx.manager.countBy(DirectoryDifference, { syncId: sync.id });
      const change = { ...counts, differences, state: 'done', trouble: '', finishedAt: tx.at, beatAt: tx.at };
      await tx.manager.update(DirectorySync, { id: sync.id }, change);
      await this.alarm.over(tx);
      await tx.audit('directory.synced', 'directory_sync', sync.id, { differences });
    });
  }

  private async counts(syncId: string) {
    const { manager } = this.database.reader;
    const [departments, people, roles] = [
      await manager.countBy(DirectoryDepartment, { seenBy: syncId }),
      await manager.countBy(DirectoryPerson, { seenBy: syncId }),
      await manager.countBy(DirectoryRole, { seenBy: syncId }),
    ];
    return { departments, people, roles };
  }

  /** A page may have shifted under the reading: the member is asked for alone before anything is taken away. */
  private async lookAgain(
    directory: Directory,
    syncId: string,
    person: DirectoryPerson,
    meanings: Meanings,
  ): Promise<void> {
    const at = this.clock.now();
    const member = await directory.member(person.id);
    await this.write(async (tx) => {
      if (member) return void (await this.book.putMember(tx, member, { at, syncId }));
      if (!(await this.book.personGone(tx, person.id, { at, syncId }))) return;
      const { id, name, departmentIds } = person;
      await this.note(
        tx,
        syncId,
        'person',
        [{ id, kind: 'gone', name, text: '已离开', departmentIds }],
        meanings,
      );
    });
  }

  private async closeAbsent(tx: Transaction, syncId: string): Promise<void> {
    await tx.manager.update(DirectoryDepartment, notMetRow(syncId), { goneAt: tx.at });
    const roles = await tx.manager.findBy(DirectoryRole, notMetRow(syncId));
    for (const { id } of roles) {
      await tx.manager.update(DirectoryRole, { id }, { goneAt: tx.at });
      const holders = 'SELECT user_id FROM directory_role_holder WHERE role_id = ?';
      await tx.manager.query(`UPDATE directory_person SET is_due = 1 WHERE id IN (${holders})`, [id]);
      await tx.manager.delete(DirectoryRoleHolder, { roleId: id });
    }
  }

  private async applyDue(): Promise<void> {
    const reason = '钉钉通讯录同步';
    await this.apply.due({ source: 'dingtalk_sync', operatorId: null, operatorName: '', reason });
  }

  private async tell(tx: Transaction, syncId: string, kind: string, found: Found[], meanings: Meanings) {
    // A department that moved takes everybody in it along.
    if (kind === 'department' && found.length > 0)
      await tx.manager.update(DirectoryPerson, { goneAt: IsNull() }, { isDue: true });
    await this.note(tx, syncId, kind, found, meanings);
  }

  private async note(
    tx: Transaction,
    syncId: string,
    subjectKind: string,
    found: (Omit<Found, 'kind'> & { kind: string })[],
    meanings: Meanings,
  ): Promise<void> {
    const rows = found.map(({ id, kind, name, text, departmentIds }) => ({
      id: newId(),
      syncId,
      kind,
      subjectKind,
      subjectId: id,
      divisionCode: divisionOf(meanings, departmentIds),
      name,
      text,
      foundAt: tx.at,
      repairedOn: null,
    }));
    await insertRows(tx.manager, DirectoryDifference, rows);
  }

  private async failed(sync: DirectorySync, error: unknown): Promise<void> {
    const code = error instanceof OutsideError ? error.code : 'internal';
    const now = this.clock.now();
    const isOver = !isTemporary(error) || now - sync.createdAt > giveUpMs;
    log.warn('directory.sync_stopped', { syncId: sync.id, code, isOver }, error);
    // Waiting again from now on: `beatAt` in the future is the pause.
    const change = isOver ? { state: 'failed', finishedAt: now } : { state: 'waiting' };
    const beatAt = isOver ? now : now + pauseMs;
    await this.change(sync.id, { ...change, beatAt, trouble: code.slice(0, 60) });
    if (isOver) await this.write((tx) => this.alarm.stopped(tx, code));
  }

  private async countCalls(id: string, calls: number): Promise<void> {
    await this.write((tx) =>
      tx.manager.query('UPDATE directory_sync SET calls = calls + ? WHERE id = ?', [calls, id]),
    ).catch(() => undefined);
  }

  private change(id: string, change: Partial<DirectorySync>): Promise<unknown> {
    return this.write((tx) =>
      tx.manager.update(DirectorySync, { id }, { beatAt: this.clock.now(), ...change }),
    );
  }

  private write<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.work.run(systemCtx(this.clock.now(), 'directory-sync'), work);
  }
}

import { Inject, Singleton } from '@midwayjs/core';
import { In, IsNull, LessThanOrEqual } from 'typeorm';
import { Directories } from '../adapters/directory/directories';
import type { Directory } from '../adapters/directory/port';
import { OutsideError } from '../adapters/outside/outside.error';
import { systemCtx } from '../kernel/actor';
import { Clock } from '../kernel/clock';
import { Database } from '../kernel/database';
import { log } from '../kernel/log';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import type { Provenance } from '../person/assignment.service';
import { DirectoryApply } from './directory.apply';
import { DirectoryBook } from './directory.book';
import { below, treeOf } from './directory.query';
import { DirectorySyncs } from './directory.sync';
import { eventWords } from './directory.words';
import { DirectoryEvent } from './directory-event.entity';
import { DirectoryPerson } from './directory-person.entity';

const atOnce = 50;
const sideBySide = 4;
const longestPauseMs = 10 * 60_000;
/** What cannot be read for so long is left to the next reconciliation. */
const giveUpMs = 3 * 86_400_000;

const pauseAfter = (attempts: number) => Math.min(1000 * 2 ** attempts, longestPauseMs);

/**
 * Works off events. An event only says "look again at this one": what is true is read from the address book, once for
 * all events about the same subject, so that their order, their number and their age do not matter.
 */
@Singleton()
export class DirectoryLook {
  @Inject() directories: Directories;
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() clock: Clock;
  @Inject() book: DirectoryBook;
  @Inject() apply: DirectoryApply;
  @Inject() syncs: DirectorySyncs;

  /** Everything due now. */
  async settle(): Promise<void> {
    const { directory } = this.directories;
    if (!directory) return;
    for (;;) {
      const due = await this.database.reader.manager.find(DirectoryEvent, {
        where: { state: 'waiting', dueAt: LessThanOrEqual(this.clock.now()) },
        order: { bornAt: 'ASC', id: 'ASC' },
        take: atOnce,
      });
      if (due.length === 0) return;
      const queue = [...bySubject(due).values()].values();
      const worker = async () => {
        for (const events of queue) await this.one(directory, events);
      };
      await Promise.all(Array.from({ length: sideBySide }, worker));
    }
  }

  private async one(directory: Directory, events: DirectoryEvent[]): Promise<void> {
    const [first] = events;
    if (!first) return;
    const ids = events.map(({ id }) => id);
    try {
      await this.look(directory, first.subjectKind, first.subjectId, events);
    } catch (error) {
      await this.postpone(events, error);
      return;
    }
    await this.write((tx) => {
      const settled = { state: 'done', dueAt: null, settledAt: tx.at, code: '' };
      return tx.manager.update(DirectoryEvent, { id: In(ids) }, settled);
    });
  }

  private async look(
    directory: Directory,
    kind: string,
    id: string,
    events: DirectoryEvent[],
  ): Promise<void> {
    const provenance = await this.provenanceOf(events);
    if (kind === 'person') await this.lookAtPerson(directory, id, provenance);
    else if (kind === 'department') await this.lookAtDepartment(directory, id, provenance);
    // A role was made, renamed or removed: who holds it is told by a full reading alone.
    else await this.write((tx) => this.syncs.ask(tx, 'full', null));
  }

  private async lookAtPerson(directory: Directory, id: string, provenance: Provenance): Promise<void> {
    const at = this.clock.now();
    const member = await directory.member(id);
    await this.write(async (tx) => {
      const reading = { at, syncId: null };
      if (member) await this.book.putMember(tx, member, reading);
      else await this.book.personGone(tx, id, reading);
      await this.apply.these(tx, [id], provenance);
    });
  }

  private async lookAtDepartment(directory: Directory, id: string, provenance: Provenance): Promise<void> {
    const at = this.clock.now();
    const department = await directory.department(id);
    const changed = await this.write(async (tx) => {
      const found = department
        ? (await this.book.putDepartments(tx, [department], { at, syncId: null })).length > 0
        : await this.book.departmentGone(tx, id);
      if (found) await this.markBelow(tx, id);
      return found;
    });
    if (changed) await this.apply.due(provenance);
  }

  /** Everybody in it and below has something to be done about: what their department means may be another. */
  private async markBelow(tx: Transaction, departmentId: string): Promise<void> {
    const inside = below(await treeOf(tx.manager), departmentId);
    const people = await tx.manager.find(DirectoryPerson, {
      where: { goneAt: IsNull() },
      select: { id: true, departmentIds: true },
    });
    const ids = people
      .filter(({ departmentIds }) => departmentIds.some((id) => inside.has(id)))
      .map(({ id }) => id);
    for (let from = 0; from < ids.length; from += 500)
      await tx.manager.update(DirectoryPerson, { id: In(ids.slice(from, from + 500)) }, { isDue: true });
  }

  /** Who did it in the admin, if DingTalk says so: the newest event that names somebody. */
  private async provenanceOf(events: DirectoryEvent[]): Promise<Provenance> {
    const newest = events.findLast(({ operator }) => operator !== '') ?? events.at(-1);
    const operator = newest?.operator
      ? await this.database.reader.manager.findOneBy(DirectoryPerson, { id: newest.operator })
      : null;
    return {
      source: 'dingtalk_event',
      operatorId: operator?.personId ?? null,
      operatorName: operator?.name ?? newest?.operator ?? '',
      reason: eventWords(newest?.kind ?? ''),
    };
  }

  private async postpone(events: DirectoryEvent[], error: unknown): Promise<void> {
    const code = error instanceof OutsideError ? error.code : 'internal';
    log.warn('directory.look_failed', { events: events.length, code }, error);
    await this.write(async (tx) => {
      for (const { id, attempts, receivedAt } of events) {
        const isOver = tx.at - receivedAt > giveUpMs;
        const next = isOver
          ? { state: 'failed', dueAt: null, settledAt: tx.at }
          : { dueAt: tx.at + pauseAfter(attempts + 1) };
        await tx.manager.update(
          DirectoryEvent,
          { id },
          { ...next, attempts: attempts + 1, code: code.slice(0, 60) },
        );
      }
    });
  }

  private write<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.work.run(systemCtx(this.clock.now(), 'directory-look'), work);
  }
}

function bySubject(events: DirectoryEvent[]): Map<string, DirectoryEvent[]> {
  const found = new Map<string, DirectoryEvent[]>();
  for (const event of events) {
    const key = `${event.subjectKind} ${event.subjectId}`;
    found.set(key, [...(found.get(key) ?? []), event]);
  }
  return found;
}

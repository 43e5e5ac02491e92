import { Inject, Singleton } from '@midwayjs/core';
import { IsNull, LessThan, Not } from 'typeorm';
import { Directories } from '../adapters/directory/directories';
import type { Directory } from '../adapters/directory/port';
import { systemCtx } from '../kernel/actor';
import { Clock } from '../kernel/clock';
import { Database } from '../kernel/database';
import { log } from '../kernel/log';
import { UnitOfWork } from '../kernel/unit-of-work';
import { DirectoryBook } from './directory.book';
import { DirectoryPerson } from './directory-person.entity';

const atOnce = 40;
const sideBySide = 4;
const dayMs = 86_400_000;
/** Whoever is real-named rarely stops being it. */
const againAfterMs = 30 * dayMs;
/** Nobody due, or trouble: looked at again then, or after the next reading. */
const restMs = 10 * 60_000;

/**
 * Whether people are real-named: DingTalk's lists of members do not say, only the question for one member does. So it
 * is asked at the end of each reading for those who have an account with us: the unknown first, the unnamed once a
 * day, the others once in thirty days. What was read stays marked in the rows, so that a killed one goes on.
 * @basis DingTalk open platform, 查询用户详情 (topapi/v2/user/get: real_authed)
 */
@Singleton()
export class DirectoryRealNames {
  @Inject() directories: Directories;
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() clock: Clock;
  @Inject() book: DirectoryBook;

  private restUntil = 0;

  /** `isDue`: a reading has just ended. Never disturbs what else is done: trouble leaves what is known as it is. */
  async goOn(isDue: boolean): Promise<void> {
    const { directory } = this.directories;
    const now = this.clock.now();
    if (!directory || (!isDue && now < this.restUntil)) return;
    this.restUntil = now + restMs;
    try {
      for (;;) {
        const people = await this.due();
        if (people.length === 0) return;
        await this.these(directory, people);
      }
    } catch (error) {
      log.warn('directory.real_names_stopped', {}, error);
    }
  }

  private due(): Promise<Pick<DirectoryPerson, 'id'>[]> {
    const now = this.clock.now();
    const known = { personId: Not(IsNull()), goneAt: IsNull() };
    return this.database.reader.manager.find(DirectoryPerson, {
      where: [
        { ...known, realNamedAt: IsNull() },
        { ...known, realNamed: false, realNamedAt: LessThan(now - dayMs) },
        { ...known, realNamed: IsNull(), realNamedAt: LessThan(now - dayMs) },
        { ...known, realNamedAt: LessThan(now - againAfterMs) },
      ],
      select: { id: true },
      order: { realNamedAt: 'ASC', id: 'ASC' },
      take: atOnce,
    });
  }

  private async these(directory: Directory, people: Pick<DirectoryPerson, 'id'>[]): Promise<void> {
    const read: { id: string; realNamed: boolean | null; at: number }[] = [];
    const queue = people.values();
    const worker = async () => {
      for (const { id } of queue) {
        const at = this.clock.now();
        // Somebody who is gone meanwhile is the next reading's to take away, not ours.
        const member = await directory.member(id);
        read.push({ id, realNamed: member?.realNamed ?? null, at });
      }
    };
    const workers = await Promise.allSettled(Array.from({ length: sideBySide }, worker));
    await this.work.run(systemCtx(this.clock.now(), 'directory-real-names'), async (tx) => {
      for (const { id, realNamed, at } of read) await this.book.putRealName(tx, id, realNamed, at);
    });
    const failed = workers.find((result) => result.status === 'rejected');
    if (failed) throw failed.reason;
  }
}

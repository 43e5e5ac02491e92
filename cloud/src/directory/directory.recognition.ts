import { Init, Inject, Singleton } from '@midwayjs/core';
import { In, IsNull } from 'typeorm';
import { Directories } from '../adapters/directory/directories';
import { systemCtx } from '../kernel/actor';
import { Clock } from '../kernel/clock';
import { log } from '../kernel/log';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { PlatformSignIn } from '../session/platform.sign-in';
import { DirectoryBook } from './directory.book';
import { DirectoryPeople } from './directory.person';
import { DirectoryPerson } from './directory-person.entity';

/**
 * Who was entered in the console has no account bound yet. When they first open the app inside DingTalk, the address
 * book tells by their telephone who they are (ORG-06): no department has to be mapped for that.
 */
@Singleton()
export class DirectoryRecognition {
  @Inject() platformSignIn: PlatformSignIn;
  @Inject() people: DirectoryPeople;
  @Inject() directories: Directories;
  @Inject() book: DirectoryBook;
  @Inject() work: UnitOfWork;
  @Inject() clock: Clock;

  @Init()
  open(): void {
    this.platformSignIn.recogniseBy(async (channel, names) =>
      channel === 'dingtalk' ? this.personOf(names) : null,
    );
  }

  private async personOf(names: string[]): Promise<string | null> {
    const kept = await this.write((tx) => this.recognised(tx, names));
    if (kept !== undefined) return kept;
    return (await this.readNow(names))
      ? ((await this.write((tx) => this.recognised(tx, names))) ?? null)
      : null;
  }

  /** Undefined: the address book as last read has no such member. */
  private async recognised(tx: Transaction, names: string[]): Promise<string | null | undefined> {
    const [member] = await tx.manager.find(DirectoryPerson, {
      where: [
        { unionId: In(names), goneAt: IsNull() },
        { id: In(names), goneAt: IsNull() },
      ],
      take: 1,
    });
    return member && (member.personId ?? this.people.recognise(tx, member));
  }

  /**
   * Who came after the last reading, or before the first, stands in nothing that was read: DingTalk is asked about
   * this one member. False: it has none, or does not answer.
   */
  private async readNow(names: string[]): Promise<boolean> {
    const at = this.clock.now();
    const userId = names.at(-1);
    const found = await this.directories.directory?.member(userId ?? '').catch((error: unknown) => {
      log.warn('directory.not_recognised', {}, error);
      return null;
    });
    if (!found) return false;
    await this.write((tx) => this.book.putMember(tx, found, { at, syncId: null }));
    return true;
  }

  private write<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.work.run(systemCtx(this.clock.now(), 'recognition'), work);
  }
}

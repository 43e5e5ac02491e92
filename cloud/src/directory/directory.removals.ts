import { memberLeaves } from '@lifttrust/shared-types/directory/leaving.rules';
import { addDays, dayOf } from '@lifttrust/shared-types/kernel/time';
import { Init, Inject, Singleton } from '@midwayjs/core';
import { LessThanOrEqual } from 'typeorm';
import { Directories } from '../adapters/directory/directories';
import type { Directory } from '../adapters/directory/port';
import { isTemporary, OutsideError } from '../adapters/outside/outside.error';
import { type Ctx, systemCtx } from '../kernel/actor';
import { Clock } from '../kernel/clock';
import { Database } from '../kernel/database';
import { newId } from '../kernel/new-id';
import { Outbox } from '../kernel/outbox';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { Assignment } from '../person/assignment.entity';
import { TaskService } from '../task/task.service';
import { accountOf } from './account.query';
import { DirectoryBook } from './directory.book';
import { membersOf, otherAccounts } from './directory.member.query';
import { DirectoryPerson } from './directory-person.entity';
import { DirectoryRemoval } from './directory-removal.entity';

const longestPauseMs = 3_600_000;
/** What DingTalk does not answer for so long is left to a person. */
const giveUpMs = 3 * 86_400_000;
const daysToRemove = 7;

/** Task: a member has to be removed by hand. */
export const memberStays = 'directory.member_stays';

type Outcome = Pick<DirectoryRemoval, 'state' | 'code' | 'dueAt'>;

/**
 * Members whose account was taken leave the address book too, where the corporation allows it. The account has ended
 * by then, whatever DingTalk says; what it refuses becomes a task in words.
 */
@Singleton()
export class DirectoryRemovals {
  @Inject() directories: Directories;
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() clock: Clock;
  @Inject() outbox: Outbox;
  @Inject() book: DirectoryBook;
  @Inject() tasks: TaskService;

  @Init()
  open(): void {
    this.outbox.on('person.left', (told, ctx) => this.left(told, ctx), { onlyWrites: true });
  }

  /** The last day is over: whom we made a member, and who holds no other account, is none any more. */
  private async left({ personId, organisationId }: Record<string, unknown>, ctx: Ctx): Promise<void> {
    if (!this.directories.directory || typeof personId !== 'string') return;
    await this.work.run(ctx, async (tx) => {
      const where = { personId, organisationId: String(organisationId) };
      const [last] = await tx.manager.find(Assignment, { where, order: { id: 'DESC' }, take: 1 });
      const member = (await membersOf(tx.manager, [personId])).get(personId);
      if (!last || !member) return;
      const besides = { personId, besides: last.id, today: dayOf(tx.at) };
      const isBack = last.untilDay === null || last.untilDay >= besides.today;
      const others = (await otherAccounts(tx.manager, besides)) + (isBack ? 1 : 0);
      const { userId, isOurs } = member;
      if (memberLeaves({ choice: 'remove_ours', member: { ...member, otherAccounts: others } }) === 'leaving')
        await this.queue(tx, { userId, personId, assignmentId: last.id, isOurs });
    });
  }

  async queue(
    tx: Transaction,
    told: { userId: string; personId: string; assignmentId: string; isOurs: boolean },
  ): Promise<void> {
    const counted = { state: 'waiting', code: '', attempts: 0, createdAt: tx.at, dueAt: tx.at };
    await tx.manager.insert(DirectoryRemoval, { ...told, ...counted, id: newId() });
    await tx.audit('directory.removal_asked', 'assignment', told.assignmentId, {
      userId: told.userId,
      isOurs: told.isOurs,
    });
  }

  async settle(): Promise<void> {
    const { directory } = this.directories;
    if (!directory) return;
    const due = await this.database.reader.manager.find(DirectoryRemoval, {
      where: { dueAt: LessThanOrEqual(this.clock.now()) },
      order: { dueAt: 'ASC', id: 'ASC' },
      take: 20,
    });
    for (const removal of due) await this.one(directory, removal);
  }

  private async one(directory: Directory, removal: DirectoryRemoval): Promise<void> {
    if (!(await this.claim(removal))) return;
    const at = this.clock.now();
    // Removing somebody who is gone already is no error: after a crash it is simply asked for again.
    const outcome = await directory.remove(removal.userId).then(
      (): Outcome => ({ state: 'done', code: '', dueAt: null }),
      (error) => this.troubled(removal, error),
    );
    await this.write(async (tx) => {
      await tx.manager.update(DirectoryRemoval, { id: removal.id }, outcome);
      const { state, code } = outcome;
      await tx.audit('directory.removed', 'assignment', removal.assignmentId, { state, code });
      if (state === 'done') await this.book.personGone(tx, removal.userId, { at, syncId: null });
      else if (state !== 'waiting') await this.askByHand(tx, removal);
    });
  }

  /** False: somebody else is at it, or the person has an account again and stays. */
  private claim(removal: DirectoryRemoval): Promise<boolean> {
    const { id, attempts, personId, assignmentId } = removal;
    return this.write(async (tx) => {
      const today = dayOf(tx.at);
      const needed = await otherAccounts(tx.manager, { personId, besides: assignmentId, today });
      const change =
        needed > 0
          ? { state: 'kept', dueAt: null }
          : { attempts: attempts + 1, triedAt: tx.at, dueAt: tx.at + longestPauseMs };
      const done = await tx.manager.update(DirectoryRemoval, { id, attempts }, change);
      return done.affected === 1 && needed === 0;
    });
  }

  private troubled({ attempts, createdAt }: DirectoryRemoval, error: unknown): Outcome {
    const code = (error instanceof OutsideError ? error.code : 'internal').slice(0, 60);
    if (error instanceof OutsideError && error.message.includes('not_allowed'))
      return { state: 'not_allowed', code, dueAt: null };
    const now = this.clock.now();
    if (!isTemporary(error) || now - createdAt > giveUpMs) return { state: 'failed', code, dueAt: null };
    return { state: 'waiting', code, dueAt: now + Math.min(1000 * 2 ** attempts, longestPauseMs) };
  }

  private async askByHand(tx: Transaction, { userId, assignmentId }: DirectoryRemoval): Promise<void> {
    const member = await tx.manager.findOneBy(DirectoryPerson, { id: userId });
    const account = await accountOf(tx.manager, assignmentId);
    await this.tasks.open(tx, {
      kind: memberStays,
      about: userId,
      subject: { kind: 'directory_person', id: userId },
      divisionCode: account?.divisionCode ?? '',
      organisationId: null,
      title: '请在钉钉管理后台移除成员',
      text: `${member?.name ?? account?.personName ?? ''}的账号已经收回，平台里不能再用；但钉钉没有让平台移除这个成员，人还在钉钉通讯录里。请钉钉管理员打开管理后台，在“通讯录 → 成员管理”里移除。以后要由平台移除，请在开放平台给应用开通“通讯录成员写权限”。`,
      dueOn: addDays(dayOf(tx.at), daysToRemove),
    });
  }

  private write<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.work.run(systemCtx(this.clock.now(), 'directory-removal'), work);
  }
}

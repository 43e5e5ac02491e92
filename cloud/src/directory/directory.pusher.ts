import { dayOf } from '@lifttrust/shared-types/kernel/time';
import { Init, Inject, Singleton } from '@midwayjs/core';
import { In, IsNull, LessThanOrEqual } from 'typeorm';
import { Directories } from '../adapters/directory/directories';
import type { Directory } from '../adapters/directory/port';
import { isTemporary, OutsideError } from '../adapters/outside/outside.error';
import { type Ctx, systemCtx } from '../kernel/actor';
import { Cipher } from '../kernel/cipher';
import { Clock } from '../kernel/clock';
import { Database } from '../kernel/database';
import { log } from '../kernel/log';
import { newId } from '../kernel/new-id';
import { Outbox } from '../kernel/outbox';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { Assignment } from '../person/assignment.entity';
import { AssignmentsGiven } from '../person/assignment.service';
import { Person } from '../person/person.entity';
import { DirectoryBook } from './directory.book';
import { DirectoryPeople } from './directory.person';
import { DirectoryRemovals } from './directory.removals';
import { DirectoryDepartmentMapping } from './directory-mapping.entity';
import { DirectoryPush } from './directory-push.entity';

const longestPauseMs = 3_600_000;
/** Rights may be given any day; an invitation may be accepted any day. */
const lookAgainMs = 86_400_000;

/** Carries accounts given in the console into the address book, where the corporation allows it. */
@Singleton()
export class DirectoryPusher {
  @Inject() directories: Directories;
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() clock: Clock;
  @Inject() cipher: Cipher;
  @Inject() outbox: Outbox;
  @Inject() book: DirectoryBook;
  @Inject() people: DirectoryPeople;
  @Inject() removals: DirectoryRemovals;

  @Init()
  open(): void {
    this.outbox.on('assignment.given', (told, ctx) => this.carry(told, ctx), { onlyWrites: true });
  }

  /** Whoever a unit registers or imports is carried over as whoever was given an account by hand. */
  private async carry(told: Record<string, unknown>, ctx: Ctx): Promise<void> {
    const { source, assignments } = AssignmentsGiven.parse(told);
    // What came out of the address book stands in it already.
    if (source.startsWith('dingtalk_') || !this.directories.directory) return;
    await this.work.run(ctx, async (tx) => {
      const organisationId = In([...new Set(assignments.map((given) => given.organisationId))]);
      const departments = await tx.manager.findBy(DirectoryDepartmentMapping, { organisationId });
      if (departments.length === 0) return;
      const assignmentId = In(assignments.map(({ id }) => id));
      const queued = await tx.manager.findBy(DirectoryPush, { assignmentId });
      for (const { id, personId, organisationId: unit } of assignments) {
        const department = departments.find((mapping) => mapping.organisationId === unit);
        if (!department || queued.some((push) => push.assignmentId === id)) continue;
        await this.queue(tx, { assignmentId: id, personId, departmentId: department.departmentId });
      }
    });
  }

  /** Nothing is pushed where there is no address book or no department stands for the organisation. */
  async queue(
    tx: Transaction,
    given: { assignmentId: string; personId: string; departmentId: string },
  ): Promise<void> {
    if (!this.directories.directory) return;
    const counted = { state: 'waiting', code: '', attempts: 0, dueAt: tx.at, userId: '' };
    await tx.manager.insert(DirectoryPush, { ...given, ...counted, id: newId() });
  }

  async settle(): Promise<void> {
    const { directory } = this.directories;
    if (!directory) return;
    const due = await this.database.reader.manager.find(DirectoryPush, {
      where: { dueAt: LessThanOrEqual(this.clock.now()) },
      order: { dueAt: 'ASC', id: 'ASC' },
      take: 20,
    });
    for (const push of due) await this.one(directory, push);
  }

  private async one(directory: Directory, push: DirectoryPush): Promise<void> {
    const now = this.clock.now();
    if (!(await this.claim(push))) return;
    const outcome = await this.tried(directory, push).catch((error) => this.troubled(push, error));
    await this.work.run(systemCtx(now, 'directory-push'), async (tx) => {
      await tx.manager.update(DirectoryPush, { id: push.id }, outcome);
      await tx.audit('directory.pushed', 'assignment', push.assignmentId, {
        state: outcome.state,
        code: outcome.code,
      });
      // The account was taken while DingTalk made the member: who came for it leaves with it.
      const { userId, isMade } = outcome;
      const { personId, assignmentId } = push;
      if (userId && isMade && !(await this.isHeld(tx, push)))
        await this.removals.queue(tx, { userId, personId, assignmentId, isOurs: true });
    });
    // What fails here is made good by the event that DingTalk sends, or by the next reconciliation.
    if (outcome.userId)
      await this.tie(directory, push, outcome.userId).catch((error) =>
        log.warn('directory.not_tied', {}, error),
      );
  }

  private async tried(directory: Directory, push: DirectoryPush): Promise<Outcome> {
    const person = await this.database.reader.manager.findOneBy(Person, { id: push.personId });
    if (!person?.phoneSealed) return { state: 'failed', code: 'no_phone', dueAt: null };
    const phone = this.cipher.decrypt(person.phoneSealed);
    const created = await directory.create({ name: person.name, phone, departmentId: push.departmentId });
    if (created.state === 'invited')
      return { state: 'invited', code: '', dueAt: this.clock.now() + lookAgainMs };
    const isMade = created.state === 'created';
    return { state: 'done', code: '', dueAt: null, userId: created.userId, isMade };
  }

  private troubled(push: DirectoryPush, error: unknown): Outcome {
    const code = (error instanceof OutsideError ? error.code : 'internal').slice(0, 60);
    const now = this.clock.now();
    if (error instanceof OutsideError && error.message.includes('not_allowed'))
      return { state: 'not_allowed', code, dueAt: now + lookAgainMs };
    if (!isTemporary(error)) return { state: 'failed', code, dueAt: null };
    return { state: 'waiting', code, dueAt: now + Math.min(1000 * 2 ** push.attempts, longestPauseMs) };
  }

  /** The new member is read at once, so that the account is tied to the person before the first sign-in. */
  private async tie(directory: Directory, push: DirectoryPush, userId: string): Promise<void> {
    const at = this.clock.now();
    const member = await directory.member(userId);
    if (!member) return;
    await this.work.run(systemCtx(at, 'directory-push'), async (tx) => {
      await this.book.putMember(tx, member, { at, syncId: null });
      await this.people.tie(tx, { id: userId, unionId: member.unionId }, push.personId);
    });
  }

  /**
   * Before the call: another process, or this one after a crash, looks again after the longest pause. False: somebody
   * else is at it, or the account is over and nobody is to be made for it.
   */
  private claim(push: DirectoryPush): Promise<boolean> {
    return this.work.run(systemCtx(this.clock.now(), 'directory-push'), async (tx) => {
      const { id, attempts } = push;
      const isHeld = await this.isHeld(tx, push);
      const change = isHeld
        ? { triedAt: tx.at, attempts: attempts + 1, dueAt: tx.at + longestPauseMs }
        : { state: 'dropped', dueAt: null };
      const done = await tx.manager.update(DirectoryPush, { id, attempts }, change);
      return done.affected === 1 && isHeld;
    });
  }

  private async isHeld(tx: Transaction, { assignmentId }: DirectoryPush): Promise<boolean> {
    const held = await tx.manager.findOneBy(Assignment, { id: assignmentId, endedAt: IsNull() });
    return held !== null && (held.untilDay === null || held.untilDay >= dayOf(tx.at));
  }
}

type Outcome = Pick<DirectoryPush, 'state' | 'code' | 'dueAt'> & { userId?: string; isMade?: boolean };

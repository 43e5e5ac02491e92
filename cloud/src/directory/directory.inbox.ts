import { Inject, Singleton } from '@midwayjs/core';
import { LessThan } from 'typeorm';
import { DingtalkApplication } from '../adapters/dingtalk/dingtalk-application';
import type { AddressBookEvent } from '../adapters/directory/address-book-event';
import { CallbackCrypto } from '../adapters/directory/callback.crypto';
import { systemCtx } from '../kernel/actor';
import { Clock } from '../kernel/clock';
import { isUniqueViolation } from '../kernel/database-errors';
import { log } from '../kernel/log';
import { newId } from '../kernel/new-id';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { DirectoryCallback } from './directory-callback.entity';
import { DirectoryEvent } from './directory-event.entity';

/** A callback older or newer than this is none that DingTalk has just sent. */
const windowMs = 10 * 60_000;
const keepMs = 86_400_000;

/** Where events of the address book arrive, by whichever way; each is kept before it is thanked for. */
@Singleton()
export class DirectoryInbox {
  @Inject() application: DingtalkApplication;
  @Inject() work: UnitOfWork;
  @Inject() clock: Clock;

  private wake: () => void = () => {};

  /** Called after each commit that brought something new. */
  whenSomethingCame(wake: () => void): void {
    this.wake = wake;
  }

  /** Something elsewhere left work to do. */
  something(): void {
    this.wake();
  }

  /** Null: this installation has no HTTP event subscription. */
  crypto(): CallbackCrypto | null {
    const access = this.application.access;
    if (!access?.events) return null;
    const owners = [access.appKey, access.corpId].filter(Boolean);
    return new CallbackCrypto(access.events.token, access.events.aesKey, owners);
  }

  isOfNow(timestamp: string): boolean {
    const at = Number(timestamp);
    return Number.isFinite(at) && Math.abs(this.clock.now() - at) <= windowMs;
  }

  isOurs(corpId: string): boolean {
    const own = this.application.access?.corpId ?? '';
    return own === '' || corpId === own;
  }

  /** Keeps a callback once: false for one that was here before. `event` null: one that says nothing of interest. */
  async takeCallback(signature: string, event: AddressBookEvent | null): Promise<boolean> {
    try {
      await this.write(async (tx) => {
        await tx.manager.insert(DirectoryCallback, { signature, receivedAt: tx.at });
        if (event) await this.keep(tx, event, 'http');
      });
      return true;
    } catch (error) {
      if (isUniqueViolation(error)) return false;
      throw error;
    }
  }

  async take(event: AddressBookEvent, via: 'http' | 'stream'): Promise<void> {
    await this.write((tx) => this.keep(tx, event, via));
  }

  /** What only served to tell a replay is not needed for ever. */
  async forget(tx: Transaction): Promise<void> {
    await tx.manager.delete(DirectoryCallback, { receivedAt: LessThan(tx.at - keepMs) });
  }

  /** An event is kept once for each subject, however often it comes. */
  private async keep(tx: Transaction, event: AddressBookEvent, via: string): Promise<void> {
    const before = await tx.manager.findBy(DirectoryEvent, { eventId: event.id });
    const known = new Set(before.map(({ subjectKind, subjectId }) => `${subjectKind} ${subjectId}`));
    for (const { kind: subjectKind, id: subjectId } of event.subjects) {
      if (known.has(`${subjectKind} ${subjectId}`)) continue;
      known.add(`${subjectKind} ${subjectId}`);
      await tx.manager.insert(DirectoryEvent, {
        id: newId(),
        eventId: event.id,
        kind: event.kind,
        subjectKind,
        subjectId,
        via,
        operator: event.operator,
        bornAt: event.bornAt,
        receivedAt: tx.at,
        state: 'waiting',
        attempts: 0,
        dueAt: tx.at,
        settledAt: null,
        code: '',
      });
    }
    tx.afterCommit(() => this.wake());
  }

  private write<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.work.run(systemCtx(this.clock.now(), 'directory-event'), work);
  }

  /** Forged and repeated callbacks are told to the operator, not to the sender. */
  refused(why: string): void {
    log.warn('directory.callback_refused', { why });
  }
}

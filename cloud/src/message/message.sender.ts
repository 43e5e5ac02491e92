import { DeliveryChannel, type DeliveryState } from '@lifttrust/shared-types/message/message.contract';
import {
  askAgainAfter,
  claimMs,
  giveUpAfterMs,
  pauseAfter,
} from '@lifttrust/shared-types/message/message.delivery.rules';
import { Destroy, Inject, Singleton } from '@midwayjs/core';
import { IsNull, LessThanOrEqual } from 'typeorm';
import { OutsideError } from '../adapters/outside/outside.error';
import { PhoneChannels } from '../adapters/phone-channel/phone-channels';
import type { PhoneChannel, Receipt, Sent } from '../adapters/phone-channel/port';
import { systemCtx } from '../kernel/actor';
import { Cipher } from '../kernel/cipher';
import { Clock } from '../kernel/clock';
import { Database } from '../kernel/database';
import { log } from '../kernel/log';
import { UnitOfWork } from '../kernel/unit-of-work';
import { MessageRow } from './message.entity';
import { sealedPhoneOf } from './message.recipient.query';
import { MessageDelivery } from './message-delivery.entity';

const pollMs = 1000;
const batch = 20;
// The provider's clock and ours differ a little; a receipt may seem older than what it is about.
const clockToleranceMs = 5 * 60_000;
const brokenPauseMs = 10 * 60_000;

/** What a row becomes; a state that is settled is looked at no more. */
type Change = Partial<Pick<MessageDelivery, 'code' | 'serialNo' | 'dueAt'>> & { state: DeliveryState };

const interrupted = (now: number): Change => ({ state: 'unknown', code: 'interrupted', dueAt: now });

/**
 * Carries messages to telephones, after the commit and outside every request. The delivery rows are the queue: each
 * step begins with a conditional update, so that several processes may work on them. What may have left is never sent
 * again (docs/adr/0011-one-text-message-at-most.md).
 */
@Singleton()
export class MessageSender {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() clock: Clock;
  @Inject() cipher: Cipher;
  @Inject() channels: PhoneChannels;

  private timer: NodeJS.Timeout | undefined;
  private busy: Promise<void> | undefined;
  private closed = false;

  /** Without any way to a telephone there is nothing to wait for. */
  start(): void {
    if (!DeliveryChannel.options.some((channel) => this.channels.of(channel))) return;
    this.timer ??= setInterval(() => this.wake(), pollMs);
    this.wake();
  }

  private wake(): void {
    if (this.closed) return;
    // The database may be away for a moment; what is due stays due.
    this.busy ??= this.drain()
      .catch(() => undefined)
      .finally(() => {
        this.busy = undefined;
      });
  }

  /** Works on everything due now; tests wait for it. */
  async settle(): Promise<void> {
    await this.busy;
    await this.drain();
  }

  private async drain(): Promise<void> {
    while (!this.closed) {
      const due = await this.database.reader.manager.find(MessageDelivery, {
        where: { dueAt: LessThanOrEqual(this.clock.now()) },
        order: { dueAt: 'ASC', id: 'ASC' },
        take: batch,
      });
      if (due.length === 0) return;
      for (const row of due) await this.step(row).catch((error) => this.postpone(row, error));
    }
  }

  /** Something of ours is broken about this one; the others must not wait for it. */
  private async postpone(row: MessageDelivery, error: unknown): Promise<void> {
    log.error('message.not_sent', { deliveryId: row.id }, error);
    await this.change(row, { state: row.state, code: 'internal', dueAt: this.clock.now() + brokenPauseMs });
  }

  private async step(row: MessageDelivery): Promise<void> {
    const channel = this.channels.of(row.channel);
    if (!channel) return void (await this.change(row, { state: 'not_connected', code: 'channel_missing' }));
    if (row.state === 'waiting') return this.send(row, channel);
    // A process died between intent and answer.
    if (row.state === 'sending') return void (await this.change(row, interrupted(this.clock.now())));
    return this.trace(row, channel);
  }

  private async send(row: MessageDelivery, channel: PhoneChannel): Promise<void> {
    const { manager } = this.database.reader;
    const message = await manager.findOneByOrFail(MessageRow, { id: row.messageId });
    if (!channel.knows(message.kind))
      return void (await this.change(row, { state: 'not_connected', code: 'no_template' }));
    const sealed = await sealedPhoneOf(manager, row.personId);
    if (!sealed) return void (await this.change(row, { state: 'failed', code: 'no_phone' }));
    const now = this.clock.now();
    const phone = this.cipher.decrypt(sealed);
    const claimed: MessageDelivery = {
      ...row,
      state: 'sending',
      attempts: row.attempts + 1,
      triedAt: now,
      dueAt: now + claimMs,
    };
    if (!(await this.write(row, claimed))) return;
    const sent = await channel.send({ deliveryId: row.id, phone, kind: message.kind, card: message });
    await this.change(claimed, this.afterSending(claimed, sent));
  }

  private afterSending(row: MessageDelivery, sent: Sent): Change {
    const now = this.clock.now();
    const ask = now + (askAgainAfter(0, false) ?? 0);
    if (sent.outcome === 'sent')
      return { state: 'sent', serialNo: sent.serialNo || null, code: null, dueAt: ask };
    if (sent.outcome === 'unknown') return { state: 'unknown', code: sent.code, dueAt: ask };
    if (sent.outcome === 'refused') return { state: 'failed', code: sent.code };
    if (now - row.createdAt >= giveUpAfterMs) return { state: 'failed', code: sent.code };
    const pause = Math.max(sent.pauseMs ?? 0, pauseAfter(row.attempts, Math.random()));
    // The last attempt falls on the end of the day, however long the pause.
    const dueAt = Math.min(now + pause, Math.max(row.createdAt + giveUpAfterMs, now + 1));
    return { state: 'waiting', code: sent.code, dueAt };
  }

  /** Asks the provider what became of a message it took, or may have taken. */
  private async trace(row: MessageDelivery, channel: PhoneChannel): Promise<void> {
    const triedAt = row.triedAt ?? row.createdAt;
    const sealed = await sealedPhoneOf(this.database.reader.manager, row.personId);
    if (!sealed) return this.endUntraced(row);
    const receipts = await this.ask(channel, this.cipher.decrypt(sealed), triedAt - clockToleranceMs);
    if (receipts === null) return this.endUntraced(row);
    const receipt = receipts === 'no answer' ? null : await this.receiptOf(row, receipts);
    if (receipt) {
      const code = receipt.isDelivered ? null : receipt.description.slice(0, 80) || 'FAIL';
      const state = receipt.isDelivered ? 'delivered' : 'failed';
      return void (await this.change(row, { state, code, serialNo: receipt.serialNo || row.serialNo }));
    }
    const now = this.clock.now();
    const pause = askAgainAfter(now - triedAt, receipts === 'no answer');
    if (pause === null) return this.endUntraced(row);
    await this.change(row, { state: row.state, dueAt: now + pause });
  }

  private async ask(channel: PhoneChannel, phone: string, since: number) {
    try {
      return await channel.receipts(phone, since);
    } catch (error) {
      if (error instanceof OutsideError) return 'no answer';
      throw error;
    }
  }

  /** What the carrier took stays “sent”; what nobody knows of is called so. */
  private async endUntraced(row: MessageDelivery): Promise<void> {
    const isTaken = row.state === 'sent';
    await this.change(row, isTaken ? { state: 'sent' } : { state: 'failed', code: 'outcome_unknown' });
  }

  /** By our id, by the provider's number; else the one receipt of this number that belongs to nothing else we sent. */
  private async receiptOf(row: MessageDelivery, receipts: Receipt[]): Promise<Receipt | null> {
    const named = receipts.find(
      ({ context, serialNo }) => context === row.id || (row.serialNo !== null && serialNo === row.serialNo),
    );
    if (named || row.serialNo !== null) return named ?? null;
    for (const receipt of receipts.filter(({ context, serialNo }) => !context && serialNo)) {
      const { serialNo } = receipt;
      const isOurs = await this.database.reader.manager.existsBy(MessageDelivery, { serialNo });
      if (!isOurs && receipt.at >= (row.triedAt ?? 0) - clockToleranceMs) return receipt;
    }
    return null;
  }

  private change(row: MessageDelivery, change: Change): Promise<boolean> {
    const dueAt = change.dueAt ?? null;
    const settledAt = dueAt === null ? this.clock.now() : null;
    return this.write(row, { ...row, ...change, dueAt, settledAt });
  }

  /** Only if the row still is as it was read; whoever comes second leaves it alone. */
  private async write(before: MessageDelivery, after: MessageDelivery): Promise<boolean> {
    const { id, state, attempts, dueAt } = before;
    const { affected } = await this.work.run(systemCtx(this.clock.now(), `message-${id}`), (tx) =>
      tx.manager.update(
        MessageDelivery,
        { id, state, attempts, dueAt: dueAt === null ? IsNull() : dueAt },
        after,
      ),
    );
    return affected === 1;
  }

  @Destroy()
  async close(): Promise<void> {
    this.closed = true;
    clearInterval(this.timer);
    await this.busy;
  }
}

import { rungTitle } from '@lifttrust/shared-types/message/message.channel.rules';
import { DeliveryChannel, type DeliveryState } from '@lifttrust/shared-types/message/message.contract';
import {
  askAgainAfter,
  claimMs,
  giveUpAfterMs,
  pauseAfter,
} from '@lifttrust/shared-types/message/message.delivery.rules';
import { Destroy, Inject, Singleton } from '@midwayjs/core';
import { In, IsNull, LessThan, LessThanOrEqual, Not } from 'typeorm';
import { OutsideError } from '../adapters/outside/outside.error';
import type { Inquiry, MessageChannel, Receipt, Sent } from '../adapters/phone-channel/port';
import { systemCtx } from '../kernel/actor';
import { Clock } from '../kernel/clock';
import { Database } from '../kernel/database';
import { log } from '../kernel/log';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { MessageAddresses } from './message.addresses';
import { MessageCards } from './message.cards';
import { MessageChannels } from './message.channels';
import { MessageConsents } from './message.consents';
import { MessageRow } from './message.entity';
import { contentOf, MessageGate } from './message.gate';
import { workThrough } from './message.lane';
import { MessageTroubles } from './message.troubles';
import { withdrawals } from './message.withdrawal';
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
 * Carries messages to telephones and chats, after the commit and outside every request. The delivery rows are the queue: each
 * step begins with a conditional update, so that several processes may work on them. What may have left is never sent
 * again (docs/adr/0011-one-text-message-at-most.md). Each way has its own line, so that a slow provider holds up nobody
 * else's, and in it each person's messages go one after another.
 */
@Singleton()
export class MessageSender {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() clock: Clock;
  @Inject() channels: MessageChannels;
  @Inject() addresses: MessageAddresses;
  @Inject() gate: MessageGate;
  @Inject() consents: MessageConsents;
  @Inject() cards: MessageCards;
  @Inject() troubles: MessageTroubles;

  private timer: NodeJS.Timeout | undefined;
  private readonly busy = new Map<DeliveryChannel, Promise<void>>();
  private changing: Promise<void> | undefined;
  private closed = false;

  /** Without any way besides the inbox there is nothing to wait for. */
  start(): void {
    if (!this.channels.hasAny) return;
    this.timer ??= setInterval(() => this.wake(), pollMs);
    this.wake();
  }

  private wake(): void {
    if (this.closed) return;
    // The database may be away for a moment; what is due stays due.
    for (const channel of DeliveryChannel.options) void this.drain(channel).catch(() => undefined);
    void this.changeCards().catch(() => undefined);
  }

  /** Works on everything due now; tests wait for it. */
  async settle(): Promise<void> {
    // What the timer began may have looked already.
    await Promise.allSettled([...this.busy.values(), this.changing]);
    await Promise.all(DeliveryChannel.options.map((channel) => this.drain(channel)));
    await this.changeCards();
  }

  /** Beside the lines: hundreds of cards that say what became of a matter hold up no card of the next one. */
  private changeCards(): Promise<void> {
    this.changing ??= this.cards
      .drain(() => this.closed)
      .finally(() => {
        this.changing = undefined;
      });
    return this.changing;
  }

  private drain(channel: DeliveryChannel): Promise<void> {
    const known = this.busy.get(channel);
    if (known) return known;
    const begun = this.line(channel).finally(() => this.busy.delete(channel));
    this.busy.set(channel, begun);
    return begun;
  }

  private async line(channel: DeliveryChannel): Promise<void> {
    await workThrough<MessageDelivery>({
      due: (busy) =>
        this.database.reader.manager.find(MessageDelivery, {
          where: { channel, dueAt: LessThanOrEqual(this.clock.now()), personId: Not(In([...busy])) },
          // Whatever waits: what somebody's safety hangs on goes first.
          order: { priority: 'ASC', dueAt: 'ASC', id: 'ASC' },
          take: batch,
        }),
      keyOf: ({ personId }) => personId,
      step: (row) => this.step(row).catch((error) => this.postpone(row, error)),
      isClosed: () => this.closed,
    });
  }

  /** Something of ours is broken about this one; the others must not wait for it. */
  private async postpone(row: MessageDelivery, error: unknown): Promise<void> {
    log.error('message.not_sent', { deliveryId: row.id }, error);
    await this.change(row, { state: row.state, code: 'internal', dueAt: this.clock.now() + brokenPauseMs });
  }

  private async step(row: MessageDelivery): Promise<void> {
    const channel = this.channels.of(row.channel);
    if (!channel) return void (await this.change(row, { state: 'not_connected', code: 'channel_missing' }));
    if (row.state === 'waiting') {
      // What was put off when a provider's limit was reached gets the next place, not the repetition of something else.
      const urgent = await this.moreUrgent(row);
      if (urgent) await this.send(urgent, channel);
      return this.send(row, channel);
    }
    // A process died between intent and answer.
    if (row.state === 'sending') return void (await this.change(row, interrupted(this.clock.now())));
    return this.trace(row, channel);
  }

  /** What somebody's safety hangs on, still waiting for the same person by the same way. Nothing else is ever brought forward. */
  private async moreUrgent({
    personId,
    channel,
    priority,
  }: MessageDelivery): Promise<MessageDelivery | null> {
    if (priority === 0) return null;
    const waiting = { personId, channel, state: 'waiting' as const, priority: 0 };
    return this.database.reader.manager.findOne(MessageDelivery, { where: waiting, order: { id: 'ASC' } });
  }

  private async send(row: MessageDelivery, channel: MessageChannel): Promise<void> {
    const message = await this.database.reader.manager.findOneByOrFail(MessageRow, { id: row.messageId });
    const { kind } = message;
    if (!channel.knows(kind))
      return void (await this.change(row, { state: 'not_connected', code: 'no_template' }));
    const now = this.clock.now();
    const card = { ...message, title: rungTitle(message.title, await this.countOf(row), row.createdAt) };
    const content = contentOf(card);
    const stopped = await this.gate.check(row, content, now);
    if (stopped) return void (await this.change(row, stopped));
    const address = await this.addresses.of(row, kind).catch((error) => this.unasked(row, error));
    if (address === null) return;
    if ('missing' in address)
      return void (await this.change(row, { state: 'failed', code: address.missing }));
    const { to } = address;
    const attempts = row.attempts + 1;
    const claimed: MessageDelivery = {
      ...row,
      state: 'sending',
      content,
      attempts,
      triedAt: now,
      dueAt: now + claimMs,
    };
    const isOurs = await this.write(row, claimed, async (tx) => {
      if (row.channel === 'dingtalk_card') await this.cards.begin(tx, row, message, to);
    });
    if (!isOurs) return;
    const sent = await channel.send({ deliveryId: row.id, to, kind, card });
    const isWritten = await this.change(claimed, this.afterSending(claimed, sent), async (tx) => {
      if (row.channel === 'wechat_subscribe') await this.consents.account(tx, row, kind, sent);
    });
    if (!isWritten && sent.outcome === 'later') await this.endWithdrawn(claimed);
  }

  /** Which ring of its message this is on its way, from 1 on. */
  private async countOf({ messageId, channel, createdAt }: MessageDelivery): Promise<number> {
    const before = { messageId, channel, createdAt: LessThan(createdAt) };
    return (await this.database.reader.manager.countBy(MessageDelivery, before)) + 1;
  }

  /** Nobody needed it any more by the time the provider had not taken it. */
  private async endWithdrawn({ id, attempts }: MessageDelivery): Promise<void> {
    const marked = { id, attempts, state: 'sending' as const, code: In([...withdrawals]) };
    const at = this.clock.now();
    await this.work.run(systemCtx(at, `message-${id}`), async (tx) => {
      const ended = { state: 'withdrawn' as const, dueAt: null, settledAt: at };
      const { affected } = await tx.manager.update(MessageDelivery, marked, ended);
      if (affected === 1) await this.consents.giveBack(tx, [id]);
    });
  }

  /** The platform could not say who this is; nothing has been sent. */
  private async unasked(row: MessageDelivery, error: unknown): Promise<null> {
    if (!(error instanceof OutsideError)) throw error;
    await this.change(row, this.afterSending(row, { outcome: 'later', code: error.code }));
    return null;
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
  private async trace(row: MessageDelivery, channel: MessageChannel): Promise<void> {
    const triedAt = row.triedAt ?? row.createdAt;
    const receipts = await this.ask(row, channel, triedAt - clockToleranceMs);
    if (receipts === null) return this.endUntraced(row);
    const receipt = receipts === 'no answer' ? null : await this.receiptOf(row, receipts);
    if (receipt) {
      const isDelivered = receipt.isDelivered || (receipt.isRepeat === true && row.attempts > 1);
      const code = isDelivered ? null : receipt.description.slice(0, 80) || 'FAIL';
      const state = isDelivered ? 'delivered' : 'failed';
      return void (await this.change(row, { state, code, serialNo: receipt.serialNo || row.serialNo }));
    }
    const now = this.clock.now();
    const pause = askAgainAfter(now - triedAt, receipts === 'no answer');
    if (pause === null) return this.endUntraced(row);
    await this.change(row, { state: row.state, dueAt: now + pause });
  }

  private async ask(row: MessageDelivery, channel: MessageChannel, since: number) {
    try {
      const to = await this.addresses.toTrace(row);
      const inquiry: Inquiry | null = to === null ? null : { to, since, serialNo: row.serialNo };
      return inquiry && (await channel.receipts(inquiry));
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

  private change(
    row: MessageDelivery,
    change: Change,
    also: (tx: Transaction) => Promise<void> = async () => undefined,
  ): Promise<boolean> {
    const dueAt = change.dueAt ?? null;
    const settledAt = dueAt === null ? this.clock.now() : null;
    return this.write(row, { ...row, ...change, dueAt, settledAt }, also);
  }

  /** Only if the row still is as it was read; whoever comes second leaves it alone. */
  private write(
    before: MessageDelivery,
    after: MessageDelivery,
    also: (tx: Transaction) => Promise<void>,
  ): Promise<boolean> {
    const { id, state, attempts, dueAt, code } = before;
    // Marked as not needed any more while it was leaving: then it does not begin to wait again.
    const unmarked = after.state === 'waiting' ? { code: code ?? IsNull() } : {};
    const asRead = { id, state, attempts, dueAt: dueAt ?? IsNull(), ...unmarked };
    return this.work.run(systemCtx(this.clock.now(), `message-${id}`), async (tx) => {
      const { affected } = await tx.manager.update(MessageDelivery, asRead, after);
      if (affected !== 1) return false;
      await also(tx);
      if (after.dueAt === null) await this.troubles.judge(tx, after);
      return true;
    });
  }

  @Destroy()
  async close(): Promise<void> {
    this.closed = true;
    clearInterval(this.timer);
    await Promise.allSettled([...this.busy.values(), this.changing]);
  }
}

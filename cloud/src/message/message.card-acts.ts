import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import { z } from '@lifttrust/shared-types/kernel/zod';
import { Inject, Singleton } from '@midwayjs/core';
import type { StreamedCallback } from '../adapters/directory/stream';
import { systemCtx } from '../kernel/actor';
import { Clock } from '../kernel/clock';
import { isUniqueViolation } from '../kernel/database-errors';
import { env } from '../kernel/env';
import { log } from '../kernel/log';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { MessageCard } from './message-card.entity';
import { MessageCardAct } from './message-card-act.entity';

/** DingTalk's clock and ours may differ so much; what is older was caught and sent again. */
const windowMs = 5 * 60_000;

const Told = z.object({
  type: z.literal('actionCallback').default('actionCallback'),
  outTrackId: z.string().min(1).max(64),
  corpId: z.string().max(100),
  userId: z.string().min(1).max(64),
  content: z.string().max(20_000),
});
const Content = z.object({
  cardPrivateData: z.object({
    actionIds: z.array(z.string().min(1).max(60)).min(1).max(5),
    params: z.record(z.string(), z.unknown()).default({}),
  }),
});

export interface Pressed {
  timestamp: string;
  signature: string;
  body: unknown;
}

/** What a card shows from now on, as DingTalk takes it. */
const shownAs = (shown: { outcome: string; state: string }) => ({
  cardUpdateOptions: { updateCardDataByKey: true },
  cardData: { cardParamMap: shown },
});
type Shown = ReturnType<typeof shownAs>;

const refused = () => new AppError('forbidden', 'message.card_refused', '签名不对，没有受理。');

/**
 * Buttons pressed on cards, as DingTalk tells them. The signature is an HMAC of the timestamp alone and does not cover
 * the body: it counts for minutes and for one body, the card must be ours and shown to whoever presses, and each action
 * on a card happens once. Whoever acts on it listens to `message.card_acted` and asks again what that person may do.
 * Over a stream nothing is signed: the connection is ours, opened with our secret; all else is looked at alike.
 * @basis DingTalk open platform, 互动卡片回调 (x-ddpaas-signature), Stream 模式
 */
@Singleton()
export class MessageCardActs {
  @Inject() work: UnitOfWork;
  @Inject() clock: Clock;

  /** By HTTP. Gives what the card shows from now on. @throws forbidden `message.card_refused`; not_found */
  async press({ timestamp, signature, body }: Pressed): Promise<Shown> {
    this.mustBeSigned(timestamp, signature);
    return this.acted(signature, body);
  }

  /** Over a stream: each message counts once, however often it comes. Null: not believed. */
  async hear({ messageId, sentAt, body }: StreamedCallback): Promise<Shown | null> {
    try {
      if (messageId === '') throw refused();
      this.mustBeOfNow(sentAt);
      return await this.acted(createHash('sha256').update(`stream ${messageId}`).digest('hex'), body);
    } catch (error) {
      if (!(error instanceof AppError) || error.kind === 'internal') throw error;
      log.warn('message.card_refused', { code: error.code });
      return null;
    }
  }

  private async acted(signature: string, body: unknown): Promise<Shown> {
    const told = Told.safeParse(body);
    const content = told.success ? Content.safeParse(readJson(told.data.content)) : null;
    if (!told.success || !content?.success) throw refused();
    const { outTrackId, corpId, userId } = told.data;
    if (corpId !== env().dingtalk?.corpId) throw refused();
    const { actionIds, params } = content.data.cardPrivateData;
    const act = {
      signature,
      cardId: outTrackId,
      action: actionIds.join(',').slice(0, 60),
      content: createHash('sha256').update(JSON.stringify(body)).digest('hex'),
    };
    const shown = await this.work
      .run(systemCtx(this.clock.now(), `card-${outTrackId}`.slice(0, 40)), (tx) =>
        this.take(tx, act, userId, params),
      )
      .catch((error: unknown) => {
        // Two processes heard the same at once: the other one acts.
        if (isUniqueViolation(error)) return { outcome: '', state: 'open' };
        throw error;
      });
    return shownAs(shown);
  }

  private async take(
    tx: Transaction,
    act: Pick<MessageCardAct, 'signature' | 'cardId' | 'action' | 'content'>,
    userId: string,
    params: Record<string, unknown>,
  ): Promise<{ outcome: string; state: string }> {
    const { cardId, action } = act;
    const card = await tx.manager.findOneBy(MessageCard, { id: cardId });
    if (!card || card.userId !== userId) throw AppError.notFound();
    const known = await tx.manager.findOneBy(MessageCardAct, { signature: act.signature });
    if (known && known.content !== act.content) throw refused();
    const isDone = known ?? (await tx.manager.findOneBy(MessageCardAct, { cardId, action }));
    if (!isDone && card.outcome === null) {
      await tx.manager.insert(MessageCardAct, { ...act, receivedAt: tx.at });
      const { subjectId, kind, personId } = card;
      await tx.audit('message.card_pressed', 'message', card.messageId, { action });
      await tx.emit('message.card_acted', { cardId, subjectId, kind, personId, action, params });
    }
    return { outcome: card.outcome ?? '', state: card.outcome === null ? 'open' : 'done' };
  }

  private mustBeSigned(timestamp: string, signature: string): void {
    const secret = env().dingtalkMessages?.cardSecret;
    if (!secret) throw refused();
    const expected = createHmac('sha256', secret).update(timestamp).digest();
    const given = Buffer.from(signature, 'base64');
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw refused();
    if (signature !== expected.toString('base64')) throw refused();
    this.mustBeOfNow(timestamp);
  }

  private mustBeOfNow(timestamp: string): void {
    if (!/^\d{10,16}$/.test(timestamp)) throw refused();
    if (Math.abs(this.clock.now() - Number(timestamp)) > windowMs) throw refused();
  }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import { z } from '@lifttrust/shared-types/kernel/zod';
import { Controller, Inject, Post } from '@midwayjs/core';
import type { Context } from '@midwayjs/koa';
import { type AddressBookEvent, eventOf } from '../adapters/directory/address-book-event';
import { Clock } from '../kernel/clock';
import { DirectoryInbox } from './directory.inbox';

const Query = z.object({
  msg_signature: z.string().optional(),
  signature: z.string().optional(),
  timestamp: z.string().optional(),
  timeStamp: z.string().optional(),
  nonce: z.string().max(100),
});
const Body = z.object({ encrypt: z.string().min(1).max(100_000) });
const Told = z.object({ EventType: z.string(), CorpId: z.string().optional() });

/** The same words for everything that is not believed: who forges learns nothing. */
const refusal = () => new AppError('unauthenticated', 'directory.callback_refused', '回调校验没有通过。');

@Controller('/api')
export class DirectoryEventsController {
  @Inject() inbox: DirectoryInbox;
  @Inject() clock: Clock;

  /** Raw: DingTalk's encrypted callback; the answer is the encrypted word `success`. */
  @Post('/platforms/dingtalk/events')
  async receive(koa: Context) {
    const crypto = this.inbox.crypto();
    if (!crypto) throw AppError.notFound('kernel.no_such_path', '没有这个地址。');
    const [query, body] = [Query.safeParse({ ...koa.query }), Body.safeParse(koa.request.body)];
    if (!query.success || !body.success) throw this.refuse('shape');
    const signature = query.data.msg_signature ?? query.data.signature ?? '';
    const timestamp = query.data.timestamp ?? query.data.timeStamp ?? '';
    const { encrypt } = body.data;
    const opened = crypto.open({ signature, timestamp, nonce: query.data.nonce, encrypt });
    if ('disbelief' in opened) throw this.refuse(opened.disbelief);
    if (!this.inbox.isOfNow(timestamp)) throw this.refuse('time');
    const event = this.read(opened.text);
    if (!(await this.inbox.takeCallback(signature, event))) throw this.refuse('replay');
    return crypto.seal('success', this.clock.now());
  }

  /** Null: a trial call of DingTalk's, or about something that does not concern the address book. */
  private read(text: string): AddressBookEvent | null {
    const told = Told.safeParse(parsed(text));
    if (!told.success) throw this.refuse('shape');
    const { EventType: kind, CorpId: corpId } = told.data;
    if (corpId !== undefined && !this.inbox.isOurs(corpId)) throw this.refuse('corporation');
    return eventOf(kind, parsed(text), { corpId: corpId ?? '' });
  }

  private refuse(why: string): AppError {
    this.inbox.refused(why);
    return refusal();
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

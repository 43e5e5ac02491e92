import { z } from '@lifttrust/shared-types/kernel/zod';
import WebSocket from 'ws';
import type { DingtalkAccess } from '../../kernel/env.dingtalk';
import { type AddressBookEvent, eventOf } from './address-book-event';

/** A way of hearing of events over a connection that we open. */
export interface EventStream {
  readonly isOpen: boolean;
  open(): void;
  close(): Promise<void>;
}

/** Must keep the event before it returns: what was thanked for does not come again. */
export type OnEvent = (event: AddressBookEvent) => Promise<void>;

/** A button pressed on a card; `sentAt` as DingTalk tells it, milliseconds as text. */
export interface StreamedCallback {
  messageId: string;
  sentAt: string;
  body: unknown;
}
/** Gives what the card shows from now on; null: not believed. */
export type OnCard = (callback: StreamedCallback) => Promise<object | null>;

/** Where a stream brings what it hears; without `card` it does not ask for cards. */
export interface StreamEars {
  event: OnEvent;
  card: OnCard | null;
}

const Ticket = z.object({ endpoint: z.string().min(1), ticket: z.string().min(1) });
const Frame = z.object({
  type: z.string(),
  headers: z.object({
    messageId: z.string().optional(),
    topic: z.string().optional(),
    time: z.union([z.string(), z.number()]).optional(),
    eventType: z.string().optional(),
    eventId: z.string().optional(),
    eventCorpId: z.string().optional(),
    eventBornTime: z.union([z.string(), z.number()]).optional(),
  }),
  data: z.string().default('{}'),
});
type Frame = z.output<typeof Frame>;

/** @basis DingTalk open platform, 互动卡片 事件回调, Stream 模式 */
const cardTopic = '/v1.0/card/instances/callback';
const firstPauseMs = 1000;
const longestPauseMs = 60_000;
/** A connection without a sign of life for so long is dead, whatever the network says. */
const aliveMs = 60_000;

/**
 * DingTalk's Stream mode: a ticket by HTTP, then a WebSocket over which frames come, each of which is acknowledged.
 * @basis DingTalk open platform, Stream 模式协议接入说明 (POST /v1.0/gateway/connections/open)
 */
export class DingtalkStream implements EventStream {
  private socket: WebSocket | null = null;
  private retry: NodeJS.Timeout | undefined;
  private watch: NodeJS.Timeout | undefined;
  private attempts = 0;
  private isWanted = false;
  private under: Promise<void> = Promise.resolve();

  constructor(
    private readonly access: Pick<DingtalkAccess, 'appKey' | 'appSecret' | 'api'>,
    private readonly ears: StreamEars,
    private readonly told: (what: 'open' | 'lost' | 'not_opened' | 'not_kept', error?: unknown) => void,
    private readonly timeoutMs: number,
  ) {}

  get isOpen(): boolean {
    return this.socket?.readyState === WebSocket.OPEN;
  }

  open(): void {
    this.isWanted = true;
    void this.connect();
  }

  async close(): Promise<void> {
    this.isWanted = false;
    clearTimeout(this.retry);
    clearTimeout(this.watch);
    this.socket?.close();
    await this.under;
  }

  private async connect(): Promise<void> {
    try {
      const { endpoint, ticket } = await this.ticket();
      if (!this.isWanted) return;
      const address = new URL(endpoint);
      address.searchParams.set('ticket', ticket);
      this.attach(new WebSocket(address, { handshakeTimeout: this.timeoutMs, maxPayload: 1_048_576 }));
    } catch (error) {
      this.told('not_opened', error);
      this.again();
    }
  }

  private async ticket(): Promise<z.output<typeof Ticket>> {
    const { appKey: clientId, appSecret: clientSecret, api } = this.access;
    const subscriptions = [
      { type: 'EVENT', topic: '*' },
      ...(this.ears.card ? [{ type: 'CALLBACK', topic: cardTopic }] : []),
    ];
    const response = await fetch(new URL('/v1.0/gateway/connections/open', api), {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ clientId, clientSecret, subscriptions, ua: 'lifttrust' }),
      signal: AbortSignal.timeout(this.timeoutMs),
    });
    if (response.status !== 200) throw new Error(`gateway answered ${response.status}`);
    return Ticket.parse(await response.json());
  }

  private attach(socket: WebSocket): void {
    this.socket = socket;
    socket.on('open', () => {
      this.attempts = 0;
      this.told('open');
      this.heard(socket);
    });
    socket.on('ping', () => this.heard(socket));
    socket.on('message', (data) => {
      this.heard(socket);
      // One after another: an acknowledgement says that what came before is kept too.
      this.under = this.under.then(() => this.receive(socket, String(data))).catch(() => undefined);
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearTimeout(this.watch);
      if (this.socket === socket) this.socket = null;
      if (this.isWanted) this.told('lost');
      this.again();
    });
  }

  private heard(socket: WebSocket): void {
    clearTimeout(this.watch);
    this.watch = setTimeout(() => socket.terminate(), aliveMs);
    this.watch.unref();
  }

  private again(): void {
    if (!this.isWanted) return;
    clearTimeout(this.retry);
    const pause = Math.min(firstPauseMs * 2 ** this.attempts, longestPauseMs);
    this.attempts += 1;
    this.retry = setTimeout(() => void this.connect(), pause * (0.5 + Math.random() / 2));
    this.retry.unref();
  }

  private async receive(socket: WebSocket, text: string): Promise<void> {
    const frame = frameOf(text);
    if (!frame) return;
    const { topic } = frame.headers;
    if (frame.type === 'SYSTEM' && topic === 'ping') return this.answer(socket, frame, frame.data);
    // The gateway moves us elsewhere: nothing more comes here, a new connection is opened.
    if (frame.type === 'SYSTEM' && topic === 'disconnect') return socket.close();
    if (frame.type === 'CALLBACK' && topic === cardTopic) return this.pressed(socket, frame);
    if (frame.type !== 'EVENT') return;
    const isKept = await this.keep(frame);
    this.answer(
      socket,
      frame,
      JSON.stringify(isKept ? { status: 'SUCCESS', message: '' } : { status: 'LATER', message: '' }),
    );
  }

  /** False: not kept, DingTalk shall send it again. */
  private async keep(frame: Frame): Promise<boolean> {
    const { eventType = '', eventId: id, eventCorpId: corpId = '', eventBornTime } = frame.headers;
    const event = eventOf(eventType, parsed(frame.data), {
      id,
      corpId,
      bornAt: Number(eventBornTime) || undefined,
    });
    if (!event) return true;
    try {
      await this.ears.event(event);
      return true;
    } catch (error) {
      this.told('not_kept', error);
      return false;
    }
  }

  /** The same words for everything that is not believed; after trouble of ours DingTalk may ask again. */
  private async pressed(socket: WebSocket, frame: Frame): Promise<void> {
    const { messageId = '', time = '' } = frame.headers;
    const callback = { messageId, sentAt: String(time), body: parsed(frame.data) };
    try {
      const response = (await this.ears.card?.(callback)) ?? null;
      this.answer(socket, frame, JSON.stringify(response ? { response } : {}), response ? 200 : 400);
    } catch (error) {
      this.told('not_kept', error);
      this.answer(socket, frame, '{}', 500);
    }
  }

  private answer(socket: WebSocket, { headers: { messageId } }: Frame, data: string, code = 200): void {
    if (socket.readyState !== WebSocket.OPEN) return;
    const headers = { contentType: 'application/json', messageId };
    socket.send(JSON.stringify({ code, headers, message: code === 200 ? 'OK' : 'refused', data }));
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function frameOf(text: string): Frame | null {
  const read = Frame.safeParse(parsed(text));
  return read.success ? read.data : null;
}

import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { beatMs, type LiveSaid, liveCloseCodes, livePath } from '@lifttrust/shared-types/live/live.protocol';
import { Inject, Singleton } from '@midwayjs/core';
import { WebSocketServer } from 'ws';
import { ActorSource } from '../kernel/actor';
import { clientAddress } from '../kernel/client-address';
import { Clock } from '../kernel/clock';
import { env } from '../kernel/env';
import { log } from '../kernel/log';
import { Requests } from '../kernel/requests';
import type { LiveGuard, LiveMayHear } from './live.guard';
import { LiveListener } from './live.listener';

/** All together, whatever the addresses: beyond, pages ask by HTTP. */
const mostSockets = 20_000;
const minuteMs = 60_000;
/** Within a minute an address may open so many times as many as it may hold. */
const openedTimes = 4;
/** So many sockets at a time, then requests have their turn. */
const slice = 500;
const mostBytes = 8192;

/** The open sockets of this process: who may open one, who listens to what, and who no longer answers. */
@Singleton()
export class LiveSockets {
  @Inject() actors: ActorSource;
  @Inject() clock: Clock;
  @Inject() requests: Requests;

  readonly guards = new Map<string, LiveGuard>();
  private readonly listeners = new Set<LiveListener>();
  private readonly byTopic = new Map<string, Set<LiveListener>>();
  private readonly held = new Map<string, number>();
  private readonly opened = new Map<string, number>();
  private readonly ways = new WebSocketServer({
    noServer: true,
    maxPayload: mostBytes,
    perMessageDeflate: false,
    clientTracking: false,
  });
  private beating: NodeJS.Timeout | undefined;
  private forgetting: NodeJS.Timeout | undefined;
  private closed = false;
  private droppedCount = 0;

  /** How many stand open. */
  get open(): number {
    return this.listeners.size;
  }

  /** How many were dropped because they did not take what they were sent, or no longer answered. */
  get dropped(): number {
    return this.droppedCount;
  }

  /** Takes the sockets of a server that the service listens with. */
  attach(server: Server): void {
    server.on('upgrade', (request, socket, head) => this.upgrade(request, socket, head));
    this.beating ??= setInterval(() => void this.beat(), beatMs).unref();
    this.forgetting ??= setInterval(() => this.opened.clear(), minuteMs).unref();
  }

  private upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy());
    const address = addressOf(request);
    const status = this.refusal(request, address);
    if (status) {
      socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
      return;
    }
    this.ways.handleUpgrade(request, socket, head, (way) => {
      this.held.set(address, (this.held.get(address) ?? 0) + 1);
      const listener = new LiveListener(way, {
        actorOf: (token) => this.actors.from(token, this.clock.now()),
        mayHear: (topic, actor, token) => this.mayHear(topic, actor, token),
        joined: (topic) => this.join(topic, listener),
        left: (topic) => this.part(topic, listener),
        gone: (wasDropped) => this.gone(listener, address, wasDropped),
      });
      this.listeners.add(listener);
    });
  }

  /** The HTTP answer to whoever is not let in; null for whoever is. */
  private refusal(request: IncomingMessage, address: string): string | null {
    if (request.url?.split('?')[0] !== livePath) return '404 Not Found';
    // Secrets in an address end in the logs of every proxy on the way.
    if (request.url !== livePath) return '400 Bad Request';
    if (this.closed || this.requests.isClosing || this.listeners.size >= mostSockets)
      return '503 Service Unavailable';
    const { sockets: most } = env().limits;
    if (most === null) return null;
    const opened = (this.opened.get(address) ?? 0) + 1;
    this.opened.set(address, opened);
    const isTooMany = (this.held.get(address) ?? 0) >= most || opened > most * openedTimes;
    return isTooMany ? '429 Too Many Requests' : null;
  }

  private mayHear: LiveMayHear = async (topic, actor, token) => {
    const [prefix = '', id = ''] = topic.split(':');
    const guard = this.guards.get(prefix);
    if (!guard) return false;
    try {
      return await guard({ id, actor, token, at: this.clock.now() });
    } catch (error) {
      // A database that is away is no reason to let anybody in; the page asks by HTTP and hears what is wrong.
      log.warn('live.guard_failed', { prefix }, error);
      return false;
    }
  };

  private join(topic: string, listener: LiveListener): void {
    const others = this.byTopic.get(topic) ?? new Set();
    this.byTopic.set(topic, others.add(listener));
  }

  private part(topic: string, listener: LiveListener): void {
    const others = this.byTopic.get(topic);
    others?.delete(listener);
    if (others?.size === 0) this.byTopic.delete(topic);
  }

  private gone(listener: LiveListener, address: string, wasDropped: boolean): void {
    if (!this.listeners.delete(listener)) return;
    for (const topic of listener.topics) this.part(topic, listener);
    const left = (this.held.get(address) ?? 1) - 1;
    if (left > 0) this.held.set(address, left);
    else this.held.delete(address);
    if (wasDropped) this.droppedCount += 1;
  }

  /** Tells whoever listens here. */
  deliver(topic: string, version: number): void {
    const listeners = this.byTopic.get(topic);
    if (listeners) this.tell([...listeners], { news: topic, version });
  }

  /** News may have been lost on their way here: every page asks once. */
  tellMissed(): void {
    this.tell([...this.listeners], { missed: true });
  }

  private tell(listeners: LiveListener[], said: LiveSaid): void {
    const bytes = Buffer.from(JSON.stringify(said));
    const next = (from: number): void => {
      for (const listener of listeners.slice(from, from + slice)) listener.send(bytes);
      if (from + slice < listeners.length) setImmediate(next, from + slice);
    };
    next(0);
  }

  private async beat(): Promise<void> {
    const bytes = Buffer.from(JSON.stringify({ beat: true } satisfies LiveSaid));
    for (const listener of [...this.listeners]) {
      listener.beat(bytes);
      await listener.checkAgain();
    }
  }

  /** Asks of every socket here whether it may still hear what it hears. */
  async checkAll(): Promise<void> {
    for (const listener of [...this.listeners]) await listener.check();
  }

  /** Takes no more and says goodbye to all; their pages come back to a process that stays. */
  close(): void {
    this.closed = true;
    clearInterval(this.beating);
    clearInterval(this.forgetting);
    for (const listener of [...this.listeners]) listener.close(liveCloseCodes.restart);
  }

  /** At the very end: whoever has not answered the goodbye. */
  cut(): void {
    this.close();
    for (const listener of [...this.listeners]) listener.drop();
  }
}

const addressOf = (request: IncomingMessage): string =>
  clientAddress({ req: request, get: (name) => String(request.headers[name.toLowerCase()] ?? '') });

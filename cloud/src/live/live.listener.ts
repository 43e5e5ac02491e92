import { LiveAsked } from '@lifttrust/shared-types/live/live.contract';
import { type LiveSaid, liveCloseCodes, mostTopics } from '@lifttrust/shared-types/live/live.protocol';
import type { RawData, WebSocket } from 'ws';
import type { Actor } from '../kernel/actor';
import { log } from '../kernel/log';
import type { LiveMayHear } from './live.guard';

const firstWordMs = 10_000;
/** Whoever lets this many bytes lie has stopped reading. */
const mostWaitingBytes = 64 * 1024;
const mostMessagesPerMinute = 60;
const mostRefused = 20;
const checkEveryMs = 5 * 60_000;

interface Around {
  actorOf(token: string): Promise<Actor | null>;
  mayHear: LiveMayHear;
  joined(topic: string): void;
  left(topic: string): void;
  gone(wasDropped: boolean): void;
}

/** One open socket: what it may hear, and whether anybody is still there. */
export class LiveListener {
  /** By topic the reporter's token under which it is heard. */
  private readonly heard = new Map<string, string | null>();
  private session: string | null = null;
  private spoke = false;
  private isAlive = true;
  private wasDropped = false;
  private refused = 0;
  private messages = 0;
  private minute = 0;
  private checkedAt = performance.now();
  private turn: Promise<void> = Promise.resolve();
  private readonly silence: NodeJS.Timeout;

  constructor(
    private readonly way: WebSocket,
    private readonly around: Around,
  ) {
    this.silence = setTimeout(() => {
      if (!this.spoke) this.close(liveCloseCodes.unintelligible);
    }, firstWordMs).unref();
    way.on('message', (data, isBinary) => this.take(data, isBinary));
    way.on('pong', () => {
      this.isAlive = true;
    });
    way.on('error', () => this.drop());
    way.once('close', () => {
      clearTimeout(this.silence);
      this.around.gone(this.wasDropped);
    });
  }

  get topics(): string[] {
    return [...this.heard.keys()];
  }

  /** Sends what is ready as bytes; whoever does not read is dropped and comes back when they can. */
  send(bytes: Buffer): void {
    if (this.way.readyState !== this.way.OPEN) return;
    if (this.way.bufferedAmount > mostWaitingBytes) this.drop();
    else this.way.send(bytes, { binary: false });
  }

  /** Says that the line stands, and drops a socket that has not answered the last time. */
  beat(bytes: Buffer): void {
    if (!this.isAlive) {
      this.drop();
      return;
    }
    this.isAlive = false;
    this.way.ping();
    this.send(bytes);
  }

  close(code: number): void {
    this.way.close(code);
  }

  drop(): void {
    this.wasDropped = true;
    this.way.terminate();
  }

  /** A session that has ended, or a right that was taken away, is heard no longer. */
  async checkAgain(): Promise<void> {
    if (performance.now() - this.checkedAt < checkEveryMs || this.heard.size === 0) return;
    await this.check();
  }

  /** Asks every guard anew; tells the page what it no longer hears. */
  async check(): Promise<void> {
    this.checkedAt = performance.now();
    const actor = await this.actor();
    const lost: string[] = [];
    for (const [topic, token] of this.heard)
      if (!(await this.around.mayHear(topic, actor, token))) lost.push(topic);
    if (lost.length === 0) return;
    for (const topic of lost) this.leave(topic);
    this.say({ listening: [], refused: lost });
  }

  private take(data: RawData, isBinary: boolean): void {
    this.isAlive = true;
    const asked = isBinary ? null : askedIn(String(data));
    if (!asked || this.isTooOften()) {
      this.close(asked ? liveCloseCodes.tooMany : liveCloseCodes.unintelligible);
      return;
    }
    this.spoke = true;
    // One after the other: a page that leaves right after listening must not stay.
    this.turn = this.turn
      .then(() => this.follow(asked))
      .catch((error: unknown) => {
        log.warn('live.asked_failed', {}, error);
        this.drop();
      });
  }

  private async follow({ session, listen, leave }: LiveAsked): Promise<void> {
    if (session) this.session = session;
    for (const topic of leave) this.leave(topic);
    if (listen.length === 0) return;
    const actor = await this.actor();
    const [listening, refused]: [string[], string[]] = [[], []];
    for (const { topic, token } of listen) {
      const isHeard = await this.hear(topic, actor, token ?? null);
      (isHeard ? listening : refused).push(topic);
    }
    this.say({ listening, refused });
    this.refused += refused.length;
    if (this.refused > mostRefused) this.close(liveCloseCodes.tooMany);
  }

  private async hear(topic: string, actor: Actor | null, token: string | null): Promise<boolean> {
    if (this.heard.size >= mostTopics && !this.heard.has(topic)) return false;
    const may = await this.around.mayHear(topic, actor, token);
    if (!may || this.way.readyState !== this.way.OPEN) return false;
    this.heard.set(topic, token);
    this.around.joined(topic);
    return true;
  }

  private leave(topic: string): void {
    if (this.heard.delete(topic)) this.around.left(topic);
  }

  /** Who is signed in now; nobody where the second factor is still awaited. */
  private async actor(): Promise<Actor | null> {
    const actor = this.session ? await this.around.actorOf(this.session) : null;
    return actor?.awaitsFactor ? null : actor;
  }

  private say(said: LiveSaid): void {
    this.send(Buffer.from(JSON.stringify(said)));
  }

  private isTooOften(): boolean {
    const minute = Math.floor(performance.now() / 60_000);
    this.messages = minute === this.minute ? this.messages + 1 : 1;
    this.minute = minute;
    return this.messages > mostMessagesPerMinute;
  }
}

function askedIn(text: string): LiveAsked | null {
  try {
    const read = LiveAsked.safeParse(JSON.parse(text));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}

import { beatMs, type LiveSaid } from './live.protocol';

/** What a platform lends: a socket, and a timer (this package knows neither browser nor phone). */
export interface LiveWire {
  /** Opens a socket; each of the three is called at most in this order, `closed` also where it never opened. */
  open(told: { opened(): void; text(text: string): void; closed(): void }): {
    send(text: string): void;
    close(): void;
  };
  /** Calls `act` after so many milliseconds; the answer stops it. */
  after(ms: number, act: () => void): () => void;
  /** 0 ≤ n < 1. */
  random(): number;
  /** The present session's token; null where nobody is signed in. */
  session(): string | null;
}

export interface LiveWish {
  topic: string;
  /** A reporter's token, where the topic is heard without signing in. */
  token?: string | undefined;
  /** How often to ask while the line is cut, milliseconds. */
  pollMs: number;
}

/** `live`: told at once. `polling`: the line is cut, so the page asks from time to time. */
export type LiveState = 'live' | 'polling';

interface Heard {
  wish: LiveWish;
  tell: () => void;
  state: (state: LiveState) => void;
  now: LiveState;
  stopPoll: () => void;
  /** Set while news may be told no sooner. */
  resting: (() => void) | null;
  waits: boolean;
}

/** Though the line stands, something may get lost on the way: now and then a page asks all the same. */
const calmPollMs = 60_000;
/** A page reloads at most this often however fast the news come. */
const restMs = 400;
const firstPauseMs = 1000;
const longestPauseMs = 30_000;
const deafMs = beatMs * 3;
const lingerMs = 2000;

/**
 * One line to the service for all pages of an app: news over a socket while it stands, asking from time to time while
 * it does not. A page is told that something may have changed; it asks by HTTP what. So nothing is lost with a socket.
 */
export class LiveLine {
  private readonly heard = new Map<string, Set<Heard>>();
  private socket: ReturnType<LiveWire['open']> | null = null;
  private isOpen = false;
  private failures = 0;
  private stopPause: (() => void) | null = null;
  private stopWatch: () => void = () => {};
  private stopLinger: () => void = () => {};

  constructor(private readonly wire: LiveWire) {}

  /** Tells whenever something may have changed, and which way it is heard; the answer ends it. */
  listen(wish: LiveWish, tell: () => void, state: (state: LiveState) => void = () => {}): () => void {
    const one: Heard = { wish, tell, state, now: 'polling', stopPoll: () => {}, resting: null, waits: false };
    const others = this.heard.get(wish.topic) ?? new Set();
    this.heard.set(wish.topic, others.add(one));
    this.poll(one);
    state('polling');
    this.stopLinger();
    if (this.isOpen) this.ask([wish]);
    else this.connect();
    return () => this.leave(one);
  }

  /** The page is looked at again, or the network is back: no pause is waited for, and everything is asked once. */
  resume(): void {
    if (this.heard.size === 0) return;
    if (!this.socket) {
      this.failures = 0;
      this.connect();
    }
    this.tellAll();
  }

  /** Ends the line, for somebody who signs out. */
  close(): void {
    this.drop();
    for (const one of this.all()) this.stop(one);
    this.heard.clear();
  }

  private all(): Heard[] {
    return [...this.heard.values()].flatMap((some) => [...some]);
  }

  private leave(one: Heard): void {
    this.stop(one);
    const { topic } = one.wish;
    const others = this.heard.get(topic);
    others?.delete(one);
    if (others && others.size > 0) return;
    this.heard.delete(topic);
    if (this.isOpen) this.say({ leave: [topic] });
    // The next page often listens at once.
    if (this.heard.size > 0) return;
    this.stopLinger();
    this.stopLinger = this.wire.after(lingerMs, () => {
      if (this.heard.size === 0) this.drop();
    });
  }

  private stop(one: Heard): void {
    one.stopPoll();
    one.resting?.();
    one.resting = null;
    one.waits = false;
  }

  private connect(): void {
    if (this.socket) return;
    this.stopPause?.();
    this.stopPause = null;
    // Whoever closes on purpose takes the socket away first: then its end is no failure.
    const mine = this.wire.open({
      opened: () => this.socket === mine && this.opened(),
      text: (text) => this.socket === mine && this.read(text),
      closed: () => this.socket === mine && this.cut(),
    });
    this.socket = mine;
    this.watch();
  }

  private opened(): void {
    this.isOpen = true;
    this.ask([...this.heard.values()].flatMap((some) => [...some].slice(0, 1).map(({ wish }) => wish)));
  }

  private ask(wishes: LiveWish[]): void {
    const session = this.wire.session();
    const listen = wishes.map(({ topic, token }) => (token ? { topic, token } : { topic }));
    this.say(session ? { session, listen } : { listen });
  }

  private say(message: object): void {
    this.socket?.send(JSON.stringify(message));
  }

  /** Ends what says nothing for too long: a phone often does not learn that its line is gone. */
  private watch(): void {
    this.stopWatch();
    this.stopWatch = this.wire.after(deafMs, () => this.again());
  }

  private read(text: string): void {
    const said = saidIn(text);
    if (!said) return;
    this.watch();
    if ('news' in said) this.toTopic(said.news, (one) => this.news(one));
    else if ('missed' in said) this.tellAll();
    else if ('listening' in said) this.answered(said);
  }

  private answered({ listening, refused }: { listening: string[]; refused: string[] }): void {
    this.failures = 0;
    for (const topic of listening)
      this.toTopic(topic, (one) => {
        this.turn(one, 'live');
        // Between the page's last question and this moment something may have happened.
        this.news(one);
      });
    const lost = refused.filter((topic) =>
      [...(this.heard.get(topic) ?? [])].some(({ now }) => now === 'live'),
    );
    for (const topic of refused) this.toTopic(topic, (one) => this.turn(one, 'polling'));
    // It was heard until now: the session has been renewed or has ended; the present one is said anew.
    if (lost.length > 0) this.again();
  }

  private again(): void {
    const { socket } = this;
    this.cut();
    socket?.close();
  }

  private cut(): void {
    this.socket = null;
    this.isOpen = false;
    this.stopWatch();
    for (const one of this.all()) this.turn(one, 'polling');
    if (this.heard.size === 0) return;
    const most = Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(this.failures, 10));
    this.failures += 1;
    // Thousands whose lines were cut in the same moment must not come back in the same moment.
    this.stopPause?.();
    this.stopPause = this.wire.after(most * (0.3 + 0.7 * this.wire.random()), () => this.connect());
  }

  private drop(): void {
    const { socket } = this;
    this.socket = null;
    this.isOpen = false;
    this.stopPause?.();
    this.stopPause = null;
    this.stopWatch();
    this.stopLinger();
    socket?.close();
  }

  private turn(one: Heard, state: LiveState): void {
    if (one.now === state) return;
    one.now = state;
    one.state(state);
    this.poll(one);
  }

  private poll(one: Heard): void {
    one.stopPoll();
    const every = one.now === 'live' ? calmPollMs : one.wish.pollMs;
    one.stopPoll = this.wire.after(every * (0.8 + 0.4 * this.wire.random()), () => {
      this.poll(one);
      one.tell();
    });
  }

  private tellAll(): void {
    for (const one of this.all()) this.news(one);
  }

  private news(one: Heard): void {
    if (one.resting) {
      one.waits = true;
      return;
    }
    one.resting = this.wire.after(restMs, () => {
      one.resting = null;
      if (!one.waits) return;
      one.waits = false;
      this.news(one);
    });
    one.tell();
  }

  private toTopic(topic: string, act: (one: Heard) => void): void {
    for (const one of [...(this.heard.get(topic) ?? [])]) act(one);
  }
}

/** Null for what is no message of the service. */
function saidIn(text: string): LiveSaid | null {
  try {
    const said: unknown = JSON.parse(text);
    if (typeof said !== 'object' || said === null) return null;
    if ('news' in said && typeof said.news === 'string') return { news: said.news, version: 0 };
    if ('missed' in said) return { missed: true };
    if ('beat' in said) return { beat: true };
    if (!('listening' in said && 'refused' in said)) return null;
    return { listening: words(said.listening), refused: words(said.refused) };
  } catch {
    return null;
  }
}

const words = (list: unknown): string[] =>
  Array.isArray(list) ? list.filter((word): word is string => typeof word === 'string') : [];

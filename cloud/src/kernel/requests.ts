import type { Role } from '@lifttrust/shared-types/kernel/access';
import { Singleton } from '@midwayjs/core';
import type { Context } from '@midwayjs/koa';
import { log } from './log';
import { requestId } from './wire';

/** What is known of a request once its connection has nothing more to say. */
export interface FinishedRequest {
  method: string;
  /** The address with `:names` instead of values, so that there are only so many of them. */
  endpoint: string;
  /** What the client was told, also where the envelope hides it in a 200. */
  status: number;
  seconds: number;
  /** The connection ended before the answer had been written whole. */
  isCut: boolean;
}

/** What handlers leave on a request for its log line. */
export interface RequestNotes {
  endpoint?: string;
  role?: Role;
  refusal?: { code: string; status: number };
}

// Asked for every few seconds by load balancers.
const quiet = /^\/(api\/health\/|console\/|app\/)/;

/** Every request under way: one line in the log when it ends, and nobody closes the door on it. */
@Singleton()
export class Requests {
  private count = 0;
  private closing = false;
  private readonly listeners: ((request: FinishedRequest) => void)[] = [];
  private whenNone: (() => void)[] = [];

  /** How many are under way. */
  get underWay(): number {
    return this.count;
  }

  /** True from the moment the service has been told to stop. */
  get isClosing(): boolean {
    return this.closing;
  }

  onFinished(listener: (request: FinishedRequest) => void): void {
    this.listeners.push(listener);
  }

  begin(koa: Context, template: () => string): void {
    const started = performance.now();
    this.count += 1;
    // A connection that is kept alive would bring its next request to a closed door.
    if (this.closing) koa.set('connection', 'close');
    koa.res.once('close', () => {
      this.count -= 1;
      if (this.count === 0) for (const wake of this.whenNone.splice(0)) wake();
      this.finish(koa, template(), (performance.now() - started) / 1000);
    });
  }

  startClosing(): void {
    this.closing = true;
  }

  /** True when none is left; false when `withinMs` have passed and some are. */
  async none(withinMs: number): Promise<boolean> {
    if (this.count === 0) return true;
    let timer: NodeJS.Timeout | undefined;
    const over = new Promise<void>((done) => {
      timer = setTimeout(done, withinMs);
    });
    await Promise.race([new Promise<void>((done) => this.whenNone.push(done)), over]);
    clearTimeout(timer);
    return this.count === 0;
  }

  private finish(koa: Context, template: string, seconds: number): void {
    const notes: RequestNotes = koa.state;
    const endpoint = notes.endpoint ?? template;
    const status = notes.refusal?.status ?? koa.res.statusCode;
    const isCut = !koa.res.writableFinished;
    for (const listener of this.listeners) listener({ method: koa.method, endpoint, status, seconds, isCut });
    const level = status >= 500 ? 'warn' : quiet.test(endpoint) ? 'debug' : 'info';
    log[level]('request', {
      requestId: requestId(koa),
      method: koa.method,
      endpoint,
      status,
      ms: Math.round(seconds * 1000),
      role: notes.role,
      code: notes.refusal?.code,
      cut: isCut || undefined,
    });
  }
}

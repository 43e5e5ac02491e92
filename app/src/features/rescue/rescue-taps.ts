import { AppError, NetworkError } from '@lifttrust/shared-types/kernel/app-error';
import type { CallOptions } from '@lifttrust/shared-types/kernel/call';
import type { Entrapment } from '@lifttrust/shared-types/rescue/rescue.contract';
import { randomId } from '../../lib/random-id';
import { mayStillSucceed } from '../../outbox/queue';
import { device } from '../../platform/device';

const againMs = 3_000;

export type Step =
  | 'accept'
  | 'decline'
  | 'depart'
  | 'changeEta'
  | 'arrive'
  | 'confirmArrival'
  | 'start'
  | 'free'
  | 'startPlan'
  | 'restore';

/** What each tap is called where it has not been answered yet. */
export const stepWords: Record<Step, string> = {
  accept: '我去',
  decline: '不能去',
  depart: '出发',
  changeEta: '改到达时间',
  arrive: '我到了',
  confirmArrival: '救援人员到了',
  start: '开始救援',
  free: '人已救出',
  startPlan: '启动预案',
  restore: '恢复运行',
};

export type Send = (options: CallOptions) => Promise<Entrapment>;

/** A tap that has not been answered; `attempts` that failed so far. */
export interface Tap {
  step: Step;
  entrapmentId: string;
  attempts: number;
}

/**
 * What people in a rescue tapped, sent at once and again every few seconds under the same request key until the service
 * answers, in the order of the taps, also when their page is left. Beside the outbox on purpose: no picture of a visit
 * may hold up a rescue. It ends with the app: hours later nobody is said to be coming.
 */
class RescueTaps {
  private waiting: Tap[] = [];
  private readonly turns = new Map<string, Promise<unknown>>();
  private readonly listeners = new Set<() => void>();
  private wake: (() => void)[] = [];

  constructor() {
    device.watchNetwork((online) => {
      if (online) for (const go of this.wake.splice(0)) go();
    });
  }

  of(entrapmentId: string): Tap[] {
    return this.waiting.filter((tap) => tap.entrapmentId === entrapmentId);
  }

  watch(tell: () => void): () => void {
    this.listeners.add(tell);
    return () => {
      this.listeners.delete(tell);
    };
  }

  /**
   * `send` is asked with the request key that the tap keeps.
   * @throws AppError when the service refuses for good; null where the same tap is on its way already
   */
  give(step: Step, entrapmentId: string, send: Send): Promise<Entrapment> | null {
    if (this.of(entrapmentId).some((tap) => tap.step === step)) return null;
    const tap: Tap = { step, entrapmentId, attempts: 0 };
    const requestKey = randomId(device.now());
    this.put([...this.waiting, tap]);
    const before = this.turns.get(entrapmentId) ?? Promise.resolve();
    const mine = before
      .catch(() => undefined)
      .then(() => this.untilAnswered(tap, () => send({ requestKey })))
      .finally(() => this.put(this.waiting.filter((other) => other !== tap)));
    this.turns.set(entrapmentId, mine);
    return mine;
  }

  private async untilAnswered(tap: Tap, send: () => Promise<Entrapment>): Promise<Entrapment> {
    for (;;) {
      try {
        return await send();
      } catch (problem) {
        const isLost =
          problem instanceof NetworkError || (problem instanceof AppError && mayStillSucceed(problem));
        if (!isLost) throw problem;
        tap.attempts += 1;
        this.put(this.waiting);
        await this.pause();
      }
    }
  }

  /** Until the network is back, three seconds at most. */
  private pause(): Promise<void> {
    return new Promise((go) => {
      this.wake.push(go);
      setTimeout(go, againMs);
    });
  }

  private put(waiting: Tap[]): void {
    this.waiting = [...waiting];
    for (const tell of this.listeners) tell();
  }
}

export const rescueTaps = new RescueTaps();

import { Inject, Singleton } from '@midwayjs/core';
import type { Transaction } from '../kernel/unit-of-work';
import type { LiveGuard } from './live.guard';
import { LiveRelay } from './live.relay';
import { LiveSockets } from './live.sockets';

/** Something about the topic's thing changed. Nothing else is said: the pages that may read it ask by HTTP. */
export interface LiveEvent {
  /** Grows with every change of the thing. */
  version: number;
}

/** Of one topic at most four messages a second go out; the last one always does. */
const gatherMs = 250;

interface Gathering {
  latest: number | null;
  timer: NodeJS.Timeout;
}

/** Small news to the pages that look at something, in all processes of the service (docs/adr/0040). */
@Singleton()
export class LiveService {
  @Inject() sockets: LiveSockets;
  @Inject() relay: LiveRelay;

  private readonly gathering = new Map<string, Gathering>();

  /** The module that owns things of a kind says who may hear of them; of a kind without a guard nobody hears. */
  guard(prefix: string, guard: LiveGuard): void {
    this.sockets.guards.set(prefix, guard);
  }

  /** Tells once the change stands; after a failure or a repeated transaction nothing too much is told. */
  publishAfter(tx: Transaction, topic: string, event: LiveEvent): void {
    tx.afterCommit(() => this.publish(topic, event));
  }

  /** Tells everybody who listens to `topic`, here and in the other processes. Never fails, never waits. */
  publish(topic: string, { version }: LiveEvent): void {
    const under = this.gathering.get(topic);
    if (under) {
      under.latest = Math.max(under.latest ?? version, version);
      return;
    }
    this.tell(topic, version);
    this.rest(topic);
  }

  private rest(topic: string): void {
    const timer = setTimeout(() => {
      const latest = this.gathering.get(topic)?.latest ?? null;
      this.gathering.delete(topic);
      if (latest === null) return;
      this.tell(topic, latest);
      this.rest(topic);
    }, gatherMs);
    timer.unref();
    this.gathering.set(topic, { latest: null, timer });
  }

  private tell(topic: string, version: number): void {
    this.sockets.deliver(topic, version);
    this.relay.send(topic, version);
  }
}

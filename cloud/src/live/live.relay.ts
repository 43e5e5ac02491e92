import { z } from '@lifttrust/shared-types/kernel/zod';
import { LiveTopic } from '@lifttrust/shared-types/live/live.contract';
import { Destroy, Inject, Singleton } from '@midwayjs/core';
import type Redis from 'ioredis';
import { log } from '../kernel/log';
import { newId } from '../kernel/new-id';
import { SharedMemory } from '../kernel/redis';
import { LiveSockets } from './live.sockets';

const channel = 'lifttrust:live';
const Relayed = z.strictObject({ from: z.string(), topic: LiveTopic, version: z.number() });

/** Carries news between the processes of one service, over Redis where there is one. Lost news are asked for. */
@Singleton()
export class LiveRelay {
  @Inject() sharedMemory: SharedMemory;
  @Inject() sockets: LiveSockets;

  private readonly self = newId();
  private subscriber: Redis | null = null;

  start(): void {
    const { client } = this.sharedMemory;
    if (!client || this.subscriber) return;
    // It subscribes itself: what the library does by itself after a reconnection fails where nobody listens.
    const subscriber = client.duplicate({ autoResubscribe: false });
    this.subscriber = subscriber;
    let wasAway = false;
    for (const loss of ['error', 'close'])
      subscriber.on(loss, () => {
        wasAway = true;
      });
    subscriber.on('ready', () => {
      subscriber.subscribe(channel).then(
        () => {
          // What the others told meanwhile did not come through.
          if (wasAway) this.sockets.tellMissed();
          wasAway = false;
        },
        (error: unknown) => this.again(subscriber, error),
      );
    });
    subscriber.on('message', (_channel, text) => this.heard(text));
  }

  /** A connection that does not listen is worth nothing: another one. Unless it was closed on purpose. */
  private again(subscriber: Redis, error: unknown): void {
    if (subscriber !== this.subscriber) return;
    log.warn('live.subscribe_failed', {}, error);
    subscriber.disconnect(true);
  }

  /** Hands news to the other processes; while Redis is away their pages learn it by asking. */
  send(topic: string, version: number): void {
    const { client, state } = this.sharedMemory;
    if (!client || state !== 'well') return;
    client.publish(channel, JSON.stringify({ from: this.self, topic, version })).catch(() => undefined);
  }

  private heard(text: string): void {
    try {
      const { from, topic, version } = Relayed.parse(JSON.parse(text));
      if (from !== this.self) this.sockets.deliver(topic, version);
    } catch (error) {
      log.warn('live.relay_unreadable', {}, error);
    }
  }

  @Destroy()
  close(): void {
    const { subscriber } = this;
    this.subscriber = null;
    subscriber?.disconnect();
  }
}

import { Init, Inject, Singleton } from '@midwayjs/core';
import { env } from '../../kernel/env';
import type { ObjectPlace } from '../../kernel/env.storage';
import { OutsideServices } from '../outside/outside-services';
import { CosObjectStore } from './cos';
import { LocalObjectStore } from './local';
import type { ObjectStore } from './port';

/** The object stores of this installation, by configuration. */
@Singleton()
export class ObjectStores {
  @Inject() outside: OutsideServices;

  /** Where objects lie. */
  main: ObjectStore;
  /** Where their second copies lie; null: nowhere. */
  copy: ObjectStore | null;

  @Init()
  open(): void {
    const { objects, objectsCopy } = env();
    // A phone waits half a minute for an answer: one repeat fits.
    this.main ??= this.made(objects, 'cos', { repeats: 1, restTimes: 1 });
    // Nobody waits for copies, and other duties wait behind them: they are repeated by coming back later.
    this.copy ??= objectsCopy && this.made(objectsCopy, 'cos-copy', { repeats: 0, restTimes: 4 });
  }

  /** A store found away is left alone for as many attempts' time as `restTimes`. */
  private made(
    place: ObjectPlace,
    name: string,
    patience: { repeats: number; restTimes: number },
  ): ObjectStore {
    if (place.kind === 'local') return new LocalObjectStore(place.folder);
    const { timeoutMs } = place.access;
    const limits = { timeoutMs, repeats: patience.repeats, restMs: timeoutMs * patience.restTimes };
    return new CosObjectStore(place.access, this.outside.open(name, limits));
  }
}

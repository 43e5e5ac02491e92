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
    this.main ??= this.made(objects, 'cos');
    this.copy ??= objectsCopy && this.made(objectsCopy, 'cos-copy');
  }

  private made(place: ObjectPlace, name: string): ObjectStore {
    if (place.kind === 'local') return new LocalObjectStore(place.folder);
    const { timeoutMs } = place.access;
    // A phone waits half a minute for an answer: one repeat fits.
    const limits = { timeoutMs, repeats: 1, restMs: timeoutMs };
    return new CosObjectStore(place.access, this.outside.open(name, limits));
  }
}

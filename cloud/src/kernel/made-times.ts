import { timingSafeEqual } from 'node:crypto';
import {
  anchorText,
  type Made,
  madeAt,
  madeNow,
  type OfflineParameters,
  readMade,
} from '@lifttrust/shared-types/kernel/made-at';
import { Inject, Singleton } from '@midwayjs/core';
import type { Ctx } from './actor';
import { Cipher } from './cipher';

const macLength = 32;

/**
 * The service's time as a phone may carry it away, and what a command says of when it was made (docs/adr/0025). An
 * anchor is given to a person, not to a visit: it proves only that the service told them the time.
 */
@Singleton()
export class MadeTimes {
  @Inject() cipher: Cipher;
  private parameters: () => OfflineParameters = () => ({ onlineWithinSeconds: 60, packHours: 72 });

  /** The city module tells the kernel what is in force; the kernel imports no module. */
  use(parameters: () => OfflineParameters): void {
    this.parameters = parameters;
  }

  anchor(personId: string, at: number): string {
    return anchorText({ at, mac: this.mac(personId, at) });
  }

  /** `header`: the text of `x-made`; what is no such text says nothing. */
  read(header: string, personId: string, receivedAt: number): Made {
    const claim = readMade(header);
    if (!claim) return header === '' ? madeNow(receivedAt) : { ...madeNow(receivedAt), untrusted: true };
    const isGenuine = timingSafeEqual(Buffer.from(claim.mac), Buffer.from(this.mac(personId, claim.at)));
    return madeAt(claim, receivedAt, isGenuine, this.parameters());
  }

  private mac(personId: string, at: number): string {
    return this.cipher.fingerprint('made.anchor', `${personId}\u0000${at}`).slice(0, macLength);
  }
}

/** When what is being asked for was done; `at`, the transaction's time, for whatever was done online. */
export function madeOf(ctx: Ctx, at: number): Made {
  const { made } = ctx;
  if (!made) return madeNow(at);
  return made.offline ? made : { ...made, at, receivedAt: at };
}

import { Inject, Singleton } from '@midwayjs/core';
import { Cipher } from '../kernel/cipher';

const million = 1_000_000;

/**
 * Six digits that only those at the lift, its owner and the desk see: rescuers who have no position underground prove by
 * them that they are there. Computed from the installation's key, stored nowhere.
 */
@Singleton()
export class ArrivalCode {
  @Inject() cipher: Cipher;

  of(entrapmentId: string): string {
    const print = this.cipher.fingerprint('rescue.arrival', entrapmentId);
    return String(Number.parseInt(print.slice(0, 12), 16) % million).padStart(6, '0');
  }
}

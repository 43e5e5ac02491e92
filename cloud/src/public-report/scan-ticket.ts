import { timingSafeEqual } from 'node:crypto';
import { Inject, Singleton } from '@midwayjs/core';
import type { Ctx } from '../kernel/actor';
import { Cipher } from '../kernel/cipher';
import { ReporterService } from '../reporter/reporter.service';

const minutes = 30;
const macLength = 32;

/**
 * Says that this device has just opened this lift by its code: for half an hour, and for nobody else (PUB-05). Nothing is
 * stored; the service knows its own by their seal.
 */
@Singleton()
export class ScanTickets {
  @Inject() cipher: Cipher;
  @Inject() reporterService: ReporterService;

  give(liftId: string, ctx: Ctx): { ticket: string; until: number } {
    const until = ctx.at + minutes * 60_000;
    return { ticket: `${liftId}.${until}.${this.macOf(liftId, until, ctx)}`, until };
  }

  /** Whether a ticket is ours, of this lift and device, and not over. */
  isGood(ticket: string, liftId: string, ctx: Ctx): boolean {
    const [lift = '', until = '', mac = ''] = ticket.split('.');
    if (lift !== liftId || mac.length !== macLength || !(Number(until) > ctx.at)) return false;
    const expected = this.macOf(liftId, Number(until), ctx);
    return timingSafeEqual(Buffer.from(mac), Buffer.from(expected));
  }

  private macOf(liftId: string, until: number, ctx: Ctx): string {
    const { devicePrint } = this.reporterService.originOf(ctx);
    return this.cipher.fingerprint('scan_ticket', `${liftId} ${until} ${devicePrint}`).slice(0, macLength);
  }
}

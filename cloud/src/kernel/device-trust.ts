import { Singleton } from '@midwayjs/core';
import type { Actor, Ctx } from './actor';

type Check = (actor: Actor, ctx: Ctx) => Promise<void>;

/** The device module tells the kernel which device a person works on; the kernel imports no module. */
@Singleton()
export class DeviceTrust {
  private check: Check = async () => undefined;

  use(check: Check): void {
    this.check = check;
  }

  /** @throws forbidden `device.not_trusted` */
  mustBeTrusted(actor: Actor, ctx: Ctx): Promise<void> {
    return this.check(actor, ctx);
  }
}

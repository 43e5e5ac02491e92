import { z } from '@lifttrust/shared-types/kernel/zod';
import type { WechatAccess } from '../../kernel/env';
import { askPlatform, unreachable } from './platform-request';

const platform = '微信';
const Answer = z.object({
  errcode: z.number().default(0),
  access_token: z.string().optional(),
  expires_in: z.number().optional(),
});
const earlyMs = 5 * 60_000;

/**
 * The mini-program's access token. `stable_token` gives everybody the same one while it lasts, so that several
 * processes and other systems of the city do not take it away from each other.
 */
export class WechatToken {
  private held: Promise<{ value: string; until: number }> | null = null;

  constructor(
    private readonly access: WechatAccess,
    private readonly now: () => number,
    private readonly timeoutMs: number,
  ) {}

  /** Asked for once, however many wait for it. */
  async value(): Promise<string> {
    const known = this.held;
    const read = await known?.catch(() => null);
    if (read && read.until > this.now()) return read.value;
    const asked = this.held !== known && this.held ? this.held : this.fresh();
    this.held = asked;
    asked.catch(() => {
      if (this.held === asked) this.held = null;
    });
    return (await asked).value;
  }

  /** WeChat no longer takes this one. */
  async drop(value: string): Promise<void> {
    const read = await this.held?.catch(() => null);
    if (read?.value === value) this.held = null;
  }

  private async fresh(): Promise<{ value: string; until: number }> {
    const { appId: appid, appSecret: secret, api } = this.access;
    const { body } = await askPlatform(
      platform,
      new URL('/cgi-bin/stable_token', api),
      {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ grant_type: 'client_credential', appid, secret }),
      },
      Answer,
      this.timeoutMs,
    );
    if (!body.access_token) throw unreachable(platform);
    return { value: body.access_token, until: this.now() + (body.expires_in ?? 7200) * 1000 - earlyMs };
  }
}

import { z } from '@lifttrust/shared-types/kernel/zod';
import type { DingtalkAccess } from '../../kernel/env.dingtalk';
import { OutsideError } from '../outside/outside.error';

const Token = z.object({ accessToken: z.string().optional(), expireIn: z.number().optional() });
/** A token is given back this long before its end, so that no call travels with one that ends on the way. */
const earlyMs = 5 * 60_000;
const usualSeconds = 7200;

interface Held {
  value: string;
  until: number;
}

/**
 * The application's access token at DingTalk: one for everybody until it ends, asked for once however many wait.
 * @basis DingTalk open platform, 获取企业内部应用的 accessToken: valid 7200 s, the same one within its validity
 */
export class DingtalkToken {
  private held: Promise<Held> | null = null;

  constructor(
    private readonly access: Pick<DingtalkAccess, 'appKey' | 'appSecret' | 'api'>,
    private readonly now: () => number,
    private readonly timeoutMs: number,
  ) {}

  /** @throws OutsideError `misconfigured` when key or secret are wrong, else `temporary` */
  async value(): Promise<string> {
    const known = this.held;
    const held = await known?.catch(() => null);
    if (held && held.until > this.now()) return held.value;
    // Whoever waited beside us may have asked already.
    const asked = this.held !== known && this.held ? this.held : this.fresh();
    this.held = asked;
    asked.catch(() => {
      if (this.held === asked) this.held = null;
    });
    return (await asked).value;
  }

  /** DingTalk no longer takes this one; another that somebody fetched meanwhile is kept. */
  async drop(value: string): Promise<void> {
    const known = this.held;
    const held = await known?.catch(() => null);
    if (held?.value === value && this.held === known) this.held = null;
  }

  private async fresh(): Promise<Held> {
    const { appKey, appSecret, api } = this.access;
    const response = await fetch(new URL('/v1.0/oauth2/accessToken', api), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ appKey, appSecret }),
      signal: AbortSignal.timeout(this.timeoutMs),
    }).catch(() => null);
    if (!response || response.status >= 500) throw trouble('temporary', 'unreachable');
    const body = Token.safeParse(await response.json().catch(() => null));
    if (response.status !== 200) throw trouble('misconfigured', 'credentials_refused');
    if (!body.success || !body.data.accessToken) throw trouble('temporary', 'nonsense');
    const validMs = (body.data.expireIn ?? usualSeconds) * 1000;
    return { value: body.data.accessToken, until: this.now() + Math.max(validMs - earlyMs, validMs / 2) };
  }
}

const trouble = (kind: 'temporary' | 'misconfigured', code: string) =>
  new OutsideError('dingtalk', kind, code, 'no access token');

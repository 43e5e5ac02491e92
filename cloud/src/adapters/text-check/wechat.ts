import { z } from '@lifttrust/shared-types/kernel/zod';
import type { WechatAccess } from '../../kernel/env';
import { askChat } from '../chat/chat.request';
import { OutsideError } from '../outside/outside.error';
import type { OutsideService } from '../outside/outside-service';
import type { WechatToken } from '../sign-in/wechat-token';
import type { TextChecker, TextVerdict } from './port';

const Answer = z.object({
  errcode: z.number().default(0),
  result: z.object({ suggest: z.string() }).optional(),
});
/** 40001 and 40014 not this token, 42001 too old: the words were not looked at. */
const badTokens = new Set([40001, 40014, 42001]);
/** 40003 nobody of this program, 61010 not here within two hours: WeChat looks at words of its present users only. */
const notNow = new Set([40003, 61010]);
/** Edition 2 of the interface; 2: comments. */
const shape = { version: 2, scene: 2 };
/** WeChat takes so many characters at once. */
const longest = 2500;

/**
 * WeChat's check of words that users of a mini-program write. Whatever it cannot say leaves the decision to a person.
 * @basis WeChat open documentation, security.msgSecCheck 2.0
 */
export class WechatTextCheck implements TextChecker {
  constructor(
    private readonly access: WechatAccess,
    private readonly token: WechatToken,
    private readonly outside: OutsideService,
  ) {}

  async check(text: string, openId: string): Promise<TextVerdict> {
    const content = [...text].slice(0, longest + 1);
    if (content.length > longest) return 'unknown';
    try {
      const { errcode, result } = await this.ask({ ...shape, openid: openId, content: text });
      if (errcode === 87014) return 'risky';
      if (notNow.has(errcode)) return 'unknown';
      if (errcode !== 0) throw new OutsideError('wechat', 'refused', String(errcode), 'refused');
      const { suggest } = result ?? {};
      return suggest === 'pass' || suggest === 'risky' ? suggest : 'review';
    } catch (error) {
      if (error instanceof OutsideError) return 'unknown';
      throw error;
    }
  }

  private async ask(body: unknown): Promise<z.output<typeof Answer>> {
    const token = await this.tokenNow();
    const answer = await this.post(token, body);
    if (!badTokens.has(answer.errcode)) return answer;
    await this.token.drop(token);
    return this.post(await this.tokenNow(), body);
  }

  private post(token: string, body: unknown): Promise<z.output<typeof Answer>> {
    // Looking twice at the same words does no harm.
    return this.outside.call(true, async (signal) => {
      const address = new URL('/wxa/msg_sec_check', this.access.api);
      address.searchParams.set('access_token', token);
      const { answer } = await askChat('wechat', { method: 'POST', address, body }, signal);
      const parsed = Answer.safeParse(answer);
      if (!parsed.success) throw new OutsideError('wechat', 'temporary', 'nonsense', 'unknown shape');
      // -1: WeChat is busy. 45009, 45011, 44991: too often.
      if ([-1, 45009, 45011, 44991].includes(parsed.data.errcode))
        throw new OutsideError('wechat', 'temporary', String(parsed.data.errcode), 'not now');
      return parsed.data;
    });
  }

  private tokenNow(): Promise<string> {
    return this.token.value().catch(() => {
      throw new OutsideError('wechat', 'temporary', 'unreachable', 'no access token: not connected');
    });
  }
}

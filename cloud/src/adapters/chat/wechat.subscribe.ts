import { z } from '@lifttrust/shared-types/kernel/zod';
import { subscribeValue } from '@lifttrust/shared-types/message/message.channel.rules';
import { fillTemplate } from '@lifttrust/shared-types/message/message.delivery.rules';
import type { WechatAccess } from '../../kernel/env';
import type { ChatEnv, SubscribeTemplate } from '../../kernel/env.chat';
import { OutsideError } from '../outside/outside.error';
import type { OutsideService } from '../outside/outside-service';
import type { MessageChannel, Outgoing, Sent, SentCard } from '../phone-channel/port';
import type { WechatToken } from '../sign-in/wechat-token';
import { askChat } from './chat.request';
import { verdictOfTrouble } from './chat.verdict';
import { pagePath } from './dingtalk.link';

const Answer = z.object({
  errcode: z.number().default(0),
  msgid: z.union([z.number(), z.string()]).optional(),
});
/** 40001 and 40014 not this token, 42001 too old: the message was not looked at. */
const badTokens = new Set([40001, 40014, 42001]);

/**
 * Subscription messages of the mini-program: one for each consent. WeChat neither recognises a second attempt nor
 * tells what became of a message.
 * @basis WeChat open documentation, subscribeMessage.send
 */
export class WechatSubscribe implements MessageChannel {
  constructor(
    private readonly access: WechatAccess,
    private readonly token: WechatToken,
    private readonly outside: OutsideService,
    private readonly app: NonNullable<ChatEnv['wechatMessages']>,
  ) {}

  knows(kind: string): boolean {
    return kind in this.app.templates;
  }

  templateOf(kind: string): string | null {
    return this.app.templates[kind]?.id ?? null;
  }

  /** Each template once, with the kinds of message that use it. */
  get templates(): { id: string; kinds: string[] }[] {
    const known = new Map<string, string[]>();
    for (const [kind, { id }] of Object.entries(this.app.templates))
      known.set(id, [...(known.get(id) ?? []), kind]);
    return [...known].map(([id, kinds]) => ({ id, kinds }));
  }

  async send({ to, kind, card }: Outgoing): Promise<Sent> {
    const template = this.app.templates[kind];
    if (!template) return { outcome: 'refused', code: 'no_template' };
    try {
      const { msgid } = await this.ask({
        touser: to,
        template_id: template.id,
        ...(card.page ? { page: pagePath(card.page) } : {}),
        miniprogram_state: this.app.state,
        lang: 'zh_CN',
        data: valuesOf(template, card),
      });
      return { outcome: 'sent', serialNo: String(msgid ?? '') };
    } catch (error) {
      return verdictOfTrouble('wechat', error, false);
    }
  }

  async receipts(): Promise<null> {
    return null;
  }

  private async ask(body: unknown): Promise<z.output<typeof Answer>> {
    const token = await this.tokenNow();
    let answer = await this.post(token, body);
    if (badTokens.has(answer.errcode)) {
      await this.token.drop(token);
      answer = await this.post(await this.tokenNow(), body);
    }
    if (answer.errcode !== 0) throw new OutsideError('wechat', 'refused', String(answer.errcode), 'refused');
    return answer;
  }

  private post(token: string, body: unknown): Promise<z.output<typeof Answer>> {
    return this.outside.call(false, async (signal) => {
      const address = new URL('/cgi-bin/message/subscribe/send', this.access.api);
      address.searchParams.set('access_token', token);
      const { answer } = await askChat('wechat', { method: 'POST', address, body }, signal);
      const parsed = Answer.safeParse(answer);
      if (!parsed.success) throw new OutsideError('wechat', 'temporary', 'nonsense', 'unknown shape');
      return parsed.data;
    });
  }

  /** Whatever happens here, nothing has been asked for yet. */
  private tokenNow(): Promise<string> {
    return this.token.value().catch(() => {
      throw new OutsideError('wechat', 'temporary', 'unreachable', 'no access token: not connected');
    });
  }
}

const valuesOf = ({ fields }: SubscribeTemplate, card: SentCard): Record<string, { value: string }> => {
  const names = Object.keys(fields);
  const values = fillTemplate(card, Object.values(fields));
  return Object.fromEntries(
    names.map((field, at) => [field, { value: subscribeValue(field, values[at] ?? '') || '—' }]),
  );
};

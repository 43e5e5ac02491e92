import { z } from '@lifttrust/shared-types/kernel/zod';
import { cardPages } from '@lifttrust/shared-types/message/message.card.rules';
import { cutWords, plainInMarkdown } from '@lifttrust/shared-types/message/message.channel.rules';
import type { DingtalkMessages } from '../../kernel/env.chat';
import { OutsideError } from '../outside/outside.error';
import type { MessageChannel, Outgoing, Sent } from '../phone-channel/port';
import { codeOf, verdictOfCode, verdictOfTrouble } from './chat.verdict';
import type { DingtalkCaller } from './dingtalk.caller';
import { dingtalkLink } from './dingtalk.link';

const Delivered = z.object({
  success: z.boolean().default(true),
  result: z
    .object({
      deliverResults: z.array(z.object({ success: z.boolean(), errorMsg: z.string().nullish() })).nullish(),
    })
    .nullish(),
});
const Done = z.object({ success: z.boolean().default(true) });

/** Under which name DingTalk keeps the address that it tells about pressed buttons. */
export const callbackRoute = 'lifttrust-cards';
export const callbackPath = '/api/dingtalk/card-acts';

/** What a card shows from now on; `outcome` null: the matter is still open. */
export interface CardShown {
  outcome: string | null;
  hint: string;
  /** Page of the app that does what a button alone cannot. */
  page: string | null;
}

/** An outcome of an update: done, to be tried again, or never to be. */
export type Updated = { outcome: 'updated' } | { outcome: 'later' | 'refused'; code: string };

/**
 * Interactive cards (v1.0/card/instances): created and shown with one call, changed in place afterwards. `outTrackId`
 * is our delivery's id. Variables that the city's template may use: title, text, facts, url, outcome, state; on records
 * that wait for an answer also confirmUrl, returnUrl, and hint with hintUrl once a button was pressed.
 * @basis DingTalk open platform, 创建并投放卡片, 更新卡片, 注册卡片回调地址
 */
export class DingtalkCard implements MessageChannel {
  private registered: Promise<void> | null = null;

  constructor(
    private readonly caller: DingtalkCaller,
    private readonly app: DingtalkMessages,
    private readonly publicUrl: string,
    /** Pressed buttons come over the stream: DingTalk need not reach us, and no address is registered. */
    private readonly hasStream = false,
  ) {}

  knows(kind: string): boolean {
    return kind in this.app.cards;
  }

  async send({ deliveryId, to, kind, card }: Outgoing): Promise<Sent> {
    const cardTemplateId = this.app.cards[kind];
    if (!cardTemplateId) return { outcome: 'refused', code: 'no_template' };
    try {
      if (!this.hasStream) await this.register();
    } catch (error) {
      // Nothing has been shown yet.
      return verdictOfTrouble('dingtalk', error, true);
    }
    try {
      const answer = await this.caller.fresh(
        'POST',
        '/v1.0/card/instances/createAndDeliver',
        this.created(deliveryId, to, cardTemplateId, { kind, card }),
        Delivered,
      );
      const isShown = answer.success && (answer.result?.deliverResults ?? []).every(({ success }) => success);
      // The card exists and was shown to nobody; a second one of the same name is not taken.
      if (!isShown) return { outcome: 'refused', code: codeOf('dingtalk', 'failed') };
      return { outcome: 'sent', serialNo: deliveryId };
    } catch (error) {
      return verdictOfTrouble('dingtalk', error, false);
    }
  }

  /** DingTalk says at once whether a card was shown. */
  async receipts(): Promise<null> {
    return null;
  }

  /** Everybody who has the card sees it changed. */
  async update(cardId: string, sent: Pick<Outgoing, 'kind' | 'card'>, shown: CardShown): Promise<Updated> {
    const now =
      shown.outcome === null
        ? { outcome: '', state: 'open', hint: shown.hint, hintUrl: this.link(shown.page) }
        : { outcome: shown.outcome, state: 'done', hint: '', hintUrl: '' };
    const body = {
      outTrackId: cardId,
      cardData: { cardParamMap: { ...this.variables(sent), ...now } },
      cardUpdateOptions: { updateCardDataByKey: true },
    };
    try {
      const { success } = await this.caller.fresh('PUT', '/v1.0/card/instances', body, Done);
      return success ? { outcome: 'updated' } : { outcome: 'later', code: codeOf('dingtalk', 'failed') };
    } catch (error) {
      if (!(error instanceof OutsideError)) throw error;
      // Twice updated is updated once.
      const verdict = verdictOfCode('dingtalk', error.code);
      return { outcome: verdict.outcome === 'refused' ? 'refused' : 'later', code: verdict.code };
    }
  }

  private created(
    outTrackId: string,
    userId: string,
    cardTemplateId: string,
    sent: Pick<Outgoing, 'kind' | 'card'>,
  ) {
    return {
      userId,
      userIdType: 1,
      cardTemplateId,
      outTrackId,
      ...(this.hasStream
        ? { callbackType: 'STREAM' }
        : { callbackType: 'HTTP', callbackRouteKey: callbackRoute }),
      cardData: { cardParamMap: { ...this.variables(sent), outcome: '', state: 'open' } },
      openSpaceId: `dtv1.card//IM_ROBOT.${userId}`,
      imRobotOpenSpaceModel: { supportForward: false, lastMessageI18n: { ZH_CN: sent.card.title } },
      imRobotOpenDeliverModel: { spaceType: 'IM_ROBOT', robotCode: this.caller.access.appKey },
    };
  }

  private link(page: string | null): string {
    return (page && dingtalkLink(this.caller.access.corpId, this.app, page)) || '';
  }

  private variables({ kind, card }: Pick<Outgoing, 'kind' | 'card'>): Record<string, string> {
    const pages = cardPages(kind, card.subjectId);
    const facts = card.facts.map(
      ({ label, value }) => `- ${plainInMarkdown(label)}：${plainInMarkdown(cutWords(value, 60))}`,
    );
    return {
      title: cutWords(card.title, 60),
      text: cutWords(card.text, 300),
      facts: facts.join('\n'),
      url: this.link(card.page),
      ...(pages ? { confirmUrl: this.link(pages.confirm), returnUrl: this.link(pages.return) } : {}),
    };
  }

  /** Once per process; the same address again is taken as it is. */
  private register(): Promise<void> {
    this.registered ??= this.caller
      .fresh(
        'POST',
        '/v1.0/card/callbacks/register',
        {
          callbackRouteKey: callbackRoute,
          callbackUrl: new URL(callbackPath, this.publicUrl).href,
          apiSecret: this.app.cardSecret,
          forceUpdate: true,
        },
        Done,
      )
      .then(() => undefined)
      .catch((error: unknown) => {
        this.registered = null;
        throw error;
      });
    return this.registered;
  }
}

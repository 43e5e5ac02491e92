import { z } from '@lifttrust/shared-types/kernel/zod';
import { workWords } from '@lifttrust/shared-types/message/message.channel.rules';
import type { DingtalkMessages } from '../../kernel/env.chat';
import type { Inquiry, MessageChannel, Outgoing, Receipt, Sent, SentCard } from '../phone-channel/port';
import { codeOf, verdictOfTrouble } from './chat.verdict';
import type { DingtalkCaller } from './dingtalk.caller';
import { dingtalkLink } from './dingtalk.link';

const Id = z.union([z.number(), z.string()]).transform(String);
const Sending = z.object({ task_id: Id });
const Ids = z
  .array(z.string())
  .nullish()
  .transform((ids) => ids ?? []);
const Result = z.object({
  send_result: z.object({
    invalid_user_id_list: Ids,
    forbidden_user_id_list: Ids,
    failed_user_id_list: Ids,
    read_user_id_list: Ids,
    unread_user_id_list: Ids,
    forbidden_list: z.array(z.object({ code: z.string(), userid: z.string() })).nullish(),
  }),
});

/** The whole of `msg`, in bytes of UTF-8. */
const mostBytes = 2048;
const lengths = [500, 400, 300, 200, 120];

/**
 * Work notifications (topapi/message/corpconversation). DingTalk drops the same words to the same person on the same
 * day, so an attempt without an answer may be repeated: the second is dropped or is the first.
 * @basis DingTalk open platform, 发送工作通知, 获取工作通知消息的发送结果
 */
export class DingtalkWork implements MessageChannel {
  constructor(
    private readonly caller: DingtalkCaller,
    private readonly app: DingtalkMessages,
  ) {}

  knows(): boolean {
    return true;
  }

  async send({ to, card }: Outgoing): Promise<Sent> {
    const body = { agent_id: Number(this.app.agentId), userid_list: to, msg: this.words(card) };
    try {
      const { task_id: serialNo } = await this.caller.old(
        '/topapi/message/corpconversation/asyncsend_v2',
        body,
        Sending,
      );
      return { outcome: 'sent', serialNo };
    } catch (error) {
      return verdictOfTrouble('dingtalk', error, true);
    }
  }

  async receipts({ to, serialNo, since }: Inquiry): Promise<Receipt[] | null> {
    if (serialNo === null) return null;
    const body = { agent_id: Number(this.app.agentId), task_id: Number(serialNo) };
    const { send_result: result } = await this.caller.old(
      '/topapi/message/corpconversation/getsendresult',
      body,
      Result,
    );
    const told = (isDelivered: boolean, code: string): Receipt[] => [
      { serialNo, context: '', isDelivered, description: code, at: since },
    ];
    if ([...result.read_user_id_list, ...result.unread_user_id_list].includes(to)) return told(true, '');
    if (result.invalid_user_id_list.includes(to)) return told(false, codeOf('dingtalk', 'user_invalid'));
    if (result.failed_user_id_list.includes(to)) return told(false, codeOf('dingtalk', 'failed'));
    const reason = result.forbidden_list?.find(({ userid }) => userid === to)?.code;
    if (!reason && !result.forbidden_user_id_list.includes(to)) return [];
    const [receipt] = told(
      false,
      codeOf('dingtalk', /^\w{1,20}$/.test(reason ?? '') ? `${reason}` : 'forbidden'),
    );
    return receipt ? [{ ...receipt, isRepeat: /^143[12]06$/.test(reason ?? '') }] : [];
  }

  private words(card: SentCard) {
    const link = card.page ? dingtalkLink(this.caller.access.corpId, this.app, card.page) : null;
    const made = lengths.map((most) => {
      const markdown = workWords(card, most);
      return link
        ? {
            msgtype: 'action_card',
            action_card: { title: card.title, markdown, single_title: '查看并办理', single_url: link },
          }
        : { msgtype: 'markdown', markdown: { title: card.title, text: markdown } };
    });
    return made.find((msg) => Buffer.byteLength(JSON.stringify(msg)) <= mostBytes) ?? made.at(-1);
  }
}

import { z } from '@lifttrust/shared-types/kernel/zod';
import type { DeliveryChannel } from '@lifttrust/shared-types/message/message.contract';
import { Init, Inject, Singleton } from '@midwayjs/core';
import { env } from '../../kernel/env';
import { DingtalkApplication } from '../dingtalk/dingtalk-application';
import { Pace } from '../dingtalk/pace';
import { OutsideError } from '../outside/outside.error';
import { OutsideServices } from '../outside/outside-services';
import type { MessageChannel } from '../phone-channel/port';
import { WechatApplication } from '../wechat/wechat-application';
import { DingtalkCaller } from './dingtalk.caller';
import { DingtalkCard } from './dingtalk.card';
import { DingtalkWork } from './dingtalk.work';
import { WechatSubscribe } from './wechat.subscribe';

const Known = z.object({ result: z.object({ userid: z.string().min(1) }) });

/** The chat platforms by which this installation can send, by its environment; none unless configured. */
@Singleton()
export class ChatChannels {
  @Inject() outside: OutsideServices;
  @Inject() dingtalkApplication: DingtalkApplication;
  @Inject() wechatApplication: WechatApplication;

  card: DingtalkCard | null = null;
  subscribe: WechatSubscribe | null = null;
  private work: DingtalkWork | null = null;
  private caller: DingtalkCaller | null = null;

  @Init()
  open(): void {
    const { dingtalkMessages, wechatMessages, publicUrl, phoneTimeoutMs: timeoutMs } = env();
    const { access, token } = this.dingtalkApplication;
    if (dingtalkMessages && access && token) {
      const outside = this.outside.open('dingtalk_message', { timeoutMs });
      const caller = new DingtalkCaller(access, token, outside, new Pace(access.rate));
      this.caller = caller;
      this.work = new DingtalkWork(caller, dingtalkMessages);
      const hasCards = Object.keys(dingtalkMessages.cards).length > 0;
      this.card = hasCards ? new DingtalkCard(caller, dingtalkMessages, publicUrl, access.hasStream) : null;
    }
    const wechat = this.wechatApplication;
    if (wechatMessages && wechat.access && wechat.token) {
      const outside = this.outside.open('wechat_message', { timeoutMs });
      this.subscribe = new WechatSubscribe(wechat.access, wechat.token, outside, wechatMessages);
    }
  }

  /** Null: not connected. */
  of(channel: DeliveryChannel): MessageChannel | null {
    if (channel === 'dingtalk_work') return this.work;
    if (channel === 'dingtalk_card') return this.card;
    return channel === 'wechat_subscribe' ? this.subscribe : null;
  }

  /**
   * The userid behind a unionid; null when the corporation has no such member.
   * @throws OutsideError when DingTalk cannot say
   */
  async userIdOf(unionId: string): Promise<string | null> {
    if (!this.caller) return null;
    try {
      const { result } = await this.caller.old('/topapi/user/getbyunionid', { unionid: unionId }, Known);
      return result.userid;
    } catch (error) {
      if (error instanceof OutsideError && error.trouble === 'refused') return null;
      throw error;
    }
  }
}

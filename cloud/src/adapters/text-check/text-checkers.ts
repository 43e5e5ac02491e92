import { Init, Inject, Singleton } from '@midwayjs/core';
import { env } from '../../kernel/env';
import { OutsideServices } from '../outside/outside-services';
import { WechatApplication } from '../wechat/wechat-application';
import type { TextChecker } from './port';
import { WechatTextCheck } from './wechat';

/** The check of free text that this installation has; without one a person at the desk decides about everything. */
@Singleton()
export class TextCheckers {
  @Inject() outside: OutsideServices;
  @Inject() wechatApplication: WechatApplication;

  checker: TextChecker | null = null;

  @Init()
  open(): void {
    const { access, token } = this.wechatApplication;
    if (!access || !token) return;
    const outside = this.outside.open('wechat_text_check', { timeoutMs: env().phoneTimeoutMs });
    this.checker = new WechatTextCheck(access, token, outside);
  }
}

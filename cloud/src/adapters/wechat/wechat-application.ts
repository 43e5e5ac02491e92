import { Init, Inject, Singleton } from '@midwayjs/core';
import { Clock } from '../../kernel/clock';
import { env, type WechatAccess } from '../../kernel/env';
import { WechatPlatform } from '../sign-in/wechat';
import { WechatToken } from '../sign-in/wechat-token';

/** The city's mini-program at WeChat; `stable_token` gives everybody the same token. Null where there is none. */
@Singleton()
export class WechatApplication {
  @Inject() clock: Clock;

  access: WechatAccess | null;
  token: WechatToken | null;
  /** Tells whose one-time code this is. */
  platform: WechatPlatform | null;

  @Init()
  open(): void {
    const { wechat, platformTimeoutMs } = env();
    const now = () => this.clock.now();
    this.access = wechat;
    this.token = wechat && new WechatToken(wechat, now, platformTimeoutMs);
    this.platform = wechat && new WechatPlatform(wechat, platformTimeoutMs, now);
  }
}

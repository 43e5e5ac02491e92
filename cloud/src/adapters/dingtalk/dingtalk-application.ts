import { Init, Inject, Singleton } from '@midwayjs/core';
import { Clock } from '../../kernel/clock';
import { env } from '../../kernel/env';
import type { DingtalkAccess } from '../../kernel/env.dingtalk';
import { DingtalkToken } from './dingtalk.token';

/** The city's application at DingTalk with the one access token everybody shares; null where there is none. */
@Singleton()
export class DingtalkApplication {
  @Inject() clock: Clock;

  access: DingtalkAccess | null;
  token: DingtalkToken | null;

  @Init()
  open(): void {
    const { dingtalk, platformTimeoutMs } = env();
    this.access = dingtalk;
    this.token = dingtalk && new DingtalkToken(dingtalk, () => this.clock.now(), platformTimeoutMs);
  }
}

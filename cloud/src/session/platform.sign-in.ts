import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import { Init, Inject, Singleton } from '@midwayjs/core';
import { DingtalkApplication } from '../adapters/dingtalk/dingtalk-application';
import { DingtalkPlatform } from '../adapters/sign-in/dingtalk';
import { type SignInPlatform, SignInProviders } from '../adapters/sign-in/port';
import { WechatPlatform } from '../adapters/sign-in/wechat';
import { Clock } from '../kernel/clock';
import { Database } from '../kernel/database';
import { env } from '../kernel/env';
import { PersonService } from '../person/person.service';

/** Whose account this is, by the names the platform has for it, the most lasting first; null: nobody's. */
type Recognise = (channel: string, names: string[]) => Promise<string | null>;

/** The platform knows who this is, and nobody here is bound to it. */
export const accountUnknown = (): AppError =>
  new AppError(
    'forbidden',
    'session.account_unknown',
    '这个账号还没有绑定平台里的人员，请联系本单位管理员。',
  );

/** Connects the chat platforms this installation has credentials for; their accounts become our people. */
@Singleton()
export class PlatformSignIn {
  @Inject() providers: SignInProviders;
  @Inject() clock: Clock;
  @Inject() dingtalkApplication: DingtalkApplication;
  @Inject() database: Database;
  @Inject() personService: PersonService;

  private recognise: Recognise | null = null;

  /** Null: not connected. */
  wechat: WechatPlatform | null = null;

  @Init()
  open(): void {
    const { dingtalk, wechat, platformTimeoutMs } = env();
    const now = () => this.clock.now();
    if (dingtalk)
      this.connect(
        'dingtalk',
        new DingtalkPlatform(dingtalk, now, platformTimeoutMs, this.dingtalkApplication.token ?? undefined),
      );
    this.wechat = wechat && new WechatPlatform(wechat, platformTimeoutMs, now);
    if (this.wechat) this.connect('wechat', this.wechat);
  }

  /** Asked about an account that nobody is bound to; who recognises it has bound it. */
  recogniseBy(recognise: Recognise): void {
    this.recognise = recognise;
  }

  /** What a page needs to know before anybody is signed in; nothing of it is secret. */
  ways() {
    const { dingtalk, wechat } = env();
    return {
      dingtalk: dingtalk ? { corpId: dingtalk.corpId, clientId: dingtalk.appKey } : null,
      wechat: wechat !== null,
    };
  }

  private connect(channel: string, platform: SignInPlatform): void {
    this.providers.connect(channel, {
      personOf: async (code) => {
        const names = await platform.accountOf(code);
        if (!names) return null;
        const personId = await this.personService.personOfAccount(
          this.database.reader.manager,
          channel,
          names,
        );
        const recognised = personId ?? (await this.recognise?.(channel, names));
        if (recognised) return recognised;
        throw accountUnknown();
      },
    });
  }
}

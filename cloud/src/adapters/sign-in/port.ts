import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import { Singleton } from '@midwayjs/core';

/** Turns a platform's one-time code into the person it stands for; null when the platform does not know it. */
export interface SignInProvider {
  personOf(code: string): Promise<string | null>;
}

/** A chat platform that knows whose one-time code this is. */
export interface SignInPlatform {
  /** The account's names at the platform, the most lasting first; null when the code is wrong, old or used. */
  accountOf(code: string): Promise<string[] | null>;
}

/** The ways of signing in this installation has been connected to. */
@Singleton()
export class SignInProviders {
  private readonly providers = new Map<string, SignInProvider>();

  connect(channel: string, provider: SignInProvider): void {
    this.providers.set(channel, provider);
  }

  of(channel: string): SignInProvider {
    const found = this.providers.get(channel);
    if (!found)
      // Not 503: asking again will not help before somebody connects it.
      throw AppError.broken([
        {
          code: 'session.channel_not_connected',
          message: '本市还没有接通这种登录方式，请联系平台管理员。',
        },
      ]);
    return found;
  }
}

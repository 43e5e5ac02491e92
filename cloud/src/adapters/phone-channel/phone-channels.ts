import type { DeliveryChannel } from '@lifttrust/shared-types/message/message.contract';
import { Inject, Singleton } from '@midwayjs/core';
import { env } from '../../kernel/env';
import type { TencentAccess } from '../../kernel/env.tencent';
import { OutsideServices } from '../outside/outside-services';
import { smsProduct, smsRegions, TencentSms } from '../sms/tencent.sms';
import { TencentClient, type TencentProduct } from '../tencent/tencent.client';
import { TencentVoice, voiceProduct, voiceRegions } from '../voice/tencent.voice';
import type { MessageChannel } from './port';

/** The ways to a telephone that this installation has, by its environment; none unless configured. */
@Singleton()
export class PhoneChannels {
  @Inject() outside: OutsideServices;

  private made: Partial<Record<DeliveryChannel, MessageChannel>> | null = null;

  /** Null: not connected. */
  of(channel: DeliveryChannel): MessageChannel | null {
    this.made ??= this.make();
    return this.made[channel] ?? null;
  }

  private make(): Partial<Record<DeliveryChannel, MessageChannel>> {
    const { tencent, sms, voice } = env();
    if (!tencent) return {};
    return {
      ...(sms ? { sms: new TencentSms(this.client('sms', smsProduct, tencent, smsRegions), sms) } : {}),
      ...(voice
        ? { voice: new TencentVoice(this.client('voice', voiceProduct, tencent, voiceRegions), voice) }
        : {}),
    };
  }

  /** The installation's region if it has the product, else the nearest of the mainland that does. */
  private client(name: string, product: TencentProduct, access: TencentAccess, regions: string[]) {
    const outside = this.outside.open(name, { timeoutMs: env().phoneTimeoutMs });
    const region = regions.includes(access.region) ? access.region : 'ap-guangzhou';
    return new TencentClient(outside, product, { ...access, region });
  }
}

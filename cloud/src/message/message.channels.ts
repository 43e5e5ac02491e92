import type { Connected } from '@lifttrust/shared-types/message/message.channel.rules';
import { DeliveryChannel } from '@lifttrust/shared-types/message/message.contract';
import { Inject, Singleton } from '@midwayjs/core';
import { ChatChannels } from '../adapters/chat/chat-channels';
import { PhoneChannels } from '../adapters/phone-channel/phone-channels';
import type { MessageChannel } from '../adapters/phone-channel/port';

/** Every way to a person besides the inbox that this installation has. */
@Singleton()
export class MessageChannels {
  @Inject() phoneChannels: PhoneChannels;
  @Inject() chatChannels: ChatChannels;

  /** Null: not connected. */
  of(channel: DeliveryChannel): MessageChannel | null {
    return this.phoneChannels.of(channel) ?? this.chatChannels.of(channel);
  }

  get hasAny(): boolean {
    return DeliveryChannel.options.some((channel) => this.of(channel) !== null);
  }

  /** By which ways a kind can go: connected, and with a template where one is needed. */
  connectedFor(kind: string): Connected {
    const entries = DeliveryChannel.options.map((channel) => [
      channel,
      this.of(channel)?.knows(kind) ?? false,
    ]);
    return Object.fromEntries(entries);
  }

  connected(): Record<DeliveryChannel, boolean> {
    const isOpen = (channel: DeliveryChannel) => this.of(channel) !== null;
    return {
      dingtalk_work: isOpen('dingtalk_work'),
      dingtalk_card: isOpen('dingtalk_card'),
      wechat_subscribe: isOpen('wechat_subscribe'),
      sms: isOpen('sms'),
      voice: isOpen('voice'),
    };
  }
}

import { Destroy, Inject, Singleton } from '@midwayjs/core';
import { ChatChannels } from '../adapters/chat/chat-channels';
import { DingtalkApplication } from '../adapters/dingtalk/dingtalk-application';
import type { AddressBookEvent } from '../adapters/directory/address-book-event';
import { DingtalkStream, type EventStream, type StreamedCallback } from '../adapters/directory/stream';
import { env } from '../kernel/env';
import { log } from '../kernel/log';
import { MessageCardActs } from '../message/message.card-acts';
import { DirectoryInbox } from './directory.inbox';

/** Events and pressed cards over a connection that we open, for installations that nobody can reach from outside. */
@Singleton()
export class DirectoryStream {
  @Inject() application: DingtalkApplication;
  @Inject() inbox: DirectoryInbox;
  @Inject() channels: ChatChannels;
  @Inject() cardActs: MessageCardActs;

  private stream: EventStream | null = null;

  get isOpen(): boolean {
    return this.stream?.isOpen ?? false;
  }

  start(): void {
    const { access } = this.application;
    if (!access?.hasStream || this.stream) return;
    const told = (what: string, error?: unknown) =>
      what === 'open' ? log.info('directory.stream_open') : log.warn(`directory.stream_${what}`, {}, error);
    const ears = {
      event: (event: AddressBookEvent) => this.take(event),
      card: this.channels.card ? (callback: StreamedCallback) => this.cardActs.hear(callback) : null,
    };
    this.stream = new DingtalkStream(access, ears, told, env().platformTimeoutMs);
    this.stream.open();
  }

  private async take(event: AddressBookEvent): Promise<void> {
    if (event.corpId !== '' && !this.inbox.isOurs(event.corpId)) return this.inbox.refused('corporation');
    await this.inbox.take(event, 'stream');
  }

  @Destroy()
  async close(): Promise<void> {
    await this.stream?.close();
  }
}

import { Destroy, Inject, Singleton } from '@midwayjs/core';
import { DingtalkApplication } from '../adapters/dingtalk/dingtalk-application';
import type { AddressBookEvent } from '../adapters/directory/address-book-event';
import { DingtalkStream, type EventStream } from '../adapters/directory/stream';
import { env } from '../kernel/env';
import { log } from '../kernel/log';
import { DirectoryInbox } from './directory.inbox';

/** Events over a connection that we open, for installations that nobody can reach from outside. */
@Singleton()
export class DirectoryStream {
  @Inject() application: DingtalkApplication;
  @Inject() inbox: DirectoryInbox;

  private stream: EventStream | null = null;

  get isOpen(): boolean {
    return this.stream?.isOpen ?? false;
  }

  start(): void {
    const { access } = this.application;
    if (!access?.hasStream || this.stream) return;
    const told = (what: string, error?: unknown) =>
      what === 'open' ? log.info('directory.stream_open') : log.warn(`directory.stream_${what}`, {}, error);
    this.stream = new DingtalkStream(access, (event) => this.take(event), told, env().platformTimeoutMs);
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

import { Init, Inject, Singleton } from '@midwayjs/core';
import { env } from '../../kernel/env';
import { DingtalkApplication } from '../dingtalk/dingtalk-application';
import { OutsideServices } from '../outside/outside-services';
import { DingtalkDirectory } from './dingtalk';
import type { Directory } from './port';

/** The address book this installation has been connected to; null where there is none. */
@Singleton()
export class Directories {
  @Inject() dingtalkApplication: DingtalkApplication;
  @Inject() outsideServices: OutsideServices;

  directory: Directory | null;

  @Init()
  open(): void {
    const { access, token } = this.dingtalkApplication;
    const outside = () => this.outsideServices.open('dingtalk', { timeoutMs: env().platformTimeoutMs });
    this.directory =
      access && token && access.corpId !== '' ? new DingtalkDirectory(access, token, outside()) : null;
  }
}

import { App, Configuration, type ILifeCycle, Inject } from '@midwayjs/core';
import * as koa from '@midwayjs/koa';
import config from './config/config.default';
import { Database } from './kernel/database';
import { ErrorFilter } from './kernel/error.filter';
import { Outbox } from './kernel/outbox';
import { Checkpointer } from './ledger/checkpointer';

@Configuration({
  imports: [koa],
  importConfigs: [{ default: config as never }],
  detectorOptions: { ignore: ['**/*.test.*', '**/testing/**'] },
})
export class MainConfiguration implements ILifeCycle {
  @App('koa') app: koa.Application;
  @Inject() database: Database;
  @Inject() outbox: Outbox;
  @Inject() checkpointer: Checkpointer;

  async onReady(): Promise<void> {
    this.app.useFilter([ErrorFilter]);
    await this.checkpointer.open();
  }

  async onServerReady(): Promise<void> {
    this.outbox.start();
    this.checkpointer.start();
  }

  async onStop(): Promise<void> {
    await this.checkpointer.stop();
  }
}

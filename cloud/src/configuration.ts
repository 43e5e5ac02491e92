import { App, Configuration, type ILifeCycle, Inject } from '@midwayjs/core';
import * as koa from '@midwayjs/koa';
import config from './config/config.default';
import { Database } from './kernel/database';
import { ErrorFilter } from './kernel/error.filter';
import { Outbox } from './kernel/outbox';

@Configuration({
  imports: [koa],
  importConfigs: [{ default: config as never }],
  detectorOptions: { ignore: ['**/*.test.*', '**/testing/**'] },
})
export class MainConfiguration implements ILifeCycle {
  @App('koa') app: koa.Application;
  @Inject() database: Database;
  @Inject() outbox: Outbox;

  async onReady(): Promise<void> {
    this.app.useFilter([ErrorFilter]);
  }

  async onServerReady(): Promise<void> {
    this.outbox.start();
  }
}

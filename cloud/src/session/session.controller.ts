import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { sessionApi } from '@lifttrust/shared-types/session/session.contract';
import { wechatApi } from '@lifttrust/shared-types/session/wechat.contract';
import { Controller, Inject } from '@midwayjs/core';
import type { Ctx } from '../kernel/actor';
import { Handles } from '../kernel/handles';
import { PlatformSignIn } from './platform.sign-in';
import { SessionOverview } from './session.overview';
import { SessionService } from './session.service';
import { WechatBinding } from './wechat.binding';

const done = { done: true as const };

@Controller('/api')
export class SessionController {
  @Inject() sessionService: SessionService;
  @Inject() overview: SessionOverview;
  @Inject() platformSignIn: PlatformSignIn;
  @Inject() wechatBinding: WechatBinding;

  @Handles(sessionApi.ways)
  async ways() {
    return this.platformSignIn.ways();
  }

  @Handles(sessionApi.start)
  async start(input: InputOf<typeof sessionApi.start>, ctx: Ctx) {
    return this.sessionService.start(input, ctx);
  }

  @Handles(sessionApi.startByPhone)
  async startByPhone(input: InputOf<typeof sessionApi.startByPhone>, ctx: Ctx) {
    return this.sessionService.startByPhone(input, ctx);
  }

  @Handles(sessionApi.refresh)
  async refresh(input: InputOf<typeof sessionApi.refresh>, ctx: Ctx) {
    return this.sessionService.refresh(input, ctx);
  }

  @Handles(sessionApi.me)
  async me(_input: InputOf<typeof sessionApi.me>, ctx: Ctx) {
    return this.sessionService.me(ctx);
  }

  @Handles(sessionApi.assignments)
  async assignments(_input: InputOf<typeof sessionApi.assignments>, ctx: Ctx) {
    return this.sessionService.assignments(ctx);
  }

  @Handles(sessionApi.switch)
  async switch(input: InputOf<typeof sessionApi.switch>, ctx: Ctx) {
    return this.sessionService.switch(input, ctx);
  }

  @Handles(sessionApi.end)
  async end(_input: InputOf<typeof sessionApi.end>, ctx: Ctx) {
    await this.sessionService.end(ctx);
    return done;
  }

  @Handles(sessionApi.mine)
  async mine(_input: InputOf<typeof sessionApi.mine>, ctx: Ctx) {
    return this.overview.mine(ctx);
  }

  @Handles(sessionApi.endMine)
  async endMine(input: InputOf<typeof sessionApi.endMine>, ctx: Ctx) {
    await this.overview.endMine(input, ctx);
    return done;
  }

  @Handles(sessionApi.list)
  async list(input: InputOf<typeof sessionApi.list>, ctx: Ctx) {
    return this.overview.list(input, ctx);
  }

  @Handles(sessionApi.endOther)
  async endOther(input: InputOf<typeof sessionApi.endOther>, ctx: Ctx) {
    await this.overview.endOther(input, ctx);
    return done;
  }

  @Handles(wechatApi.mine)
  async myWechat(_input: InputOf<typeof wechatApi.mine>, ctx: Ctx) {
    return this.wechatBinding.mine(ctx);
  }

  @Handles(wechatApi.releaseMine)
  async releaseMyWechat(_input: InputOf<typeof wechatApi.releaseMine>, ctx: Ctx) {
    await this.wechatBinding.releaseMine(ctx);
    return done;
  }

  @Handles(wechatApi.release)
  async releaseWechat(input: InputOf<typeof wechatApi.release>, ctx: Ctx) {
    await this.wechatBinding.release(input, ctx);
    return done;
  }
}

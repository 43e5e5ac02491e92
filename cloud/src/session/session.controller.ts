import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { sessionApi } from '@lifttrust/shared-types/session/session.contract';
import { Controller, Inject } from '@midwayjs/core';
import { type Ctx, requireActor } from '../kernel/actor';
import { Handles } from '../kernel/handles';
import { SessionService, toMe } from './session.service';

@Controller('/api')
export class SessionController {
  @Inject() sessionService: SessionService;

  @Handles(sessionApi.start)
  async start(input: InputOf<typeof sessionApi.start>, ctx: Ctx) {
    return this.sessionService.start(input, ctx);
  }

  @Handles(sessionApi.me)
  async me(_input: InputOf<typeof sessionApi.me>, ctx: Ctx) {
    return toMe(requireActor(ctx));
  }

  @Handles(sessionApi.end)
  async end(_input: InputOf<typeof sessionApi.end>, ctx: Ctx) {
    await this.sessionService.end(ctx);
    return { done: true as const };
  }
}

import { accountApi } from '@lifttrust/shared-types/directory/account.contract';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { Controller, Inject } from '@midwayjs/core';
import type { Ctx } from '../kernel/actor';
import { Handles } from '../kernel/handles';
import { AccountService } from './account.service';

const done = { done: true as const };

@Controller('/api')
export class AccountController {
  @Inject() accounts: AccountService;

  @Handles(accountApi.list)
  async list(input: InputOf<typeof accountApi.list>, ctx: Ctx) {
    return this.accounts.list(input, ctx);
  }

  @Handles(accountApi.assign)
  async assign(input: InputOf<typeof accountApi.assign>, ctx: Ctx) {
    return this.accounts.assign(input, ctx);
  }

  @Handles(accountApi.end)
  async end(input: InputOf<typeof accountApi.end>, ctx: Ctx) {
    return this.accounts.end(input, ctx);
  }

  @Handles(accountApi.acts)
  async acts(input: InputOf<typeof accountApi.acts>, ctx: Ctx) {
    return this.accounts.acts(input.assignmentId, ctx);
  }

  @Handles(accountApi.pushAgain)
  async pushAgain(input: InputOf<typeof accountApi.pushAgain>, ctx: Ctx) {
    await this.accounts.pushAgain(input.assignmentId, ctx);
    return done;
  }
}

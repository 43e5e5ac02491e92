import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { helpApi } from '@lifttrust/shared-types/rescue/help.contract';
import { Controller, Inject } from '@midwayjs/core';
import type { Ctx } from '../kernel/actor';
import { Handles } from '../kernel/handles';
import { HelpService } from './help.service';

@Controller('/api')
export class HelpController {
  @Inject() helpService: HelpService;

  @Handles(helpApi.call)
  async call(input: InputOf<typeof helpApi.call>, ctx: Ctx) {
    return this.helpService.call(input, ctx);
  }

  @Handles(helpApi.show)
  async show(input: InputOf<typeof helpApi.show>, ctx: Ctx) {
    return this.helpService.show(input, ctx);
  }

  @Handles(helpApi.neighbours)
  async neighbours(input: InputOf<typeof helpApi.neighbours>, _ctx: Ctx) {
    return this.helpService.neighbours(input);
  }

  @Handles(helpApi.correct)
  async correct(input: InputOf<typeof helpApi.correct>, ctx: Ctx) {
    return this.helpService.correct(input, ctx);
  }
}

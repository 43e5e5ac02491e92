import { factorApi } from '@lifttrust/shared-types/factor/factor.contract';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { Controller, Inject } from '@midwayjs/core';
import type { Ctx } from '../kernel/actor';
import { Handles } from '../kernel/handles';
import { FactorService } from './factor.service';

@Controller('/api')
export class FactorController {
  @Inject() factorService: FactorService;

  @Handles(factorApi.show)
  async show(_input: InputOf<typeof factorApi.show>, ctx: Ctx) {
    return this.factorService.show(ctx);
  }

  @Handles(factorApi.enrol)
  async enrol({ code }: InputOf<typeof factorApi.enrol>, ctx: Ctx) {
    return this.factorService.enrol(code, ctx);
  }

  @Handles(factorApi.confirm)
  async confirm({ code }: InputOf<typeof factorApi.confirm>, ctx: Ctx) {
    return this.factorService.confirm(code, ctx);
  }

  @Handles(factorApi.prove)
  async prove({ code }: InputOf<typeof factorApi.prove>, ctx: Ctx) {
    return this.factorService.prove(code, ctx);
  }

  @Handles(factorApi.renewCodes)
  async renewCodes({ code }: InputOf<typeof factorApi.renewCodes>, ctx: Ctx) {
    return this.factorService.renewCodes(code, ctx);
  }

  @Handles(factorApi.reset)
  async reset(input: InputOf<typeof factorApi.reset>, ctx: Ctx) {
    await this.factorService.reset(input, ctx);
    return { done: true as const };
  }
}

import { checklistApi } from '@lifttrust/shared-types/checklist/checklist.contract';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { Controller, Inject } from '@midwayjs/core';
import type { Ctx } from '../kernel/actor';
import { Handles } from '../kernel/handles';
import { ChecklistService } from './checklist.service';

@Controller('/api')
export class ChecklistController {
  @Inject() checklistService: ChecklistService;

  @Handles(checklistApi.list)
  async list(input: InputOf<typeof checklistApi.list>, ctx: Ctx) {
    return this.checklistService.list(input, ctx);
  }

  @Handles(checklistApi.show)
  async show({ checklistId }: InputOf<typeof checklistApi.show>, ctx: Ctx) {
    return this.checklistService.show(this.checklistService.database.reader.manager, checklistId, ctx);
  }

  @Handles(checklistApi.propose)
  async propose(input: InputOf<typeof checklistApi.propose>, ctx: Ctx) {
    return this.checklistService.propose(input, ctx);
  }

  @Handles(checklistApi.decide)
  async decide(input: InputOf<typeof checklistApi.decide>, ctx: Ctx) {
    return this.checklistService.decide(input, ctx);
  }

  @Handles(checklistApi.withdraw)
  async withdraw({ checklistId }: InputOf<typeof checklistApi.withdraw>, ctx: Ctx) {
    return this.checklistService.withdraw(checklistId, ctx);
  }
}

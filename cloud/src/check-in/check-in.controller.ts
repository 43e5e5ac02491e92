import { checkInApi } from '@lifttrust/shared-types/check-in/check-in.contract';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { Controller, Inject } from '@midwayjs/core';
import type { Ctx } from '../kernel/actor';
import { Handles } from '../kernel/handles';
import { CheckInService } from './check-in.service';

@Controller('/api')
export class CheckInController {
  @Inject() checkInService: CheckInService;

  @Handles(checkInApi.scanCode)
  async scanCode(input: InputOf<typeof checkInApi.scanCode>, ctx: Ctx) {
    return this.checkInService.scanCode(input, ctx);
  }

  @Handles(checkInApi.givePosition, { transaction: 'own' })
  async givePosition(input: InputOf<typeof checkInApi.givePosition>, ctx: Ctx) {
    return this.checkInService.givePosition(input, ctx);
  }

  @Handles(checkInApi.addPositionEvidence)
  async addPositionEvidence(input: InputOf<typeof checkInApi.addPositionEvidence>, ctx: Ctx) {
    return this.checkInService.addPositionEvidence(input, ctx);
  }

  @Handles(checkInApi.start)
  async start(input: InputOf<typeof checkInApi.start>, ctx: Ctx) {
    return this.checkInService.start(input, ctx);
  }

  @Handles(checkInApi.checkOut)
  async checkOut(input: InputOf<typeof checkInApi.checkOut>, ctx: Ctx) {
    return this.checkInService.checkOut(input, ctx);
  }
}

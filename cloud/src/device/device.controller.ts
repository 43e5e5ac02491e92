import { deviceApi } from '@lifttrust/shared-types/device/device.contract';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { Controller, Inject } from '@midwayjs/core';
import type { Ctx } from '../kernel/actor';
import { Handles } from '../kernel/handles';
import { DeviceChangeService } from './device.change.service';
import { DeviceService } from './device.service';

@Controller('/api')
export class DeviceController {
  @Inject() deviceService: DeviceService;
  @Inject() changeService: DeviceChangeService;

  @Handles(deviceApi.mine)
  async mine(_input: InputOf<typeof deviceApi.mine>, ctx: Ctx) {
    return this.deviceService.mine(ctx);
  }

  @Handles(deviceApi.ask)
  async ask(input: InputOf<typeof deviceApi.ask>, ctx: Ctx) {
    return this.changeService.ask(input, ctx);
  }

  @Handles(deviceApi.changes)
  async changes(input: InputOf<typeof deviceApi.changes>, ctx: Ctx) {
    return this.changeService.changes(input, ctx);
  }

  @Handles(deviceApi.decide)
  async decide(input: InputOf<typeof deviceApi.decide>, ctx: Ctx) {
    return this.changeService.decide(input, ctx);
  }
}

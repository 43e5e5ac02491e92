import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { stationApi } from '@lifttrust/shared-types/station/station.contract';
import { Controller, Inject } from '@midwayjs/core';
import type { Ctx } from '../kernel/actor';
import { Handles } from '../kernel/handles';
import { StationQuery } from './station.query';
import { StationService } from './station.service';

@Controller('/api')
export class StationController {
  @Inject() stationQuery: StationQuery;
  @Inject() stationService: StationService;

  @Handles(stationApi.list)
  async list(input: InputOf<typeof stationApi.list>, ctx: Ctx) {
    return this.stationQuery.list(input, ctx);
  }

  @Handles(stationApi.show)
  async show({ stationId }: InputOf<typeof stationApi.show>, ctx: Ctx) {
    return this.stationQuery.show(this.stationQuery.database.reader.manager, stationId, ctx);
  }

  @Handles(stationApi.arrange)
  async arrange(input: InputOf<typeof stationApi.arrange>, ctx: Ctx) {
    return this.stationService.arrange(input, ctx);
  }

  @Handles(stationApi.stand)
  async stand(input: InputOf<typeof stationApi.stand>, ctx: Ctx) {
    return this.stationService.stand(input, ctx);
  }

  @Handles(stationApi.saveTeam)
  async saveTeam(input: InputOf<typeof stationApi.saveTeam>, ctx: Ctx) {
    return this.stationService.saveTeam(input, ctx);
  }

  @Handles(stationApi.endTeam)
  async endTeam(input: InputOf<typeof stationApi.endTeam>, ctx: Ctx) {
    await this.stationService.endTeam(input, ctx);
    return { done: true as const };
  }

  @Handles(stationApi.saveEquipment)
  async saveEquipment(input: InputOf<typeof stationApi.saveEquipment>, ctx: Ctx) {
    return this.stationService.saveEquipment(input, ctx);
  }

  @Handles(stationApi.endEquipment)
  async endEquipment(input: InputOf<typeof stationApi.endEquipment>, ctx: Ctx) {
    await this.stationService.endEquipment(input, ctx);
    return { done: true as const };
  }

  @Handles(stationApi.readPhone)
  async readPhone(input: InputOf<typeof stationApi.readPhone>, ctx: Ctx) {
    return this.stationService.readPhone(input, ctx);
  }
}

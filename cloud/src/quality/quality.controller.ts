import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { qualityApi } from '@lifttrust/shared-types/quality/quality.contract';
import { Controller, Inject } from '@midwayjs/core';
import type { Ctx } from '../kernel/actor';
import { Handles } from '../kernel/handles';
import { FindingService } from './finding.service';
import { QualityQuery } from './quality.query';
import { QualityService } from './quality.service';

@Controller('/api')
export class QualityController {
  @Inject() qualityQuery: QualityQuery;
  @Inject() qualityService: QualityService;
  @Inject() findingService: FindingService;

  @Handles(qualityApi.inspectors)
  async inspectors(_input: InputOf<typeof qualityApi.inspectors>, ctx: Ctx) {
    return this.qualityQuery.inspectors(ctx);
  }

  @Handles(qualityApi.appoint)
  async appoint(input: InputOf<typeof qualityApi.appoint>, ctx: Ctx) {
    return this.qualityService.appoint(input, ctx);
  }

  @Handles(qualityApi.dismiss)
  async dismiss(input: InputOf<typeof qualityApi.dismiss>, ctx: Ctx) {
    return this.qualityService.dismiss(input, ctx);
  }

  @Handles(qualityApi.standing)
  async standing(_input: InputOf<typeof qualityApi.standing>, ctx: Ctx) {
    return this.qualityQuery.standing(ctx);
  }

  @Handles(qualityApi.list)
  async list(input: InputOf<typeof qualityApi.list>, ctx: Ctx) {
    return this.qualityQuery.list(input, ctx);
  }

  @Handles(qualityApi.show)
  async show({ checkId }: InputOf<typeof qualityApi.show>, ctx: Ctx) {
    return this.qualityQuery.show(this.qualityQuery.database.reader.manager, checkId, ctx);
  }

  @Handles(qualityApi.plan)
  async plan(input: InputOf<typeof qualityApi.plan>, ctx: Ctx) {
    return this.qualityService.plan(input, ctx);
  }

  @Handles(qualityApi.record)
  async record(input: InputOf<typeof qualityApi.record>, ctx: Ctx) {
    return this.qualityService.record(input, ctx);
  }

  @Handles(qualityApi.cancel)
  async cancel(input: InputOf<typeof qualityApi.cancel>, ctx: Ctx) {
    return this.qualityService.cancel(input, ctx);
  }

  @Handles(qualityApi.mine)
  async mine(_input: InputOf<typeof qualityApi.mine>, ctx: Ctx) {
    return this.qualityQuery.mine(ctx);
  }

  @Handles(qualityApi.answer)
  async answer(input: InputOf<typeof qualityApi.answer>, ctx: Ctx) {
    return this.findingService.answer(input, ctx);
  }

  @Handles(qualityApi.decide)
  async decide(input: InputOf<typeof qualityApi.decide>, ctx: Ctx) {
    return this.findingService.decide(input, ctx);
  }
}

import { hotlineApi } from '@lifttrust/shared-types/hotline/hotline.contract';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { Controller, Inject } from '@midwayjs/core';
import type { Ctx } from '../kernel/actor';
import { Handles } from '../kernel/handles';
import { HotlineFinder } from './hotline.finder.query';
import { HotlineQuery } from './hotline.query';
import { HotlineService } from './hotline.service';
import { ShiftService } from './shift.service';

@Controller('/api')
export class HotlineController {
  @Inject() hotlineFinder: HotlineFinder;
  @Inject() hotlineQuery: HotlineQuery;
  @Inject() hotlineService: HotlineService;
  @Inject() shiftService: ShiftService;

  @Handles(hotlineApi.lifts)
  async lifts(input: InputOf<typeof hotlineApi.lifts>, ctx: Ctx) {
    return this.hotlineFinder.find(input, ctx);
  }

  @Handles(hotlineApi.map)
  async map(_input: InputOf<typeof hotlineApi.map>, ctx: Ctx) {
    return this.hotlineFinder.map(ctx);
  }

  @Handles(hotlineApi.marks)
  async marks(_input: InputOf<typeof hotlineApi.marks>, ctx: Ctx) {
    return this.hotlineFinder.marks(ctx);
  }

  @Handles(hotlineApi.take)
  async take(input: InputOf<typeof hotlineApi.take>, ctx: Ctx) {
    return this.hotlineService.take(input, ctx);
  }

  @Handles(hotlineApi.settle)
  async settle(input: InputOf<typeof hotlineApi.settle>, ctx: Ctx) {
    return this.hotlineService.settle(input, ctx);
  }

  @Handles(hotlineApi.correct)
  async correct(input: InputOf<typeof hotlineApi.correct>, ctx: Ctx) {
    return this.hotlineService.correct(input, ctx);
  }

  @Handles(hotlineApi.calls)
  async calls(input: InputOf<typeof hotlineApi.calls>, ctx: Ctx) {
    return this.hotlineQuery.calls(input, ctx);
  }

  @Handles(hotlineApi.phone)
  async phone(input: InputOf<typeof hotlineApi.phone>, ctx: Ctx) {
    return this.hotlineService.phone(input, ctx);
  }

  @Handles(hotlineApi.callBack)
  async callBack(input: InputOf<typeof hotlineApi.callBack>, ctx: Ctx) {
    return this.hotlineService.callBack(input, ctx);
  }

  @Handles(hotlineApi.openCases)
  async openCases(_input: InputOf<typeof hotlineApi.openCases>, ctx: Ctx) {
    return this.shiftService.openCases(ctx);
  }

  @Handles(hotlineApi.shifts)
  async shifts(input: InputOf<typeof hotlineApi.shifts>, ctx: Ctx) {
    return this.shiftService.list(input, ctx);
  }

  @Handles(hotlineApi.handOver)
  async handOver(input: InputOf<typeof hotlineApi.handOver>, ctx: Ctx) {
    return this.shiftService.handOver(input, ctx);
  }

  @Handles(hotlineApi.takeOver)
  async takeOver(input: InputOf<typeof hotlineApi.takeOver>, ctx: Ctx) {
    return this.shiftService.takeOver(input, ctx);
  }
}

import { dutyApi } from '@lifttrust/shared-types/duty/duty.contract';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { Controller, Inject } from '@midwayjs/core';
import type { Ctx } from '../kernel/actor';
import { Handles } from '../kernel/handles';
import { DutyQuery } from './duty.query';
import { DutyRosterService } from './duty.roster.service';
import { DutyShiftService } from './duty.shift.service';
import { DutyTestCalls } from './duty.test-call';

@Controller('/api')
export class DutyController {
  @Inject() dutyQuery: DutyQuery;
  @Inject() dutyRosterService: DutyRosterService;
  @Inject() dutyShiftService: DutyShiftService;
  @Inject() dutyTestCalls: DutyTestCalls;

  @Handles(dutyApi.list)
  async list(input: InputOf<typeof dutyApi.list>, ctx: Ctx) {
    return this.dutyQuery.list(input, ctx);
  }

  @Handles(dutyApi.week)
  async week(input: InputOf<typeof dutyApi.week>, ctx: Ctx) {
    return this.dutyQuery.week(input, ctx);
  }

  @Handles(dutyApi.create)
  async create(input: InputOf<typeof dutyApi.create>, ctx: Ctx) {
    return this.dutyRosterService.create(input, ctx);
  }

  @Handles(dutyApi.change)
  async change(input: InputOf<typeof dutyApi.change>, ctx: Ctx) {
    return this.dutyRosterService.change(input, ctx);
  }

  @Handles(dutyApi.end)
  async end(input: InputOf<typeof dutyApi.end>, ctx: Ctx) {
    await this.dutyRosterService.end(input, ctx);
    return { done: true as const };
  }

  @Handles(dutyApi.enter)
  async enter(input: InputOf<typeof dutyApi.enter>, ctx: Ctx) {
    return this.dutyShiftService.enter(input, ctx);
  }

  @Handles(dutyApi.takeOver)
  async takeOver(input: InputOf<typeof dutyApi.takeOver>, ctx: Ctx) {
    return this.dutyShiftService.takeOver(input, ctx);
  }

  @Handles(dutyApi.cancel)
  async cancel(input: InputOf<typeof dutyApi.cancel>, ctx: Ctx) {
    await this.dutyShiftService.cancel(input, ctx);
    return { done: true as const };
  }

  @Handles(dutyApi.standIn)
  async standIn(input: InputOf<typeof dutyApi.standIn>, ctx: Ctx) {
    return this.dutyShiftService.standIn(input, ctx);
  }

  @Handles(dutyApi.mine)
  async mine(_input: InputOf<typeof dutyApi.mine>, ctx: Ctx) {
    return this.dutyQuery.mine(ctx);
  }

  @Handles(dutyApi.answerTest)
  async answerTest(input: InputOf<typeof dutyApi.answerTest>, ctx: Ctx) {
    await this.dutyTestCalls.answer(input, ctx);
    return { done: true as const };
  }

  @Handles(dutyApi.readPhone)
  async readPhone(input: InputOf<typeof dutyApi.readPhone>, ctx: Ctx) {
    return this.dutyRosterService.readPhone(input, ctx);
  }
}

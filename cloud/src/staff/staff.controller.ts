import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
import { staffApi } from '@lifttrust/shared-types/staff/staff.contract';
import { Controller, Inject } from '@midwayjs/core';
import { type Ctx, requireActor } from '../kernel/actor';
import { Database } from '../kernel/database';
import { Handles } from '../kernel/handles';
import { LiftAssignmentService } from './staff.assignment.service';
import { LiftStaffQuery } from './staff.lift.query';
import { StaffService } from './staff.service';
import { StaffTreeQuery } from './staff.tree.query';
import { StaffTreeService } from './staff.tree.service';

@Controller('/api')
export class StaffController {
  @Inject() database: Database;
  @Inject() staffService: StaffService;
  @Inject() staffTreeQuery: StaffTreeQuery;
  @Inject() staffTreeService: StaffTreeService;
  @Inject() liftStaffQuery: LiftStaffQuery;
  @Inject() liftAssignmentService: LiftAssignmentService;

  @Handles(staffApi.tree)
  async tree({ day }: InputOf<typeof staffApi.tree>, ctx: Ctx) {
    return this.staffTreeQuery.tree(this.database.reader.manager, requireActor(ctx), day ?? dayOf(ctx.at));
  }

  @Handles(staffApi.addUnit)
  async addUnit(input: InputOf<typeof staffApi.addUnit>, ctx: Ctx) {
    return this.staffTreeService.addUnit(input, ctx);
  }

  @Handles(staffApi.changeUnit)
  async changeUnit(input: InputOf<typeof staffApi.changeUnit>, ctx: Ctx) {
    return this.staffTreeService.changeUnit(input, ctx);
  }

  @Handles(staffApi.moveUnit)
  async moveUnit(input: InputOf<typeof staffApi.moveUnit>, ctx: Ctx) {
    return this.staffTreeService.moveUnit(input, ctx);
  }

  @Handles(staffApi.closeUnit)
  async closeUnit(input: InputOf<typeof staffApi.closeUnit>, ctx: Ctx) {
    return this.staffTreeService.closeUnit(input, ctx);
  }

  @Handles(staffApi.setAreas)
  async setAreas(input: InputOf<typeof staffApi.setAreas>, ctx: Ctx) {
    return this.staffTreeService.setAreas(input, ctx);
  }

  @Handles(staffApi.movePeople)
  async movePeople(input: InputOf<typeof staffApi.movePeople>, ctx: Ctx) {
    return this.staffTreeService.movePeople(input, ctx);
  }

  @Handles(staffApi.lifts)
  async lifts(input: InputOf<typeof staffApi.lifts>, ctx: Ctx) {
    return this.liftStaffQuery.list(input, ctx);
  }

  @Handles(staffApi.assign)
  async assign(input: InputOf<typeof staffApi.assign>, ctx: Ctx) {
    return this.liftAssignmentService.assign(input, ctx);
  }

  @Handles(staffApi.release)
  async release(input: InputOf<typeof staffApi.release>, ctx: Ctx) {
    return this.liftAssignmentService.release(input, ctx);
  }

  @Handles(staffApi.ofLift)
  async ofLift(input: InputOf<typeof staffApi.ofLift>, ctx: Ctx) {
    return this.staffService.ofLift(input, ctx);
  }

  @Handles(staffApi.mine)
  async mine(input: InputOf<typeof staffApi.mine>, ctx: Ctx) {
    return this.staffService.mine(input, ctx);
  }
}

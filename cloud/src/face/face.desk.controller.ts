import { faceDeskApi } from '@lifttrust/shared-types/face/face.desk.contract';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { Controller, Inject } from '@midwayjs/core';
import type { Ctx } from '../kernel/actor';
import { Handles } from '../kernel/handles';
import { CalibrationService } from './face.calibration.service';
import { FaceCount } from './face.count.service';
import { FaceStatistics } from './face.statistics';

@Controller('/api')
export class FaceDeskController {
  @Inject() faceCount: FaceCount;
  @Inject() faceStatistics: FaceStatistics;
  @Inject() calibrationService: CalibrationService;

  @Handles(faceDeskApi.stored)
  async stored(_input: InputOf<typeof faceDeskApi.stored>, ctx: Ctx) {
    return this.faceCount.show(ctx);
  }

  @Handles(faceDeskApi.statistics)
  async statistics(input: InputOf<typeof faceDeskApi.statistics>, ctx: Ctx) {
    return this.faceStatistics.show(input, ctx);
  }

  @Handles(faceDeskApi.calibrations)
  async calibrations() {
    return this.calibrationService.list();
  }

  @Handles(faceDeskApi.decideCalibration)
  async decideCalibration(input: InputOf<typeof faceDeskApi.decideCalibration>, ctx: Ctx) {
    await this.calibrationService.decide(input, ctx);
    return { done: true as const };
  }
}

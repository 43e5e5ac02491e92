import { operationApi } from '@lifttrust/shared-types/operation/operation.contract';
import { Controller, Inject } from '@midwayjs/core';
import { Handles } from '../kernel/handles';
import { HealthService } from './health.service';

@Controller('/api')
export class OperationController {
  @Inject() healthService: HealthService;

  @Handles(operationApi.live)
  async live() {
    return { live: true as const };
  }

  @Handles(operationApi.ready)
  async ready() {
    return this.healthService.mustBeReady();
  }
}

import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { operationApi } from '@lifttrust/shared-types/operation/operation.contract';
import { Controller, Inject } from '@midwayjs/core';
import { Handles } from '../kernel/handles';
import { BackupQuery } from './backup.query';
import { HealthService } from './health.service';

@Controller('/api')
export class OperationController {
  @Inject() healthService: HealthService;
  @Inject() backupQuery: BackupQuery;

  @Handles(operationApi.live)
  async live() {
    return { live: true as const };
  }

  @Handles(operationApi.ready)
  async ready() {
    return this.healthService.mustBeReady();
  }

  @Handles(operationApi.backups)
  async backups(input: InputOf<typeof operationApi.backups>) {
    return this.backupQuery.list(input);
  }
}

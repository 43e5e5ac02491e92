import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { supervisionApi } from '@lifttrust/shared-types/supervision/supervision.contract';
import { Controller, Inject } from '@midwayjs/core';
import type { Ctx } from '../kernel/actor';
import { Handles } from '../kernel/handles';
import { RecordExport } from '../record/record.export';
import { SupervisionQuery } from './supervision.query';

@Controller('/api')
export class SupervisionController {
  @Inject() supervisionQuery: SupervisionQuery;
  @Inject() recordExport: RecordExport;

  @Handles(supervisionApi.overview)
  async overview(_input: InputOf<typeof supervisionApi.overview>, ctx: Ctx) {
    return this.supervisionQuery.overview(ctx);
  }

  @Handles(supervisionApi.timeline)
  async timeline(input: InputOf<typeof supervisionApi.timeline>, ctx: Ctx) {
    return this.supervisionQuery.timeline(input.liftId, ctx);
  }

  @Handles(supervisionApi.verifyRecord)
  async verifyRecord(input: InputOf<typeof supervisionApi.verifyRecord>, ctx: Ctx) {
    return this.recordExport.verify(input.recordId, ctx);
  }
}

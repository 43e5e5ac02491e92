import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { privacyApi } from '@lifttrust/shared-types/privacy/privacy.contract';
import { Controller, Inject } from '@midwayjs/core';
import type { Ctx } from '../kernel/actor';
import { Handles } from '../kernel/handles';
import { AuditQuery } from './audit.query';
import { PrivacyService } from './privacy.service';

@Controller('/api')
export class PrivacyController {
  @Inject() privacyService: PrivacyService;
  @Inject() auditQuery: AuditQuery;

  @Handles(privacyApi.reads)
  async reads(input: InputOf<typeof privacyApi.reads>, ctx: Ctx) {
    return this.auditQuery.readsOfMine(input, ctx);
  }

  @Handles(privacyApi.data)
  async data(_input: InputOf<typeof privacyApi.data>, ctx: Ctx) {
    return this.privacyService.data(ctx);
  }

  @Handles(privacyApi.audit)
  async audit(input: InputOf<typeof privacyApi.audit>, ctx: Ctx) {
    return this.privacyService.audit(input, ctx);
  }
}

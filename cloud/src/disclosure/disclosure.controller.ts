import { codeApi } from '@lifttrust/shared-types/code/code.contract';
import { codeViewApi } from '@lifttrust/shared-types/disclosure/code-view.contract';
import { liftPastApi } from '@lifttrust/shared-types/disclosure/lift-past.contract';
import { nearbyApi } from '@lifttrust/shared-types/disclosure/nearby.contract';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { Controller, Inject } from '@midwayjs/core';
import type { Ctx } from '../kernel/actor';
import { Handles } from '../kernel/handles';
import { CodeViewQuery } from './code-view.query';
import { DisclosureQuery } from './disclosure.query';
import { NearbyQuery } from './nearby.query';

@Controller('/api')
export class DisclosureController {
  @Inject() disclosureQuery: DisclosureQuery;
  @Inject() codeViewQuery: CodeViewQuery;
  @Inject() nearbyQuery: NearbyQuery;

  @Handles(codeApi.lift)
  async lift(input: InputOf<typeof codeApi.lift>, ctx: Ctx) {
    return this.disclosureQuery.publicLift(input.token, ctx);
  }

  @Handles(codeApi.numbered)
  async numbered(input: InputOf<typeof codeApi.numbered>, ctx: Ctx) {
    return this.disclosureQuery.publicLiftByNumber(input.number, ctx);
  }

  @Handles(liftPastApi.show)
  async past(input: InputOf<typeof liftPastApi.show>, ctx: Ctx) {
    return this.disclosureQuery.past(input.token, false, ctx);
  }

  @Handles(liftPastApi.numbered)
  async numberedPast(input: InputOf<typeof liftPastApi.numbered>, ctx: Ctx) {
    return this.disclosureQuery.past(input.number, true, ctx);
  }

  @Handles(codeApi.proof)
  async proof(input: InputOf<typeof codeApi.proof>, ctx: Ctx) {
    return this.disclosureQuery.proof(input.token, input.recordId, ctx);
  }

  @Handles(codeApi.verification)
  async verification(input: InputOf<typeof codeApi.verification>) {
    return this.disclosureQuery.verification(input.verificationCode);
  }

  @Handles(nearbyApi.list)
  async nearby(input: InputOf<typeof nearbyApi.list>) {
    return this.nearbyQuery.list(input);
  }

  @Handles(codeViewApi.show)
  async view(input: InputOf<typeof codeViewApi.show>, ctx: Ctx) {
    return this.codeViewQuery.show(input.code, ctx);
  }
}

import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { signingApi } from '@lifttrust/shared-types/signing/signing.contract';
import { Controller, Inject } from '@midwayjs/core';
import type { Ctx } from '../kernel/actor';
import { Database } from '../kernel/database';
import { Handles } from '../kernel/handles';
import { UnitOfWork } from '../kernel/unit-of-work';
import { SilenceConsentService } from './consent.service';
import { DelegationService } from './delegation.service';
import { disputesOf } from './dispute.query';
import { DisputeService } from './dispute.service';
import { SigningQuery } from './signing.query';
import { SigningService } from './signing.service';

@Controller('/api')
export class SigningController {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() consents: SilenceConsentService;
  @Inject() delegations: DelegationService;
  @Inject() disputes: DisputeService;
  @Inject() signingQuery: SigningQuery;
  @Inject() signingService: SigningService;

  @Handles(signingApi.consent)
  async consent(_input: InputOf<typeof signingApi.consent>, ctx: Ctx) {
    return this.consents.show(ctx);
  }

  @Handles(signingApi.giveConsent)
  async giveConsent({ textVersion }: InputOf<typeof signingApi.giveConsent>, ctx: Ctx) {
    return this.consents.give(textVersion, ctx);
  }

  @Handles(signingApi.withdrawConsent)
  async withdrawConsent(_input: InputOf<typeof signingApi.withdrawConsent>, ctx: Ctx) {
    return this.consents.withdraw(ctx);
  }

  @Handles(signingApi.delegations)
  async listDelegations(_input: InputOf<typeof signingApi.delegations>, ctx: Ctx) {
    return this.delegations.list(ctx);
  }

  @Handles(signingApi.delegate)
  async delegate(input: InputOf<typeof signingApi.delegate>, ctx: Ctx) {
    return this.delegations.give(input, ctx);
  }

  @Handles(signingApi.endDelegation)
  async endDelegation({ delegationId }: InputOf<typeof signingApi.endDelegation>, ctx: Ctx) {
    return this.delegations.end(delegationId, ctx);
  }

  @Handles(signingApi.standing)
  async standing({ recordId }: InputOf<typeof signingApi.standing>, ctx: Ctx) {
    return this.signingQuery.standing(recordId, ctx);
  }

  @Handles(signingApi.signMany)
  async signMany(input: InputOf<typeof signingApi.signMany>, ctx: Ctx) {
    return this.signingService.signMany(input, ctx);
  }

  @Handles(signingApi.toSign)
  async toSign(_input: InputOf<typeof signingApi.toSign>, ctx: Ctx) {
    return this.signingQuery.toSign(ctx);
  }

  @Handles(signingApi.disputes)
  async listDisputes(input: InputOf<typeof signingApi.disputes>, ctx: Ctx) {
    return disputesOf(this.database.reader.manager, input, ctx);
  }

  @Handles(signingApi.answerDispute)
  async answerDispute({ recordId, text }: InputOf<typeof signingApi.answerDispute>, ctx: Ctx) {
    await this.disputes.answer(recordId, text, ctx);
    return this.standingNow(recordId, ctx);
  }

  @Handles(signingApi.settleDispute)
  async settleDispute({ recordId }: InputOf<typeof signingApi.settleDispute>, ctx: Ctx) {
    await this.disputes.settle(recordId, ctx);
    return this.standingNow(recordId, ctx);
  }

  @Handles(signingApi.referDispute)
  async referDispute({ recordId, text }: InputOf<typeof signingApi.referDispute>, ctx: Ctx) {
    await this.disputes.refer(recordId, text, ctx);
    return this.standingNow(recordId, ctx);
  }

  @Handles(signingApi.decideDispute)
  async decideDispute({ recordId, text }: InputOf<typeof signingApi.decideDispute>, ctx: Ctx) {
    await this.disputes.decide(recordId, text, ctx);
    return this.standingNow(recordId, ctx);
  }

  @Handles(signingApi.rates)
  async rates(input: InputOf<typeof signingApi.rates>, ctx: Ctx) {
    return this.signingQuery.rates(input, ctx);
  }

  /** As it stands with what this request has just written. */
  private standingNow(recordId: string, ctx: Ctx) {
    return this.work.run(ctx, (tx) => this.signingQuery.standing(recordId, ctx, tx.manager));
  }
}

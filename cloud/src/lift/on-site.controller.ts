import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { onSiteApi } from '@lifttrust/shared-types/lift/on-site.contract';
import { Controller, Inject } from '@midwayjs/core';
import { type Ctx, requireActor } from '../kernel/actor';
import { Handles } from '../kernel/handles';
import { BindingQuery } from './binding.query';
import { BindingService } from './binding.service';
import { CorrectionService } from './correction.service';
import { LiftEntryService } from './lift-entry.service';
import { PositionService } from './position.service';

@Controller('/api')
export class OnSiteController {
  @Inject() bindingService: BindingService;
  @Inject() bindingQuery: BindingQuery;
  @Inject() liftEntries: LiftEntryService;
  @Inject() corrections: CorrectionService;
  @Inject() positions: PositionService;

  @Handles(onSiteApi.scan)
  async scan(input: InputOf<typeof onSiteApi.scan>, ctx: Ctx) {
    return this.bindingService.scan(input, ctx);
  }

  // Its own: a code that hangs on the wrong lift is written down although the binding is refused.
  @Handles(onSiteApi.bind, { transaction: 'own' })
  async bind(input: InputOf<typeof onSiteApi.bind>, ctx: Ctx) {
    return this.bindingService.bind(input, ctx);
  }

  @Handles(onSiteApi.bindings)
  async bindings(input: InputOf<typeof onSiteApi.bindings>, ctx: Ctx) {
    return this.bindingQuery.list(requireActor(ctx), input);
  }

  @Handles(onSiteApi.decideBinding)
  async decideBinding(input: InputOf<typeof onSiteApi.decideBinding>, ctx: Ctx) {
    return this.bindingService.decide(input, ctx);
  }

  @Handles(onSiteApi.swapCodes)
  async swapCodes(input: InputOf<typeof onSiteApi.swapCodes>, ctx: Ctx) {
    return this.bindingService.swapCodes(input, ctx);
  }

  @Handles(onSiteApi.enter)
  async enter(input: InputOf<typeof onSiteApi.enter>, ctx: Ctx) {
    return this.liftEntries.enter(input, ctx);
  }

  @Handles(onSiteApi.correct)
  async correct(input: InputOf<typeof onSiteApi.correct>, ctx: Ctx) {
    return this.corrections.correct(input, ctx);
  }

  @Handles(onSiteApi.corrections)
  async list(input: InputOf<typeof onSiteApi.corrections>, ctx: Ctx) {
    return this.corrections.list(input.liftId, ctx);
  }

  // Its own: a simulated position is written down although it is refused.
  @Handles(onSiteApi.offerFix, { transaction: 'own' })
  async offerFix(input: InputOf<typeof onSiteApi.offerFix>, ctx: Ctx) {
    return this.positions.offerFix(input, ctx);
  }

  @Handles(onSiteApi.position)
  async position(input: InputOf<typeof onSiteApi.position>, ctx: Ctx) {
    return this.positions.show(input.liftId, ctx);
  }
}

import { jurisdictionApi } from '@lifttrust/shared-types/jurisdiction/jurisdiction.contract';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
import { Controller, Inject } from '@midwayjs/core';
import { type Ctx, requireActor } from '../kernel/actor';
import { Handles } from '../kernel/handles';
import { JurisdictionQuery } from './jurisdiction.query';
import { JurisdictionService } from './jurisdiction.service';

@Controller('/api')
export class JurisdictionController {
  @Inject() jurisdictionQuery: JurisdictionQuery;
  @Inject() jurisdictionService: JurisdictionService;

  @Handles(jurisdictionApi.tree)
  async tree({ ended }: InputOf<typeof jurisdictionApi.tree>, ctx: Ctx) {
    return { items: await this.jurisdictionQuery.tree(requireActor(ctx), ended === 'yes') };
  }

  @Handles(jurisdictionApi.history)
  async history(_input: InputOf<typeof jurisdictionApi.history>, ctx: Ctx) {
    return { items: await this.jurisdictionQuery.history(requireActor(ctx)) };
  }

  @Handles(jurisdictionApi.resolve)
  async resolve({ code, day }: InputOf<typeof jurisdictionApi.resolve>, ctx: Ctx) {
    const area = this.jurisdictionService.areaOn(code, day ?? dayOf(ctx.at));
    return { code: area, name: await this.jurisdictionQuery.nameOf(area) };
  }

  @Handles(jurisdictionApi.districts)
  async districts() {
    const areas = await this.jurisdictionQuery.all();
    const standing = areas.filter(({ level, untilDay }) => level === 'district' && untilDay === null);
    return { items: standing.map(({ code, name }) => ({ code, name })) };
  }

  @Handles(jurisdictionApi.contents)
  async contents({ codes }: InputOf<typeof jurisdictionApi.contents>, ctx: Ctx) {
    return { items: await this.jurisdictionQuery.contents(requireActor(ctx), codes.split(','), ctx.at) };
  }

  @Handles(jurisdictionApi.found)
  async found(input: InputOf<typeof jurisdictionApi.found>, ctx: Ctx) {
    return this.jurisdictionService.found(input, ctx);
  }

  @Handles(jurisdictionApi.rename)
  async rename(input: InputOf<typeof jurisdictionApi.rename>, ctx: Ctx) {
    return this.jurisdictionService.rename(input, ctx);
  }

  @Handles(jurisdictionApi.merge)
  async merge(input: InputOf<typeof jurisdictionApi.merge>, ctx: Ctx) {
    return this.jurisdictionService.merge(input, ctx);
  }

  @Handles(jurisdictionApi.split)
  async split(input: InputOf<typeof jurisdictionApi.split>, ctx: Ctx) {
    return this.jurisdictionService.split(input, ctx);
  }
}

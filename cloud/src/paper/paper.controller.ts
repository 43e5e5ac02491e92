import { everyRole } from '@lifttrust/shared-types/kernel/access';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { paperApi } from '@lifttrust/shared-types/paper/paper.contract';
import { Controller, Get, Inject } from '@midwayjs/core';
import type { Context } from '@midwayjs/koa';
import { showScan } from '../file/show-scan';
import { refuseRole } from '../kernel/access';
import type { Ctx } from '../kernel/actor';
import { contextOf, Handles } from '../kernel/handles';
import { ConflictService } from './conflict.service';
import { PaperDecision } from './paper.decision';
import { PaperEntry } from './paper.entry';
import { PaperFinder } from './paper.finder';
import { PaperScan } from './paper.scan';

const { auditor: _a, ...mayRead } = everyRole('self');

@Controller('/api')
export class PaperController {
  @Inject() paperFinder: PaperFinder;
  @Inject() paperEntry: PaperEntry;
  @Inject() paperDecision: PaperDecision;
  @Inject() paperScan: PaperScan;
  @Inject() conflictService: ConflictService;

  @Handles(paperApi.mine)
  async mine(_input: InputOf<typeof paperApi.mine>, ctx: Ctx) {
    return this.paperFinder.mine(ctx);
  }

  // A number that stands with somebody else is refused and kept for the regulator nevertheless.
  @Handles(paperApi.enterMine, { transaction: 'own' })
  async enterMine(input: InputOf<typeof paperApi.enterMine>, ctx: Ctx) {
    return this.paperEntry.mine(input, ctx);
  }

  @Handles(paperApi.list)
  async list(input: InputOf<typeof paperApi.list>, ctx: Ctx) {
    return this.paperFinder.list(input, ctx);
  }

  @Handles(paperApi.calendar)
  async calendar(input: InputOf<typeof paperApi.calendar>, ctx: Ctx) {
    return this.paperFinder.calendar(input, ctx);
  }

  @Handles(paperApi.ofPerson)
  async ofPerson(input: InputOf<typeof paperApi.ofPerson>, ctx: Ctx) {
    return this.paperFinder.ofPerson(input.personId, ctx);
  }

  @Handles(paperApi.enterForPerson, { transaction: 'own' })
  async enterForPerson(input: InputOf<typeof paperApi.enterForPerson>, ctx: Ctx) {
    return this.paperEntry.forPerson(input, ctx);
  }

  @Handles(paperApi.ofUnit)
  async ofUnit(input: InputOf<typeof paperApi.ofUnit>, ctx: Ctx) {
    return this.paperFinder.ofUnit(input.organisationId, ctx);
  }

  @Handles(paperApi.enterForUnit, { transaction: 'own' })
  async enterForUnit(input: InputOf<typeof paperApi.enterForUnit>, ctx: Ctx) {
    return this.paperEntry.forUnit(input, ctx);
  }

  @Handles(paperApi.decide)
  async decide(input: InputOf<typeof paperApi.decide>, ctx: Ctx) {
    return this.paperDecision.decide(input, ctx);
  }

  @Handles(paperApi.end)
  async end(input: InputOf<typeof paperApi.end>, ctx: Ctx) {
    return this.paperDecision.end(input, ctx);
  }

  @Handles(paperApi.conflicts)
  async conflicts(input: InputOf<typeof paperApi.conflicts>, ctx: Ctx) {
    return this.conflictService.list(input, ctx);
  }

  @Handles(paperApi.decideConflict)
  async decideConflict(input: InputOf<typeof paperApi.decideConflict>, ctx: Ctx) {
    return this.conflictService.decide(input, ctx);
  }

  /** Raw: a scan, for its owner, the unit and the regulator; auditors see that there is one. */
  @Get('/papers/:paperId/scan')
  async scan(koa: Context) {
    const ctx = await contextOf(koa);
    refuseRole(mayRead, ctx);
    const purpose = typeof koa.query.purpose === 'string' ? koa.query.purpose : '';
    return showScan(koa, await this.paperScan.read(String(koa.params.paperId), purpose, ctx));
  }
}

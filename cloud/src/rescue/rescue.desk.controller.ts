import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { rescueDeskApi } from '@lifttrust/shared-types/rescue/desk.contract';
import { Controller, Inject } from '@midwayjs/core';
import type { Ctx } from '../kernel/actor';
import { Handles } from '../kernel/handles';
import { RescueAnswers } from './rescue.answers';
import { RescueBoard } from './rescue.board';
import { RescueDesk } from './rescue.desk';
import { RescueQuery } from './rescue.query';
import { RescueSources } from './rescue.sources';

@Controller('/api')
export class RescueDeskController {
  @Inject() rescueQuery: RescueQuery;
  @Inject() rescueBoard: RescueBoard;
  @Inject() rescueDesk: RescueDesk;
  @Inject() rescueAnswers: RescueAnswers;
  @Inject() rescueSources: RescueSources;

  @Handles(rescueDeskApi.queue)
  async queue(_input: InputOf<typeof rescueDeskApi.queue>, ctx: Ctx) {
    return this.rescueBoard.of(ctx);
  }

  @Handles(rescueDeskApi.history)
  async history(input: InputOf<typeof rescueDeskApi.history>, ctx: Ctx) {
    return this.rescueQuery.history(input, ctx);
  }

  @Handles(rescueDeskApi.report)
  async report(input: InputOf<typeof rescueDeskApi.report>, ctx: Ctx) {
    return this.rescueDesk.report(input, ctx);
  }

  @Handles(rescueDeskApi.dispatch)
  async dispatch(input: InputOf<typeof rescueDeskApi.dispatch>, ctx: Ctx) {
    return this.rescueDesk.callOut(input, ctx);
  }

  @Handles(rescueDeskApi.candidates)
  async candidates(input: InputOf<typeof rescueDeskApi.candidates>, ctx: Ctx) {
    return this.rescueDesk.callable(input, ctx);
  }

  @Handles(rescueDeskApi.outside)
  async outside(input: InputOf<typeof rescueDeskApi.outside>, ctx: Ctx) {
    return this.rescueDesk.outside(input, ctx);
  }

  @Handles(rescueDeskApi.declineFor)
  async declineFor(input: InputOf<typeof rescueDeskApi.declineFor>, ctx: Ctx) {
    return this.rescueAnswers.declineFor(input, ctx);
  }

  @Handles(rescueDeskApi.changeEtaFor)
  async changeEtaFor(input: InputOf<typeof rescueDeskApi.changeEtaFor>, ctx: Ctx) {
    return this.rescueAnswers.changeEtaFor(input, ctx);
  }

  @Handles(rescueDeskApi.note)
  async note(input: InputOf<typeof rescueDeskApi.note>, ctx: Ctx) {
    return this.rescueDesk.note(input, ctx);
  }

  @Handles(rescueDeskApi.correct)
  async correct(input: InputOf<typeof rescueDeskApi.correct>, ctx: Ctx) {
    return this.rescueDesk.correct(input, ctx);
  }

  @Handles(rescueDeskApi.sources)
  async sources(_input: InputOf<typeof rescueDeskApi.sources>, ctx: Ctx) {
    return this.rescueSources.list(ctx);
  }

  @Handles(rescueDeskApi.issueSource)
  async issueSource(input: InputOf<typeof rescueDeskApi.issueSource>, ctx: Ctx) {
    return this.rescueSources.issue(input, ctx);
  }

  @Handles(rescueDeskApi.revokeSource)
  async revokeSource(input: InputOf<typeof rescueDeskApi.revokeSource>, ctx: Ctx) {
    return this.rescueSources.revoke(input, ctx);
  }

  @Handles(rescueDeskApi.alarm)
  async alarm(input: InputOf<typeof rescueDeskApi.alarm>, ctx: Ctx) {
    return this.rescueSources.alarm(input, ctx);
  }
}

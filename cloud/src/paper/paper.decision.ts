import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import {
  type PaperInfo,
  PaperKind,
  paperApi,
  paperKindWords,
} from '@lifttrust/shared-types/paper/paper.contract';
import { Inject, Singleton } from '@midwayjs/core';
import { CityService } from '../city/city.service';
import { type Actor, type Ctx, requireActor } from '../kernel/actor';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { MessageService } from '../message/message.service';
import { PaperEffect } from './paper.effect';
import { Paper } from './paper.entity';
import { PaperFinder } from './paper.finder';
import { mayDecide } from './paper.view';

const taken = () => AppError.conflict('paper.decided_already', '这份证照已经有人处理过了，请刷新查看。');

/** Somebody else looks at a paper: verified, or sent back with a reason; and papers that end before their time. */
@Singleton()
export class PaperDecision {
  @Inject() work: UnitOfWork;
  @Inject() cityService: CityService;
  @Inject() messageService: MessageService;
  @Inject() paperEffect: PaperEffect;
  @Inject() paperFinder: PaperFinder;

  /** @throws forbidden `paper.not_yours_to_decide`; conflict `paper.decided_already`; not_found */
  decide(input: InputOf<typeof paperApi.decide>, ctx: Ctx): Promise<PaperInfo> {
    const actor = requireActor(ctx);
    if (!input.accept && input.reason === '')
      throw AppError.broken([
        { code: 'paper.reason_missing', field: 'reason', message: '退回要说明理由，让对方知道怎么改。' },
      ]);
    return this.work.run(ctx, async (tx) => {
      const paper = await this.paperOf(tx, input.paperId, actor);
      if (paper.state !== 'entered') throw taken();
      const row = { ...paper, counts: paper.counts ? 1 : 0 };
      if (!mayDecide(row, actor, this.cityService.parameters.papers.verification))
        throw new AppError(
          'forbidden',
          'paper.not_yours_to_decide',
          '自己登记的证照要由另一个人核验；本市由监管单位核验的，请等监管单位处理。',
        );
      await this.move(tx, paper, input.accept ? 'verified' : 'rejected', input.accept, actor, input.reason);
      if (input.accept && !paper.counts) await this.paperEffect.begin(tx, paper);
      if (!input.accept) {
        if (paper.counts) await this.paperEffect.end(tx, paper);
        await this.tellRejected(tx, paper, input.reason);
      }
      return this.paperFinder.show(tx.manager, paper.id, actor, tx.at);
    });
  }

  /** Revoked, dissolved or entered by mistake: from today it counts no more. */
  end(input: InputOf<typeof paperApi.end>, ctx: Ctx): Promise<PaperInfo> {
    const actor = requireActor(ctx);
    return this.work.run(ctx, async (tx) => {
      const paper = await this.paperOf(tx, input.paperId, actor);
      if (!paper.counts || paper.state === 'ended' || paper.state === 'rejected') throw taken();
      await this.move(tx, paper, 'ended', false, actor, input.reason);
      await this.paperEffect.end(tx, paper);
      return this.paperFinder.show(tx.manager, paper.id, actor, tx.at);
    });
  }

  private async paperOf(tx: Transaction, paperId: string, actor: Actor): Promise<Paper> {
    const row = await this.paperFinder.row(tx.manager, paperId, actor, tx.at);
    const paper = await tx.manager.findOneBy(Paper, { id: row.id });
    // Certificates from before there were papers are renewed by a paper, not decided about.
    if (!paper) throw AppError.notFound();
    const isArea = actor.divisionCode !== '';
    if (!isArea && paper.organisationId !== actor.organisationId) throw AppError.notFound();
    return paper;
  }

  private async move(
    tx: Transaction,
    paper: Paper,
    state: string,
    counts: boolean,
    actor: Actor,
    reason: string,
  ): Promise<void> {
    const { affected } = await tx.manager.update(
      Paper,
      { id: paper.id, state: paper.state },
      { state, counts, decidedBy: actor.personId, decidedAt: tx.at, reason },
    );
    if (affected !== 1) throw taken();
    await tx.audit(`paper.${state}`, paper.subjectKind, paper.subjectId, { paperId: paper.id, reason });
  }

  private async tellRejected(tx: Transaction, paper: Paper, reason: string): Promise<void> {
    const people = new Set([paper.enteredBy, ...(paper.subjectKind === 'person' ? [paper.subjectId] : [])]);
    const name = paperKindWords[PaperKind.parse(paper.kind)];
    await this.messageService.send(tx, [...people], {
      kind: 'paper.rejected',
      subjectId: paper.id,
      title: `${name}没有通过核验`,
      text: `理由：${reason}`.slice(0, 300),
      facts: [{ label: '证照', value: name }],
      page: null,
    });
  }
}

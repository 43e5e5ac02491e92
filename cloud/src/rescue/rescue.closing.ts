import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import type {
  Entrapment as EntrapmentInFull,
  rescueApi,
} from '@lifttrust/shared-types/rescue/rescue.contract';
import { refuseMistaken } from '@lifttrust/shared-types/rescue/rescue.rules';
import { causes, isCause, outcomes, sides } from '@lifttrust/shared-types/rescue/rescue.words';
import { Inject, Singleton } from '@midwayjs/core';
import { FileService } from '../file/file.service';
import { type Ctx, requireActor } from '../kernel/actor';
import { Cipher } from '../kernel/cipher';
import { insertRows } from '../kernel/insert-rows';
import { newId } from '../kernel/new-id';
import { UnitOfWork } from '../kernel/unit-of-work';
import { Entrapment } from './entrapment.entity';
import { HelpCall } from './help-call.entity';
import { RescueDispatch } from './rescue.dispatch';
import { happened, isForDeskToReport } from './rescue.facts';
import { RescueIdentity } from './rescue.identity';
import { RescueJournal } from './rescue.journal';
import { RescueQuery } from './rescue.query';
import { RescueSight } from './rescue.sight';
import { RescueSteps } from './rescue.steps';
import { RescuePlan } from './rescue-plan.entity';
import { RescueProof } from './rescue-proof.entity';
import { Summons } from './summons.entity';

type Input<K extends keyof typeof rescueApi> = InputOf<(typeof rescueApi)[K]>;

const notFreed = () => AppError.conflict('rescue.not_freed', '还没有登记解救完成，请先登记。');

/** What follows once people are out: proof of who was there, cause and measures, the call back, the closing. */
@Singleton()
export class RescueClosing {
  @Inject() work: UnitOfWork;
  @Inject() cipher: Cipher;
  @Inject() fileService: FileService;
  @Inject() journal: RescueJournal;
  @Inject() dispatch: RescueDispatch;
  @Inject() steps: RescueSteps;
  @Inject() sight: RescueSight;
  @Inject() identity: RescueIdentity;
  @Inject() rescueQuery: RescueQuery;

  /**
   * Pictures, from the person's own working device. Complete once everybody who arrived has handed them in and shown who
   * they are (RescueIdentity); what comes after the time is kept, and the mark stays (DECISIONS 34).
   */
  async prove({ entrapmentId, fileIds }: Input<'prove'>, ctx: Ctx): Promise<EntrapmentInFull> {
    return this.steps.change(entrapmentId, ctx, async (tx, one, { personId }) => {
      if (one.freedAt === null) throw notFreed();
      for (const fileId of new Set(fileIds)) await this.fileService.attach(tx, fileId, personId);
      const of = { entrapmentId, personId, deviceId: ctx.deviceId, at: tx.at };
      await insertRows(tx.manager, RescueProof, [
        { id: newId(), ...of, kind: 'identity' as const, fileId: null },
        ...[...new Set(fileIds)].map((fileId) => ({ id: newId(), ...of, kind: 'photo' as const, fileId })),
      ]);
      await this.journal.write(tx, one, {
        kind: 'evidence_given',
        text: `由本人工作设备提交，照片 ${fileIds.length} 张`,
        open: { photos: fileIds.length },
      });
      const isComplete = one.evidence === 'waiting' && (await this.identity.isComplete(tx, entrapmentId));
      return isComplete ? { evidence: 'complete', evidenceDueAt: null } : {};
    });
  }

  /**
   * By those who were there; by the desk only where none of a company or station came (mayDeskReport).
   * @throws invalid `rescue.cause_unknown`; conflict `rescue.rescuers_report` to a desk that is to ask them
   */
  async report(input: Input<'report'>, ctx: Ctx): Promise<EntrapmentInFull> {
    const { entrapmentId, first, second, part, measures } = input;
    if (!isCause(first, second))
      throw AppError.invalid('rescue.cause_unknown', '二级原因不属于所选的一级原因，请重新选择。');
    return this.steps.change(entrapmentId, ctx, async (tx, one, actor) => {
      if (one.freedAt === null) throw notFreed();
      mustNotBeClosed(one);
      const isByDesk = this.rescueQuery.isDesk(actor);
      if (isByDesk && !isForDeskToReport(one, await tx.manager.findBy(Summons, { entrapmentId })))
        throw AppError.conflict(
          'rescue.rescuers_report',
          '维保单位或救援站的人到过现场，请由他们填写原因和处置措施。',
        );
      await this.journal.write(tx, one, {
        kind: 'reported',
        text: `${isByDesk ? `${sides.desk}填写：` : ''}${causes[first].word}／${second}${part ? `，${part}` : ''}：${measures}`,
        open: { first, second },
      });
      return { causeFirst: first, causeSecond: second, part, measures };
    });
  }

  /**
   * @throws conflict `rescue.not_freed`, `rescue.not_reported`; a call where nobody was inside is closed as 误报 and kept,
   * rule_broken `rescue.people_freed` where somebody was got out
   */
  async close(input: Input<'close'>, ctx: Ctx): Promise<EntrapmentInFull> {
    const { entrapmentId, outcome, satisfaction, callBack } = input;
    return this.steps.change(entrapmentId, ctx, async (tx, one) => {
      mustNotBeClosed(one);
      if (outcome === 'rescued' && one.freedAt === null) throw notFreed();
      if (outcome === 'rescued' && one.causeFirst === null && one.freedBy !== 'self')
        throw AppError.conflict(
          'rescue.not_reported',
          '还没有填写原因和处置措施，请先填写；有人到过现场的，请他们填写。',
        );
      const refusals = outcome === 'mistaken' ? refuseMistaken(one) : [];
      if (refusals.length > 0) throw AppError.broken(refusals);
      await this.journal.write(tx, one, {
        kind: outcome === 'mistaken' ? 'mistaken' : 'closed',
        text: `${outcomes[outcome]}；回访：${callBack}`,
        open: { outcome, satisfaction },
      });
      if (outcome === 'mistaken') {
        await tx.manager.update(HelpCall, { entrapmentId }, { isMistaken: true });
        if (one.freedAt === null)
          await this.dispatch.tellChange(
            tx,
            one,
            `${happened(one)}已确认为误报`,
            '救援中心已核实为误报，不用再前往。',
          );
        await this.dispatch.settle(tx, one, '误报');
      }
      return { outcome, satisfaction, callBack, closedAt: tx.at };
    });
  }

  /** Telephone numbers of those who called; every look is logged. */
  async callers({ entrapmentId }: Input<'callers'>, ctx: Ctx) {
    const actor = requireActor(ctx);
    return this.work.run(ctx, async (tx) => {
      const found = await tx.manager.findOneBy(Entrapment, { id: entrapmentId });
      const one = await this.sight.mustSee(tx.manager, found, actor);
      const whose = { entrapmentId, personId: actor.personId, state: 'accepted' as const };
      const mayKnow = this.rescueQuery.isDesk(actor) || (await tx.manager.existsBy(Summons, whose));
      if (!mayKnow) throw new AppError('forbidden', 'rescue.not_accepted', '接单之后才能查看报警人的电话。');
      const calls = await tx.manager.find(HelpCall, { where: { entrapmentId }, order: { id: 'ASC' } });
      await tx.audit('rescue.callers_read', 'entrapment', one.id);
      const items = calls.flatMap(({ at, source, phoneSealed, noteSealed }) =>
        phoneSealed === null
          ? []
          : [
              {
                at,
                source: source as 'code',
                phone: this.cipher.decrypt(phoneSealed),
                note: noteSealed ? this.cipher.decrypt(noteSealed) : '',
              },
            ],
      );
      return { items };
    });
  }

  async setPlan({ text }: Input<'setPlan'>, ctx: Ctx) {
    const { personId, organisationId } = requireActor(ctx);
    return this.work.run(ctx, async (tx) => {
      const id = newId();
      await tx.manager.insert(RescuePlan, {
        id,
        organisationId,
        text,
        writtenBy: personId,
        writtenAt: tx.at,
      });
      await tx.audit('rescue.plan_written', 'organisation', organisationId, { planId: id });
      return this.rescueQuery.ownPlan(tx.manager, ctx);
    });
  }
}

function mustNotBeClosed(one: Entrapment): void {
  if (one.closedAt !== null)
    throw AppError.conflict('rescue.closed', `这起${happened(one)}已经结案，请刷新查看。`);
}

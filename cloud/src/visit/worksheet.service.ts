import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { type Made, notBefore } from '@lifttrust/shared-types/kernel/made-at';
import type { ItemAnswer, Step, visitApi } from '@lifttrust/shared-types/visit/visit.contract';
import { VisitState } from '@lifttrust/shared-types/visit/visit.contract';
import { mayFollowLater, refuseStep, type VisitFacts } from '@lifttrust/shared-types/visit/visit.rules';
import { Inject, Singleton } from '@midwayjs/core';
import { In } from 'typeorm';
import { CityService } from '../city/city.service';
import { FileService } from '../file/file.service';
import { rememberLook } from '../file/photo-twins.query';
import { StoredFile } from '../file/stored-file.entity';
import { type Actor, type Ctx, requireActor } from '../kernel/actor';
import { madeOf } from '../kernel/made-times';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { AnswerKeeper, type ReadyAnswer } from './answer-keeper';
import { Visit } from './visit.entity';
import { type LoadedVisit, VisitQuery } from './visit.query';
import { toItemRow, VisitService } from './visit.service';
import { VisitItem } from './visit-item.entity';
import { VisitPhoto } from './visit-photo.entity';

/** The work on site: answers, added items, photographs, grade. Drafts until the submission seals them. */
@Singleton()
export class WorksheetService {
  @Inject() work: UnitOfWork;
  @Inject() visitService: VisitService;
  @Inject() visitQuery: VisitQuery;
  @Inject() fileService: FileService;
  @Inject() cityService: CityService;
  @Inject() answerKeeper: AnswerKeeper;

  answerItems(input: InputOf<typeof visitApi.answerItems>, ctx: Ctx) {
    return this.edit(input.visitId, ctx, async (tx, loaded, actor, made) => {
      mayFill(loaded, actor, ctx);
      const known = new Set(loaded.items.map((item) => item.code));
      const unknown = input.answers.filter((answer) => !known.has(answer.code));
      if (unknown.length > 0) {
        throw AppError.invalid(
          'visit.item_unknown',
          `没有这些检查项目：${unknown.map((answer) => answer.code).join('、')}。请刷新后再填。`,
        );
      }
      const answers = await this.withPhotos(tx, loaded, input.answers);
      await this.answerKeeper.give(tx, loaded, actor.personId, answers, made);
    });
  }

  /** Of two answers that contradict each other the lead says which one stands. */
  settleItem(input: InputOf<typeof visitApi.settleItem>, ctx: Ctx) {
    return this.edit(input.visitId, ctx, async (tx, loaded, actor) => {
      mustLead(loaded, actor);
      const { code, personId } = input;
      if (!loaded.rows.answers.some((answer) => answer.code === code && answer.personId === personId))
        throw AppError.notFound('visit.answer_unknown', '没有找到这个人对这个项目的结果，请刷新后再看。');
      await this.answerKeeper.settle(tx, loaded, code, personId);
      await tx.audit('visit.item_settled', 'visit', loaded.visit.id, { code, personId });
    });
  }

  addItem(input: InputOf<typeof visitApi.addItem>, ctx: Ctx) {
    return this.edit(input.visitId, ctx, async (tx, loaded, actor) => {
      mayFill(loaded, actor, ctx);
      const { name, requirement, code = nextCode(loaded) } = input;
      const same = loaded.items.find((item) => item.code === code);
      if (same?.name === name && same.requirement === requirement) return;
      if (same)
        throw AppError.conflict('visit.item_code_taken', `编号 ${code} 已经是“${same.name}”，请换一个编号。`);
      if (loaded.items.filter((item) => !item.statutory).length >= 30)
        throw AppError.conflict('visit.too_many_items', '最多增加 30 个项目。');
      const item = { code, name, requirement, class: 'half_month' as const, requiresTest: false };
      const row = toItemRow(loaded.visit.id, item, loaded.items.length, false);
      await tx.manager.insert(VisitItem, { ...row, addedBy: actor.personId });
    });
  }

  attachPhoto(input: InputOf<typeof visitApi.attachPhoto>, ctx: Ctx) {
    return this.edit(input.visitId, ctx, async (tx, loaded, actor, made) => {
      const file = await this.fileService.mustBeOwn(tx.manager, input.fileId, 'photo', actor);
      if (file.visitId !== loaded.visit.id)
        throw AppError.notFound('file.unknown', '没有找到这个文件，请重新上传。');
      const placed = loaded.photos.some((photo) => photo.fileId === file.id);
      if (placed) return;
      await tx.manager.insert(VisitPhoto, {
        visitId: loaded.visit.id,
        fileId: file.id,
        slot: input.slot,
        personId: actor.personId,
        createdAt: made.at,
      });
      await rememberLook(tx.manager, loaded.visit.companyId, file);
    });
  }

  gradeLift(input: InputOf<typeof visitApi.gradeLift>, ctx: Ctx) {
    return this.edit(input.visitId, ctx, async (tx, loaded, actor) => {
      mustLead(loaded, actor);
      if (!this.cityService.parameters.equipmentGrades.includes(input.grade)) {
        throw AppError.invalid(
          'visit.grade_unknown',
          `设备状态等级只能是：${this.cityService.parameters.equipmentGrades.join('、')}。`,
        );
      }
      await tx.manager.update(
        Visit,
        { id: loaded.visit.id },
        { grade: input.grade, gradeReason: input.reason },
      );
    });
  }

  /** Every edit: only members, only in turn, only while open; the answer is the whole pack as it now stands. */
  private edit(
    visitId: string,
    ctx: Ctx,
    change: (tx: Transaction, loaded: LoadedVisit, actor: Actor, made: Made) => Promise<void>,
  ) {
    const actor = requireActor(ctx);
    return this.work.run(ctx, async (tx) => {
      const loaded = await this.visitQuery.loadFor(tx.manager, visitId, actor);
      const said = madeOf(ctx, tx.at);
      const mayFollow = mayFollowLater({ isOffline: said.offline, isOwnPart: true });
      refuseInTurn(loaded, actor, 'work', {
        workComplete: this.visitQuery.isWorkComplete(loaded),
        mayFollow,
      });
      const started = loaded.presences.find(({ person }) => person.id === actor.personId)?.startedAt;
      await change(tx, loaded, actor, notBefore(said, started ?? null));
      const fresh = await tx.manager.findOneByOrFail(Visit, { id: visitId });
      return this.visitQuery.pack(tx.manager, fresh, actor.personId, tx.at);
    });
  }

  /** Photographs are named by id, or by what they are where the phone knows no ids yet. */
  private async withPhotos(
    tx: Transaction,
    { visit }: LoadedVisit,
    answers: ItemAnswer[],
  ): Promise<ReadyAnswer[]> {
    const ids = [...new Set(answers.flatMap(({ fileIds }) => fileIds))];
    const hashes = [...new Set(answers.flatMap(({ photoHashes }) => photoHashes ?? []))];
    if (ids.length + hashes.length === 0)
      return answers.map((answer) => ({ ...answer, fileIds: [], photoHashes: [] }));
    const here = { visitId: visit.id, purpose: 'photo', state: 'stored' };
    const files = await tx.manager.find(StoredFile, {
      where: [
        { ...here, id: In(ids) },
        { ...here, sha256: In(hashes) },
      ],
      select: { id: true, sha256: true },
    });
    return answers.map((answer) => {
      const own = [
        ...answer.fileIds.map((id) => files.find((file) => file.id === id)),
        ...(answer.photoHashes ?? []).map((hash) => files.find((file) => file.sha256 === hash)),
      ].map((file) => {
        if (file) return file;
        throw AppError.notFound('file.unknown', '有照片还没有传完或不属于这次维保，请重新上传。');
      });
      const once = <T>(list: T[]) => [...new Set(list)];
      return {
        ...answer,
        fileIds: once(own.map(({ id }) => id)),
        photoHashes: once(own.map(({ sha256 }) => sha256)),
      };
    });
  }
}

/** The next number nobody uses; phones without a network choose codes of their own. */
function nextCode({ items }: LoadedVisit): string {
  const taken = new Set(items.map(({ code }) => code));
  for (let number = 1; ; number += 1) if (!taken.has(`X-${number}`)) return `X-${number}`;
}

/**
 * The lead fills the sheet. A colleague's answers are taken where their phone kept them while there was no network: they
 * are merged, and what contradicts the lead's waits for the lead.
 */
function mayFill(loaded: LoadedVisit, actor: Actor, ctx: Ctx): void {
  if (ctx.made === undefined) mustLead(loaded, actor);
}

function mustLead(loaded: LoadedVisit, actor: Actor): void {
  if (loaded.visit.leadId !== actor.personId) {
    throw new AppError('forbidden', 'visit.not_the_lead', '检查项目由本次维保的组长填写。');
  }
}

/** The server's order of steps, whatever the phone shows (CHK-03). */
export function refuseInTurn(
  loaded: LoadedVisit,
  actor: Actor,
  step: Exclude<Step, 'done'>,
  standing: Pick<VisitFacts, 'workComplete' | 'mayFollow'>,
): void {
  const mine = loaded.presences.find((presence) => presence.person.id === actor.personId);
  if (!mine) throw AppError.notFound();
  const refusal = refuseStep({ state: VisitState.parse(loaded.visit.state), mine, ...standing }, step);
  if (!refusal) return;
  if (refusal.code.startsWith('visit.')) throw AppError.conflict(refusal.code, refusal.message);
  throw AppError.broken([refusal]);
}

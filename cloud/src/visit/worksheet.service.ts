import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import type { Step, visitApi } from '@lifttrust/shared-types/visit/visit.contract';
import { VisitState } from '@lifttrust/shared-types/visit/visit.contract';
import { refuseStep } from '@lifttrust/shared-types/visit/visit.rules';
import { Inject, Singleton } from '@midwayjs/core';
import { In } from 'typeorm';
import { CityService } from '../city/city.service';
import { FileService } from '../file/file.service';
import { rememberLook } from '../file/photo-twins.query';
import { StoredFile } from '../file/stored-file.entity';
import { type Actor, type Ctx, requireActor } from '../kernel/actor';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
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

  answerItems(input: InputOf<typeof visitApi.answerItems>, ctx: Ctx) {
    return this.edit(input.visitId, ctx, async (tx, loaded, actor) => {
      mustLead(loaded, actor);
      const known = new Set(loaded.items.map((item) => item.code));
      const unknown = input.answers.filter((answer) => !known.has(answer.code));
      if (unknown.length > 0) {
        throw AppError.invalid(
          'visit.item_unknown',
          `没有这些检查项目：${unknown.map((answer) => answer.code).join('、')}。请刷新后再填。`,
        );
      }
      await this.refuseForeignFiles(
        tx,
        loaded,
        input.answers.flatMap((answer) => answer.fileIds),
      );
      for (const { code, ...answer } of input.answers) {
        await tx.manager.update(
          VisitItem,
          { visitId: loaded.visit.id, code },
          { ...answer, answeredAt: tx.at },
        );
      }
    });
  }

  addItem(input: InputOf<typeof visitApi.addItem>, ctx: Ctx) {
    return this.edit(input.visitId, ctx, async (tx, loaded, actor) => {
      mustLead(loaded, actor);
      const added = loaded.items.filter((item) => !item.statutory).length;
      if (added >= 30) throw AppError.conflict('visit.too_many_items', '最多增加 30 个项目。');
      const item = {
        code: `X-${added + 1}`,
        name: input.name,
        requirement: input.requirement,
        class: 'half_month' as const,
        requiresTest: false,
      };
      await tx.manager.insert(VisitItem, toItemRow(loaded.visit.id, item, loaded.items.length, false));
    });
  }

  attachPhoto(input: InputOf<typeof visitApi.attachPhoto>, ctx: Ctx) {
    return this.edit(input.visitId, ctx, async (tx, loaded, actor) => {
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
        createdAt: tx.at,
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
    change: (tx: Transaction, loaded: LoadedVisit, actor: Actor) => Promise<void>,
  ) {
    const actor = requireActor(ctx);
    return this.work.run(ctx, async (tx) => {
      const loaded = await this.visitQuery.loadFor(tx.manager, visitId, actor);
      refuseInTurn(loaded, actor, 'work', this.visitQuery.isWorkComplete(loaded));
      await change(tx, loaded, actor);
      const fresh = await tx.manager.findOneByOrFail(Visit, { id: visitId });
      return this.visitQuery.pack(tx.manager, fresh, actor.personId, tx.at);
    });
  }

  private async refuseForeignFiles(tx: Transaction, loaded: LoadedVisit, fileIds: string[]): Promise<void> {
    const wanted = [...new Set(fileIds)];
    if (wanted.length === 0) return;
    const found = await tx.manager.countBy(StoredFile, {
      id: In(wanted),
      visitId: loaded.visit.id,
      purpose: 'photo',
      state: 'stored',
    });
    if (found !== wanted.length)
      throw AppError.notFound('file.unknown', '有照片还没有传完或不属于这次维保，请重新上传。');
  }
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
  workComplete: boolean,
): void {
  const mine = loaded.presences.find((presence) => presence.person.id === actor.personId);
  if (!mine) throw AppError.notFound();
  const refusal = refuseStep({ state: VisitState.parse(loaded.visit.state), mine, workComplete }, step);
  if (!refusal) return;
  if (refusal.code.startsWith('visit.')) throw AppError.conflict(refusal.code, refusal.message);
  throw AppError.broken([refusal]);
}

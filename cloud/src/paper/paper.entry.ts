import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
import { normaliseCode } from '@lifttrust/shared-types/lift/lift.codes';
import { normalisePermitNumber } from '@lifttrust/shared-types/paper/paper.codes';
import type { PaperInfo, PaperKind, paperApi, SubItem } from '@lifttrust/shared-types/paper/paper.contract';
import { countsAtOnce, refusePaper, slotOf } from '@lifttrust/shared-types/paper/paper.rules';
import { Inject, Singleton } from '@midwayjs/core';
import { CityService } from '../city/city.service';
import { FileService } from '../file/file.service';
import { type Actor, type Ctx, requireActor } from '../kernel/actor';
import { Cipher } from '../kernel/cipher';
import { newId } from '../kernel/new-id';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { PersonIdentity } from '../person/person.identity';
import { PaperEffect } from './paper.effect';
import { Paper } from './paper.entity';
import { PaperFinder } from './paper.finder';

export interface NewPaper {
  kind: PaperKind;
  number: string;
  item: string;
  subItems: SubItem[];
  from: string | null;
  until: string | null;
  fileId: string | null;
}

interface Concerned {
  subjectKind: 'person' | 'organisation';
  subjectId: string;
  organisationId: string;
  /** Entered by the person themselves. */
  isOwn: boolean;
}

/** Papers on their way in: checked, kept with their terms, in force at once or after somebody has looked at them. */
@Singleton()
export class PaperEntry {
  @Inject() work: UnitOfWork;
  @Inject() cityService: CityService;
  @Inject() fileService: FileService;
  @Inject() cipher: Cipher;
  @Inject() personIdentity: PersonIdentity;
  @Inject() paperEffect: PaperEffect;
  @Inject() paperFinder: PaperFinder;

  async forPerson(input: InputOf<typeof paperApi.enterForPerson>, ctx: Ctx): Promise<PaperInfo> {
    const actor = requireActor(ctx);
    await this.paperFinder.mustBeColleague(input.personId, actor.organisationId, dayOf(ctx.at));
    return this.personal(input, input.personId, false, ctx);
  }

  mine(input: InputOf<typeof paperApi.enterMine>, ctx: Ctx): Promise<PaperInfo> {
    if (input.fileId === null)
      throw AppError.broken([
        { code: 'paper.scan_missing', field: 'fileId', message: '请拍下证件后再提交，看得清证件才能核验。' },
      ]);
    if (input.kind === 'employment')
      throw AppError.broken([
        { code: 'paper.not_by_yourself', field: 'kind', message: '劳动合同由单位登记，请联系本单位管理员。' },
      ]);
    return this.personal(input, requireActor(ctx).personId, true, ctx);
  }

  async forUnit(input: InputOf<typeof paperApi.enterForUnit>, ctx: Ctx): Promise<PaperInfo> {
    const actor = requireActor(ctx);
    if (input.organisationId !== actor.organisationId) throw AppError.notFound();
    const number =
      input.kind === 'permit' ? normalisePermitNumber(input.number) : normaliseCode(input.number);
    const draft = { ...input, item: '', number };
    mustBeRight(draft, ctx.at);
    const concerned = {
      subjectKind: 'organisation',
      subjectId: actor.organisationId,
      organisationId: actor.organisationId,
      isOwn: false,
    } as const;
    return this.work.run(ctx, async (tx) =>
      this.shown(tx, await this.enter(tx, draft, concerned, actor), actor),
    );
  }

  /** The number is looked at apart, since a conflict is kept even though what was entered is refused. */
  private async personal(
    input: InputOf<typeof paperApi.enterMine>,
    personId: string,
    isOwn: boolean,
    ctx: Ctx,
  ): Promise<PaperInfo> {
    const actor = requireActor(ctx);
    const draft = { ...input, item: input.item ?? '', subItems: [], number: normaliseCode(input.number) };
    mustBeRight(draft, ctx.at);
    if (draft.kind === 'certificate') await this.personIdentity.mustBeTheirs(personId, draft.number, ctx);
    const concerned = {
      subjectKind: 'person',
      subjectId: personId,
      organisationId: actor.organisationId,
      isOwn,
    } as const;
    return this.work.run(ctx, async (tx) =>
      this.shown(tx, await this.enter(tx, draft, concerned, actor), actor),
    );
  }

  /** Within a transaction, checked already: also for people registered together with their papers. */
  async enter(tx: Transaction, draft: NewPaper, concerned: Concerned, actor: Actor): Promise<Paper> {
    if (draft.fileId) await this.mustBeFreshScan(tx, draft.fileId, actor);
    const { isOwn, ...subject } = concerned;
    const isSealed = draft.kind === 'certificate';
    if (isSealed) await this.personIdentity.keep(tx, concerned.subjectId, draft.number);
    const { verification } = this.cityService.parameters.papers;
    const counts = countsAtOnce(isOwn, verification);
    const paper = tx.manager.create(Paper, {
      id: newId(),
      ...subject,
      kind: draft.kind,
      slot: slotOf({ ...draft, ...subject, number: isSealed ? '' : draft.number }),
      number: isSealed ? '' : draft.number,
      numberSealed: isSealed ? this.cipher.encrypt(draft.number) : null,
      item: draft.kind === 'certificate' ? draft.item : '',
      subItems: draft.subItems,
      fromDay: draft.from,
      untilDay: draft.until,
      fileId: draft.fileId,
      state: 'entered',
      counts,
      reminded: null,
      enteredBy: actor.personId,
      enteredAt: tx.at,
      decidedBy: null,
      decidedAt: null,
      reason: '',
    });
    await tx.manager.insert(Paper, paper);
    await tx.audit('paper.entered', subject.subjectKind, subject.subjectId, {
      paperId: paper.id,
      kind: paper.kind,
      until: paper.untilDay,
      counts,
    });
    if (counts) await this.paperEffect.begin(tx, paper);
    return paper;
  }

  private async mustBeFreshScan(tx: Transaction, fileId: string, actor: Actor): Promise<void> {
    await this.fileService.attach(tx, fileId, actor.personId);
    if ((await tx.manager.countBy(Paper, { fileId })) > 0)
      throw AppError.conflict('paper.scan_used', '这个扫描件已经用在另一份证照上，请重新上传。');
  }

  private async shown(tx: Transaction, paper: Paper, actor: Actor): Promise<PaperInfo> {
    return this.paperFinder.show(tx.manager, paper.id, actor, tx.at);
  }
}

function mustBeRight(draft: NewPaper, at: number): void {
  const refusals = refusePaper({ ...draft, hasScan: draft.fileId !== null }, dayOf(at));
  if (refusals.length > 0) throw AppError.broken(refusals);
}

import {
  type Amendment,
  AmendmentKind,
  AmendmentState,
  type amendmentApi,
} from '@lifttrust/shared-types/amendment/amendment.contract';
import { correctableField, refuseCorrections } from '@lifttrust/shared-types/amendment/amendment.corrections';
import {
  amendmentSteps,
  isLateProposal,
  isOpenAmendment,
  nextWord,
  ownerTermOn,
  refuseProposal,
  type AmendmentState as State,
} from '@lifttrust/shared-types/amendment/amendment.rules';
import { calendarOf } from '@lifttrust/shared-types/calendar/calendar.rules';
import { AppError, type Refusal } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { mayFollow } from '@lifttrust/shared-types/kernel/states';
import { OwnerAnswer, RecordStanding, Validity } from '@lifttrust/shared-types/record/record.contract';
import { refuseOwnerSign } from '@lifttrust/shared-types/record/record.owner.rules';
import { Inject, Singleton } from '@midwayjs/core';
import { CityService } from '../city/city.service';
import { FileService } from '../file/file.service';
import type { StoredFile } from '../file/stored-file.entity';
import { type Actor, type Ctx, requireActor } from '../kernel/actor';
import { isUniqueViolation } from '../kernel/database-errors';
import { newId } from '../kernel/new-id';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { LedgerService } from '../ledger/ledger.service';
import { MaintenanceRecord } from '../record/record.entity';
import { RecordQuery } from '../record/record.query';
import { SignerService } from '../signing/signer.service';
import { documentHash, viewOf } from './amendment.document';
import { type Agreement, AmendmentRow } from './amendment.entity';
import { type AtTheVisit, atTheVisit, isCompanyAdmin } from './amendment.people.query';
import { AmendmentQuery } from './amendment.query';
import { AmendmentSeal } from './amendment.seal';

type Draft = InputOf<typeof amendmentApi.propose>;
interface Found {
  row: AmendmentRow;
  record: MaintenanceRecord;
  people: AtTheVisit;
  actor: Actor;
}

/** Corrections and voids, from somebody's proposal through everybody's word into the log (IMM-02, IMM-03). */
@Singleton()
export class AmendmentService {
  @Inject() work: UnitOfWork;
  @Inject() cityService: CityService;
  @Inject() fileService: FileService;
  @Inject() ledgerService: LedgerService;
  @Inject() recordQuery: RecordQuery;
  @Inject() signerService: SignerService;
  @Inject() amendmentQuery: AmendmentQuery;
  @Inject() amendmentSeal: AmendmentSeal;

  /** @throws not_found; rule_broken with every reason at once; conflict `amendment.already_open` of two at once */
  async propose(input: Draft, ctx: Ctx): Promise<Amendment> {
    const actor = requireActor(ctx);
    return this.work.run(ctx, async (tx) => {
      const record = await this.recordQuery.mustSee(tx.manager, input.recordId, actor);
      // A company reads the records of its predecessors; it does not correct them.
      if (record.companyId !== actor.organisationId) throw AppError.notFound();
      const people = await atTheVisit(tx.manager, record);
      if (actor.role === 'technician' && !people.technicianIds.includes(actor.personId))
        throw AppError.notFound();
      const row = await this.enter(tx, input, record, actor);
      await tx.audit('amendment.proposed', 'record', record.id, { amendmentId: row.id, kind: row.kind });
      await this.goOn(tx, { row, record, people, actor });
      return this.amendmentQuery.show(tx.manager, row.id, ctx);
    });
  }

  /** @throws forbidden `amendment.not_yours` for who did not do the work */
  async sign({ amendmentId, fileId, contentHash }: InputOf<typeof amendmentApi.sign>, ctx: Ctx) {
    return this.speak(amendmentId, 'waiting_technician', contentHash, ctx, async (tx, found) => {
      if (!found.people.technicianIds.includes(found.actor.personId)) throw AppError.notFound();
      const file = await this.fileService.mustBeOwn(tx.manager, fileId, 'signature', found.actor);
      await tx.audit('amendment.signed', 'record', found.record.id, { amendmentId });
      return { as: '维保人员', role: 'technician', accepted: true, text: '', file };
    });
  }

  async approve({ amendmentId, accept, text, contentHash }: InputOf<typeof amendmentApi.approve>, ctx: Ctx) {
    return this.speak(
      amendmentId,
      'waiting_company',
      contentHash,
      ctx,
      async (tx, { actor, record, row }) => {
        if (!isCompanyAdmin(actor, record)) throw AppError.notFound();
        if (row.proposedBy === actor.personId)
          throw new AppError('forbidden', 'amendment.own_proposal', '自己提出的要由另一个人审核。');
        await tx.audit(accept ? 'amendment.approved' : 'amendment.not_approved', 'record', record.id, {
          amendmentId,
        });
        return { as: '维保单位负责人', role: 'company', accepted: accept, text, file: null };
      },
    );
  }

  /** The owner's word: a signature as under the record, or an objection, which the district decides. */
  async confirm(input: InputOf<typeof amendmentApi.confirm>, ctx: Ctx) {
    const { amendmentId, accept, text, contentHash } = input;
    return this.speak(amendmentId, 'waiting_owner', contentHash, ctx, async (tx, found) => {
      const { actor, record } = found;
      const signsAs = await this.signerService.signsAs(tx.manager, record, actor, tx.at);
      const refusals = this.refuseOwner(found, ctx, contentHash);
      if (signsAs === null) refusals.push(notNamed);
      if (!accept && text === '')
        refusals.push({ code: 'amendment.reason_missing', field: 'text', message: '请写明不同意的理由。' });
      if (accept && !input.fileId)
        refusals.push({
          code: 'amendment.signature_missing',
          field: 'fileId',
          message: '请手写签名后确认。',
        });
      if (refusals.length > 0) throw AppError.broken(refusals);
      const file =
        accept && input.fileId
          ? await this.fileService.mustBeOwn(tx.manager, input.fileId, 'signature', actor)
          : null;
      await tx.audit(accept ? 'amendment.confirmed' : 'amendment.objected', 'record', record.id, {
        amendmentId,
      });
      const as = signsAs === 'delegate' ? '使用单位（受委托）' : '使用单位安全员';
      return { as, role: 'owner', accepted: accept, text, file };
    });
  }

  async decide({ amendmentId, accept, text, contentHash }: InputOf<typeof amendmentApi.decide>, ctx: Ctx) {
    return this.speak(amendmentId, 'waiting_district', contentHash, ctx, async (tx, { record }) => {
      await tx.audit('amendment.decided', 'record', record.id, { amendmentId, accept });
      return { as: '监管部门', role: 'district', accepted: accept, text, file: null };
    });
  }

  /** @throws not_found for everybody but the proposer; conflict `amendment.moved_on` once it is closed */
  async withdraw(amendmentId: string, ctx: Ctx): Promise<Amendment> {
    const actor = requireActor(ctx);
    return this.work.run(ctx, async (tx) => {
      const row = await this.amendmentQuery.mustSee(tx.manager, amendmentId, actor);
      if (row.proposedBy !== actor.personId) throw AppError.notFound();
      await this.move(tx, row, 'withdrawn', { endedAt: tx.at, openRecord: null });
      await tx.audit('amendment.withdrawn', 'record', row.recordId, { amendmentId });
      await this.amendmentSeal.settle(tx, row, '已撤回');
      return this.amendmentQuery.show(tx.manager, amendmentId, ctx);
    });
  }

  /** The owner's term has passed: the district is asked; nothing is confirmed by it. */
  async ownerTermOver(tx: Transaction, row: AmendmentRow): Promise<void> {
    await this.move(tx, row, 'waiting_district', {});
    await this.amendmentSeal.ask(tx, { ...row, state: 'waiting_district' });
  }

  private async enter(
    tx: Transaction,
    input: Draft,
    record: MaintenanceRecord,
    actor: Actor,
  ): Promise<AmendmentRow> {
    const { view, count } = await viewOf(this.ledgerService, tx.manager, record);
    const refusals = refuseProposal({
      kind: input.kind,
      standing: RecordStanding.parse(record.standing),
      validity: Validity.parse(record.validity),
      hasOpen: (await tx.manager.countBy(AmendmentRow, { openRecord: record.id })) > 0,
      corrections: input.corrections.length,
      cause: input.cause ?? null,
    });
    const { equipmentGrades, amendment } = this.cityService.parameters;
    if (input.kind === 'amendment')
      refusals.push(...refuseCorrections(view, input.corrections, equipmentGrades));
    if (refusals.length > 0) throw AppError.broken(refusals);
    const corrections = (input.kind === 'amendment' ? input.corrections : []).map(({ field, after }) => {
      const known = correctableField(view, field);
      return { field, label: known?.label ?? field, before: known?.value ?? '', after };
    });
    const { kind, reason } = input;
    const cause = kind === 'void' ? (input.cause ?? null) : null;
    const draft = { id: newId(), recordId: record.id, kind, cause, reason, corrections, number: count + 1 };
    const byAdmin = actor.role === 'company_admin';
    const { liftId, companyId, ownerId, divisionCode } = record;
    const row: AmendmentRow = {
      ...draft,
      ...{ liftId, companyId, ownerId, divisionCode },
      state: 'waiting_technician',
      contentHash: documentHash({ ...draft, amends: record.contentHash }),
      proposedBy: actor.personId,
      proposedAs: actor.role,
      proposedAt: tx.at,
      late: isLateProposal(record.completedAt, tx.at, amendment),
      ownerTermOn: null,
      // Who proposes for the company has given its word by that.
      agreements: byAdmin
        ? [
            word(actor, tx.at, null, {
              as: '维保单位负责人',
              role: 'company',
              accepted: true,
              text: '',
              file: null,
            }),
          ]
        : [],
      endedAt: null,
      entryHash: null,
      openRecord: record.id,
    };
    await tx.manager.insert(AmendmentRow, row).catch((problem: unknown) => {
      if (isUniqueViolation(problem))
        throw AppError.conflict('amendment.already_open', '这份记录刚刚已有人提出更正或作废，请刷新查看。');
      throw problem;
    });
    return row;
  }

  /** One more word on a proposal, and what follows from it. */
  private async speak(
    amendmentId: string,
    expected: State,
    contentHash: string,
    ctx: Ctx,
    say: (tx: Transaction, found: Found) => Promise<Word>,
  ): Promise<Amendment> {
    const actor = requireActor(ctx);
    return this.work.run(ctx, async (tx) => {
      const row = await this.amendmentQuery.mustSee(tx.manager, amendmentId, actor);
      const record = await tx.manager.findOneByOrFail(MaintenanceRecord, { id: row.recordId });
      const people = await atTheVisit(tx.manager, record);
      if (row.state !== expected) throw movedOn();
      const found = { row, record, people, actor };
      const said = await say(tx, found);
      if (contentHash !== row.contentHash)
        throw AppError.conflict(
          'amendment.content_changed',
          '您看到的内容与要签的不一致，请重新打开后再试。',
        );
      const agreements = [...row.agreements, word(actor, tx.at, ctx.deviceId, said)];
      await this.goOn(tx, { ...found, row: { ...row, agreements } });
      return this.amendmentQuery.show(tx.manager, amendmentId, ctx);
    });
  }

  /** To whoever speaks next, into the log, or to an end without it. */
  private async goOn(tx: Transaction, { row, record, people }: Found): Promise<void> {
    const { agreements } = row;
    const said = (role: Agreement['role'], accepted: boolean) =>
      agreements.some((one) => one.role === role && one.accepted === accepted);
    const { amendment, calendar } = this.cityService.parameters;
    const refused = said('company', false) || said('district', false);
    const next = refused
      ? 'refused'
      : nextWord({
          kind: AmendmentKind.parse(row.kind),
          ownerAnswer: OwnerAnswer.parse(record.ownerAnswer),
          hasOwner: record.ownerId !== null,
          technicianThere: people.thereStill.length > 0,
          technicianSigned: said('technician', true),
          companyAgreed: said('company', true),
          ownerAgreed: said('owner', true),
          ownerObjected: said('owner', false),
          ownerTermOver: row.state === 'waiting_district',
          districtAgreed: said('district', true),
          isLate: row.late,
        });
    const term =
      next === 'waiting_owner' ? ownerTermOn(tx.at, amendment, calendarOf(calendar)) : row.ownerTermOn;
    const patch = { agreements, ownerTermOn: term };
    if (next === 'sealed') {
      const { hash } = await this.amendmentSeal.seal(tx, row, record);
      return this.move(tx, row, 'sealed', { ...patch, endedAt: tx.at, entryHash: hash, openRecord: null });
    }
    if (next === 'refused') {
      await this.move(tx, row, 'refused', { ...patch, endedAt: tx.at, openRecord: null });
      return this.amendmentSeal.refused(tx, { ...row, ...patch }, record);
    }
    if (next === row.state) await tx.manager.update(AmendmentRow, { id: row.id }, patch);
    else await this.move(tx, row, next, patch);
    await this.amendmentSeal.ask(tx, { ...row, ...patch, state: next });
  }

  private async move(
    tx: Transaction,
    row: AmendmentRow,
    to: State,
    patch: Partial<AmendmentRow>,
  ): Promise<void> {
    const from = AmendmentState.parse(row.state);
    const open = isOpenAmendment(from) && (mayFollow(amendmentSteps, from, to) || isOpenAmendment(to));
    const moved = open
      ? await tx.manager.update(AmendmentRow, { id: row.id, state: from }, { ...patch, state: to })
      : null;
    if (moved?.affected !== 1) throw movedOn();
  }

  /** As under a record: never a technician of the visit, never on a technician's phone (SIG-07). */
  private refuseOwner({ people, actor, row }: Found, ctx: Ctx, contentHash: string): Refusal[] {
    return refuseOwnerSign({
      ownerAnswer: 'pending',
      signer: { personId: actor.personId, deviceId: ctx.deviceId },
      technicianIds: people.technicianIds,
      technicianDeviceIds: people.deviceIds,
      signedHash: contentHash,
      contentHash: row.contentHash,
    });
  }
}

type Word = Pick<Agreement, 'as' | 'role' | 'accepted' | 'text'> & { file: StoredFile | null };

const word = (actor: Actor, at: number, deviceId: string | null, { file, ...said }: Word): Agreement => ({
  ...said,
  who: actor.personName,
  personId: actor.personId,
  at,
  fileId: file?.id ?? null,
  sha256: file?.sha256 ?? null,
  deviceId,
});

const movedOn = () => AppError.conflict('amendment.moved_on', '这份更正或作废已经有了新的进展，请刷新查看。');

const notNamed: Refusal = {
  code: 'amendment.signer_not_named',
  message: '您不是这台电梯的责任人员，也没有受委托签字。请由本单位电梯安全员确认，或请管理员授权。',
};

import { AppError, type Refusal } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { OwnerAnswer, type recordApi, Validity } from '@lifttrust/shared-types/record/record.contract';
import {
  answerBySigning,
  refuseOwnerReturn,
  refuseOwnerSign,
} from '@lifttrust/shared-types/record/record.owner.rules';
import { refuseValidityDecision } from '@lifttrust/shared-types/record/record.rules';
import { Inject, Singleton } from '@midwayjs/core';
import { Presence } from '../check-in/presence.entity';
import { FileService } from '../file/file.service';
import type { StoredFile } from '../file/stored-file.entity';
import { mustCover } from '../kernel/access';
import { type Actor, type Ctx, requireActor } from '../kernel/actor';
import { newId } from '../kernel/new-id';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { LedgerService } from '../ledger/ledger.service';
import { MessageService } from '../message/message.service';
import { SignerService } from '../signing/signer.service';
import { noticeKinds } from '../signing/signing.notices.query';
import { DueService } from './due.service';
import { FindingRow } from './finding.entity';
import { MaintenanceRecord } from './record.entity';
import { RecordQuery } from './record.query';
import { Signature } from './signature.entity';

/** What happens to a sealed record: the owner's answer and the decision on its validity. Each is a further entry. */
@Singleton()
export class RecordAnswerService {
  @Inject() work: UnitOfWork;
  @Inject() fileService: FileService;
  @Inject() ledgerService: LedgerService;
  @Inject() messageService: MessageService;
  @Inject() dueService: DueService;
  @Inject() recordQuery: RecordQuery;
  @Inject() signerService: SignerService;

  ownerSign(input: InputOf<typeof recordApi.ownerSign>, ctx: Ctx) {
    return this.answer(input.recordId, ctx, async (tx, record, actor) => {
      const file = await this.fileService.mustBeOwn(tx.manager, input.fileId, 'signature', actor);
      const { contentHash, satisfaction = null } = input;
      const { refusals } = await this.signOne(tx, record, ctx, { contentHash, satisfaction, file });
      const answered = refusals.find((refusal) => refusal.code === 'record.already_answered');
      if (answered) throw AppError.conflict(answered.code, answered.message);
      if (refusals.length > 0) throw AppError.broken(refusals);
    });
  }

  /**
   * The owner's signature under one record that the caller has found to be theirs; when it gives refusals, nothing was
   * written. One picture may stand under many records, each with an entry of its own (SIG-09).
   * @throws conflict `record.already_answered` when somebody else answered at the same moment
   */
  async signOne(
    tx: Transaction,
    record: MaintenanceRecord,
    ctx: Ctx,
    given: { contentHash: string; satisfaction: string | null; file: StoredFile },
  ): Promise<{ refusals: Refusal[] }> {
    const actor = requireActor(ctx);
    const { contentHash, satisfaction, file } = given;
    const signsAs = await this.signerService.signsAs(tx.manager, record, actor, tx.at);
    const ownerAnswer = OwnerAnswer.parse(record.ownerAnswer);
    const refusals = refuseOwnerSign({
      ownerAnswer,
      signer: { personId: actor.personId, deviceId: ctx.deviceId },
      ...(await this.peopleAndDevices(tx, record)),
      signedHash: contentHash,
      contentHash: record.contentHash,
    });
    if (signsAs === null) refusals.push(notNamed);
    if (record.standing === 'voided') refusals.push(voided);
    if (refusals.length > 0) return { refusals };
    const answer = answerBySigning(ownerAnswer);
    await this.keepSignature(tx, record, actor, file, ctx);
    const by = signsAs === 'delegate' ? `${actor.personName}（受委托）` : actor.personName;
    await this.seal(tx, record, actor, ctx, { answer, by, reason: null, satisfaction, file });
    // After the default the chat says 默认确认; it is told that somebody signed after all.
    if (answer === 'signed') await this.messageService.settle(tx, record.id, `${by}已签字确认`);
    else await this.messageService.settle(tx, record.id, `${by}逾期后补签`, noticeKinds);
    return { refusals: [] };
  }

  /** Confirmed by silence: nobody signed, and the entry says so, with the agreement it rests on (SIG-05). */
  async sealSilence(
    tx: Transaction,
    record: MaintenanceRecord,
    rests: { consentBy: string; consentPersonId: string; words: string },
  ): Promise<void> {
    await this.changeOnce(tx, record, { ownerAnswer: 'defaulted' });
    await this.ledgerService.append(tx, {
      kind: 'record.owner_defaulted',
      liftId: record.liftId,
      at: tx.at,
      open: { edition: 1, recordId: record.id, ownerAnswer: 'defaulted', evidence: [] },
      closed: {
        edition: 1,
        by: `${record.ownerName}（${rests.consentBy}事先同意）`,
        personId: rests.consentPersonId,
        reason: rests.words,
        satisfaction: null,
        contentHash: record.contentHash,
        fileId: null,
        deviceId: null,
      },
    });
    await tx.audit('record.owner_defaulted', 'record', record.id);
    await this.messageService.settle(tx, record.id, '逾期默认确认（非本人签名）');
  }

  ownerReturn(input: InputOf<typeof recordApi.ownerReturn>, ctx: Ctx) {
    return this.answer(input.recordId, ctx, async (tx, record, actor) => {
      const { technicianIds } = await this.peopleAndDevices(tx, record);
      const ownerAnswer = OwnerAnswer.parse(record.ownerAnswer);
      const refusals = refuseOwnerReturn({
        ownerAnswer,
        signer: { personId: actor.personId },
        technicianIds,
        reason: input.reason,
      });
      if ((await this.signerService.signsAs(tx.manager, record, actor, tx.at)) === null)
        refusals.push(notNamed);
      if (record.standing === 'voided') refusals.push(voided);
      const [first] = refusals;
      if (first?.code === 'record.already_answered') throw AppError.conflict(first.code, first.message);
      if (first) throw AppError.broken(refusals);
      await this.seal(tx, record, actor, ctx, {
        answer: 'returned',
        by: actor.personName,
        reason: input.reason,
        satisfaction: null,
        file: null,
      });
      await this.messageService.settle(tx, record.id, `${actor.personName}已退回`);
      await tx.emit('record.returned', { recordId: record.id, reason: input.reason, by: actor.personName });
    });
  }

  decideValidity(input: InputOf<typeof recordApi.decideValidity>, ctx: Ctx) {
    return this.answer(input.recordId, ctx, async (tx, record, actor) => {
      const refusal = refuseValidityDecision(Validity.parse(record.validity));
      if (refusal) throw AppError.conflict(refusal.code, refusal.message);
      await this.sealValidity(tx, record, input.valid, {
        by: actor.personName,
        personId: actor.personId,
        reason: input.reason,
      });
    });
  }

  /** A decision on validity, by a person or because every doubt has been settled. */
  async sealValidity(
    tx: Transaction,
    record: MaintenanceRecord,
    isValid: boolean,
    decided: { by: string; personId: string | null; reason: string },
  ): Promise<void> {
    const validity = isValid ? 'valid' : 'invalid';
    await this.changeOnce(tx, record, { validity });
    await tx.manager.update(FindingRow, { recordId: record.id, isSettled: false }, { isSettled: true });
    await this.ledgerService.append(tx, {
      kind: 'record.validity_decided',
      liftId: record.liftId,
      at: tx.at,
      open: { edition: 1, recordId: record.id, validity, evidence: [] },
      closed: { edition: 1, ...decided },
    });
    await tx.audit('record.validity', 'record', record.id, { validity });
    await tx.emit('record.validity_decided', { recordId: record.id, validity, reason: decided.reason });
    if (validity !== record.validity && (validity === 'invalid' || record.validity === 'invalid'))
      await this.dueService.recompute(tx, record.liftId);
  }

  private answer(
    recordId: string,
    ctx: Ctx,
    act: (tx: Transaction, record: MaintenanceRecord, actor: Actor) => Promise<void>,
  ) {
    const actor = requireActor(ctx);
    return this.work.run(ctx, async (tx) => {
      const record = await tx.manager.findOneBy(MaintenanceRecord, { id: recordId });
      mustCover(actor, record);
      if (!record) throw AppError.notFound();
      await act(tx, record, actor);
      return this.recordQuery.detail(tx.manager, recordId, ctx);
    });
  }

  private async peopleAndDevices(
    tx: Transaction,
    record: MaintenanceRecord,
  ): Promise<{ technicianIds: string[]; technicianDeviceIds: string[] }> {
    const presences = await tx.manager.findBy(Presence, { visitId: record.visitId });
    return {
      technicianIds: presences.map((presence) => presence.personId),
      technicianDeviceIds: presences.map((presence) => presence.deviceId).filter((id) => id !== null),
    };
  }

  private async seal(
    tx: Transaction,
    record: MaintenanceRecord,
    actor: Actor,
    ctx: Ctx,
    given: {
      answer: 'signed' | 'signed_late' | 'returned';
      by: string;
      reason: string | null;
      satisfaction: string | null;
      file: StoredFile | null;
    },
  ): Promise<void> {
    await this.changeOnce(tx, record, { ownerAnswer: given.answer });
    await this.ledgerService.append(tx, {
      kind: given.answer === 'returned' ? 'record.owner_returned' : `record.owner_${given.answer}`,
      liftId: record.liftId,
      at: tx.at,
      open: {
        edition: 1,
        recordId: record.id,
        ownerAnswer: given.answer,
        evidence: given.file ? [given.file.sha256] : [],
      },
      closed: {
        edition: 1,
        by: given.by,
        personId: actor.personId,
        reason: given.reason,
        satisfaction: given.satisfaction,
        contentHash: record.contentHash,
        fileId: given.file?.id ?? null,
        deviceId: ctx.deviceId,
      },
    });
    await tx.audit(`record.owner_${given.answer}`, 'record', record.id);
  }

  /** First come, first kept: of two answers at once one wins, the other hears it. */
  private async changeOnce(
    tx: Transaction,
    record: MaintenanceRecord,
    change: { ownerAnswer: string } | { validity: string },
  ): Promise<void> {
    const { id, ownerAnswer, validity } = record;
    const unchanged = 'validity' in change ? { id, validity } : { id, ownerAnswer };
    const moved = await tx.manager.update(MaintenanceRecord, unchanged, change);
    if (moved.affected !== 1)
      throw AppError.conflict('record.already_answered', '这份记录刚刚已有人处理，请刷新查看。');
  }

  private async keepSignature(
    tx: Transaction,
    record: MaintenanceRecord,
    actor: Actor,
    file: StoredFile,
    ctx: Ctx,
  ): Promise<void> {
    await tx.manager.insert(Signature, {
      id: newId(),
      visitId: record.visitId,
      recordId: record.id,
      personId: actor.personId,
      signedAs: 'owner_officer',
      fileId: file.id,
      contentHash: record.contentHash,
      deviceId: ctx.deviceId,
      at: tx.at,
    });
  }
}

const voided: Refusal = { code: 'record.voided', message: '这份记录已经作废，不需要再签字或退回。' };

const notNamed: Refusal = {
  code: 'record.signer_not_named',
  message: '您不是这台电梯的责任人员，也没有受委托签字。请由本单位电梯安全员签字，或请管理员授权。',
};

import { AppError } from '@lifttrust/shared-types/kernel/app-error';
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

  ownerSign(input: InputOf<typeof recordApi.ownerSign>, ctx: Ctx) {
    return this.answer(input.recordId, ctx, async (tx, record, actor) => {
      const at = await this.peopleAndDevices(tx, record);
      const signer = { personId: actor.personId, deviceId: ctx.deviceId };
      const ownerAnswer = OwnerAnswer.parse(record.ownerAnswer);
      const refusals = refuseOwnerSign({
        ownerAnswer,
        signer,
        ...at,
        signedHash: input.contentHash,
        contentHash: record.contentHash,
      });
      if (refusals.some((refusal) => refusal.code === 'record.already_answered')) {
        throw AppError.conflict('record.already_answered', refusals[0]?.message ?? '');
      }
      if (refusals.length > 0) throw AppError.broken(refusals);
      const file = await this.fileService.mustBeOwn(tx.manager, input.fileId, 'signature', actor);
      const answer = answerBySigning(ownerAnswer);
      await this.keepSignature(tx, record, actor, file, ctx);
      await this.seal(tx, record, actor, ctx, {
        answer,
        reason: null,
        satisfaction: input.satisfaction ?? null,
        file,
      });
      await this.messageService.settle(
        tx,
        record.id,
        answer === 'signed' ? `${actor.personName}已签字确认` : `${actor.personName}逾期后补签`,
      );
    });
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
      const [first] = refusals;
      if (first?.code === 'record.already_answered') throw AppError.conflict(first.code, first.message);
      if (first) throw AppError.broken(refusals);
      await this.seal(tx, record, actor, ctx, {
        answer: 'returned',
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
    if (!isValid) await this.dueService.recompute(tx, record.liftId);
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
        by: actor.personName,
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

import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { Validity } from '@lifttrust/shared-types/record/record.contract';
import type { ValidityReview, validityApi } from '@lifttrust/shared-types/validity/validity.contract';
import { type ReviewStep, refuseStatement } from '@lifttrust/shared-types/validity/validity.rules';
import { Inject, Singleton } from '@midwayjs/core';
import { FileService } from '../file/file.service';
import { type Actor, type Ctx, requireActor } from '../kernel/actor';
import { isUniqueViolation } from '../kernel/database-errors';
import { newId } from '../kernel/new-id';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { LedgerService } from '../ledger/ledger.service';
import { RecordAnswerService } from '../record/record.answer.service';
import { MaintenanceRecord } from '../record/record.entity';
import { ValidityMessages } from './validity.messages';
import { ValidityQuery } from './validity.query';
import { ValidityStep } from './validity-step.entity';

interface Said {
  step: ReviewStep;
  text: string;
  fileIds?: string[];
}

const onlyOnce: readonly ReviewStep[] = ['appealed', 'upheld', 'overturned'];

/**
 * What is said about a doubt and the one appeal against “invalid”. Every step is sealed and logged; the decision on the
 * validity itself is the record's.
 * @basis CHK-16; DECISIONS 8, 25
 */
@Singleton()
export class ValidityService {
  @Inject() work: UnitOfWork;
  @Inject() fileService: FileService;
  @Inject() ledgerService: LedgerService;
  @Inject() answers: RecordAnswerService;
  @Inject() validityQuery: ValidityQuery;
  @Inject() validityMessages: ValidityMessages;

  /** @throws conflict `validity.not_suspect` */
  ask({ recordId, text }: InputOf<typeof validityApi.ask>, ctx: Ctx): Promise<ValidityReview> {
    return this.act(recordId, ctx, async (tx, record, actor) => {
      mustBeSuspect(record);
      await this.say(tx, record, actor, { step: 'asked', text });
      await this.validityMessages.asked(tx, record, text);
    });
  }

  /** @throws conflict `validity.not_suspect` */
  state({ recordId, text, fileIds }: InputOf<typeof validityApi.state>, ctx: Ctx): Promise<ValidityReview> {
    return this.act(recordId, ctx, async (tx, record, actor) => {
      mustBeSuspect(record);
      await this.say(tx, record, actor, { step: 'stated', text, fileIds });
    });
  }

  /** @throws conflict `validity.appealed_already`, `validity.not_invalid`, `validity.appeal_late` */
  appeal({ recordId, text, fileIds }: InputOf<typeof validityApi.appeal>, ctx: Ctx): Promise<ValidityReview> {
    return this.act(recordId, ctx, async (tx, record, actor) => {
      const steps = await this.validityQuery.stepsOf(tx.manager, recordId);
      const decision = await this.validityQuery.decisionOn(tx.manager, record);
      const refusal = this.validityQuery.appealRefusal(record, steps, decision, tx.at);
      if (refusal) throw AppError.conflict(refusal.code, refusal.message);
      await this.say(tx, record, actor, { step: 'appealed', text, fileIds });
      await this.validityMessages.appealed(tx, record, text);
    });
  }

  /** @throws conflict `validity.no_appeal`, `validity.appeal_decided`, `validity.same_decider` */
  decideAppeal(input: InputOf<typeof validityApi.decideAppeal>, ctx: Ctx): Promise<ValidityReview> {
    const { recordId, valid, reason } = input;
    return this.act(recordId, ctx, async (tx, record, actor) => {
      const steps = await this.validityQuery.stepsOf(tx.manager, recordId);
      const decision = await this.validityQuery.decisionOn(tx.manager, record);
      const refusal = this.validityQuery.decisionRefusal(record, steps, decision, actor.personId);
      if (refusal) throw AppError.conflict(refusal.code, refusal.message);
      await this.say(tx, record, actor, { step: valid ? 'overturned' : 'upheld', text: reason });
      if (valid) {
        const decided = { by: actor.personName, personId: actor.personId, reason: `申诉成立：${reason}` };
        await this.answers.sealValidity(tx, record, true, decided);
      }
      await this.validityMessages.appealDecided(tx, record, valid, reason);
    });
  }

  private act(
    recordId: string,
    ctx: Ctx,
    act: (tx: Transaction, record: MaintenanceRecord, actor: Actor) => Promise<void>,
  ): Promise<ValidityReview> {
    const actor = requireActor(ctx);
    return this.work.run(ctx, async (tx) => {
      await act(tx, await this.validityQuery.mustSee(tx.manager, recordId, actor), actor);
      return this.validityQuery.show(tx.manager, recordId, ctx);
    });
  }

  private async say(tx: Transaction, record: MaintenanceRecord, actor: Actor, said: Said): Promise<void> {
    const { step, text, fileIds = [] } = said;
    const files = [];
    for (const fileId of new Set(fileIds))
      files.push(await this.fileService.attach(tx, fileId, actor.personId));
    const id = newId();
    const { companyId, divisionCode } = record;
    // The appeal and its decision have one place each: of two at once one is kept.
    const slot = onlyOnce.includes(step) ? (step === 'appealed' ? 'appeal' : 'decision') : id;
    await tx.manager
      .insert(ValidityStep, {
        ...{ id, recordId: record.id, companyId, divisionCode, step, slot, text, at: tx.at },
        ...{ personId: actor.personId, organisationId: actor.organisationId },
        fileIds: files.map((file) => file.id),
      })
      .catch((error: unknown) => {
        if (!isUniqueViolation(error)) throw error;
        throw AppError.conflict('validity.moved_on', '这份记录刚刚已有人处理，请刷新查看。');
      });
    await this.ledgerService.append(tx, {
      kind: 'record.reviewed',
      liftId: record.liftId,
      at: tx.at,
      open: { edition: 1, recordId: record.id, step, evidence: files.map(({ sha256 }) => sha256) },
      closed: { edition: 1, by: actor.personName, personId: actor.personId, text },
    });
    await tx.audit(`validity.${step}`, 'record', record.id);
  }
}

function mustBeSuspect({ validity }: MaintenanceRecord): void {
  const refusal = refuseStatement(Validity.parse(validity));
  if (refusal) throw AppError.conflict(refusal.code, refusal.message);
}

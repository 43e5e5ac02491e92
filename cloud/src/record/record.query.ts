import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { endOfDay, startOfDay } from '@lifttrust/shared-types/kernel/time';
import {
  OwnerAnswer,
  type RecordCard,
  type RecordDetail,
  type RecordSheetQuery,
  RecordStanding,
  type recordApi,
  Validity,
} from '@lifttrust/shared-types/record/record.contract';
import { AnswerClosed, SubmittedClosed, SubmittedOpen } from '@lifttrust/shared-types/record/record.sealed';
import { cameLate } from '@lifttrust/shared-types/record/record.timing.rules';
import { MaintenanceClass } from '@lifttrust/shared-types/visit/visit.contract';
import { Inject, Singleton } from '@midwayjs/core';
import { Brackets, type EntityManager, type SelectQueryBuilder } from 'typeorm';
import { CityService } from '../city/city.service';
import { covers, scopeClause } from '../kernel/access';
import { type Actor, type Ctx, requireActor } from '../kernel/actor';
import { Database } from '../kernel/database';
import { pageWithTotal } from '../kernel/paged';
import { LedgerService } from '../ledger/ledger.service';
import { Lift } from '../lift/lift.entity';
import { SignerService } from '../signing/signer.service';
import { VisitMember } from '../visit/visit-member.entity';
import { FindingRow } from './finding.entity';
import { sealedAmendments } from './record.amendments';
import { MaintenanceRecord } from './record.entity';
import { entrySummary } from './record.entries';
import { evidenceLines } from './record.evidence';

type RecordFilters = Omit<RecordSheetQuery, 'purpose'>;

/** Records as lists and as files. What a file shows comes out of the sealed entries, not out of the drafts. */
@Singleton()
export class RecordQuery {
  @Inject() database: Database;
  @Inject() cityService: CityService;
  @Inject() ledgerService: LedgerService;
  @Inject() signerService: SignerService;

  async list(input: InputOf<typeof recordApi.list>, ctx: Ctx) {
    const query = await this.filtered(input, ctx);
    const { rows, total } = await pageWithTotal(query, input);
    return { items: rows.map(toCard), ...total, page: input.page, pageSize: input.pageSize };
  }

  /** Records in the actor's reach as somebody has narrowed them, the latest first. */
  async filtered(input: RecordFilters, ctx: Ctx): Promise<SelectQueryBuilder<MaintenanceRecord>> {
    const actor = requireActor(ctx);
    const { manager } = this.database.reader;
    const query = await withinFiles(manager, actor);
    if (actor.role === 'technician') {
      query.andWhere(
        'EXISTS (SELECT 1 FROM visit_member m WHERE m.visit_id = r.visit_id AND m.person_id = :me)',
        { me: actor.personId },
      );
    }
    if (input.liftId) query.andWhere('r.liftId = :liftId', { liftId: input.liftId });
    if (input.validity) query.andWhere('r.validity = :validity', { validity: input.validity });
    if (input.ownerAnswer) query.andWhere('r.ownerAnswer = :ownerAnswer', { ownerAnswer: input.ownerAnswer });
    // Few are amended and none of the others is asked: the proposals' own table knows which.
    if (input.standing === 'original') query.andWhere("r.standing = 'original'");
    else if (input.standing)
      query.andWhere(
        "r.id IN (SELECT a.record_id FROM amendment a WHERE a.state = 'sealed') AND r.standing = :standing",
        { standing: input.standing },
      );
    if (input.q) {
      const like = `%${input.q.replace(/[%_\\]/g, '')}%`;
      query.andWhere(
        new Brackets((any) =>
          any
            .where('r.place LIKE :like', { like })
            .orWhere('r.rescueCode LIKE :like')
            .orWhere('r.companyName LIKE :like')
            .orWhere('r.ownerName LIKE :like'),
        ),
      );
    }
    if (input.from) query.andWhere('r.completedAt >= :from', { from: startOfDay(input.from) });
    if (input.until) query.andWhere('r.completedAt < :until', { until: endOfDay(input.until) });
    return query.orderBy('r.completedAt', 'DESC').addOrderBy('r.id', 'DESC');
  }

  /** The record if the actor may see it; a technician only what they took part in. */
  async mustSee(manager: EntityManager, recordId: string, actor: Actor): Promise<MaintenanceRecord> {
    const record = await manager.findOneBy(MaintenanceRecord, { id: recordId });
    if (!record || !(covers(actor, record) || (await isOnOwnLift(manager, record, actor))))
      throw AppError.notFound();
    if (actor.role === 'technician') {
      const member = await manager.findOneBy(VisitMember, {
        visitId: record.visitId,
        personId: actor.personId,
      });
      if (!member) throw AppError.notFound();
    }
    return record;
  }

  async detail(manager: EntityManager, recordId: string, ctx: Ctx): Promise<RecordDetail> {
    const actor = requireActor(ctx);
    const record = await this.mustSee(manager, recordId, actor);
    const entries = await this.ledgerService.entriesAbout(record.liftId, record.id, manager);
    const sealed = entries.find((entry) => entry.hash === record.contentHash);
    if (!sealed)
      throw AppError.notFound('record.entry_missing', '这份记录的存证条目不存在，请立即联系平台管理员。');
    const open = SubmittedOpen.parse(JSON.parse(sealed.open));
    const closed = SubmittedClosed.parse(JSON.parse(sealed.closed ?? '{}'));
    const findings = await manager.find(FindingRow, { where: { recordId }, order: { id: 'ASC' } });
    const answered = entries.findLast((entry) => entry.kind.startsWith('record.owner_'));
    const answer = answered?.closed ? AnswerClosed.parse(JSON.parse(answered.closed)) : null;
    const ownerSignature =
      answer?.fileId && answered
        ? [{ who: answer.by, as: '使用单位安全员', at: answered.at, fileId: answer.fileId }]
        : [];
    const mayAnswer = (await this.signerService.signsAs(manager, record, actor, ctx.at)) !== null;
    const may = mayDo(actor, record, mayAnswer);
    return {
      ...toCard(record),
      // The file shows what was sealed; what lists count by stands in its amendments.
      ...{ grade: open.grade, exceptions: open.exceptions },
      snapshot: closed.snapshot,
      templateEdition: open.templateEdition,
      items: closed.items,
      photos: closed.photos,
      presences: closed.presences,
      gradeReason: closed.gradeReason,
      nextPlannedOn: open.nextPlannedOn,
      findings: findings.map(({ code, message, settledBy, isSettled }) => ({
        code,
        message,
        settledBy,
        settled: isSettled,
      })),
      evidence: evidenceLines(open, closed, this.cityService.parameters, sealed.seq),
      entries: entries.map(entrySummary),
      amendments: sealedAmendments(entries),
      returnReason: record.ownerAnswer === 'returned' ? (answer?.reason ?? null) : null,
      ownerSigner: record.ownerAnswer === 'pending' ? null : (answer?.by ?? null),
      verificationCode: record.verificationCode,
      contentHash: record.contentHash,
      startedAt: record.startedAt,
      receivedAt: open.receivedAt,
      offline: open.offline,
      lateReason: closed.lateReason,
      signatures: [
        ...closed.signatures.map(({ who, as, at, fileId }) => ({ who, as, at, fileId })),
        ...ownerSignature,
      ],
      may,
    };
  }
}

/**
 * Records in somebody's reach. A company also reads what others did on the lifts it now answers for: they are part of
 * the lift's file (CON). Few lifts change hands; where none has, the company's own records are all.
 */
async function withinFiles(
  manager: EntityManager,
  actor: Actor,
): Promise<SelectQueryBuilder<MaintenanceRecord>> {
  const query = manager.createQueryBuilder(MaintenanceRecord, 'r');
  const { sql, parameters } = await scopeClause(manager, actor, 'r', 'record');
  if (actor.role !== 'company_admin' || !(await hasTakenOver(manager, actor.organisationId)))
    return query.where(sql, parameters);
  const files = `SELECT mine.id FROM record mine WHERE mine.company_id = :organisation
    UNION SELECT other.id FROM lift own JOIN record other ON other.lift_id = own.id
     WHERE own.company_id = :organisation`;
  return query.innerJoin(`(${files})`, 'files', 'files.id = r.id').where('1 = 1').setParameters(parameters);
}

async function hasTakenOver(manager: EntityManager, organisationId: string): Promise<boolean> {
  const byOthers = (sign: '<' | '>') =>
    `EXISTS (SELECT 1 FROM record r WHERE r.lift_id = own.id AND r.company_id ${sign} ?)`;
  const found: unknown[] = await manager.query(
    `SELECT own.id FROM lift own WHERE own.company_id = ? AND (${byOthers('<')} OR ${byOthers('>')}) LIMIT 1`,
    [organisationId, organisationId, organisationId],
  );
  return found.length > 0;
}

async function isOnOwnLift(
  manager: EntityManager,
  record: MaintenanceRecord,
  actor: Actor,
): Promise<boolean> {
  if (actor.role !== 'company_admin') return false;
  return (await manager.countBy(Lift, { id: record.liftId, companyId: actor.organisationId })) > 0;
}

const mayDo = (actor: Actor, record: MaintenanceRecord, mayAnswer: boolean): RecordDetail['may'] => ({
  sign:
    mayAnswer &&
    record.standing !== 'voided' &&
    (record.ownerAnswer === 'pending' || record.ownerAnswer === 'defaulted'),
  return: mayAnswer && record.standing !== 'voided' && record.ownerAnswer === 'pending',
  decide: actor.role === 'reviewer' && record.validity === 'suspect',
});

export const toCard = (record: MaintenanceRecord): RecordCard => ({
  id: record.id,
  visitId: record.visitId,
  liftId: record.liftId,
  place: record.place,
  rescueCode: record.rescueCode,
  ownNumber: record.ownNumber,
  class: MaintenanceClass.parse(record.class),
  completedOn: record.completedOn,
  completedAt: record.completedAt,
  companyName: record.companyName,
  ownerName: record.ownerName,
  technicians: record.technicians,
  validity: Validity.parse(record.validity),
  ownerAnswer: OwnerAnswer.parse(record.ownerAnswer),
  grade: record.grade,
  exceptions: record.exceptions,
  uploadedLate: cameLate(record),
  standing: RecordStanding.parse(record.standing),
});

import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { RecordStanding, Validity } from '@lifttrust/shared-types/record/record.contract';
import { ValidityClosed, ValidityOpen } from '@lifttrust/shared-types/record/record.sealed';
import {
  type ReviewCard,
  type ReviewStanding,
  ReviewStepField,
  type ValidityReview,
  type validityApi,
} from '@lifttrust/shared-types/validity/validity.contract';
import {
  appealUntil,
  refuseAppeal,
  refuseAppealDecision,
} from '@lifttrust/shared-types/validity/validity.rules';
import { Inject, Singleton } from '@midwayjs/core';
import { type EntityManager, In, type SelectQueryBuilder } from 'typeorm';
import { CityService } from '../city/city.service';
import { coverClause, covers } from '../kernel/access';
import { type Actor, type Ctx, requireActor } from '../kernel/actor';
import { Database } from '../kernel/database';
import { pageWithTotal } from '../kernel/paged';
import { LedgerService } from '../ledger/ledger.service';
import { organisationNames } from '../lift/lift-names.query';
import { personNames } from '../person/person-names.query';
import { FindingRow } from '../record/finding.entity';
import { MaintenanceRecord } from '../record/record.entity';
import { toCard } from '../record/record.query';
import { VisitMember } from '../visit/visit-member.entity';
import { ValidityStep } from './validity-step.entity';

export interface Decision {
  valid: boolean;
  by: string;
  personId: string | null;
  at: number;
  reason: string;
}

/** The sides who may speak for the unit, and those who decide. */
const unit = ['company_admin', 'technician'];
const deciders = ['reviewer', 'regulator', 'regulator_admin'];

const lastIs = (step: string) =>
  `(SELECT s.step FROM validity_step s WHERE s.record_id = r.id ORDER BY s.id DESC LIMIT 1) = '${step}'`;

const standingSql: Record<ReviewStanding, string> = {
  waiting: `r.validity = 'suspect' AND NOT COALESCE(${lastIs('asked')}, 0)`,
  asked: `r.validity = 'suspect' AND ${lastIs('asked')}`,
  appealed: `r.validity = 'invalid' AND ${lastIs('appealed')}`,
  invalid: `r.validity = 'invalid' AND NOT COALESCE(${lastIs('appealed')}, 0)`,
};

/** Doubtful records as those who act on them see them; standings are computed, none is stored. */
@Singleton()
export class ValidityQuery {
  @Inject() database: Database;
  @Inject() cityService: CityService;
  @Inject() ledgerService: LedgerService;

  async queue(input: InputOf<typeof validityApi.queue>, ctx: Ctx) {
    const actor = requireActor(ctx);
    const { manager } = this.database.reader;
    const query = mine(manager, actor).andWhere(standingSql[input.standing]);
    query.orderBy('r.completedAt', input.standing === 'invalid' ? 'DESC' : 'ASC').addOrderBy('r.id', 'ASC');
    const { rows, total } = await pageWithTotal(query, input);
    const items = await this.cards(manager, rows, input.standing);
    return { items, ...total, page: input.page, pageSize: input.pageSize };
  }

  private async cards(
    manager: EntityManager,
    records: MaintenanceRecord[],
    standing: ReviewStanding,
  ): Promise<ReviewCard[]> {
    const ids = records.map(({ id }) => id);
    const findings = await manager.find(FindingRow, { where: { recordId: In(ids) }, order: { id: 'ASC' } });
    const steps = await manager.find(ValidityStep, { where: { recordId: In(ids) }, order: { id: 'ASC' } });
    return Promise.all(
      records.map(async (record) => {
        const own = steps.filter(({ recordId }) => recordId === record.id);
        const decision = record.validity === 'invalid' ? await this.decisionOn(manager, record) : null;
        return {
          ...toCard(record),
          findings: findings.filter(({ recordId }) => recordId === record.id).map(toFinding),
          standing,
          since: Math.max(own.at(-1)?.at ?? 0, decision?.at ?? record.completedAt),
          appealUntil: decision && !isAppealed(own) ? this.untilOf(decision) : null,
        };
      }),
    );
  }

  async show(manager: EntityManager, recordId: string, ctx: Ctx): Promise<ValidityReview> {
    const actor = requireActor(ctx);
    const record = await this.mustSee(manager, recordId, actor);
    const findings = await manager.find(FindingRow, { where: { recordId }, order: { id: 'ASC' } });
    const steps = await this.stepsOf(manager, recordId);
    const decision = await this.decisionOn(manager, record);
    const isMayAppeal = this.appealRefusal(record, steps, decision, ctx.at) === null;
    const isUnit = unit.includes(actor.role);
    const isSuspect = record.validity === 'suspect';
    const names = await personNames(
      manager,
      steps.map(({ personId }) => personId),
    );
    const organisations = await organisationNames(
      manager,
      steps.map((step) => step.organisationId),
    );
    return {
      recordId,
      findings: findings.map(toFinding),
      decision: decision && {
        ...{ valid: decision.valid, by: decision.by, at: decision.at, reason: decision.reason },
      },
      steps: steps.map(({ step, personId, organisationId, at, text, fileIds }) => ({
        ...{ step: ReviewStepField.parse(step), by: names(personId), at, text, fileIds },
        organisation: organisations.get(organisationId) ?? '',
      })),
      appealUntil: decision && !decision.valid && !isAppealed(steps) ? this.untilOf(decision) : null,
      may: {
        ask: actor.role === 'reviewer' && isSuspect,
        state: isUnit && isSuspect,
        appeal: isUnit && isMayAppeal,
        decideAppeal:
          deciders.includes(actor.role) &&
          this.decisionRefusal(record, steps, decision, actor.personId) === null,
      },
    };
  }

  stepsOf = (manager: EntityManager, recordId: string): Promise<ValidityStep[]> =>
    manager.find(ValidityStep, { where: { recordId }, order: { id: 'ASC' } });

  appealRefusal(
    record: MaintenanceRecord,
    steps: readonly ValidityStep[],
    decision: Decision | null,
    now: number,
  ) {
    const { appealDays } = this.cityService.parameters.validity;
    return refuseAppeal({
      validity: Validity.parse(record.validity),
      standing: RecordStanding.parse(record.standing),
      decidedAt: decision && !decision.valid ? decision.at : null,
      appealed: isAppealed(steps),
      ...{ now, appealDays },
    });
  }

  decisionRefusal = (
    record: MaintenanceRecord,
    steps: readonly ValidityStep[],
    decision: Decision | null,
    deciderId: string,
  ) =>
    refuseAppealDecision({
      standing: RecordStanding.parse(record.standing),
      appealed: isAppealed(steps),
      decided: steps.some(({ step }) => step === 'upheld' || step === 'overturned'),
      deciderId,
      firstDeciderId: decision?.personId ?? null,
    });

  /** The newest decision on the record's validity, as it was sealed. */
  async decisionOn(manager: EntityManager, record: MaintenanceRecord): Promise<Decision | null> {
    const entries = await this.ledgerService.entriesAbout(record.liftId, record.id, manager);
    const entry = entries.findLast(({ kind }) => kind === 'record.validity_decided');
    if (!entry) return null;
    const { validity } = ValidityOpen.parse(JSON.parse(entry.open));
    const { by, personId, reason } = ValidityClosed.parse(JSON.parse(entry.closed ?? '{}'));
    return { valid: validity === 'valid', by, personId, at: entry.at, reason };
  }

  /** @throws not_found for whom the record is none of theirs; a technician took part in the visit */
  async mustSee(manager: EntityManager, recordId: string, actor: Actor): Promise<MaintenanceRecord> {
    const record = await manager.findOneBy(MaintenanceRecord, { id: recordId });
    if (!record || !covers(actor, record)) throw AppError.notFound();
    if (actor.role !== 'technician') return record;
    const there = { visitId: record.visitId, personId: actor.personId };
    if ((await manager.countBy(VisitMember, there)) === 0) throw AppError.notFound();
    return record;
  }

  untilOf = ({ at }: Decision): string => appealUntil(at, this.cityService.parameters.validity.appealDays);
}

export const isAppealed = (steps: readonly ValidityStep[]): boolean =>
  steps.some(({ step }) => step === 'appealed');

const toFinding = ({ code, message, settledBy, isSettled }: FindingRow) => ({
  ...{ code, message, settledBy, settled: isSettled },
});

function mine(manager: EntityManager, actor: Actor): SelectQueryBuilder<MaintenanceRecord> {
  const { sql, parameters } = coverClause(actor, 'r');
  const query = manager.createQueryBuilder(MaintenanceRecord, 'r').where(sql, parameters);
  if (actor.role !== 'technician') return query;
  return query.andWhere(
    'EXISTS (SELECT 1 FROM visit_member m WHERE m.visit_id = r.visit_id AND m.person_id = :me)',
    { me: actor.personId },
  );
}

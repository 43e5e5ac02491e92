import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { mayFollow } from '@lifttrust/shared-types/kernel/states';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
import {
  type AnswerStanding,
  type DisputeCard,
  DisputeStateField,
  type signingApi,
} from '@lifttrust/shared-types/signing/signing.contract';
import { disputeSteps } from '@lifttrust/shared-types/signing/signing.rules';
import { MaintenanceClass } from '@lifttrust/shared-types/visit/visit.contract';
import { type EntityManager, In, LessThan } from 'typeorm';
import { coverClause } from '../kernel/access';
import { type Actor, type Ctx, requireActor } from '../kernel/actor';
import { personNames } from '../person/person-names.query';
import { MaintenanceRecord } from '../record/record.entity';
import { Dispute } from './dispute.entity';

const acting = ['regulator', 'regulator_admin'];

/** Returns that should have been answered before today. */
export const lateDisputes = (manager: EntityManager, today: string): Promise<Dispute[]> =>
  manager.find(Dispute, { where: { state: 'open', dueOn: LessThan(today) }, take: 500 });

const isLate = ({ state, dueOn }: Dispute, today: string) => state === 'open' && dueOn < today;

/** Returned records in one's reach, those whose answer is due first in front. */
export async function disputesOf(
  manager: EntityManager,
  { page, pageSize, state, late }: InputOf<typeof signingApi.disputes>,
  ctx: Ctx,
) {
  const today = dayOf(ctx.at);
  const scope = coverClause(requireActor(ctx), 'd');
  const query = manager.createQueryBuilder(Dispute, 'd').where(scope.sql, scope.parameters);
  if (state) query.andWhere('d.state = :state', { state });
  if (late) query.andWhere("d.state = 'open' AND d.dueOn < :today", { today });
  const [rows, total] = await query
    .orderBy("CASE WHEN d.state IN ('settled', 'decided') THEN 1 ELSE 0 END", 'ASC')
    .addOrderBy('d.dueOn', 'ASC')
    .addOrderBy('d.id', 'ASC')
    .skip((page - 1) * pageSize)
    .take(pageSize)
    .getManyAndCount();
  const records = await manager.findBy(MaintenanceRecord, { id: In(rows.map(({ recordId }) => recordId)) });
  const items = rows.flatMap((row): DisputeCard[] => {
    const record = records.find(({ id }) => id === row.recordId);
    if (!record) return [];
    return [
      {
        id: row.id,
        recordId: row.recordId,
        place: record.place,
        ownNumber: record.ownNumber,
        class: MaintenanceClass.parse(record.class),
        completedOn: record.completedOn,
        companyName: record.companyName,
        ownerName: record.ownerName,
        reason: row.reason,
        openedAt: row.openedAt,
        dueOn: row.dueOn,
        late: isLate(row, today),
        state: DisputeStateField.parse(row.state),
      },
    ];
  });
  return { items, total, page, pageSize };
}

/** The dispute about one record, with what the actor may do next. */
export async function disputeOf(
  manager: EntityManager,
  recordId: string,
  actor: Actor,
  today: string,
): Promise<AnswerStanding['dispute']> {
  const row = await manager.findOneBy(Dispute, { recordId });
  if (!row) return null;
  const nameOf = await personNames(manager, [row.answeredBy]);
  const state = DisputeStateField.parse(row.state);
  const mayGo = (to: 'answered' | 'settled' | 'referred' | 'decided') => mayFollow(disputeSteps, state, to);
  const isOwner = actor.organisationId === row.ownerId;
  return {
    id: row.id,
    state,
    dueOn: row.dueOn,
    late: isLate(row, today),
    answer: row.answer,
    answeredBy: nameOf(row.answeredBy),
    decision: row.decision,
    may: {
      answer: actor.role === 'company_admin' && actor.organisationId === row.companyId && mayGo('answered'),
      settle: isOwner && mayGo('settled'),
      // Before the answer is due there is nothing to refer.
      refer: isOwner && mayGo('referred') && (state === 'answered' || isLate(row, today)),
      decide: acting.includes(actor.role) && mayGo('decided'),
    },
  };
}

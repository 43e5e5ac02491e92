import type { CallUp, evidenceApi } from '@lifttrust/shared-types/evidence/evidence.contract';
import { openUntil, purposesOf, shownFrom } from '@lifttrust/shared-types/evidence/evidence.rules';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { Inject, Singleton } from '@midwayjs/core';
import { type EntityManager, In, IsNull } from 'typeorm';
import { CityService } from '../city/city.service';
import { type Actor, type Ctx, requireActor } from '../kernel/actor';
import { insertRows } from '../kernel/insert-rows';
import { newId } from '../kernel/new-id';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { LedgerService } from '../ledger/ledger.service';
import { Lift } from '../lift/lift.entity';
import { MaintenanceRecord } from '../record/record.entity';
import { CallUpRow } from './call-up.entity';
import { CalledRecord } from './called-record.entity';
import { EvidencePacker } from './evidence.packer';
import { EvidenceQuery } from './evidence.query';
import { callableClause, ownCallUp } from './evidence.scope';

type Asked = InputOf<typeof evidenceApi.callUp>;

/** Records are called up as evidence: with a purpose, written down, and sealed before anything is shown. */
@Singleton()
export class EvidenceService {
  @Inject() work: UnitOfWork;
  @Inject() cityService: CityService;
  @Inject() ledgerService: LedgerService;
  @Inject() evidenceQuery: EvidenceQuery;
  @Inject() evidencePacker: EvidencePacker;

  /**
   * @throws not_found where one of the lifts or records is not in the caller's reach
   * @throws `evidence.purpose_of_others`, `evidence.nothing_found`, `evidence.too_many`
   */
  async callUp(asked: Asked, ctx: Ctx): Promise<CallUp> {
    const actor = requireActor(ctx);
    return this.work.run(ctx, async (tx) => {
      const records = await this.chosen(tx.manager, asked, actor);
      mustBeOwnPurpose(asked, actor);
      const row = await this.enter(tx, asked, actor, records);
      await this.seal(tx, row, actor, records);
      tx.afterCommit(() => this.evidencePacker.wake());
      return this.evidenceQuery.one(tx.manager, row, actor, tx.at);
    });
  }

  /** A closed call-up opens nothing any more, and there is no longer anything to be quiet about. */
  async close({ callUpId, outcome }: InputOf<typeof evidenceApi.close>, ctx: Ctx): Promise<CallUp> {
    const actor = requireActor(ctx);
    return this.work.run(ctx, async (tx) => {
      const row = await ownCallUp(tx.manager, callUpId, actor);
      const end = {
        ...{ closedAt: tx.at, closedBy: actor.personId, outcome },
        shownFrom: Math.min(row.shownFrom, tx.at),
      };
      const { affected } = await tx.manager.update(CallUpRow, { id: callUpId, closedAt: IsNull() }, end);
      if (affected !== 1) throw AppError.conflict('evidence.closed', '这次调阅已经办结。');
      await tx.audit('evidence.closed', 'evidence', callUpId, { outcome });
      return this.evidenceQuery.one(tx.manager, { ...row, ...end }, actor, tx.at);
    });
  }

  private async chosen(manager: EntityManager, asked: Asked, actor: Actor): Promise<MaintenanceRecord[]> {
    const most = this.cityService.parameters.evidence.recordsAtMost;
    const [liftIds, recordIds] = [[...new Set(asked.liftIds)], [...new Set(asked.recordIds)]];
    await mustReach(manager, actor, { entity: Lift, ids: liftIds });
    await mustReach(manager, actor, { entity: MaintenanceRecord, ids: recordIds });
    const query = manager.createQueryBuilder(MaintenanceRecord, 'r').where({ id: In(recordIds) });
    if (liftIds.length > 0)
      query.orWhere('(r.liftId IN (:...liftIds) AND r.completedOn >= :from AND r.completedOn <= :until)', {
        ...{ liftIds, from: asked.from, until: asked.until },
      });
    const records = await query
      .orderBy('r.completedAt')
      .limit(most + 1)
      .getMany();
    if (records.length === 0)
      throw AppError.broken([
        { code: 'evidence.nothing_found', message: '所选电梯在这段时间没有维保记录，请改选日期。' },
      ]);
    if (records.length > most)
      throw AppError.broken([
        {
          code: 'evidence.too_many',
          message: `一次最多调阅 ${most} 份记录，请缩短时间或少选电梯，分几次调阅。`,
        },
      ]);
    return records;
  }

  private async enter(tx: Transaction, asked: Asked, actor: Actor, records: MaintenanceRecord[]) {
    const terms = this.cityService.parameters.evidence;
    const { purpose, reference, reason, withPhotos, liftIds, from, until } = asked;
    const hasPeriod = liftIds.length > 0;
    const row: CallUpRow = {
      ...{ id: newId(), purpose, reference, reason, withPhotos, at: tx.at },
      ...{ organisationId: actor.organisationId, personId: actor.personId },
      fromDay: hasPeriod ? (from ?? null) : null,
      untilDay: hasPeriod ? (until ?? null) : null,
      endsAt: openUntil(tx.at, terms),
      shownFrom: shownFrom(purpose, tx.at, terms),
      ...{ closedAt: null, closedBy: null, outcome: '', state: 'preparing' },
      ...{ claimId: null, progressAt: null, tries: 0, bytes: null, sha256: null },
    };
    await tx.manager.insert(CallUpRow, row);
    await insertRows(
      tx.manager,
      CalledRecord,
      records.map(({ id, liftId, companyId, ownerId, divisionCode }) => ({
        ...{ id: newId(), callUpId: row.id, recordId: id, liftId, companyId, ownerId, divisionCode },
      })),
    );
    await tx.audit('evidence.called_up', 'evidence', row.id, {
      ...{ purpose, reference, reason, records: records.map(({ id }) => id) },
    });
    return row;
  }

  /** In the history of each lift: who, what for and which; outsiders hold only that something was called up. */
  private async seal(
    tx: Transaction,
    row: CallUpRow,
    actor: Actor,
    records: MaintenanceRecord[],
  ): Promise<void> {
    const { id: callUpId, purpose, reference, reason } = row;
    const { personId, personName: by, organisationName: organisation } = actor;
    for (const liftId of [...new Set(records.map((record) => record.liftId))].sort()) {
      const recordIds = records.filter((record) => record.liftId === liftId).map(({ id }) => id);
      await this.ledgerService.append(tx, {
        ...{ kind: 'evidence.called_up', liftId, at: tx.at },
        open: { edition: 1, callUpId, evidence: [] },
        closed: { edition: 1, by, personId, organisation, purpose, reference, reason, recordIds },
      });
    }
  }
}

function mustBeOwnPurpose({ purpose }: Asked, { role }: Actor): void {
  if (purposesOf(role).includes(purpose)) return;
  throw AppError.broken([
    { code: 'evidence.purpose_of_others', message: '您的身份不能以这种用途调阅。', field: 'purpose' },
  ]);
}

/** All of them or none: what is not in reach is not told apart from what is not there. */
async function mustReach(
  manager: EntityManager,
  actor: Actor,
  { entity, ids }: { entity: typeof Lift | typeof MaintenanceRecord; ids: string[] },
): Promise<void> {
  if (ids.length === 0) return;
  const { sql, parameters } = await callableClause(manager, actor, 'one');
  const found = await manager
    .createQueryBuilder<Lift | MaintenanceRecord>(entity, 'one')
    .where({ id: In(ids) })
    .andWhere(sql, parameters)
    .getCount();
  if (found !== ids.length) throw AppError.notFound();
}

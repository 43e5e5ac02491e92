import type { Hold, holdApi } from '@lifttrust/shared-types/hold/hold.contract';
import { mayRelease, refuseSecondHold } from '@lifttrust/shared-types/hold/hold.rules';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { Inject, Singleton } from '@midwayjs/core';
import { type EntityManager, IsNull } from 'typeorm';
import { type Actor, type Ctx, requireActor } from '../kernel/actor';
import { areaToday } from '../kernel/area-history';
import { newId } from '../kernel/new-id';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { LedgerService } from '../ledger/ledger.service';
import { HoldQuery, knownClause } from './hold.query';
import { reachOf, sealedUnder } from './hold.scope';
import { LegalHold } from './legal-hold.entity';

/** An office holds what it may need as evidence, and releases it; both are sealed where the thing's history is. */
@Singleton()
export class HoldService {
  @Inject() work: UnitOfWork;
  @Inject() ledgerService: LedgerService;
  @Inject() holdQuery: HoldQuery;

  /**
   * @throws not_found for what is not in the caller's area
   * @throws rule_broken `hold.placed_already`
   */
  async place(input: InputOf<typeof holdApi.place>, ctx: Ctx): Promise<Hold> {
    const actor = requireActor(ctx);
    const { subjectKind, subjectId, reference, reason } = input;
    return this.work.run(ctx, async (tx) => {
      const { divisionCode } = await reachOf(tx.manager, input, actor);
      const standing = { subjectKind, subjectId, releasedAt: IsNull() };
      const asked = { officeId: actor.organisationId, reference };
      const refusal = refuseSecondHold(await tx.manager.findBy(LegalHold, standing), asked);
      if (refusal) throw AppError.broken([refusal]);
      const row: LegalHold = {
        ...{ id: newId(), subjectKind, subjectId, divisionCode, reference, reason },
        ...{ area: actor.divisionCode, officeId: actor.organisationId },
        ...{ placedBy: actor.personId, placedAt: tx.at },
        ...{ releasedAt: null, releasedBy: null, releasedOfficeId: null, releaseReason: '' },
      };
      await tx.manager.insert(LegalHold, row);
      await this.seal(tx, 'hold.placed', row, reason, actor);
      return this.holdQuery.one(tx.manager, row, actor);
    });
  }

  /**
   * @throws not_found for what the caller may not know of
   * @throws forbidden `hold.of_office_above`; conflict `hold.released`
   */
  async release({ holdId, reason }: InputOf<typeof holdApi.release>, ctx: Ctx): Promise<Hold> {
    const actor = requireActor(ctx);
    return this.work.run(ctx, async (tx) => {
      const row = await known(tx.manager, holdId, actor);
      if (!mayRelease({ area: areaToday(row.area) }, areaToday(actor.divisionCode)))
        throw new AppError('forbidden', 'hold.of_office_above', '这是上级部门的证据保全，由其解除。');
      const end = {
        ...{ releasedAt: tx.at, releasedBy: actor.personId },
        ...{ releasedOfficeId: actor.organisationId, releaseReason: reason },
      };
      const { affected } = await tx.manager.update(LegalHold, { id: holdId, releasedAt: IsNull() }, end);
      if (affected !== 1) throw AppError.conflict('hold.released', '这项证据保全已经解除，请刷新查看。');
      await this.seal(tx, 'hold.released', row, reason, actor);
      return this.holdQuery.one(tx.manager, { ...row, ...end }, actor);
    });
  }

  /** Outsiders hold only that there was one; whom and what it concerns stands in the closed part. */
  private async seal(
    tx: Transaction,
    kind: 'hold.placed' | 'hold.released',
    row: LegalHold,
    reason: string,
    { personId, personName: by, organisationName: organisation }: Actor,
  ): Promise<void> {
    const { id: holdId, subjectKind, subjectId, reference } = row;
    const about = { subjectKind, subjectId, reference, reason };
    await tx.audit(kind, 'hold', holdId, about);
    await this.ledgerService.append(tx, {
      ...{ kind, liftId: await sealedUnder(tx.manager, row), at: tx.at },
      open: { edition: 1, holdId, evidence: [] },
      closed: { edition: 1, by, personId, organisation, ...about },
    });
  }
}

/** @throws not_found */
async function known(manager: EntityManager, holdId: string, actor: Actor): Promise<LegalHold> {
  const { sql, parameters } = knownClause(actor);
  const row = await manager
    .createQueryBuilder(LegalHold, 'h')
    .where('h.id = :holdId', { holdId })
    .andWhere(sql, parameters)
    .getOne();
  if (!row) throw AppError.notFound();
  return row;
}

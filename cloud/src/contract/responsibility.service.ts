import {
  type Responsibility,
  refuseWork,
  responsibleOn,
  standingSince,
} from '@lifttrust/shared-types/contract/contract.rules';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
import { Inject, Singleton } from '@midwayjs/core';
import { type EntityManager, In } from 'typeorm';
import { Database } from '../kernel/database';
import { insertRows } from '../kernel/insert-rows';
import { newId } from '../kernel/new-id';
import type { Transaction } from '../kernel/unit-of-work';
import type { Lift } from '../lift/lift.entity';
import { LiftService } from '../lift/lift.service';
import { ContractAlarms } from './contract.alarms';
import { claimsOf } from './contract.claims';
import { LiftResponsibility } from './lift-responsibility.entity';
import { ResponsibilityChange } from './responsibility-change.entity';

/** A lift whose answer to “who is responsible” has changed. */
export interface Moved {
  lift: Lift;
  responsible: Responsibility;
  former: LiftResponsibility | null;
  /** The first day of the present answer. */
  since: string;
}

const liftsAtOnce = 400;

/**
 * Keeps `lift.company_id`, the column that lists and counters go by, equal to what the contracts say: at every change
 * of a contract, and when a day begins (docs/adr/0020-one-responsible-company.md). Whether work may begin is not
 * taken from the column: the rule is asked.
 */
@Singleton()
export class ResponsibilityService {
  @Inject() database: Database;
  @Inject() liftService: LiftService;
  @Inject() alarms: ContractAlarms;

  /** Who answers for a lift at an instant. */
  async at(manager: EntityManager, liftId: string, at: number): Promise<Responsibility> {
    const [found] = await claimsOf(manager, [liftId]);
    if (!found) throw AppError.notFound();
    return responsibleOn(found.facts, dayOf(at));
  }

  /** @throws rule_broken `contract.overlap`, `contract.not_responsible` */
  async mustBeResponsible(
    manager: EntityManager,
    { liftId, companyId }: { liftId: string; companyId: string },
    at: number,
  ): Promise<void> {
    const refusal = refuseWork(await this.at(manager, liftId, at), companyId);
    if (refusal) throw AppError.broken([refusal]);
  }

  /** Brings lifts under contract in line with the rule on the transaction's day, and tells whom it concerns. */
  async apply(tx: Transaction, liftIds: string[]): Promise<void> {
    const ids = [...new Set(liftIds)];
    for (let first = 0; first < ids.length; first += liftsAtOnce)
      await this.applySome(tx, ids.slice(first, first + liftsAtOnce));
  }

  private async applySome(tx: Transaction, liftIds: string[]): Promise<void> {
    const day = dayOf(tx.at);
    const lifts = await claimsOf(tx.manager, liftIds, !this.database.isSqlite);
    const known = await tx.manager.findBy(LiftResponsibility, { liftId: In(liftIds) });
    const formerOf = new Map(known.map((row) => [row.liftId, row]));
    const moved = lifts
      .filter(({ facts }) => facts.claims.length > 0)
      .map(({ lift, facts }): Moved => {
        const responsible = responsibleOn(facts, day);
        const since = standingSince(facts, day) ?? day;
        return { lift, responsible, former: formerOf.get(lift.id) ?? null, since };
      });
    await this.moveColumn(tx, moved);
    const changed = moved.filter(isChanged);
    await this.remember(tx, changed);
    await this.alarms.tell(tx, changed);
    const left = changed.flatMap(({ lift, responsible }) => (isHeld(lift, responsible) ? [] : [lift.id]));
    if (left.length > 0) await tx.emit('contract.responsibility_changed', { liftIds: left });
  }

  private async moveColumn(tx: Transaction, moved: Moved[]): Promise<void> {
    const changes = moved.flatMap(({ lift, responsible }) => {
      const companyId = columnOf(lift, responsible);
      return companyId === lift.companyId ? [] : [{ id: lift.id, patch: { companyId } }];
    });
    if (changes.length > 0) await this.liftService.change(tx, changes, { source: 'contract', sourceId: '' });
  }

  private async remember(tx: Transaction, moved: Moved[]): Promise<void> {
    if (moved.length === 0) return;
    await tx.manager.delete(LiftResponsibility, { liftId: In(moved.map(({ lift }) => lift.id)) });
    await insertRows(
      tx.manager,
      LiftResponsibility,
      moved.map((each) => rowOf(each)),
    );
    const stepped = moved.filter((each) => {
      const before = each.former ? stepOf(each.former) : `company ${each.lift.companyId ?? ''}`;
      return before !== stepOf(rowOf(each));
    });
    await insertRows(
      tx.manager,
      ResponsibilityChange,
      stepped.map(({ lift, responsible, former, since }) => ({
        id: newId(),
        liftId: lift.id,
        onDay: since,
        at: tx.at,
        state: responsible.state,
        companyId: responsible.state === 'company' ? responsible.companyId : null,
        formerCompanyId: former ? former.companyId : lift.companyId,
      })),
    );
  }
}

const stepOf = ({ state, companyId }: { state: string; companyId: string | null }): string =>
  `${state} ${companyId ?? ''}`;

/** In a dispute the lift stays with whom it was listed until the owner decides. */
const columnOf = (lift: Lift, responsible: Responsibility): string | null => {
  if (responsible.state === 'company') return responsible.companyId;
  if (responsible.state === 'gap') return null;
  const { companyIds } = responsible;
  return lift.companyId && companyIds.includes(lift.companyId) ? lift.companyId : (companyIds[0] ?? null);
};

const isHeld = (lift: Lift, responsible: Responsibility): boolean =>
  responsible.state === 'company' && responsible.companyId === lift.companyId;

const waitingOf = (responsible: Responsibility): string[] =>
  responsible.state === 'dispute' ? responsible.companyIds : responsible.waiting;

const rowOf = ({ lift, responsible, since }: Moved): LiftResponsibility => ({
  liftId: lift.id,
  state: responsible.state,
  companyId: responsible.state === 'company' ? responsible.companyId : null,
  waiting: waitingOf(responsible),
  since,
  divisionCode: lift.divisionCode,
  ownerId: lift.ownerId,
});

const isChanged = (moved: Moved): boolean => {
  const { former } = moved;
  if (!former) return true;
  const now = rowOf(moved);
  return stepOf(now) !== stepOf(former) || now.waiting.join() !== former.waiting.join();
};

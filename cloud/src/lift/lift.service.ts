import { dayOf } from '@lifttrust/shared-types/kernel/time';
import { Inject, Singleton } from '@midwayjs/core';
import { Database } from '../kernel/database';
import { insertRows } from '../kernel/insert-rows';
import { marks } from '../kernel/marks';
import type { Transaction } from '../kernel/unit-of-work';
import { contractedAmong, correctedAmong } from './contracted.query';
import { DueCounterService } from './due-counter.service';
import { Lift } from './lift.entity';
import type { LiftPatch, LiftRegistration } from './lift.facts';
import { type Identified, identityKeys } from './lift.identity';
import { notePauses } from './lift.pauses';
import { LiftIdentity } from './lift-identity.entity';

/** Why the register changes: a line in the audit trail beside the change itself. */
export interface Reason {
  source: string;
  sourceId: string;
}

export interface NewLift extends LiftRegistration {
  id: string;
}

export interface LiftChange {
  id: string;
  patch: LiftPatch;
}

const identitiesOf = (lift: Identified & { id: string }) =>
  identityKeys(lift).map((identity) => ({ identity, liftId: lift.id }));

type Stood = Pick<Lift, 'ownerId' | 'state' | 'gradeOn'>;

/** From this day on the owner has its people to report (ORG-05); tables say what already stands again and again. */
function sinceDays(patch: LiftPatch, stood: Stood | undefined, today: string) {
  const isNewOwner = patch.ownerId !== undefined && patch.ownerId !== stood?.ownerId;
  const comesIntoUse = patch.state === 'in_use' && stood?.state !== 'in_use';
  return {
    ...(isNewOwner ? { ownerSince: today } : {}),
    ...(comesIntoUse ? { inUseSince: today } : {}),
  };
}

/** Where records stand here, the last maintenance is what they say, whatever a register's table says (PLAN-05). */
const exceptRecorded = (changes: LiftChange[], stood: Map<string, Stood>): LiftChange[] =>
  changes.map(({ id, patch }) => {
    const { lastMaintainedOn: _said, dueOn: _reckoned, ...rest } = patch;
    return stood.get(id)?.gradeOn ? { id, patch: rest } : { id, patch };
  });

/** Writes to the register of lifts; permission is the caller's, who knows on whose behalf it writes. */
@Singleton()
export class LiftService {
  @Inject() database: Database;
  @Inject() dueCounters: DueCounterService;

  /** Enters new lifts under ids that the caller has given them. */
  async register(tx: Transaction, lifts: NewLift[], reason: Reason): Promise<void> {
    if (lifts.length === 0) return;
    const rows = lifts.map((lift) => ({
      ...lift,
      positionConfirmed: false,
      fenceRadiusMetres: null,
      grade: null,
      gradeOn: null,
      createdAt: tx.at,
      updatedAt: tx.at,
    }));
    const detail = { ...reason };
    // None waits for another: the engine works on one while the next is prepared.
    await Promise.all([
      insertRows(tx.manager, Lift, rows),
      insertRows(tx.manager, LiftIdentity, rows.flatMap(identitiesOf)),
      this.dueCounters.entered(tx, rows),
      notePauses(
        tx,
        rows.map(({ id, state }) => ({ id, from: undefined, to: state })),
      ),
      tx.auditAll(
        'lift.registered',
        'lift',
        rows.map(({ id }) => ({ id, detail })),
      ),
    ]);
  }

  /** Changes registered lifts, each by its own differences. */
  async change(tx: Transaction, stated: LiftChange[], reason: Reason): Promise<void> {
    const stood = await this.stoodUntilNow(tx, stated);
    const changes =
      reason.source === 'contract' ? stated : exceptRecorded(await this.exceptContracted(tx, stated), stood);
    await this.dueCounters.moved(tx, changes);
    for (const { id, patch } of changes) {
      const since = sinceDays(patch, stood.get(id), dayOf(tx.at));
      await tx.manager.update(Lift, { id }, { ...patch, ...since, updatedAt: tx.at });
      if (identityKeys(patch).length > 0 || patch.manufacturer || patch.factoryNumber) {
        await this.identifyAgain(tx, id);
      }
    }
    await this.tellResumed(tx, changes, stood);
    if (reason.source === 'import') await this.tellWritten(tx, changes);
    await tx.auditAll(
      'lift.changed',
      'lift',
      changes.map(({ id, patch }) => ({ id, detail: { ...reason, fields: Object.keys(patch) } })),
    );
  }

  private async tellResumed(
    tx: Transaction,
    changes: LiftChange[],
    stood: Map<string, Stood>,
  ): Promise<void> {
    const moves = changes.flatMap(({ id, patch: { state } }) =>
      state === undefined ? [] : [{ id, from: stood.get(id)?.state, to: state }],
    );
    const liftIds = await notePauses(tx, moves);
    if (liftIds.length > 0) await tx.emit('lift.resumed', { liftIds });
  }

  /** What the lifts are until now, where the change says anything of whose they are, their state or due day. */
  private async stoodUntilNow(tx: Transaction, changes: LiftChange[]): Promise<Map<string, Stood>> {
    const ids = changes
      .filter(({ patch }) => [patch.ownerId, patch.state, patch.dueOn].some((value) => value !== undefined))
      .map(({ id }) => id);
    if (ids.length === 0) return new Map();
    // A snapshot could be older than a change of the same lift that is already committed.
    const found: (Stood & { id: string })[] = await tx.manager.query(
      `SELECT id, owner_id AS ownerId, state, grade_on AS gradeOn
       FROM lift WHERE id IN (${marks(ids)}) ORDER BY id${this.database.forUpdate}`,
      ids,
    );
    return new Map(found.map(({ id, ...stood }) => [id, stood]));
  }

  /** Somebody may wait for the superior system to agree, or have been overruled by it. */
  private async tellWritten(tx: Transaction, changes: LiftChange[]): Promise<void> {
    const liftIds = await correctedAmong(
      tx.manager,
      changes.map(({ id }) => id),
    );
    if (liftIds.length > 0) await tx.emit('lift.register_written', { liftIds });
  }

  /** Who maintains a lift under contract is what its contracts say, whatever a register's table says (CON-01). */
  private async exceptContracted(tx: Transaction, changes: LiftChange[]): Promise<LiftChange[]> {
    const named = changes.filter(({ patch }) => patch.companyId !== undefined).map(({ id }) => id);
    const contracted = await contractedAmong(tx.manager, named);
    return changes.map(({ id, patch }) => {
      const { companyId: _stated, ...rest } = patch;
      return contracted.has(id) ? { id, patch: rest } : { id, patch };
    });
  }

  private async identifyAgain(tx: Transaction, liftId: string): Promise<void> {
    const lift = await tx.manager.findOneByOrFail(Lift, { id: liftId });
    await tx.manager.delete(LiftIdentity, { liftId });
    const identities = identitiesOf(lift);
    if (identities.length > 0) await tx.manager.insert(LiftIdentity, identities);
  }
}

import { Provide } from '@midwayjs/core';
import { newId } from '../kernel/new-id';
import type { Transaction } from '../kernel/unit-of-work';
import { Lift } from './lift.entity';
import type { LiftPatch, LiftRegistration } from './lift.facts';

/** Why the register changes: a line in the audit trail beside the change itself. */
export interface Reason {
  source: string;
  sourceId: string;
}

/** Writes to the register of lifts; permission is the caller's, who knows on whose behalf it writes. */
@Provide()
export class LiftService {
  /** Enters new lifts and returns their ids in the same order. */
  async register(tx: Transaction, lifts: LiftRegistration[], reason: Reason): Promise<string[]> {
    const rows = lifts.map((lift) => ({
      ...lift,
      id: newId(),
      positionConfirmed: false,
      fenceRadiusMetres: null,
      grade: null,
      gradeOn: null,
      createdAt: tx.at,
      updatedAt: tx.at,
    }));
    if (rows.length === 0) return [];
    await tx.manager.insert(Lift, rows);
    for (const row of rows) await tx.audit('lift.registered', 'lift', row.id, { ...reason });
    return rows.map((row) => row.id);
  }

  async change(tx: Transaction, liftId: string, patch: LiftPatch, reason: Reason): Promise<void> {
    await tx.manager.update(Lift, { id: liftId }, { ...patch, updatedAt: tx.at });
    await tx.audit('lift.changed', 'lift', liftId, { ...reason, fields: Object.keys(patch) });
  }
}

import { Inject, Singleton } from '@midwayjs/core';
import { IsNull } from 'typeorm';
import type { Transaction } from '../kernel/unit-of-work';
import type { CallOutRow } from './call-out.entity';
import { CallOutMessages } from './call-out.messages';
import { CallOutSteps, stateOf } from './call-out.steps';
import { CallOutStop } from './call-out-stop.entity';

/** How a call-out ends: the lift runs again, the owner has said so, everybody who reported it knows. */
@Singleton()
export class CallOutEnd {
  @Inject() steps: CallOutSteps;
  @Inject() messages: CallOutMessages;

  /** Handed over; a lift nobody owns has nobody to confirm it. */
  async finished(tx: Transaction, row: CallOutRow): Promise<void> {
    if (!waitsForInspection(row)) await this.endStop(tx, row);
    if (row.ownerId === null) await this.close(tx, row, '没有登记使用单位，完工后结案。');
    else await this.messages.toConfirm(tx, row);
  }

  /** Confirmed, unless a major repair still waits for its inspection: then the lift stands still and this stays open. */
  async goOn(tx: Transaction, row: CallOutRow): Promise<void> {
    if (waitsForInspection(row)) return;
    const state = stateOf(row);
    if (state === 'finished' || state === 'confirmed') await this.endStop(tx, row);
    if (state === 'confirmed') await this.close(tx, row, '');
  }

  async close(tx: Transaction, row: CallOutRow, reason: string): Promise<void> {
    await this.endStop(tx, row);
    await this.steps.move(tx, row, 'closed', { closedAt: tx.at, openKey: null });
    await this.steps.note(tx, row, 'closed', { text: reason });
    await this.messages.closed(tx, row);
  }

  private async endStop(tx: Transaction, row: CallOutRow): Promise<void> {
    const open = { callOutId: row.id, toAt: IsNull() };
    const { affected } = await tx.manager.update(CallOutStop, open, { toAt: tx.at });
    if (affected) await this.steps.note(tx, row, 'resumed');
  }
}

export const waitsForInspection = (row: Pick<CallOutRow, 'majorScope' | 'majorInspectionNumber'>): boolean =>
  row.majorScope !== null && row.majorInspectionNumber === null;

import {
  type CallOutState,
  callOutSteps,
  nextUnansweredAt,
} from '@lifttrust/shared-types/call-out/call-out.rules';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import { mayFollow } from '@lifttrust/shared-types/kernel/states';
import { Inject, Singleton } from '@midwayjs/core';
import { CityService } from '../city/city.service';
import { newId } from '../kernel/new-id';
import type { Transaction } from '../kernel/unit-of-work';
import { LedgerService } from '../ledger/ledger.service';
import { CallOutRow } from './call-out.entity';
import { CallOutStep } from './call-out-step.entity';

export const movedOn = () => AppError.conflict('call_out.moved_on', '这次急修刚刚有了新进展，请刷新查看。');

/** Of states only what the table holds: the column is written by `move` and by the first insert. */
export const stateOf = ({ state }: Pick<CallOutRow, 'state'>): CallOutState => state as CallOutState;

/** What every step of a call-out leaves: its state, a sealed entry, a line of its history, an audit row. */
@Singleton()
export class CallOutSteps {
  @Inject() cityService: CityService;
  @Inject() ledgerService: LedgerService;

  /**
   * Only from the state in which it was read, and only to one that may follow.
   * @throws conflict `call_out.moved_on`
   */
  async move(
    tx: Transaction,
    row: CallOutRow,
    to: CallOutState,
    patch: Partial<CallOutRow> = {},
  ): Promise<void> {
    if (!mayFollow(callOutSteps, stateOf(row), to)) throw movedOn();
    const { affected } = await tx.manager.update(
      CallOutRow,
      { id: row.id, state: row.state },
      { ...patch, state: to },
    );
    if (affected !== 1) throw movedOn();
    Object.assign(row, patch, { state: to });
  }

  /** That nobody answers is looked at when the next term ends; an event too many tells nothing twice. */
  async awaitAnswer(tx: Transaction, { id, reportedAt }: CallOutRow): Promise<void> {
    const at = nextUnansweredAt(reportedAt, tx.at, this.cityService.parameters.callOuts);
    await tx.emit('call_out.unanswered', { callOutId: id }, at);
  }

  /** Seals a step and writes it down. `closed`: what outsiders hold only as a salted hash. */
  async note(
    tx: Transaction,
    row: Pick<CallOutRow, 'id' | 'liftId'>,
    act: string,
    { text = '', closed = {} }: { text?: string; closed?: Record<string, unknown> } = {},
  ): Promise<void> {
    const personId = tx.actor?.personId ?? null;
    const { hash } = await this.ledgerService.append(tx, {
      kind: `call_out.${act}`,
      liftId: row.liftId,
      at: tx.at,
      open: { edition: 1, callOutId: row.id },
      closed: { edition: 1, by: personId, text, ...closed },
    });
    const step = { id: newId(), callOutId: row.id, at: tx.at, act, personId, text, entryHash: hash };
    await tx.manager.insert(CallOutStep, step);
    await tx.audit(`call_out.${act}`, 'call_out', row.id);
  }
}

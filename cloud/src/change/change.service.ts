import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import { Singleton } from '@midwayjs/core';
import { newId } from '../kernel/new-id';
import type { Transaction } from '../kernel/unit-of-work';
import { ChangeRequest } from './change-request.entity';

export interface Wish {
  subjectKind: string;
  subjectId: string;
  /** The fields that change, as they are and as they should be; no personal data in the clear. */
  before: Record<string, unknown>;
  after: Record<string, unknown>;
  reason: string;
  divisionCode: string;
  organisationId: string | null;
  proposedBy: string;
}

export type Applier = (tx: Transaction, change: ChangeRequest) => Promise<void>;

/**
 * Registered data change by request: what is proposed stands beside what is true until somebody else decides. Each
 * module says how changes of its subjects are applied; nothing here knows what they mean.
 */
@Singleton()
export class ChangeService {
  private readonly appliers = new Map<string, Applier>();

  on(subjectKind: string, apply: Applier): void {
    this.appliers.set(subjectKind, apply);
  }

  async propose(tx: Transaction, wish: Wish): Promise<string> {
    const id = newId();
    const open = { state: 'waiting', decidedBy: null, decidedAt: null, decision: '' };
    await tx.manager.insert(ChangeRequest, { ...wish, ...open, id, proposedAt: tx.at });
    await tx.audit('change.proposed', wish.subjectKind, wish.subjectId, { changeId: id });
    return id;
  }

  /**
   * Decided once, never by whoever proposed it. The caller has made sure that the decider may see the request.
   * @throws conflict `change.already_decided`; forbidden `change.own_request`
   */
  async decide(
    tx: Transaction,
    changeId: string,
    decided: { accept: boolean; reason: string; personId: string },
  ): Promise<ChangeRequest> {
    const change = await tx.manager.findOneBy(ChangeRequest, { id: changeId });
    if (!change) throw AppError.notFound();
    if (change.proposedBy === decided.personId)
      throw new AppError('forbidden', 'change.own_request', '自己提出的变更要由另一个人审核。');
    const verdict = {
      state: decided.accept ? 'accepted' : 'rejected',
      decidedBy: decided.personId,
      decidedAt: tx.at,
      decision: decided.reason,
    };
    const done = await tx.manager.update(ChangeRequest, { id: changeId, state: 'waiting' }, verdict);
    if (done.affected !== 1)
      throw AppError.conflict('change.already_decided', '这项变更已经有人处理过了，请刷新查看。');
    if (decided.accept) await this.applierOf(change.subjectKind)(tx, change);
    await tx.audit(`change.${verdict.state}`, change.subjectKind, change.subjectId, { changeId });
    return { ...change, ...verdict };
  }

  private applierOf(subjectKind: string): Applier {
    const found = this.appliers.get(subjectKind);
    if (!found) throw new Error(`nobody applies changes of ${subjectKind}`);
    return found;
  }
}

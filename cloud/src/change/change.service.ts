import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import { Inject, Singleton } from '@midwayjs/core';
import { Cipher } from '../kernel/cipher';
import { newId } from '../kernel/new-id';
import type { Transaction } from '../kernel/unit-of-work';
import { ChangeRequest } from './change-request.entity';
import { ChangeSecret } from './change-secret.entity';

export interface Wish {
  subjectKind: string;
  subjectId: string;
  /** The fields that change, as they are and as they should be; no personal data in the clear. */
  before: Record<string, unknown>;
  after: Record<string, unknown>;
  /** What the applier needs in the clear and nobody else may read; kept encrypted. */
  secret?: Record<string, unknown>;
  reason: string;
  divisionCode: string;
  organisationId: string | null;
  proposedBy: string;
}

/** `secret`: what was proposed as such, empty when nothing was. */
export type Applier = (
  tx: Transaction,
  change: ChangeRequest,
  secret: Record<string, unknown>,
) => Promise<void>;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/**
 * Registered data change by request: what is proposed stands beside what is true until somebody else decides. Each
 * module says how changes of its subjects are applied; nothing here knows what they mean. Whoever waits for the end of
 * a request listens to `change.closed`.
 */
@Singleton()
export class ChangeService {
  @Inject() cipher: Cipher;

  private readonly appliers = new Map<string, Applier>();

  on(subjectKind: string, apply: Applier): void {
    this.appliers.set(subjectKind, apply);
  }

  async propose(tx: Transaction, { secret, ...wish }: Wish): Promise<string> {
    const id = newId();
    const open = { state: 'waiting', decidedBy: null, decidedAt: null, decision: '' };
    await tx.manager.insert(ChangeRequest, { ...wish, ...open, id, proposedAt: tx.at });
    if (secret && Object.keys(secret).length > 0)
      await tx.manager.insert(ChangeSecret, {
        changeId: id,
        secretSealed: this.cipher.encrypt(JSON.stringify(secret)),
      });
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
    await this.close(tx, change, verdict);
    if (decided.accept)
      await this.applierOf(change.subjectKind)(tx, change, await this.secretOf(tx, changeId));
    return { ...change, ...verdict };
  }

  /**
   * Taken back by whoever proposed it, as long as nobody has decided; to everybody else it does not exist.
   * @throws not_found; conflict `change.already_decided`
   */
  async withdraw(tx: Transaction, changeId: string, personId: string): Promise<void> {
    const change = await tx.manager.findOneBy(ChangeRequest, { id: changeId, proposedBy: personId });
    if (!change) throw AppError.notFound();
    await this.close(tx, change, { state: 'withdrawn', decidedBy: null, decidedAt: tx.at, decision: '' });
  }

  /** Requests about a subject that nobody has decided yet. */
  waiting(tx: Transaction, subjectKind: string, subjectId: string): Promise<ChangeRequest[]> {
    return tx.manager.findBy(ChangeRequest, { subjectKind, subjectId, state: 'waiting' });
  }

  private async close(
    tx: Transaction,
    { id, subjectKind, subjectId }: ChangeRequest,
    verdict: Pick<ChangeRequest, 'state' | 'decidedBy' | 'decidedAt' | 'decision'>,
  ): Promise<void> {
    const done = await tx.manager.update(ChangeRequest, { id, state: 'waiting' }, verdict);
    if (done.affected !== 1)
      throw AppError.conflict('change.already_decided', '这项变更已经有人处理过了，请刷新查看。');
    await tx.audit(`change.${verdict.state}`, subjectKind, subjectId, { changeId: id });
    await tx.emit('change.closed', { changeId: id, subjectKind, subjectId, state: verdict.state });
  }

  private async secretOf(tx: Transaction, changeId: string): Promise<Record<string, unknown>> {
    const kept = await tx.manager.findOneBy(ChangeSecret, { changeId });
    const secret: unknown = kept ? JSON.parse(this.cipher.decrypt(kept.secretSealed)) : {};
    return isObject(secret) ? secret : {};
  }

  private applierOf(subjectKind: string): Applier {
    const found = this.appliers.get(subjectKind);
    if (!found) throw new Error(`nobody applies changes of ${subjectKind}`);
    return found;
  }
}

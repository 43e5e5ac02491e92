import { createHash } from 'node:crypto';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import { lockedFor } from '@lifttrust/shared-types/session/session.rules';
import { Inject, Singleton } from '@midwayjs/core';
import { IsNull } from 'typeorm';
import { Cipher } from '../kernel/cipher';
import { Database } from '../kernel/database';
import type { Transaction } from '../kernel/unit-of-work';
import { LockOut, locked } from '../session/lock-out';
import { SignInLock } from '../session/session.entity';
import { RecoveryCode, SecondFactor } from './factor.entity';
import { fromBase32, inGroups, newRecoveryCode, stepOf } from './totp';

const recoveryCodes = 10;
const subjectOf = (personId: string) => `factor:${personId}`;
const hashOf = (personId: string, code: string) =>
  createHash('sha256').update(`${personId}:${code}`).digest('hex');

/** What a code turned out to be, before the transaction that counts it is left. */
export type Verdict = 'right' | 'wrong' | { leftMs: number };

/** Codes of people's authenticators and their recovery codes: each good once, guesses counted. */
@Singleton()
export class FactorCodes {
  @Inject() database: Database;
  @Inject() cipher: Cipher;
  @Inject() lockOut: LockOut;

  /** Guesses at the same time wait for each other, so that the limit is one. */
  async lockedRow(tx: Transaction, personId: string): Promise<SecondFactor | null> {
    if (!this.database.isSqlite)
      await tx.manager.query('SELECT person_id FROM second_factor WHERE person_id = ? FOR UPDATE', [
        personId,
      ]);
    return tx.manager.findOneBy(SecondFactor, { personId });
  }

  /** A code of the authenticator in force, or a recovery code. */
  async judgeOwn(tx: Transaction, personId: string, code: string): Promise<Verdict> {
    const known = await this.lockedRow(tx, personId);
    if (!known?.confirmedAt) throw AppError.conflict('factor.not_on', '您还没有设置二次验证，请先设置。');
    return this.counted(tx, personId, async () => {
      if (!isSixDigits(code)) return this.takeRecovery(tx, personId, code);
      const step = this.stepOf(known.secretSealed, code, known.lastStep)(tx.at);
      if (step !== null) await tx.manager.update(SecondFactor, { personId }, { lastStep: step });
      return step !== null;
    });
  }

  /** The first code of an authenticator that is being set up, whose step `take` keeps. */
  async judgeFirst(
    tx: Transaction,
    personId: string,
    { sealed, code }: { sealed: string; code: string },
    take: (step: number) => Promise<unknown>,
  ): Promise<Verdict> {
    return this.counted(tx, personId, async () => {
      const step = isSixDigits(code) ? this.stepOf(sealed, code, 0)(tx.at) : null;
      if (step !== null) await take(step);
      return step !== null;
    });
  }

  /** Ten new ones; the ones before are worth nothing. They are kept as hashes and shown once. */
  async renew(tx: Transaction, personId: string): Promise<string[]> {
    await tx.manager.delete(RecoveryCode, { personId });
    const codes = Array.from({ length: recoveryCodes }, newRecoveryCode);
    for (const code of codes)
      await tx.manager.insert(RecoveryCode, { personId, codeHash: hashOf(personId, code), madeAt: tx.at });
    await tx.audit('factor.recovery_codes', 'person', personId);
    return codes.map(inGroups);
  }

  /** Everything of a person's second factor, their failures too. */
  async clear(tx: Transaction, personId: string): Promise<void> {
    await tx.manager.delete(SecondFactor, { personId });
    await tx.manager.delete(RecoveryCode, { personId });
    await this.lockOut.passed(tx, subjectOf(personId));
  }

  private stepOf(sealed: string, code: string, after: number): (at: number) => number | null {
    return (at) => stepOf(fromBase32(this.cipher.decrypt(sealed)), code, at, after);
  }

  /** Right, wrong or locked; counted in the same transaction, under the lock of the person's row. */
  private async counted(
    tx: Transaction,
    personId: string,
    isRight: () => Promise<boolean>,
  ): Promise<Verdict> {
    const subject = subjectOf(personId);
    const leftMs = lockedFor(await tx.manager.findOneBy(SignInLock, { subject }), tx.at);
    if (leftMs > 0) return { leftMs };
    if (await isRight()) {
      await this.lockOut.passed(tx, subject);
      return 'right';
    }
    await tx.audit('factor.refused', 'person', personId);
    await this.lockOut.failed(tx, subject);
    return 'wrong';
  }

  private async takeRecovery(tx: Transaction, personId: string, code: string): Promise<boolean> {
    const row = { personId, codeHash: hashOf(personId, code), usedAt: IsNull() };
    const taken = await tx.manager.update(RecoveryCode, row, { usedAt: tx.at });
    if (taken.affected === 1) await tx.audit('factor.recovery_used', 'person', personId);
    return taken.affected === 1;
  }
}

const isSixDigits = (code: string) => /^\d{6}$/.test(code);

export function refusalOf(verdict: Exclude<Verdict, 'right'>): AppError {
  if (verdict !== 'wrong') return locked(verdict.leftMs);
  return AppError.broken([
    { code: 'factor.code_wrong', message: '验证码不对或已用过，请等下一个验证码再输入。', field: 'code' },
  ]);
}

import { createHash } from 'node:crypto';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
import type { SignedIn } from '@lifttrust/shared-types/session/session.contract';
import { lockedFor } from '@lifttrust/shared-types/session/session.rules';
import { Inject, Singleton } from '@midwayjs/core';
import { type EntityManager, IsNull } from 'typeorm';
import { CityService } from '../city/city.service';
import { type Actor, type Ctx, requireActor } from '../kernel/actor';
import { Cipher } from '../kernel/cipher';
import { Database } from '../kernel/database';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { LockOut, locked } from '../session/lock-out';
import { SessionEnding } from '../session/session.ending';
import { Session, SignInLock } from '../session/session.entity';
import { SessionOpener } from '../session/session.opener';
import { heldBy } from '../session/session.query';
import { RecoveryCode, SecondFactor } from './factor.entity';
import { enrolmentAddress, fromBase32, inGroups, newRecoveryCode, newSecret, stepOf } from './totp';

const recoveryCodes = 10;
const subjectOf = (personId: string) => `factor:${personId}`;
const hashOf = (personId: string, code: string) =>
  createHash('sha256').update(`${personId}:${code}`).digest('hex');

/** What a code turned out to be, before the transaction that counts it is left. */
type Verdict = 'right' | 'wrong' | { leftMs: number };

/** The second factor: a code of an authenticator (RFC 6238), recovery codes, and a way back when both are lost. */
@Singleton()
export class FactorService {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() cipher: Cipher;
  @Inject() cityService: CityService;
  @Inject() lockOut: LockOut;
  @Inject() opener: SessionOpener;
  @Inject() ending: SessionEnding;

  async show(ctx: Ctx) {
    const { personId, role } = requireActor(ctx);
    const { manager } = this.database.reader;
    const factor = await manager.findOneBy(SecondFactor, { personId });
    return {
      isOn: factor?.confirmedAt != null,
      isNeeded: this.cityService.parameters.twoFactor.roles.includes(role),
      since: factor?.confirmedAt ?? null,
      recoveryCodesLeft: await manager.countBy(RecoveryCode, { personId, usedAt: IsNull() }),
    };
  }

  /** A new secret, shown once. One in force gives way only to whoever has it. */
  async enrol(code: string | undefined, ctx: Ctx): Promise<{ key: string; address: string }> {
    const actor = requireActor(ctx);
    const key = newSecret();
    const refused = await this.work.run(ctx, async (tx) => {
      const known = await this.lockedRow(tx, actor.personId);
      if (known?.confirmedAt) {
        if (!code)
          throw AppError.conflict('factor.already_on', '二次验证已经启用；要换新，请先输入现在的验证码。');
        const verdict = await this.judge(tx, known, code, true);
        if (verdict !== 'right') return verdict;
      }
      const secretSealed = this.cipher.encrypt(key);
      const row = { personId: actor.personId, secretSealed, madeAt: tx.at, confirmedAt: null, lastStep: 0 };
      await tx.manager.upsert(SecondFactor, row, ['personId']);
      await tx.audit('factor.enrolment_started', 'person', actor.personId);
      return null;
    });
    if (refused) throw refusalOf(refused);
    const issuer = `${this.cityService.city.name}电梯监管`;
    return { key, address: enrolmentAddress(key, issuer, actor.personName) };
  }

  /** The first code puts the authenticator in force. */
  async confirm(code: string, ctx: Ctx): Promise<{ recoveryCodes: string[]; session: SignedIn }> {
    const actor = requireActor(ctx);
    const outcome = await this.work.run(ctx, async (tx) => {
      const known = await this.lockedRow(tx, actor.personId);
      if (!known || known.confirmedAt)
        throw AppError.conflict('factor.not_started', '请先开始设置，再输入验证码。');
      const verdict = await this.judge(tx, known, code, false);
      if (verdict !== 'right') return { verdict };
      await tx.manager.update(SecondFactor, { personId: actor.personId }, { confirmedAt: tx.at });
      await tx.audit('factor.on', 'person', actor.personId);
      const codes = await this.newCodes(tx, actor.personId);
      return { recoveryCodes: codes, session: await this.stepUp(tx, actor) };
    });
    if ('verdict' in outcome) throw refusalOf(outcome.verdict);
    return outcome;
  }

  /** The second step of signing in; the session gets new tokens, what was known before it is worth nothing. */
  async prove(code: string, ctx: Ctx): Promise<SignedIn> {
    const actor = requireActor(ctx);
    const outcome = await this.work.run(ctx, async (tx) => {
      const verdict = await this.judgeOwn(tx, actor, code);
      if (verdict !== 'right') return { verdict };
      await tx.audit('factor.proven', 'session', actor.sessionId);
      return this.stepUp(tx, actor);
    });
    if ('verdict' in outcome) throw refusalOf(outcome.verdict);
    return outcome;
  }

  async renewCodes(code: string, ctx: Ctx): Promise<{ recoveryCodes: string[] }> {
    const actor = requireActor(ctx);
    const outcome = await this.work.run(ctx, async (tx) => {
      const verdict = await this.judgeOwn(tx, actor, code);
      return verdict === 'right' ? { codes: await this.newCodes(tx, actor.personId) } : { verdict };
    });
    if ('verdict' in outcome) throw refusalOf(outcome.verdict);
    return { recoveryCodes: outcome.codes };
  }

  /** For somebody of the district who has lost everything; never for oneself. */
  async reset({ personId, reason }: { personId: string; reason: string }, ctx: Ctx): Promise<void> {
    const actor = requireActor(ctx);
    if (personId === actor.personId)
      throw new AppError('forbidden', 'factor.own_reset', '自己的二次验证要由另一位监管管理员清除。');
    await this.work.run(ctx, async (tx) => {
      const held = await heldBy(tx.manager, personId, dayOf(tx.at));
      const isOurs = held.some(({ divisionCode }) => divisionCode.startsWith(actor.divisionCode || 'none'));
      if (!isOurs) throw AppError.notFound();
      await tx.manager.delete(SecondFactor, { personId });
      await tx.manager.delete(RecoveryCode, { personId });
      await this.lockOut.passed(tx, subjectOf(personId));
      await this.ending.ofPerson(tx, personId, 'factor_reset');
      await tx.audit('factor.reset', 'person', personId, { reason });
    });
  }

  private async judgeOwn(tx: Transaction, actor: Actor, code: string): Promise<Verdict> {
    const known = await this.lockedRow(tx, actor.personId);
    if (!known?.confirmedAt) throw AppError.conflict('factor.not_on', '您还没有设置二次验证，请先设置。');
    return this.judge(tx, known, code, true);
  }

  /** Right, wrong or locked; counted in the same transaction, under the lock of the person's row. */
  private async judge(
    tx: Transaction,
    known: SecondFactor,
    code: string,
    takesRecovery: boolean,
  ): Promise<Verdict> {
    const { personId } = known;
    const subject = subjectOf(personId);
    const leftMs = lockedFor(await tx.manager.findOneBy(SignInLock, { subject }), tx.at);
    if (leftMs > 0) return { leftMs };
    const isRight = /^\d{6}$/.test(code)
      ? await this.takeCode(tx, known, code)
      : takesRecovery && (await this.takeRecovery(tx, personId, code));
    if (isRight) {
      await this.lockOut.passed(tx, subject);
      return 'right';
    }
    await tx.audit('factor.refused', 'person', personId);
    await this.lockOut.failed(tx, subject);
    return 'wrong';
  }

  private async takeCode(tx: Transaction, known: SecondFactor, code: string): Promise<boolean> {
    const secret = fromBase32(this.cipher.decrypt(known.secretSealed));
    const step = stepOf(secret, code, tx.at, known.lastStep);
    if (step === null) return false;
    await tx.manager.update(SecondFactor, { personId: known.personId }, { lastStep: step });
    return true;
  }

  private async takeRecovery(tx: Transaction, personId: string, code: string): Promise<boolean> {
    const row = { personId, codeHash: hashOf(personId, code), usedAt: IsNull() };
    const taken = await tx.manager.update(RecoveryCode, row, { usedAt: tx.at });
    if (taken.affected === 1) await tx.audit('factor.recovery_used', 'person', personId);
    return taken.affected === 1;
  }

  private async newCodes(tx: Transaction, personId: string): Promise<string[]> {
    await tx.manager.delete(RecoveryCode, { personId });
    const codes = Array.from({ length: recoveryCodes }, newRecoveryCode);
    for (const code of codes)
      await tx.manager.insert(RecoveryCode, { personId, codeHash: hashOf(personId, code), madeAt: tx.at });
    await tx.audit('factor.recovery_codes', 'person', personId);
    return codes.map(inGroups);
  }

  private async stepUp(tx: Transaction, actor: Actor): Promise<SignedIn> {
    const session = await tx.manager.findOneByOrFail(Session, { id: actor.sessionId });
    return this.opener.renew(tx, { ...session, factor: session.factor === 'none' ? 'none' : 'passed' });
  }

  /** Guesses at the same time wait for each other, so that the limit is one. */
  private async lockedRow(tx: Transaction, personId: string): Promise<SecondFactor | null> {
    await this.lockRow(tx.manager, personId);
    return tx.manager.findOneBy(SecondFactor, { personId });
  }

  private async lockRow(manager: EntityManager, personId: string): Promise<void> {
    if (this.database.isSqlite) return;
    await manager.query('SELECT person_id FROM second_factor WHERE person_id = ? FOR UPDATE', [personId]);
  }
}

function refusalOf(verdict: Exclude<Verdict, 'right'>): AppError {
  if (verdict !== 'wrong') return locked(verdict.leftMs);
  return AppError.broken([
    { code: 'factor.code_wrong', message: '验证码不对或已用过，请等下一个验证码再输入。', field: 'code' },
  ]);
}

import { actsByArea } from '@lifttrust/shared-types/kernel/access';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
import { Role as RoleShape, type SignedIn } from '@lifttrust/shared-types/session/session.contract';
import { Inject, Singleton } from '@midwayjs/core';
import { IsNull } from 'typeorm';
import { CityService } from '../city/city.service';
import { type Actor, type Ctx, requireActor } from '../kernel/actor';
import { Cipher } from '../kernel/cipher';
import { Database } from '../kernel/database';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { MessageService } from '../message/message.service';
import { SessionEnding } from '../session/session.ending';
import { Session } from '../session/session.entity';
import { SessionOpener } from '../session/session.opener';
import { type HeldRow, heldBy } from '../session/session.query';
import { FactorCodes, refusalOf, type Verdict } from './factor.codes';
import { RecoveryCode, SecondFactor } from './factor.entity';
import { enrolmentAddress, newSecret } from './totp';

/** So long a new authenticator may wait for its first code while the old one is in force. */
const patienceMs = 15 * 60_000;

/** The second factor: a code of an authenticator (RFC 6238), recovery codes, and a way back when both are lost. */
@Singleton()
export class FactorService {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() cipher: Cipher;
  @Inject() cityService: CityService;
  @Inject() codes: FactorCodes;
  @Inject() opener: SessionOpener;
  @Inject() ending: SessionEnding;
  @Inject() messages: MessageService;

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

  /** A new secret, shown once. One in force gives way only to whoever has it, and only when the new one has proved itself. */
  async enrol(code: string | undefined, ctx: Ctx): Promise<{ key: string; address: string }> {
    const actor = requireActor(ctx);
    const key = newSecret();
    const refused = await this.work.run(ctx, async (tx) => {
      const verdict = await this.begin(tx, actor.personId, this.cipher.encrypt(key), code);
      if (verdict === 'right') await tx.audit('factor.enrolment_started', 'person', actor.personId);
      return verdict === 'right' ? null : verdict;
    });
    if (refused) throw refusalOf(refused);
    const issuer = `${this.cityService.city.name}电梯监管`;
    return { key, address: enrolmentAddress(key, issuer, actor.personName) };
  }

  private async begin(tx: Transaction, personId: string, sealed: string, code?: string): Promise<Verdict> {
    const known = await this.codes.lockedRow(tx, personId);
    if (!known?.confirmedAt) {
      const row = { personId, secretSealed: sealed, madeAt: tx.at, confirmedAt: null, lastStep: 0 };
      await tx.manager.upsert(SecondFactor, row, ['personId']);
      return 'right';
    }
    if (!code)
      throw AppError.conflict('factor.already_on', '二次验证已经启用；要换新，请先输入现在的验证码。');
    const verdict = await this.codes.judgeOwn(tx, personId, code);
    if (verdict === 'right')
      await tx.manager.update(SecondFactor, { personId }, { nextSealed: sealed, nextMadeAt: tx.at });
    return verdict;
  }

  /** The first code puts the authenticator in force; the one it takes the place of is worth nothing from then on. */
  async confirm(code: string, ctx: Ctx): Promise<{ recoveryCodes: string[]; session: SignedIn }> {
    const actor = requireActor(ctx);
    const outcome = await this.work.run(ctx, async (tx) => {
      const known = await this.codes.lockedRow(tx, actor.personId);
      const verdict = known?.confirmedAt
        ? await this.confirmNext(tx, known, code)
        : await this.confirmFirst(tx, known, code);
      if (verdict !== 'right') return { verdict };
      if (known?.confirmedAt) await this.replaced(tx, actor);
      else await tx.audit('factor.on', 'person', actor.personId);
      const recoveryCodes = await this.codes.renew(tx, actor.personId);
      return { recoveryCodes, session: await this.stepUp(tx, actor) };
    });
    if ('verdict' in outcome) throw refusalOf(outcome.verdict);
    return outcome;
  }

  private confirmFirst(tx: Transaction, known: SecondFactor | null, code: string): Promise<Verdict> {
    if (!known) throw notStarted();
    const { personId, secretSealed: sealed } = known;
    return this.codes.judgeFirst(tx, personId, { sealed, code }, (lastStep) =>
      tx.manager.update(SecondFactor, { personId }, { confirmedAt: tx.at, lastStep }),
    );
  }

  private confirmNext(tx: Transaction, known: SecondFactor, code: string): Promise<Verdict> {
    const { personId, nextSealed: sealed, nextMadeAt } = known;
    if (!sealed || nextMadeAt === null || tx.at - nextMadeAt > patienceMs) throw notStarted();
    const next = { secretSealed: sealed, madeAt: nextMadeAt, confirmedAt: tx.at };
    return this.codes.judgeFirst(tx, personId, { sealed, code }, (lastStep) =>
      tx.manager.update(
        SecondFactor,
        { personId },
        { ...next, lastStep, nextSealed: null, nextMadeAt: null },
      ),
    );
  }

  /** Whoever had the old authenticator is signed out everywhere else, and the person hears of it. */
  private async replaced(tx: Transaction, { personId, sessionId }: Actor): Promise<void> {
    await tx.audit('factor.changed', 'person', personId);
    await this.ending.othersOfPerson(tx, personId, sessionId, 'factor_changed');
    await this.messages.send(tx, [personId], {
      kind: 'factor.changed',
      subjectId: personId,
      title: '您的二次验证已更换',
      text: '旧的验证器和恢复码已作废，别处的登录已结束。如果不是您本人操作，请立即联系监管管理员。',
      facts: [],
      page: null,
    });
  }

  /** The second step of signing in; the session gets new tokens, what was known before it is worth nothing. */
  async prove(code: string, ctx: Ctx): Promise<SignedIn> {
    const actor = requireActor(ctx);
    const outcome = await this.work.run(ctx, async (tx) => {
      const verdict = await this.codes.judgeOwn(tx, actor.personId, code);
      if (verdict !== 'right') return { verdict };
      await tx.audit('factor.proven', 'session', actor.sessionId);
      return this.stepUp(tx, actor);
    });
    if ('verdict' in outcome) throw refusalOf(outcome.verdict);
    return outcome;
  }

  async renewCodes(code: string, ctx: Ctx): Promise<{ recoveryCodes: string[] }> {
    const { personId } = requireActor(ctx);
    const outcome = await this.work.run(ctx, async (tx) => {
      const verdict = await this.codes.judgeOwn(tx, personId, code);
      return verdict === 'right' ? { recoveryCodes: await this.codes.renew(tx, personId) } : { verdict };
    });
    if ('verdict' in outcome) throw refusalOf(outcome.verdict);
    return outcome;
  }

  /** For somebody of the district who has lost everything; never for oneself. */
  async reset({ personId, reason }: { personId: string; reason: string }, ctx: Ctx): Promise<void> {
    const actor = requireActor(ctx);
    if (personId === actor.personId)
      throw new AppError('forbidden', 'factor.own_reset', '自己的二次验证要由另一位监管管理员清除。');
    await this.work.run(ctx, async (tx) => {
      mustAnswerFor(actor, await heldBy(tx.manager, personId, dayOf(tx.at)));
      await this.codes.clear(tx, personId);
      await this.ending.ofPerson(tx, personId, 'factor_reset');
      await tx.audit('factor.reset', 'person', personId, { reason });
      await this.messages.send(tx, [personId], {
        kind: 'factor.reset',
        subjectId: personId,
        title: '您的二次验证已被清除',
        text: '登录已全部结束，下次登录时请重新设置。如果不是您提出的，请立即联系监管管理员。',
        facts: [
          { label: '理由', value: reason },
          { label: '办理人', value: `${actor.organisationName} ${actor.personName}` },
        ],
        page: null,
      });
    });
  }

  private async stepUp(tx: Transaction, actor: Actor): Promise<SignedIn> {
    const session = await tx.manager.findOneByOrFail(Session, { id: actor.sessionId });
    return this.opener.renew(tx, { ...session, factor: session.factor === 'none' ? 'none' : 'passed' });
  }
}

const notStarted = () => AppError.conflict('factor.not_started', '请先开始设置，再输入验证码。');

/** A district clears the way for its own, not for whoever watches over more than the district. */
function mustAnswerFor(actor: Actor, held: HeldRow[]): void {
  const isOurs = ({ divisionCode }: HeldRow) => divisionCode.startsWith(actor.divisionCode || 'none');
  if (!held.some(isOurs)) throw AppError.notFound();
  if (held.some((row) => actsByArea(RoleShape.parse(row.role)) && !isOurs(row)))
    throw new AppError(
      'forbidden',
      'factor.wider_area',
      '这个人还在辖区以外的监管部门任职，请由那里的监管管理员清除。',
    );
}

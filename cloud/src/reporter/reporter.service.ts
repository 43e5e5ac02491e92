import { createHash, randomBytes } from 'node:crypto';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import {
  type FloodLimits,
  type ReporterKind,
  refuseFlood,
} from '@lifttrust/shared-types/reporter/reporter.rules';
import { Inject, Singleton } from '@midwayjs/core';
import { type EntityManager, IsNull, MoreThan, Not } from 'typeorm';
import type { Ctx } from '../kernel/actor';
import { Cipher } from '../kernel/cipher';
import { newId } from '../kernel/new-id';
import type { Transaction } from '../kernel/unit-of-work';
import { Reporter } from './reporter.entity';

const dayMs = 86_400_000;
/** 192 bits: nobody finds one by trying. */
const tokenBytes = 24;
const tokenShape = /^[\w-]{32}$/;

export interface Wish {
  kind: ReporterKind;
  subjectId: string;
  /** For so many days the secret opens the subject. */
  days: number;
  /** A telephone for calling back, in the clear; kept encrypted for `callbackDays`. */
  callbackPhone?: string | undefined;
  /** The client's own key for this act (random, of its making); see `repeated`. */
  clientKey?: string | undefined;
}

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

/**
 * Secrets for people without a login. Whoever holds one comes back to the one thing they started: a report, a call for
 * help. Each is given once and kept as a hash; a thing may have several, since the same act may be sent again.
 */
@Singleton()
export class ReporterService {
  @Inject() cipher: Cipher;

  /**
   * A secret for a subject that the same transaction has made or found. Endpoints that answer with one are `keyless`:
   * a stored answer would keep it in the clear. They know a repeated request by `clientKey` instead.
   * @returns 32 characters of `[A-Za-z0-9_-]`
   */
  async give(tx: Transaction, wish: Wish, ctx: Ctx): Promise<string> {
    const { kind, subjectId, days, callbackPhone, clientKey } = wish;
    const token = randomBytes(tokenBytes).toString('base64url');
    await tx.manager.insert(Reporter, {
      ...{ id: newId(), kind, subjectId, tokenHash: hashOf(token) },
      askedPrint: clientKey ? this.askedPrint(kind, clientKey, ctx) : null,
      ...this.originOf(ctx),
      callbackSealed: callbackPhone ? this.cipher.encrypt(callbackPhone) : null,
      ...{ givenAt: tx.at, expiresAt: tx.at + days * dayMs },
    });
    return token;
  }

  /**
   * What the same device has already made with the same `clientKey`: answer with that instead of making it twice, and
   * `give` a further secret without the key. Null for a new act. Of two at once the engine lets one in
   * (`askedPrint` is unique) and the unit of work repeats the other, which then finds the first.
   */
  async repeated(tx: Transaction, kind: ReporterKind, clientKey: string, ctx: Ctx): Promise<string | null> {
    const askedPrint = this.askedPrint(kind, clientKey, ctx);
    return (await tx.manager.findOneBy(Reporter, { askedPrint }))?.subjectId ?? null;
  }

  /** What a secret opens; null for one that is unknown, of another kind, or over. */
  async subjectOf(
    manager: EntityManager,
    kind: ReporterKind,
    token: string,
    at: number,
  ): Promise<string | null> {
    if (!tokenShape.test(token)) return null;
    const held = await manager.findOneBy(Reporter, { tokenHash: hashOf(token), kind });
    return held && held.expiresAt > at ? held.subjectId : null;
  }

  /** @throws not_found, alike for a wrong secret and a subject that does not exist */
  async mustHold(
    manager: EntityManager,
    held: { kind: ReporterKind; subjectId: string; token: string },
    at: number,
  ): Promise<void> {
    const subjectId = await this.subjectOf(manager, held.kind, held.token, at);
    if (subjectId === null || subjectId !== held.subjectId) throw AppError.notFound();
  }

  /** Whether a telephone for calling back is still kept. */
  hasCallback(manager: EntityManager, kind: ReporterKind, subjectId: string): Promise<boolean> {
    return manager.existsBy(Reporter, { kind, subjectId, callbackSealed: Not(IsNull()) });
  }

  /** The telephones left with a subject, in the clear; that they were read is logged. Asks for a rightful reader. */
  async callbacks(tx: Transaction, kind: ReporterKind, subjectId: string): Promise<string[]> {
    const left = await tx.manager.findBy(Reporter, { kind, subjectId, callbackSealed: Not(IsNull()) });
    if (left.length > 0) await tx.audit('reporter.callback_read', kind, subjectId);
    return [...new Set(left.map(({ callbackSealed }) => this.cipher.decrypt(callbackSealed ?? '')))];
  }

  /**
   * How a flood is stopped, kindly: the first report of a device never is.
   * @throws too_many `reporter.device_over_limit`, `reporter.address_over_limit`
   */
  async mustNotFlood(
    manager: EntityManager,
    kind: ReporterKind,
    limits: FloodLimits,
    ctx: Ctx,
  ): Promise<void> {
    const { devicePrint, addressPrint } = this.originOf(ctx);
    const lately = { kind, givenAt: MoreThan(ctx.at - dayMs) };
    const earlier = {
      fromDevice: await manager.countBy(Reporter, { ...lately, devicePrint }),
      fromAddress:
        limits.perAddress === null ? 0 : await manager.countBy(Reporter, { ...lately, addressPrint }),
    };
    const refusal = refuseFlood(earlier, limits);
    if (refusal) throw new AppError('too_many', refusal.code, refusal.message);
  }

  /** Blind indices of where a request comes from; a client that names no device is known by its address. */
  originOf(ctx: Ctx): { devicePrint: string; addressPrint: string } {
    const address = ctx.address ?? '';
    return {
      devicePrint: this.cipher.fingerprint('reporter.device', ctx.deviceId ?? `address ${address}`),
      addressPrint: this.cipher.fingerprint('reporter.address', address),
    };
  }

  private askedPrint(kind: ReporterKind, clientKey: string, ctx: Ctx): string {
    const { devicePrint } = this.originOf(ctx);
    return this.cipher.fingerprint('reporter.asked', `${kind} ${devicePrint} ${clientKey}`);
  }
}

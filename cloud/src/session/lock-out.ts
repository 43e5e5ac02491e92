import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import { afterFailure, lockedFor } from '@lifttrust/shared-types/session/session.rules';
import { Inject, Singleton } from '@midwayjs/core';
import type { EntityManager } from 'typeorm';
import { CityService } from '../city/city.service';
import type { Ctx } from '../kernel/actor';
import { Database } from '../kernel/database';
import { log } from '../kernel/log';
import { type Transaction, UnitOfWork } from '../kernel/unit-of-work';
import { SignInLock } from './session.entity';

export const addressSubject = (ctx: Ctx): string | null =>
  ctx.address ? `address:${ctx.address}`.slice(0, 120) : null;

/** Failed proofs of an account or from an address, counted in the database so that all processes count together. */
@Singleton()
export class LockOut {
  @Inject() database: Database;
  @Inject() work: UnitOfWork;
  @Inject() cityService: CityService;

  /** @throws too_many `session.locked`, with the time that is left */
  async mustBeOpen(manager: EntityManager, subject: string | null, at: number): Promise<void> {
    if (!subject) return;
    const leftMs = lockedFor(await manager.findOneBy(SignInLock, { subject }), at);
    if (leftMs > 0) throw locked(leftMs);
  }

  /** One more failure, inside the caller's transaction, which must stand. True when this one locks. */
  async failed(tx: Transaction, subject: string): Promise<boolean> {
    const { lockOut } = this.cityService.parameters;
    const most = subject.startsWith('address:') ? lockOut.addressAttempts : lockOut.attempts;
    const known = await tx.manager.findOneBy(SignInLock, { subject });
    const next = afterFailure(known, tx.at, most, { lockOut });
    await tx.manager.upsert(SignInLock, { subject, ...next }, ['subject']);
    if (next.lockedUntil === null) return false;
    log.warn('sign_in.locked', { what: subject.split(':')[0] });
    await tx.audit('session.locked', 'sign_in', subject.slice(0, 64), { failures: next.failures });
    return true;
  }

  /** The same in a transaction of its own, since the request itself is refused. */
  async failedApart(ctx: Ctx, subject: string | null): Promise<void> {
    if (subject) await this.work.apart(ctx, (tx) => this.failed(tx, subject));
  }

  async passed(tx: Transaction, subject: string): Promise<void> {
    await tx.manager.delete(SignInLock, { subject });
  }
}

export function locked(leftMs: number): AppError {
  const minutes = Math.max(1, Math.ceil(leftMs / 60_000));
  return new AppError('too_many', 'session.locked', `失败次数太多，已暂时锁定。请 ${minutes} 分钟后再试。`);
}

import { timingSafeEqual } from 'node:crypto';
import { Inject, Singleton } from '@midwayjs/core';
import type { EntityManager } from 'typeorm';
import { Cipher } from '../kernel/cipher';
import { PresenceCodeUse } from './presence-code-use.entity';

const stepMs = 30_000;

export interface ShownCode {
  personId: string;
  step: number;
  isUsed: boolean;
}

/** Six digits that change every half minute, made from visit, person and time under the service's key (FACE-08). */
@Singleton()
export class PresenceCode {
  @Inject() cipher: Cipher;

  show(visitId: string, personId: string, at: number): { code: string; validUntil: number } {
    const step = Math.floor(at / stepMs);
    return { code: this.codeOf(visitId, personId, step), validUntil: (step + 1) * stepMs };
  }

  /** Whose code this is, now or half a minute ago (somebody has to read it out and type it). */
  async find(
    manager: EntityManager,
    visitId: string,
    partnerIds: string[],
    code: string,
    at: number,
  ): Promise<ShownCode | null> {
    const now = Math.floor(at / stepMs);
    for (const personId of partnerIds) {
      for (const step of [now, now - 1]) {
        if (!isSame(this.codeOf(visitId, personId, step), code)) continue;
        const isUsed = await manager.existsBy(PresenceCodeUse, { visitId, personId, step });
        return { personId, step, isUsed };
      }
    }
    return null;
  }

  private codeOf(visitId: string, personId: string, step: number): string {
    const print = this.cipher.fingerprint(`presence-code:${visitId}:${personId}`, String(step));
    return String(Number.parseInt(print.slice(0, 12), 16) % 1_000_000).padStart(6, '0');
  }
}

const isSame = (a: string, b: string) =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

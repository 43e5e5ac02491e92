import { randomBytes } from 'node:crypto';
import { numberIn, printedNumber } from '@lifttrust/shared-types/code/sticker.rules';
import { Inject, Singleton } from '@midwayjs/core';
import type { EntityManager } from 'typeorm';
import { In, IsNull } from 'typeorm';
import { CityService } from '../city/city.service';
import { insertRows } from '../kernel/insert-rows';
import type { Transaction } from '../kernel/unit-of-work';
import { Lift } from '../lift/lift.entity';
import { TaskService } from '../task/task.service';
import { CodeMove } from './code-move.entity';
import { LiftCode } from './lift-code.entity';
import { swappedPlates } from './plate-swapped.query';

interface Why {
  personId: string;
  reason: string;
}

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** 26 characters of base32: 130 random bits, nothing that could be counted up (CODES §9). */
export const newToken = (): string => tokenOf(randomBytes(tokenBytes));

const tokenBytes = 26;

function tokenOf(bytes: Uint8Array): string {
  let token = '';
  for (const byte of bytes) token += alphabet[byte % 32];
  return token;
}

/** Shaped like one of our codes; some readers hand a printed address over in capitals. */
export const isOurs = (token: string): boolean => /^[0-9a-hjkmnp-tv-z]{26}$/i.test(token);

/** A scanner gives the whole address that is printed; the app may pass the bare token. */
export function tokenFrom(scanned: string): string {
  const token = /\/l\/([0-9a-z]+)/i.exec(scanned)?.[1] ?? scanned.trim();
  return isOurs(token) ? token.toLowerCase() : token;
}

/** A plate that bears another lift's numbers since a swap; settled when a new one is registered as stuck. */
export const plateTask = 'lift.plate_to_reprint';

/** The lift's code: who is it, is it current. */
@Singleton()
export class CodeService {
  @Inject() cityService: CityService;
  @Inject() taskService: TaskService;

  /** Null for a code that was never ours. */
  async find(
    manager: EntityManager,
    scanned: string,
    at: number,
  ): Promise<{ liftId: string; isCurrent: boolean } | null> {
    const code = await manager.findOneBy(LiftCode, { token: tokenFrom(scanned) });
    if (!code || code.validFrom > at) return null;
    return { liftId: code.liftId, isCurrent: code.validTo === null || code.validTo > at };
  }

  /**
   * For those who read or ask for help, never for evidence: besides our codes also what hung in the lift before them
   * (the city's stickers) and the numbers printed in it, the whole of them. These can be guessed, so nobody may
   * learn from the answer what is printed in the lift. Null for what is no lift's.
   */
  async findForPublic(
    manager: EntityManager,
    scanned: string,
    at: number,
  ): Promise<{ liftId: string; isCurrent: boolean } | null> {
    const code = await this.find(manager, scanned, at);
    if (code) return code;
    const liftId = await this.liftBehindNumber(manager, scanned);
    return liftId === null ? null : { liftId, isCurrent: true };
  }

  /** Our own code of the lift that a sticker or rescue number names; for joining tables, not for showing. */
  async tokenBehindNumber(manager: EntityManager, scanned: string): Promise<string | null> {
    const liftId = await this.liftBehindNumber(manager, scanned);
    return liftId === null ? null : this.currentToken(manager, liftId);
  }

  /** Two lifts with one number are no answer. */
  private async liftBehindNumber(manager: EntityManager, scanned: string): Promise<string | null> {
    const named = numberIn(scanned.trim(), this.cityService.parameters);
    const typed = printedNumber(scanned);
    const where = named
      ? { [named.field]: named.number }
      : typed && [{ rescueCode: typed }, { useRegistration: typed }, { registrationCode: typed }];
    if (!where) return null;
    const lifts = await manager.find(Lift, { where, take: 2 });
    return lifts.length === 1 ? (lifts[0]?.id ?? null) : null;
  }

  async currentToken(manager: EntityManager, liftId: string): Promise<string | null> {
    const code = await manager.findOne(LiftCode, {
      where: { liftId, validTo: IsNull() },
      order: { validFrom: 'DESC' },
    });
    return code?.token ?? null;
  }

  /** The bare tokens of every code that opens this lift now. */
  async validTokens(manager: EntityManager, liftId: string, at: number): Promise<string[]> {
    const codes = await manager.findBy(LiftCode, { liftId });
    return codes
      .filter(({ validFrom, validTo }) => validFrom <= at && (validTo === null || validTo > at))
      .map(({ token }) => token)
      .sort();
  }

  /** The first codes of lifts registered in the same transaction; the audit row of the registration stands for both. */
  async issueFirst(tx: Transaction, liftIds: string[]): Promise<void> {
    if (liftIds.length === 0) return;
    // Asked of the system once for all: five hundred questions a chunk were a hundredth of an import.
    const bytes = randomBytes(tokenBytes * liftIds.length);
    const codes = liftIds.map((liftId, at) => ({
      token: tokenOf(bytes.subarray(at * tokenBytes, (at + 1) * tokenBytes)),
      liftId,
      validFrom: tx.at,
      validTo: null,
    }));
    await insertRows(tx.manager, LiftCode, codes);
  }

  /**
   * Two plates hang on each other's lift: every code of the one, replaced ones too, now means the other. Which code
   * meant which lift until now stays readable in `code_move`. The code is right from now on, what is printed beside it
   * (rescue number, name, registration) is the other lift's: both plates wait for new ones, with a task for each
   * (ADR 0038). Swapped back, the plates are right again.
   */
  async swap(tx: Transaction, [one, other]: [string, string], why: Why): Promise<void> {
    const codes = await tx.manager.findBy(LiftCode, { liftId: In([one, other]) });
    for (const { token, liftId } of codes) {
      const toLiftId = liftId === one ? other : one;
      await tx.manager.update(LiftCode, { token }, { liftId: toLiftId });
      await tx.manager.insert(CodeMove, { token, at: tx.at, fromLiftId: liftId, toLiftId, ...why });
    }
    for (const liftId of [one, other]) await tx.audit('code.swapped', 'lift', liftId, { reason: why.reason });
    await this.askForPlates(tx, [one, other], why.personId);
  }

  private async askForPlates(tx: Transaction, liftIds: string[], personId: string): Promise<void> {
    const wrong = await swappedPlates(tx.manager, liftIds);
    const named = await tx.manager.findBy(Lift, { id: In(wrong.map(({ bearsLiftId }) => bearsLiftId)) });
    for (const lift of await tx.manager.findBy(Lift, { id: In(liftIds) })) {
      const about = { kind: plateTask, about: lift.id };
      const bearsLiftId = wrong.find(({ liftId }) => liftId === lift.id)?.bearsLiftId;
      const bears = named.find(({ id }) => id === bearsLiftId);
      if (!bears) {
        await this.taskService.settle(tx, about, '码已换回，贴着的标牌与电梯相符。', personId);
        continue;
      }
      await this.taskService.open(tx, {
        ...about,
        subject: { kind: 'lift', id: lift.id },
        divisionCode: lift.divisionCode,
        organisationId: null,
        title: '标牌要重新印制、换贴',
        text: `${lift.place} ${lift.ownNumber} 的码与另一台互换过，贴着的标牌上还印着 ${bears.place} ${bears.ownNumber}（识别码 ${bears.rescueCode || '无'}）。打电话求救的人会念错，请尽快重印并换贴。`,
        dueOn: null,
      });
    }
  }

  /** A new code for a lift; a reprint revokes the one before, which still leads to help. */
  async issue(tx: Transaction, liftId: string): Promise<string> {
    await tx.manager.update(LiftCode, { liftId, validTo: IsNull() }, { validTo: tx.at });
    const token = newToken();
    await tx.manager.insert(LiftCode, { token, liftId, validFrom: tx.at, validTo: null });
    await tx.audit('code.issue', 'lift', liftId);
    return token;
  }
}

import type { Jurisdiction } from '@lifttrust/shared-types/jurisdiction/jurisdiction.contract';
import { officesAfterMerge } from '@lifttrust/shared-types/jurisdiction/jurisdiction.rules';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import { addDays } from '@lifttrust/shared-types/kernel/time';
import { Inject, Singleton } from '@midwayjs/core';
import { IsNull, LessThanOrEqual } from 'typeorm';
import type { Transaction } from '../kernel/unit-of-work';
import { Division } from '../organisation/division.entity';
import { JurisdictionRow } from './jurisdiction.entity';
import { moveArea } from './jurisdiction.move';
import { JurisdictionQuery } from './jurisdiction.query';
import { JurisdictionChangeRow } from './jurisdiction-change.entity';

/** What an area was and what it has become. */
export interface Became {
  fromCode: string;
  toCode: string;
  fromName: string;
  toName: string;
}

/** Writes to the book of areas; what is allowed is the service's to know. */
@Singleton()
export class AreaBook {
  @Inject() jurisdictionQuery: JurisdictionQuery;

  /** An area that stands now, also one the installation began with. @throws not_found */
  async standing(tx: Transaction, code: string): Promise<JurisdictionRow> {
    const area = (await this.jurisdictionQuery.all(tx.manager)).find((one) => one.code === code);
    if (!area || area.untilDay !== null)
      throw AppError.notFound('jurisdiction.unknown', '没有这个辖区，或它已经撤销。');
    const row = { ...area, fromDay: area.fromDay ?? '1949-10-01' };
    if (area.fromDay === null) await tx.manager.insert(JurisdictionRow, row);
    return row;
  }

  /** A code once used is never used again, or the past could not be told from the present. */
  async mustBeNew(tx: Transaction, code: string): Promise<void> {
    if ((await this.jurisdictionQuery.all(tx.manager)).some((area) => area.code === code))
      throw AppError.conflict('jurisdiction.code_taken', `代码 ${code} 已经用过，请换一个。`);
  }

  async enter(
    tx: Transaction,
    area: Omit<JurisdictionRow, 'untilDay' | 'fromDay'> & { fromDay: string | null },
  ) {
    const { code, name, level, parentCode, gbCode } = area;
    const fromDay = area.fromDay ?? '1949-10-01';
    await tx.manager.insert(JurisdictionRow, {
      code,
      name,
      level,
      parentCode,
      gbCode,
      fromDay,
      untilDay: null,
    });
    // Names of areas, and which codes spreadsheets may name, are read there.
    const known = await tx.manager.findOneBy(Division, { code });
    if (!known) await tx.manager.insert(Division, { code, name });
  }

  /** Offices go along with what they lie in, under codes of the new area. */
  async takeAlong(
    tx: Transaction,
    offices: readonly Jurisdiction[],
    toCode: string,
    fromDay: string,
  ): Promise<Became[]> {
    const codes = officesAfterMerge(
      offices.map(({ code }) => code),
      toCode,
    );
    const became: Became[] = [];
    for (const office of offices) {
      const code = codes.get(office.code);
      if (!code) continue;
      await this.enter(tx, { ...office, code, parentCode: toCode, fromDay });
      became.push({ fromCode: office.code, toCode: code, fromName: office.name, toName: office.name });
    }
    return became;
  }

  async dueUntil(tx: Transaction, day: string): Promise<JurisdictionChangeRow[]> {
    const open = await tx.manager.findBy(JurisdictionChangeRow, {
      appliedAt: IsNull(),
      fromDay: LessThanOrEqual(day),
    });
    const exactFirst = (a: JurisdictionChangeRow, b: JurisdictionChangeRow) =>
      b.fromCode.length - a.fromCode.length;
    return open.sort((a, b) => (a.fromDay === b.fromDay ? exactFirst(a, b) : a.fromDay < b.fromDay ? -1 : 1));
  }

  /** Moves what lives in an area, ends the area that is no more, gives its name to the one that is renamed. */
  async carryOut(tx: Transaction, change: JurisdictionChangeRow): Promise<void> {
    const { id, actId, fromCode, toCode, toName, fromDay, kind } = change;
    if (fromCode !== toCode) {
      const lifts = await moveArea(tx, fromCode, toCode);
      const untilDay = addDays(fromDay, -1);
      await tx.manager.update(JurisdictionRow, { code: fromCode, untilDay: IsNull() }, { untilDay });
      await tx.audit('jurisdiction.moved', 'jurisdiction', actId, { fromCode, toCode, lifts });
    }
    if (kind !== 'found' && fromCode === toCode) {
      await tx.manager.update(JurisdictionRow, { code: toCode }, { name: toName });
      await tx.manager.update(Division, { code: toCode }, { name: toName });
    }
    await tx.manager.update(JurisdictionChangeRow, { id }, { appliedAt: tx.at });
  }
}

import type {
  AreaContents,
  Jurisdiction,
  JurisdictionChange,
} from '@lifttrust/shared-types/jurisdiction/jurisdiction.contract';
import {
  JurisdictionChangeKind,
  JurisdictionLevel,
} from '@lifttrust/shared-types/jurisdiction/jurisdiction.contract';
import { gbCodeOf, levelOfCode } from '@lifttrust/shared-types/jurisdiction/jurisdiction.rules';
import { AppError } from '@lifttrust/shared-types/kernel/app-error';
import { dayOf } from '@lifttrust/shared-types/kernel/time';
import { Inject, Singleton } from '@midwayjs/core';
import { type EntityManager, In } from 'typeorm';
import type { Actor } from '../kernel/actor';
import { Database } from '../kernel/database';
import { Division } from '../organisation/division.entity';
import { Person } from '../person/person.entity';
import { JurisdictionRow } from './jurisdiction.entity';
import { JurisdictionChangeRow } from './jurisdiction-change.entity';

/** Areas as a tree: those somebody has founded here, and the bare divisions that the installation began with. */
@Singleton()
export class JurisdictionQuery {
  @Inject() database: Database;

  async all(manager: EntityManager = this.database.reader.manager): Promise<Jurisdiction[]> {
    const rows = await manager.find(JurisdictionRow);
    const founded = new Set(rows.map(({ code }) => code));
    const bare = (await manager.find(Division)).filter(({ code }) => !founded.has(code));
    const codes = [...founded, ...bare.map(({ code }) => code)];
    const above = (code: string) =>
      codes.filter((one) => one !== code && code.startsWith(one)).sort((a, b) => b.length - a.length)[0] ??
      null;
    return [
      ...rows.map((row) => ({ ...row, level: JurisdictionLevel.parse(row.level) })),
      ...bare.map(({ code, name }) => ({
        code,
        name,
        level: levelOfCode(code),
        parentCode: above(code),
        gbCode: gbCodeOf(code),
        fromDay: null,
        untilDay: null,
      })),
    ].sort((a, b) => (a.code < b.code ? -1 : 1));
  }

  /** What lies in the actor's area, and the areas that it lies in, so that the tree has a top. */
  async tree(actor: Actor, withEnded: boolean, manager?: EntityManager): Promise<Jurisdiction[]> {
    const own = actor.divisionCode;
    const isSeen = (code: string) => own !== '' && (code.startsWith(own) || own.startsWith(code));
    return (await this.all(manager)).filter(
      ({ code, untilDay }) => isSeen(code) && (withEnded || untilDay === null),
    );
  }

  /** What lives in each of these areas today. @throws not_found for an area that is not the actor's */
  async contents(actor: Actor, codes: string[], at: number): Promise<AreaContents[]> {
    const own = actor.divisionCode;
    const asked = [...new Set(codes)];
    if (own === '' || asked.some((code) => !code.startsWith(own))) throw AppError.notFound();
    return Promise.all(asked.map((code) => this.contentsOf(code, dayOf(at))));
  }

  private async contentsOf(code: string, today: string): Promise<AreaContents> {
    const { manager } = this.database.reader;
    const within = `${code}%`;
    const [row]: Record<'lifts' | 'units' | 'accounts', number | string>[] = await manager.query(
      `SELECT (SELECT COUNT(*) FROM lift WHERE division_code LIKE ?) AS lifts,
         (SELECT COUNT(*) FROM organisation WHERE division_code LIKE ?) AS units,
         (SELECT COUNT(*) FROM (SELECT DISTINCT a.person_id, a.organisation_id FROM assignment a
            JOIN organisation o ON o.id = a.organisation_id
            WHERE o.division_code LIKE ? AND a.from_day <= ? AND (a.until_day IS NULL OR a.until_day >= ?)
          ) held) AS accounts`,
      [within, within, within, today, today],
    );
    const { lifts = 0, units = 0, accounts = 0 } = row ?? {};
    return { code, lifts: Number(lifts), units: Number(units), accounts: Number(accounts) };
  }

  async history(actor: Actor): Promise<JurisdictionChange[]> {
    const own = actor.divisionCode;
    const manager = this.database.reader.manager;
    const rows = (
      await manager.find(JurisdictionChangeRow, { order: { fromDay: 'DESC', id: 'DESC' } })
    ).filter(({ fromCode, toCode }) => own !== '' && (fromCode.startsWith(own) || toCode.startsWith(own)));
    const people = await manager.findBy(Person, {
      id: In(rows.flatMap(({ recordedBy }) => recordedBy ?? [])),
    });
    return rows.map(({ recordedBy, ...row }) => ({
      ...row,
      kind: JurisdictionChangeKind.parse(row.kind),
      recordedBy: recordedBy
        ? { id: recordedBy, name: people.find(({ id }) => id === recordedBy)?.name ?? '' }
        : null,
    }));
  }

  async nameOf(code: string, manager: EntityManager = this.database.reader.manager): Promise<string> {
    const divisions = await manager.findBy(Division, { code: In([code, code.slice(0, 6)]) });
    return divisions.sort((a, b) => b.code.length - a.code.length)[0]?.name ?? '';
  }
}

import { actsByArea } from '@lifttrust/shared-types/kernel/access';
import { dayOf, daysBetween } from '@lifttrust/shared-types/kernel/time';
import { z } from '@lifttrust/shared-types/kernel/zod';
import { type PaperInfo, PaperKind, PaperState, SubItem } from '@lifttrust/shared-types/paper/paper.contract';
import { termOf } from '@lifttrust/shared-types/paper/paper.rules';
import { maskIdNumber } from '@lifttrust/shared-types/person/person.codes';
import { Inject, Singleton } from '@midwayjs/core';
import { type EntityManager, In } from 'typeorm';
import { CityService } from '../city/city.service';
import { StoredFile } from '../file/stored-file.entity';
import type { Actor } from '../kernel/actor';
import { Cipher } from '../kernel/cipher';
import { Organisation } from '../organisation/organisation.entity';
import { Person } from '../person/person.entity';
import { isUnitAdmin, type PaperRow } from './paper.query';

const SubItems = z.array(SubItem);

/** Papers as people read them: names instead of ids, numbers masked, the term in words' reach. */
@Singleton()
export class PaperView {
  @Inject() cityService: CityService;
  @Inject() cipher: Cipher;

  async shown(manager: EntityManager, rows: PaperRow[], actor: Actor, at: number): Promise<PaperInfo[]> {
    const names = await this.names(manager, rows);
    const files = await this.files(manager, rows);
    return rows.map((row) => this.info(row, names, files, actor, dayOf(at)));
  }

  private info(
    row: PaperRow,
    names: Map<string, string>,
    files: Map<string, StoredFile>,
    actor: Actor,
    today: string,
  ): PaperInfo {
    const counts = Number(row.counts) === 1;
    const file = row.fileId ? files.get(row.fileId) : undefined;
    const nameOf = (id: string | null) => (id ? (names.get(id) ?? '') : '');
    const { papers } = this.cityService.parameters;
    return {
      id: row.id,
      kind: PaperKind.parse(row.kind),
      subject: { id: row.subjectId, name: nameOf(row.subjectId), kind: row.subjectKind },
      organisation: row.organisationId ? { id: row.organisationId, name: nameOf(row.organisationId) } : null,
      number: row.numberSealed ? maskIdNumber(this.cipher.decrypt(row.numberSealed)) : row.number,
      item: row.item,
      subItems: SubItems.parse(JSON.parse(row.subItems)),
      from: row.fromDay,
      until: row.untilDay,
      state: PaperState.parse(row.state),
      counts,
      term: counts ? termOf(row.untilDay, today, papers.warnDays) : 'none',
      daysLeft: row.untilDay === null ? null : daysBetween(today, row.untilDay),
      scan: file ? { contentType: file.contentType, isScanned: file.scanVerdict === 'clean' } : null,
      enteredBy: nameOf(row.enteredBy),
      enteredAt: row.enteredAt === null ? null : Number(row.enteredAt),
      decidedBy: nameOf(row.decidedBy),
      decidedAt: row.decidedAt === null ? null : Number(row.decidedAt),
      reason: row.reason,
      may: {
        decide: mayDecide(row, actor, papers.verification),
        scan: file !== undefined && actor.role !== 'auditor',
      },
    };
  }

  private async names(manager: EntityManager, rows: PaperRow[]): Promise<Map<string, string>> {
    const ids = [
      ...new Set(
        rows.flatMap(({ subjectId, organisationId, enteredBy, decidedBy }) =>
          [subjectId, organisationId, enteredBy, decidedBy].flatMap((id) => id ?? []),
        ),
      ),
    ];
    if (ids.length === 0) return new Map();
    const [people, organisations] = [
      await manager.findBy(Person, { id: In(ids) }),
      await manager.findBy(Organisation, { id: In(ids) }),
    ];
    return new Map([...people, ...organisations].map(({ id, name }) => [id, name]));
  }

  private async files(manager: EntityManager, rows: PaperRow[]): Promise<Map<string, StoredFile>> {
    const ids = rows.flatMap(({ fileId }) => fileId ?? []);
    const files = ids.length === 0 ? [] : await manager.findBy(StoredFile, { id: In(ids), state: 'stored' });
    return new Map(files.map((file) => [file.id, file]));
  }
}

/**
 * Nobody decides what they entered themselves; where the city verifies, its regulator does, elsewhere the unit looks at
 * what its people sent in.
 */
export function mayDecide(
  row: Pick<PaperRow, 'state' | 'counts' | 'enteredBy' | 'organisationId'>,
  actor: Actor,
  verification: 'none' | 'regulator',
): boolean {
  if (row.state !== 'entered' || row.enteredBy === null || row.enteredBy === actor.personId) return false;
  if (actsByArea(actor.role)) return actor.role === 'regulator' || actor.role === 'regulator_admin';
  const isWaiting = Number(row.counts) === 0;
  return (
    isUnitAdmin(actor.role) &&
    verification === 'none' &&
    isWaiting &&
    row.organisationId === actor.organisationId
  );
}

import { actsByArea, roleWords } from '@lifttrust/shared-types/kernel/access';
import type { InputOf } from '@lifttrust/shared-types/kernel/endpoint';
import { endOfDay, startOfDay } from '@lifttrust/shared-types/kernel/time';
import type { AuditCard, PersonalRead, privacyApi } from '@lifttrust/shared-types/privacy/privacy.contract';
import { auditWords } from '@lifttrust/shared-types/privacy/privacy.words';
import { Role } from '@lifttrust/shared-types/session/session.contract';
import { Inject, Singleton } from '@midwayjs/core';
import { In, type SelectQueryBuilder } from 'typeorm';
import { areaClause, isWholeTable } from '../kernel/access';
import { type Actor, type Ctx, requireActor } from '../kernel/actor';
import { AuditEntry } from '../kernel/audit-entry.entity';
import { Database } from '../kernel/database';
import { containing } from '../kernel/like';
import { countOf, totalAfter } from '../kernel/paged';
import { Organisation } from '../organisation/organisation.entity';
import { Person } from '../person/person.entity';

interface Line {
  id: string;
  at: string | number;
  personName: string | null;
  role: string | null;
  organisationName: string | null;
  action: string;
  subjectKind: string;
  subjectId: string;
  deviceId: string | null;
  detail: string | null;
}

/**
 * What tells a person that somebody looked: at their data, at their face in a review (theirs, or one that looks like
 * it), at a file that shows their face or their signature. Each part finds its rows by an index.
 */
const readsOf = `
  SELECT id FROM audit_entry
   WHERE subject_id = :personId AND subject_kind = 'person' AND action IN ('personal.read', 'personal.exported')
  UNION SELECT e.id FROM face_review r JOIN audit_entry e ON e.subject_id = r.id
   WHERE r.person_id = :personId AND e.action = 'face.review_read'
  UNION SELECT e.id FROM face_review r JOIN audit_entry e ON e.subject_id = r.id
   WHERE r.other_person_id = :personId AND e.action = 'face.review_read'
  UNION SELECT e.id FROM stored_file f JOIN audit_entry e ON e.subject_id = f.id
   WHERE f.person_id = :personId AND f.purpose IN ('signature', 'challenge_frame', 'enrolment_frame')
     AND e.action = 'file.read' AND e.person_id <> :personId`;

/** Reads the audit log: for the people it speaks of, and for those who answer for a unit or an area. */
@Singleton()
export class AuditQuery {
  @Inject() database: Database;

  /** Who looked at the actor's personal data. @basis PIPL 44–45 (FACE-15: logged, with purpose) */
  async readsOfMine(input: InputOf<typeof privacyApi.reads>, ctx: Ctx) {
    const { personId } = requireActor(ctx);
    const query = this.entries().innerJoin(`(${readsOf})`, 'seen', 'seen.id = a.id', { personId });
    const page = await this.page(query, input);
    return { ...page, items: page.lines.map(toRead) };
  }

  async list(input: InputOf<typeof privacyApi.audit>, ctx: Ctx) {
    const actor = requireActor(ctx);
    const isWhole = await isWholeTable(this.database.reader.manager, actor, 'organisation');
    const query = within(this.entries(), actor, isWhole);
    if (input.from) query.andWhere('a.at >= :from', { from: startOfDay(input.from) });
    if (input.until) query.andWhere('a.at < :until', { until: endOfDay(input.until) });
    if (input.person) {
      const named = "SELECT p.id FROM person p WHERE p.name LIKE :name ESCAPE '!'";
      query.andWhere(`a.person_id IN (${named})`, { name: containing(input.person) });
    }
    if (input.module) query.andWhere('a.action LIKE :module', { module: `${input.module}.%` });
    if (input.subjectId) query.andWhere('a.subjectId = :subjectId', { subjectId: input.subjectId });
    const page = await this.page(query, input);
    return { ...page, items: page.lines.map(toCard) };
  }

  private entries(): SelectQueryBuilder<AuditEntry> {
    return this.database.reader.manager.createQueryBuilder(AuditEntry, 'a');
  }

  private async page(
    query: SelectQueryBuilder<AuditEntry>,
    { page, pageSize }: { page: number; pageSize: number },
  ) {
    const newest = (rows: SelectQueryBuilder<AuditEntry>) =>
      rows.orderBy('a.at', 'DESC').addOrderBy('a.id', 'DESC');
    // First which, out of the index alone: with all its columns MariaDB would sort whatever the area has ever done.
    const found = await newest(query.clone().select('a.id', 'id'))
      .offset((page - 1) * pageSize)
      .limit(pageSize)
      .getRawMany<{ id: string }>();
    const ids = found.map(({ id }) => id);
    const lines = await newest(this.entries().where({ id: In(ids) }))
      .leftJoin(Person, 'p', 'p.id = a.personId')
      .leftJoin(Organisation, 'o', 'o.id = a.organisationId')
      .select(['a.id AS id', 'a.at AS at', 'a.role AS role', 'a.action AS action'])
      .addSelect(['p.name AS "personName"', 'o.name AS "organisationName"'])
      .addSelect(['a.subject_kind AS "subjectKind"', 'a.subject_id AS "subjectId"'])
      .addSelect(['a.device_id AS "deviceId"', 'a.detail AS detail'])
      .getRawMany<Line>();
    const total = await totalAfter({ page, pageSize }, lines.length, () => countOf(query));
    return { lines, ...total, page, pageSize };
  }
}

/** A regulator's area is that of the unit that acted; what the service did by itself belongs to nobody's area. */
function within(
  query: SelectQueryBuilder<AuditEntry>,
  actor: Actor,
  isWhole: boolean,
): SelectQueryBuilder<AuditEntry> {
  if (!actsByArea(actor.role))
    return query.where('a.organisationId = :organisation', { organisation: actor.organisationId });
  if (isWhole) return query.where('a.organisationId IS NOT NULL');
  const { sql, parameters } = areaClause(actor.divisionCode, 'unit');
  return query.innerJoin(Organisation, 'unit', 'unit.id = a.organisationId').where(sql, parameters);
}

const detailOf = (line: Line): Record<string, unknown> =>
  line.detail === null ? {} : (JSON.parse(line.detail) as Record<string, unknown>);
const purposeOf = (line: Line): string => String(detailOf(line).purpose ?? '');

/** What these acts are to whoever is seen, and why they happen; their audit rows name neither. */
const looks: Record<string, { what: string; purpose: string }> = {
  'face.review_read': { what: '查看了人脸照片', purpose: '人工核验身份' },
  'file.read': { what: '查看了签名或人脸图片', purpose: '核对维保记录' },
};

const toRead = (line: Line): PersonalRead => ({
  at: Number(line.at),
  by: line.personName ?? '系统',
  organisation: line.organisationName ?? '',
  what: looks[line.action]?.what ?? auditWords(line.action),
  purpose: purposeOf(line) || (looks[line.action]?.purpose ?? ''),
});

function toCard(line: Line): AuditCard {
  const role = Role.safeParse(line.role);
  return {
    id: line.id,
    at: Number(line.at),
    person: line.personName ?? '',
    role: role.success ? roleWords[role.data] : '',
    organisation: line.organisationName ?? '',
    action: line.action,
    what: auditWords(line.action),
    subjectKind: line.subjectKind,
    subjectId: line.subjectId,
    purpose: purposeOf(line),
    deviceId: line.deviceId ?? '',
  };
}

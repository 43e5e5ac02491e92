import type { EntityManager } from 'typeorm';
import { coverClause } from '../kernel/access';
import type { Actor } from '../kernel/actor';

/** One check with what it is grouped by. */
export interface CheckRow {
  company: string;
  device: string | null;
  brightness: number | null;
  /** How the machine decided, or that it did not. */
  score: number | null;
  outcome: string;
  flags: string | null;
  reviewState: string | null;
  createdAt: number | null;
  decidedAt: number | null;
}

interface RawCheck extends Omit<CheckRow, 'createdAt' | 'decidedAt' | 'brightness' | 'score'> {
  brightness: number | string | null;
  score: number | string | null;
  createdAt: number | string | null;
  decidedAt: number | string | null;
}

const number = (value: number | string | null) => (value === null ? null : Number(value));

/** Ways of one period that a reader's area covers; at most so many, the latest. */
const most = 50_000;

/** Every face check decided or handed to people since an instant, as far as the reader's area goes. */
export async function checksSince(manager: EntityManager, actor: Actor, since: number): Promise<CheckRow[]> {
  const { sql, parameters } = coverClause(actor, 'visit');
  const [query, values] = manager.connection.driver.escapeQueryWithParameters(
    `SELECT company.name AS company, challenge.device_model AS device, challenge.brightness AS brightness,
            challenge.score AS score, challenge.outcome AS outcome, review.flags AS flags,
            review.state AS reviewState, review.created_at AS createdAt, review.decided_at AS decidedAt
       FROM face_challenge challenge
       JOIN visit visit ON visit.id = challenge.visit_id
       JOIN organisation company ON company.id = visit.company_id
       LEFT JOIN face_review review ON review.subject_id = challenge.id AND review.kind = 'face_check'
      WHERE challenge.decided_at >= :since AND challenge.outcome <> 'running' AND ${sql}
        AND (challenge.reason_code IS NULL OR challenge.reason_code NOT IN
             ('face.challenge_left', 'face.withdrawn', 'face.left', 'face.frame_late'))
      ORDER BY challenge.decided_at DESC LIMIT ${most}`,
    { ...parameters, since },
    {},
  );
  const rows: RawCheck[] = await manager.query(query, values);
  return rows.map((row) => ({
    ...row,
    brightness: number(row.brightness),
    score: number(row.score),
    createdAt: number(row.createdAt),
    decidedAt: number(row.decidedAt),
  }));
}

/** How long questions of every kind waited that were decided since an instant, ms; and what still waits. */
export async function waitsSince(
  manager: EntityManager,
  actor: Actor,
  since: number,
): Promise<{ waits: number[]; open: number; oldestAt: number | null }> {
  const { sql, parameters } = coverClause(actor, 'review');
  const { driver } = manager.connection;
  const [decided, values] = driver.escapeQueryWithParameters(
    `SELECT review.decided_at - review.created_at AS waited FROM face_review review
      WHERE review.state <> 'waiting' AND review.created_at >= :since AND ${sql}
      ORDER BY review.created_at DESC LIMIT ${most}`,
    { ...parameters, since },
    {},
  );
  const waits: { waited: number | string }[] = await manager.query(decided, values);
  const [waiting, area] = driver.escapeQueryWithParameters(
    `SELECT COUNT(*) AS open, MIN(review.created_at) AS oldestAt FROM face_review review
      WHERE review.state = 'waiting' AND ${sql}`,
    parameters,
    {},
  );
  const [open]: { open: number | string; oldestAt: number | string | null }[] = await manager.query(
    waiting,
    area,
  );
  return {
    waits: waits.map(({ waited }) => Number(waited)),
    open: Number(open?.open ?? 0),
    oldestAt: number(open?.oldestAt ?? null),
  };
}

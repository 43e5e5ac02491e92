import { Inject, Singleton } from '@midwayjs/core';
import { Database } from '../kernel/database';

/** How many events are in each state; what is done is not counted, since it grows for ever. */
export interface Backlog {
  waiting: number;
  running: number;
  failed: number;
}

/** Facts about the running installation, by a handful of indexed reads; a second's staleness is fine. */
@Singleton()
export class OperationQuery {
  @Inject() database: Database;

  private migrated = false;

  async answers(): Promise<boolean> {
    await this.rows('SELECT 1');
    return true;
  }

  /** True once every migration of this release has run. Newer ones may have, while the next release is rolled out. */
  async isMigrated(): Promise<boolean> {
    if (this.migrated) return true;
    const done = new Set((await this.rows('SELECT name FROM migrations')).map((row) => String(row.name)));
    this.migrated = this.database.writer.migrations.every((migration) => done.has(migration.name ?? ''));
    return this.migrated;
  }

  /** Age (ms) of the oldest entry that no checkpoint covers yet; 0 when there is none. */
  async unsignedAge(now: number): Promise<number> {
    const at = await this.number(
      'SELECT MIN(at) AS value FROM ledger_entry WHERE seq IS NULL OR seq = (SELECT COALESCE(MAX(size), 0) + 1 FROM ledger_checkpoint)',
    );
    return at === 0 ? 0 : Math.max(0, now - at);
  }

  /** How long (ms) the most overdue event has been waiting; what has been postponed is not overdue. */
  async outboxAge(now: number): Promise<number> {
    const at = await this.number(
      `SELECT MIN(due_at) AS value FROM outbox_event WHERE state = 'waiting' AND due_at <= ${Math.trunc(now)}`,
    );
    return at === 0 ? 0 : now - at;
  }

  async backlog(): Promise<Backlog> {
    const rows = await this.rows(
      `SELECT state, COUNT(*) AS value FROM outbox_event WHERE state IN ('waiting', 'running', 'failed') GROUP BY state`,
    );
    const of = (state: string) => Number(rows.find((row) => row.state === state)?.value ?? 0);
    return { waiting: of('waiting'), running: of('running'), failed: of('failed') };
  }

  /** Entries of the log, how many of them no checkpoint covers, and when the newest checkpoint was signed (0: never). */
  async ledger(): Promise<{ size: number; unsigned: number; signedAt: number }> {
    const size = await this.number('SELECT size AS value FROM ledger_head');
    const [last] = await this.rows('SELECT size, at FROM ledger_checkpoint ORDER BY size DESC LIMIT 1');
    const signed = Number(last?.size ?? 0);
    return { size, unsigned: Math.max(0, size - signed), signedAt: Number(last?.at ?? 0) };
  }

  /** People wait for a person's decision. */
  reviewsWaiting(): Promise<number> {
    return this.number(`SELECT COUNT(*) AS value FROM face_review WHERE state = 'waiting'`);
  }

  /** Text messages and calls that have still to be sent; what was sent and waits for its receipt is not counted. */
  deliveriesWaiting(): Promise<number> {
    return this.number(
      `SELECT COUNT(*) AS value FROM message_delivery WHERE due_at IS NOT NULL AND state = 'waiting'`,
    );
  }

  private async number(sql: string): Promise<number> {
    const [row] = await this.rows(sql);
    return Number(row?.value ?? 0);
  }

  private rows(sql: string): Promise<Record<string, unknown>[]> {
    return this.database.reader.query(sql);
  }
}

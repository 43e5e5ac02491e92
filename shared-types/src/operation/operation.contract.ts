import { endpoint } from '../kernel/endpoint';
import { Instant, Paging, pageOf } from '../kernel/fields';
import { Ulid } from '../kernel/id';
import { z } from '../kernel/zod';

/** What a process must have to do its work; each has one sentence in docs/operations.md. */
export const CheckName = z.enum([
  'not_stopping',
  'database',
  'migrations',
  'objects',
  'keys',
  'checkpoints',
  'outbox',
]);
export type CheckName = z.infer<typeof CheckName>;

/** Outside services are told, but nobody is sent away because of them: each has its way without. */
export const OutsideHealth = z.object({ name: z.string(), state: z.enum(['well', 'resting', 'trying']) });

export const BackupRunKind = z.enum(['backup', 'restore', 'drill']);
export type BackupRunKind = z.infer<typeof BackupRunKind>;
export const backupRunWords: Record<BackupRunKind, string> = {
  backup: '备份',
  restore: '恢复',
  drill: '恢复演练',
};

/** What `npm run backup`, `restore` and `drill` left behind. */
export const BackupRun = z.object({
  id: Ulid,
  kind: BackupRunKind,
  at: Instant,
  endedAt: Instant,
  isGood: z.boolean(),
  /** Which backup it made or used; null when it came to none. */
  backup: z.string().nullable(),
  /** Entries of the log and records in that backup. */
  size: z.number().int().nullable(),
  records: z.number().int().nullable(),
  /** Of a drill, milliseconds: how old the backup was, how long restoring and proving took. */
  rpoMs: z.number().int().nullable(),
  rtoMs: z.number().int().nullable(),
  /** In words; empty when all was well. */
  troubles: z.array(z.string()),
});
export type BackupRun = z.infer<typeof BackupRun>;

/** Entries that a restore could not bring back, as the loss was accepted and sealed in the log that went on. */
export const AcceptedLoss = z.object({
  /** Numbers of the lost entries, by the checkpoints that survived. */
  fromSeq: z.number().int(),
  toSeq: z.number().int(),
  at: Instant,
  by: z.string(),
  why: z.string(),
  backup: z.string(),
  entryHash: z.string(),
});
export type AcceptedLoss = z.infer<typeof AcceptedLoss>;

export const operationApi = {
  live: endpoint({
    method: 'GET',
    path: '/health/live',
    summary: '进程是否还在回答；不看数据库等外部条件。',
    access: 'public',
    limit: 'never',
    response: z.object({ live: z.literal(true) }),
  }),
  ready: endpoint({
    method: 'GET',
    path: '/health/ready',
    summary: '是否可以接收请求；不可以时回答 503，逐项说明原因。',
    access: 'public',
    limit: 'never',
    response: z.object({
      ready: z.literal(true),
      checks: z.array(CheckName),
      outside: z.array(OutsideHealth),
    }),
  }),
  backups: endpoint({
    method: 'GET',
    path: '/operation/backups',
    summary: '备份、恢复和恢复演练的结果，最近的在前。',
    access: { regulator: 'any', regulator_admin: 'any', auditor: 'any' },
    query: Paging.extend({ kind: BackupRunKind.optional() }),
    response: pageOf(BackupRun).extend({
      /** How many places are configured; the law wants two (RET-02). */
      places: z.number().int(),
      lastBackup: BackupRun.nullable(),
      lastDrill: BackupRun.nullable(),
      /** Newest first; usually there is none. */
      losses: z.array(AcceptedLoss),
    }),
  }),
};

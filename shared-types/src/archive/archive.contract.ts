import { districtActors, districtReaders } from '../kernel/access';
import { endpoint } from '../kernel/endpoint';
import { Day, Instant, NamedRef, Paging, pageOf, Sha256 } from '../kernel/fields';
import { Ulid } from '../kernel/id';
import { z } from '../kernel/zod';
import { PaperState } from '../paperless/paperless.contract';

export const Month = z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/, '月份应为 2026-03 这样的格式。');

export const ArchiveState = z.enum(['preparing', 'ready']);
export type ArchiveState = z.infer<typeof ArchiveState>;
/** What a package waits for, in the reader's words. */
export const archiveStandingWords = {
  preparing: '正在准备',
  waiting: '待下载',
  late: '逾期未下载',
  taken: '已下载',
} as const;
export type ArchiveStanding = keyof typeof archiveStandingWords;
export const ArchiveStanding = z.enum(
  Object.keys(archiveStandingWords) as [ArchiveStanding, ...ArchiveStanding[]],
);

/** One download, whole or broken off. */
export const ArchiveDownload = z.object({
  by: z.string(),
  organisation: z.string(),
  at: Instant,
  /** Bytes that went out. */
  bytes: z.number().int(),
  completedAt: Instant.nullable(),
});
export type ArchiveDownload = z.infer<typeof ArchiveDownload>;

/** 月度档案包: a month's records of one unit in one district, as one file (RET-03, RET-04). */
export const Archive = z.object({
  id: Ulid,
  month: Month,
  side: z.enum(['company', 'owner']),
  unit: NamedRef,
  division: z.object({ code: z.string(), name: z.string() }),
  /** 1 is the month's package; later ones hold what came after it (RET-05). */
  version: z.number().int(),
  state: ArchiveState,
  standing: ArchiveStanding,
  lifts: z.number().int(),
  records: z.number().int(),
  /** How many of the records are packed. */
  recordsDone: z.number().int(),
  /** Null until it is ready. */
  bytes: z.number().int().nullable(),
  sha256: Sha256.nullable(),
  readyAt: Instant.nullable(),
  dueOn: Day.nullable(),
  /** When the unit itself first held all of it, and who. */
  takenAt: Instant.nullable(),
  takenBy: z.string(),
  may: z.object({ download: z.boolean() }),
});
export type Archive = z.infer<typeof Archive>;

/** A file of a package. */
export const ArchiveFile = z.object({ path: z.string(), bytes: z.number().int(), sha256: Sha256 });
/** Whether a company still had to keep paper on a lift, in the days of a month. */
export const ArchivePaper = z.object({
  liftId: Ulid,
  companyId: Ulid,
  /** In their order; the first begins with the month, each lasts until the next. */
  held: z.array(
    z.object({
      from: Day,
      state: PaperState,
      /** First day of the decision in force; null where nobody had decided. */
      since: Day.nullable(),
      /** The office that decided. */
      by: z.string().nullable(),
    }),
  ),
});
export type ArchivePaper = z.infer<typeof ArchivePaper>;

/** `manifest.json` of a package: everything in it by name, size and SHA-256, and what it is a package of. */
export const ArchiveManifest = z.object({
  format: z.literal('lifttrust/archive/v1'),
  archiveId: Ulid,
  month: Month,
  side: z.enum(['company', 'owner']),
  unit: NamedRef,
  divisionCode: z.string(),
  version: z.number().int(),
  /** The log under whose checkpoint everything is proven, and how long it was then. */
  logId: z.string(),
  logSize: z.number().int(),
  records: z.number().int(),
  preparedAt: Instant,
  /** What held about paper in the month; packages made before it was said do not have it. */
  paper: z.array(ArchivePaper).optional(),
  files: z.array(ArchiveFile),
});
export type ArchiveManifest = z.infer<typeof ArchiveManifest>;

/** `manifest.signature.json`: the log's key over the manifest's SHA-256. */
export const ArchiveSignature = z.object({
  version: z.literal(1),
  keyId: z.string(),
  publicKey: z.string(),
  manifest: Sha256,
  at: Instant,
  signature: z.string(),
});
export type ArchiveSignature = z.infer<typeof ArchiveSignature>;

const company = { company_admin: 'organisation' } as const;
const owner = { owner_officer: 'organisation', owner_admin: 'organisation' } as const;
const params = z.object({ archiveId: Ulid });

export const archiveApi = {
  list: endpoint({
    method: 'GET',
    path: '/archives',
    summary: '月度档案包：本单位的，或辖区内各单位的；最新的月份在前。',
    access: { ...districtReaders, ...company, ...owner },
    query: Paging.extend({ month: Month.optional(), standing: ArchiveStanding.optional() }),
    response: pageOf(Archive).extend({
      /** Of the month asked for, or of all; whatever the standing. */
      counts: z.object({
        preparing: z.number().int(),
        waiting: z.number().int(),
        late: z.number().int(),
        taken: z.number().int(),
      }),
    }),
  }),
  show: endpoint({
    method: 'GET',
    path: '/archives/:archiveId',
    summary: '一个月度档案包和它的下载记录。',
    access: { ...districtReaders, ...company, ...owner },
    params,
    response: Archive.extend({ downloads: z.array(ArchiveDownload) }),
  }),
  link: endpoint({
    method: 'POST',
    path: '/archives/:archiveId/links',
    summary: '取得下载链接：到时失效，可以断点续传，每次下载都有记录。',
    access: { ...districtActors, ...company, ...owner },
    // A kept answer would keep the secret, too; whoever asks again gets another link.
    keyless: true,
    params,
    response: z.object({
      /** Below the service's address; whoever holds it may download until it expires. */
      path: z.string(),
      /** The same as a whole address, to be opened elsewhere. */
      url: z.string(),
      fileName: z.string(),
      bytes: z.number().int(),
      sha256: Sha256,
      expiresAt: Instant,
    }),
  }),
};

/** Raw route: the package's bytes, by the secret of a link. */
export const archiveFilePath = (token: string) => `/api/archives/files/${token}`;

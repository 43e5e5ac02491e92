import { districtActors } from '../kernel/access';
import { endpoint } from '../kernel/endpoint';
import { Crs, Instant, Paging, pageOf } from '../kernel/fields';
import { Ulid } from '../kernel/id';
import { z } from '../kernel/zod';
import {
  type ImportField as FieldName,
  type ImportKindName,
  importFieldsOf,
  type LiftImportField as LiftField,
  liftImportFields,
} from './import.fields';

export const LiftImportField = z.enum(Object.keys(liftImportFields) as [LiftField, ...LiftField[]]);

export type LiftImportField = LiftField;

const everyField = Object.values(importFieldsOf).flatMap((fields) => Object.keys(fields) as FieldName[]);
/** A field of any kind; which ones a run knows is said by its kind. */
export const ImportField = z.enum([...new Set(everyField)] as [FieldName, ...FieldName[]]);

/** What is imported; history of maintenance will be a further kind of the same engine. */
export const ImportKind = z.enum(['lifts', 'people', 'organisations']);

/** `checking` and `committing` go on by themselves, also after a restart of the service. */
export const ImportState = z.enum(['mapping', 'checking', 'checked', 'committing', 'committed', 'cancelled']);
export type ImportState = z.infer<typeof ImportState>;
export const RowOutcome = z.enum(['create', 'update', 'unchanged', 'refused']);
export type RowOutcome = z.infer<typeof RowOutcome>;

/** Field → column header; a field not named is not imported. */
export const Mapping = z.partialRecord(ImportField, z.string().max(200));
export type Mapping = z.infer<typeof Mapping>;

export const TextEncoding = z.enum(['UTF-8', 'GB18030', 'ISO-8859-1', 'UTF-16LE', 'UTF-16BE']);
export type TextEncoding = z.infer<typeof TextEncoding>;
export const Separator = z.enum([',', ';', '\t', '|']);
export type Separator = z.infer<typeof Separator>;

/** How a table of another system writes what can be read in two ways; a unit in the cell or heading wins. */
export const Conventions = z.object({
  decimal: z.enum(['point', 'comma']).describe('1.75 或 1,75'),
  dates: z.enum(['year_first', 'day_first', 'month_first']).describe('05/06/2026 里哪个是日'),
  load: z.enum(['kg', 't']),
  speed: z.enum(['m/s', 'm/min', 'mm/s']),
});
export type Conventions = z.infer<typeof Conventions>;

/** Where a run stands that goes on by itself. */
export const ImportProgress = z.object({
  done: z.number().int().describe('已处理的行数'),
  total: z.number().int(),
  rowsPerSecond: z.number().nullable(),
  secondsLeft: z.number().int().nullable(),
  at: Instant.describe('最近一次前进的时间'),
});
export type ImportProgress = z.infer<typeof ImportProgress>;

export const ImportRun = z.object({
  id: Ulid,
  kind: ImportKind,
  fileId: Ulid,
  fileName: z.string(),
  state: ImportState,
  format: z.enum(['csv', 'xlsx']),
  encoding: z.string().describe('UTF-8、UTF-16、GB18030、ISO-8859-1 或工作簿'),
  separator: z.string().describe('CSV 的分隔符；工作簿为空'),
  headers: z.array(z.string()),
  sample: z.array(z.array(z.string())).describe('前五行'),
  rowCount: z.number().int(),
  mapping: Mapping,
  /** Where the mapping came from: an earlier import with the same headers, our guess, or a person. */
  mappingFrom: z.enum(['remembered', 'guessed', 'chosen', 'preset']),
  preset: z.string().describe('认出的上级系统；没有认出为空'),
  crs: Crs,
  conventions: Conventions,
  counts: z.record(RowOutcome, z.number().int()).nullable(),
  written: z.object({ create: z.number().int(), update: z.number().int() }).describe('已经写入台账的行数'),
  progress: ImportProgress.nullable(),
  /** Why the last step could not be finished, in words. */
  problem: z.string(),
  /** An earlier import of exactly the same file. */
  sameAs: z.object({ id: Ulid, state: ImportState, createdAt: Instant, createdBy: z.string() }).nullable(),
  createdAt: Instant,
  createdBy: z.string(),
});
export type ImportRun = z.infer<typeof ImportRun>;

export const ImportRow = z.object({
  rowNumber: z.number().int().describe('表格里的行号，标题行为 1'),
  outcome: RowOutcome,
  /** Whether it stands in the register because of this run. */
  written: z.boolean(),
  label: z.string(),
  reasons: z.array(z.object({ code: z.string(), field: z.string().optional(), message: z.string() })),
  warnings: z.array(z.object({ code: z.string(), field: z.string().optional(), message: z.string() })),
  changes: z.array(z.object({ field: z.string(), before: z.string(), after: z.string() })),
});
export type ImportRow = z.infer<typeof ImportRow>;

/** A company imports its own people only; the service refuses it the other kinds. */
const importers = { ...districtActors, company_admin: 'organisation' } as const;
const params = z.object({ importId: Ulid });

export const importApi = {
  start: endpoint({
    method: 'POST',
    path: '/imports',
    summary: '读取已上传的表格，给出列与建议的对应关系。',
    access: importers,
    body: z.object({
      fileId: Ulid,
      fileName: z.string().min(1).max(200),
      kind: ImportKind.default('lifts'),
      /** What a person says about the file when it was read wrongly; otherwise both are found out. */
      encoding: TextEncoding.optional(),
      separator: Separator.optional(),
    }),
    response: ImportRun,
  }),
  list: endpoint({
    method: 'GET',
    path: '/imports',
    summary: '导入记录。',
    access: importers,
    query: Paging.extend({ kind: ImportKind.optional() }),
    response: pageOf(ImportRun),
  }),
  show: endpoint({
    method: 'GET',
    path: '/imports/:importId',
    summary: '一次导入。',
    access: importers,
    params,
    response: ImportRun,
  }),
  check: endpoint({
    method: 'POST',
    path: '/imports/:importId/checks',
    summary: '开始按对应关系逐行核对，不写入台账；进度见“一次导入”。',
    access: importers,
    params,
    body: z.object({ mapping: Mapping, crs: Crs, conventions: Conventions.optional() }),
    response: ImportRun,
  }),
  rows: endpoint({
    method: 'GET',
    path: '/imports/:importId/rows',
    summary: '逐行结果与原因。',
    access: importers,
    params,
    query: Paging.extend({ outcome: RowOutcome.optional(), written: z.enum(['yes', 'no']).optional() }),
    response: pageOf(ImportRow),
  }),
  commit: endpoint({
    method: 'POST',
    path: '/imports/:importId/commit',
    summary: '开始把核对通过的行分批写入台账；中断后由服务自己继续，每行只写一次。',
    access: importers,
    params,
    response: ImportRun,
  }),
  cancel: endpoint({
    method: 'POST',
    path: '/imports/:importId/cancel',
    summary: '停止这次导入；已经写入台账的行保留并列出，其余不再写入。',
    access: importers,
    params,
    response: ImportRun,
  }),
};

/** Raw route: an empty table of a kind with its headings, as a workbook whose cells keep every digit. */
export const importTemplatePath = (kind: ImportKindName) => `/api/import-templates/${kind}.xlsx`;

/** Raw route: rows that were not written, with the original row and the reasons, as a workbook. */
export const importErrorsPath = (importId: string) => `/api/imports/${importId}/errors.xlsx`;

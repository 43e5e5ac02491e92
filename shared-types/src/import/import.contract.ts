import { endpoint } from '../kernel/endpoint';
import { Crs, Instant, Paging, pageOf } from '../kernel/fields';
import { Ulid } from '../kernel/id';
import { z } from '../kernel/zod';

/** Fields a spreadsheet column can be mapped to. Later kinds (people, history) bring their own lists. */
export const liftImportFields = {
  equipmentCode: '设备代码',
  registrationCode: '注册代码',
  useRegistration: '使用登记证编号',
  factoryNumber: '出厂编号',
  rescueCode: '应急救援识别码',
  ownNumber: '单位内编号',
  type: '设备品种',
  state: '设备状态',
  place: '使用地点',
  address: '详细地址',
  divisionCode: '区划代码',
  manufacturer: '制造单位',
  madeOn: '制造日期',
  ratedSpeed: '额定速度',
  ratedLoad: '额定载重量',
  floors: '层站数',
  nextInspectionOn: '下次检验日期',
  lastMaintainedOn: '最近维保日期',
  lng: '经度',
  lat: '纬度',
  companyName: '维保单位',
  ownerName: '使用单位',
} as const;
export type LiftImportField = keyof typeof liftImportFields;
export const LiftImportField = z.enum(
  Object.keys(liftImportFields) as [LiftImportField, ...LiftImportField[]],
);

export const ImportState = z.enum(['mapping', 'checked', 'committed', 'cancelled']);
export const RowOutcome = z.enum(['create', 'update', 'unchanged', 'refused']);
export type RowOutcome = z.infer<typeof RowOutcome>;

/** Field → column header; a field not named is not imported. */
export const Mapping = z.partialRecord(LiftImportField, z.string().max(200));
export type Mapping = z.infer<typeof Mapping>;

export const ImportRun = z.object({
  id: Ulid,
  fileName: z.string(),
  state: ImportState,
  format: z.enum(['csv', 'xlsx']),
  encoding: z.string().describe('UTF-8、GB18030 或工作簿'),
  headers: z.array(z.string()),
  sample: z.array(z.array(z.string())).describe('前五行'),
  rowCount: z.number().int(),
  mapping: Mapping,
  /** Where the mapping came from: an earlier import with the same headers, our guess, or a person. */
  mappingFrom: z.enum(['remembered', 'guessed', 'chosen']),
  crs: Crs,
  counts: z.record(RowOutcome, z.number().int()).nullable(),
  createdAt: Instant,
  createdBy: z.string(),
});
export type ImportRun = z.infer<typeof ImportRun>;

export const ImportRow = z.object({
  rowNumber: z.number().int().describe('表格里的行号，标题行为 1'),
  outcome: RowOutcome,
  label: z.string(),
  reasons: z.array(z.object({ code: z.string(), field: z.string().optional(), message: z.string() })),
  warnings: z.array(z.object({ code: z.string(), field: z.string().optional(), message: z.string() })),
  changes: z.array(z.object({ field: z.string(), before: z.string(), after: z.string() })),
});
export type ImportRow = z.infer<typeof ImportRow>;

const importers = { regulator: 'division' } as const;
const params = z.object({ importId: Ulid });

export const importApi = {
  start: endpoint({
    method: 'POST',
    path: '/imports',
    summary: '读取已上传的表格，给出列与建议的对应关系。',
    access: importers,
    body: z.object({ fileId: Ulid, fileName: z.string().min(1).max(200) }),
    response: ImportRun,
  }),
  list: endpoint({
    method: 'GET',
    path: '/imports',
    summary: '导入记录。',
    access: importers,
    query: Paging,
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
    summary: '按对应关系逐行核对，不写入台账。',
    access: importers,
    params,
    body: z.object({ mapping: Mapping, crs: Crs }),
    response: ImportRun,
  }),
  rows: endpoint({
    method: 'GET',
    path: '/imports/:importId/rows',
    summary: '逐行结果与原因。',
    access: importers,
    params,
    query: Paging.extend({ outcome: RowOutcome.optional() }),
    response: pageOf(ImportRow),
  }),
  commit: endpoint({
    method: 'POST',
    path: '/imports/:importId/commit',
    summary: '把核对通过的行写入台账。',
    access: importers,
    params,
    response: ImportRun,
  }),
  cancel: endpoint({
    method: 'POST',
    path: '/imports/:importId/cancel',
    summary: '放弃这次导入。',
    access: importers,
    params,
    response: ImportRun,
  }),
};

import { districtReaders } from '../kernel/access';
import { endpoint } from '../kernel/endpoint';
import { Day, Instant, NamedRef, Sentence } from '../kernel/fields';
import { Ulid } from '../kernel/id';
import { z } from '../kernel/zod';
import { jurisdictionLevels } from './jurisdiction.rules';

export const AreaCode = z.string().regex(/^[0-9A-Z]{2,12}$/, '辖区代码为 2 到 12 位数字或大写字母。');
export const JurisdictionLevel = z.enum(jurisdictionLevels);

export const Jurisdiction = z.object({
  code: z.string(),
  name: z.string(),
  level: JurisdictionLevel,
  parentCode: z.string().nullable(),
  /** The code of GB/T 2260 that it lies in. */
  gbCode: z.string(),
  fromDay: Day.nullable(),
  /** Last day; null while it stands. */
  untilDay: Day.nullable(),
});
export type Jurisdiction = z.infer<typeof Jurisdiction>;

export const JurisdictionChangeKind = z.enum(['found', 'rename', 'merge', 'split']);
export const jurisdictionChangeWords: Record<z.infer<typeof JurisdictionChangeKind>, string> = {
  found: '设立',
  rename: '更名',
  merge: '合并',
  split: '拆分',
};

export const JurisdictionChange = z.object({
  id: Ulid,
  actId: Ulid,
  kind: JurisdictionChangeKind,
  fromCode: z.string(),
  toCode: z.string(),
  fromName: z.string(),
  toName: z.string(),
  fromDay: Day,
  reason: z.string(),
  recordedBy: NamedRef.nullable(),
  recordedAt: Instant,
  /** When lifts and units were moved; null while the day is still to come. */
  appliedAt: Instant.nullable(),
});
export type JurisdictionChange = z.infer<typeof JurisdictionChange>;

const Name = z.string().trim().min(2, '请填写名称。').max(60, '最多 60 个字。');
const admins = { regulator_admin: 'division' } as const;
const act = { fromDay: Day, reason: Sentence(200) };
const Tree = z.object({ items: z.array(Jurisdiction) });

/** What lives in an area today, and so would move with it. */
export const AreaContents = z.object({
  code: z.string(),
  lifts: z.number().int(),
  units: z.number().int(),
  /** People of those units, each once for every unit. */
  accounts: z.number().int(),
});
export type AreaContents = z.infer<typeof AreaContents>;

export const jurisdictionApi = {
  tree: endpoint({
    method: 'GET',
    path: '/jurisdictions',
    summary: '辖区树：省、市、区县、监管所、执法队伍。',
    access: districtReaders,
    query: z.object({ ended: z.enum(['yes', 'no']).default('no') }),
    response: Tree,
  }),
  history: endpoint({
    method: 'GET',
    path: '/jurisdictions/history',
    summary: '辖区的设立、更名、合并、拆分，最新在前。',
    access: districtReaders,
    response: z.object({ items: z.array(JurisdictionChange) }),
  }),
  resolve: endpoint({
    method: 'GET',
    path: '/jurisdictions/today',
    summary: '旧代码今天对应哪个辖区。',
    access: districtReaders,
    query: z.object({ code: AreaCode, day: Day.optional() }),
    response: z.object({ code: z.string(), name: z.string() }),
  }),
  districts: endpoint({
    method: 'GET',
    path: '/jurisdictions/districts',
    summary: '现有区县的代码和名称，供备案时选择。',
    access: 'public',
    response: z.object({ items: z.array(z.object({ code: z.string(), name: z.string() })) }),
  }),
  contents: endpoint({
    method: 'GET',
    path: '/jurisdictions/contents',
    summary: '合并或拆分之前：各辖区现有多少单位、电梯和账号会跟着移动。',
    access: admins,
    query: z.object({
      codes: z
        .string()
        .regex(/^[0-9A-Z]{2,12}(,[0-9A-Z]{2,12}){0,99}$/, '请用逗号隔开辖区代码，最多 100 个。'),
    }),
    response: z.object({ items: z.array(AreaContents) }),
  }),
  found: endpoint({
    method: 'POST',
    path: '/jurisdictions',
    summary: '设立辖区，或在区县下设监管所、执法队伍。',
    access: admins,
    body: z.object({
      code: AreaCode,
      name: Name,
      level: JurisdictionLevel,
      parentCode: AreaCode.nullable(),
      gbCode: z.string().max(6),
      ...act,
    }),
    response: Tree,
  }),
  rename: endpoint({
    method: 'POST',
    path: '/jurisdictions/renames',
    summary: '辖区从某天起更名。',
    access: admins,
    body: z.object({ code: AreaCode, name: Name, ...act }),
    response: Tree,
  }),
  merge: endpoint({
    method: 'POST',
    path: '/jurisdictions/merges',
    summary: '几个辖区从某天起合并为一个。',
    access: admins,
    body: z.object({
      fromCodes: z.array(AreaCode).min(1).max(20),
      toCode: AreaCode,
      toName: Name,
      ...act,
    }),
    response: Tree,
  }),
  split: endpoint({
    method: 'POST',
    path: '/jurisdictions/splits',
    summary: '一个区县从某天起拆分：写明各监管所归哪边，其余归哪边。',
    access: admins,
    body: z.object({
      fromCode: AreaCode,
      parts: z
        .array(z.object({ code: AreaCode, name: Name, offices: z.array(AreaCode).min(1).max(50) }))
        .min(1)
        .max(10),
      rest: z.object({ code: AreaCode, name: Name }),
      ...act,
    }),
    response: Tree,
  }),
};

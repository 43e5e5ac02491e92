import { districtActors, districtReaders } from '../kernel/access';
import { endpoint } from '../kernel/endpoint';
import { Instant, NamedRef, Paging, pageOf, Sentence } from '../kernel/fields';
import { Ulid } from '../kernel/id';
import { z } from '../kernel/zod';
import { LiftType } from '../lift/lift.contract';
import { MaintenanceClass } from '../visit/visit.contract';

export const ChecklistKind = z.enum(['addition', 'custom']);
export const checklistKindWords = { addition: '增加项目', custom: '专用项目表' } as const;
export const ChecklistState = z.enum(['proposed', 'approved', 'replaced', 'refused', 'withdrawn']);
export const checklistStateWords = {
  proposed: '待审核',
  approved: '使用中',
  replaced: '已被新版代替',
  refused: '未通过',
  withdrawn: '已撤回',
} as const;

export const OwnItem = z.object({
  name: Sentence(60),
  requirement: Sentence(200),
  class: MaintenanceClass,
  requiresTest: z.boolean().describe('须填写读数或拍照'),
});
export type OwnItem = z.infer<typeof OwnItem>;

/** One edition of a company's own items for a type of lift; never edited, a change is the next edition. */
export const OwnChecklist = z.object({
  id: Ulid,
  company: NamedRef,
  kind: ChecklistKind,
  type: LiftType,
  number: z.number().int().describe('第几版'),
  state: ChecklistState,
  basis: z.string().describe('依据的说明书或要求'),
  items: z.array(OwnItem),
  /** Number and items of the edition that it takes the place of. */
  before: z.object({ number: z.number().int(), items: z.array(OwnItem) }).nullable(),
  proposedBy: z.string(),
  proposedAt: Instant,
  decidedBy: z.string(),
  decidedAt: Instant.nullable(),
  decision: z.string(),
  may: z.object({ decide: z.boolean(), withdraw: z.boolean() }),
});
export type OwnChecklist = z.infer<typeof OwnChecklist>;

const company = { company_admin: 'organisation' } as const;
const params = z.object({ checklistId: Ulid });

export const checklistApi = {
  list: endpoint({
    method: 'GET',
    path: '/checklists',
    summary: '维保单位自己的维保项目：增加的项目和专用项目表，各版都在。',
    access: { ...districtReaders, ...company },
    query: Paging.extend({ state: ChecklistState.optional(), type: LiftType.optional() }),
    response: pageOf(OwnChecklist),
  }),
  show: endpoint({
    method: 'GET',
    path: '/checklists/:checklistId',
    summary: '一版项目表，与它要代替的一版并列。',
    access: { ...districtReaders, ...company },
    params,
    response: OwnChecklist,
  }),
  propose: endpoint({
    method: 'POST',
    path: '/checklists',
    summary: '提出增加的项目或专用项目表；审核通过后新安排的维保按它填写，已安排的不变。',
    access: company,
    body: z.object({
      kind: ChecklistKind,
      type: LiftType,
      basis: z.string().trim().max(300).default(''),
      items: z.array(OwnItem).max(120),
    }),
    response: OwnChecklist,
  }),
  decide: endpoint({
    method: 'POST',
    path: '/checklists/:checklistId/decision',
    summary: '监管部门审核一版项目表。',
    access: districtActors,
    params,
    body: z.object({ accept: z.boolean(), reason: Sentence(300) }),
    response: OwnChecklist,
  }),
  withdraw: endpoint({
    method: 'POST',
    path: '/checklists/:checklistId/withdrawal',
    summary: '审核之前撤回。',
    access: company,
    params,
    response: OwnChecklist,
  }),
};

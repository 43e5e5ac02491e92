import { districtActors, districtReaders, everyRole } from '../kernel/access';
import { endpoint } from '../kernel/endpoint';
import { Done, Instant, NamedRef, Paging, pageOf, Sentence } from '../kernel/fields';
import { Ulid } from '../kernel/id';
import { z } from '../kernel/zod';

export const ChangeState = z.enum(['waiting', 'accepted', 'rejected', 'withdrawn']);
export type ChangeState = z.infer<typeof ChangeState>;
export const changeStateWords: Record<ChangeState, string> = {
  waiting: '待审核',
  accepted: '已同意',
  rejected: '未同意',
  withdrawn: '已撤回',
};

/** What can be changed by request, as lists call it. */
export const changeSubjectWords: Record<string, string> = {
  organisation: '单位资料',
  person: '人员资料',
  lift: '电梯资料',
  contract: '维保合同',
  paper: '证照',
  paper_stop: '停用纸质记录',
};

/** Field names of a request as people read them; a field without a name here is shown by its own. */
export const changeFieldWords: Record<string, string> = {
  name: '名称',
  creditCode: '统一社会信用代码',
  ownerKind: '使用单位类型',
  divisionCode: '所在辖区',
  address: '地址',
  phone: '联系电话',
  emergencyPhone: '24 小时应急电话',
  offices: '办公场所',
  contacts: '联系人',
  permitNumber: '许可证编号',
  paper: '纸质维保记录',
  paperLifts: '电梯',
  paperFacts: '电子记录的完整程度',
  permitUntil: '许可证有效期至',
};

const Values = z.record(z.string(), z.unknown());

export const ChangeRequest = z.object({
  id: Ulid,
  subjectKind: z.string(),
  subjectId: Ulid,
  organisation: NamedRef.nullable(),
  /** The fields that change; personal data are masked. */
  before: Values,
  after: Values,
  reason: z.string(),
  divisionCode: z.string(),
  proposedBy: NamedRef,
  proposedAt: Instant,
  state: ChangeState,
  decidedBy: NamedRef.nullable(),
  decidedAt: Instant.nullable(),
  decision: z.string(),
  /** What the reader may do with it now. */
  may: z.object({ decide: z.boolean(), withdraw: z.boolean() }),
});
export type ChangeRequest = z.infer<typeof ChangeRequest>;

/** Whoever may read requests: the district's, or those about one's own organisation. */
const readers = {
  ...districtReaders,
  company_admin: 'organisation',
  owner_admin: 'organisation',
  unit_admin: 'organisation',
} as const;

const params = z.object({ changeId: Ulid });

export const changeApi = {
  list: endpoint({
    method: 'GET',
    path: '/changes',
    summary: '变更申请：辖区内的，或本单位的。待审核的最早在前，其余最新在前。',
    access: readers,
    query: Paging.extend({
      state: ChangeState.optional(),
      subjectKind: z.string().max(30).optional(),
      subjectId: Ulid.optional(),
    }),
    response: pageOf(ChangeRequest).extend({ waiting: z.number().int() }),
  }),
  show: endpoint({
    method: 'GET',
    path: '/changes/:changeId',
    summary: '一项变更申请，变更前后并列。',
    access: readers,
    params,
    response: ChangeRequest,
  }),
  decide: endpoint({
    method: 'POST',
    path: '/changes/:changeId/decisions',
    summary: '同意或不同意一项变更；自己提出的由别人审核。',
    access: districtActors,
    params,
    body: z.object({ accept: z.boolean(), reason: Sentence(300) }),
    response: ChangeRequest,
  }),
  withdraw: endpoint({
    method: 'POST',
    path: '/changes/:changeId/withdrawal',
    summary: '提出的人在审核之前撤回。',
    access: everyRole('self'),
    params,
    response: Done,
  }),
};

import { Fix } from '../check-in/check-in.contract';
import { districtActors, districtReaders } from '../kernel/access';
import { endpoint } from '../kernel/endpoint';
import { Day, Instant, Paging, pageOf, Sentence } from '../kernel/fields';
import { Ulid } from '../kernel/id';
import { z } from '../kernel/zod';
import { mostSent } from './call-out.rules';
import {
  CallOut,
  CallOutCard,
  DispatchProposal,
  FaultCauseField,
  FaultSignField,
  FocusLift,
  RepairSlotField,
} from './call-out.view.contract';

const params = z.object({ callOutId: Ulid });
const company = { company_admin: 'organisation' } as const;
const onSite = { technician: 'member' } as const;
const owners = { owner_admin: 'organisation', owner_officer: 'organisation' } as const;
const people = { technician: 'organisation', ...company, ...owners } as const;
const readers = { ...people, ...districtReaders } as const;
const reporters = { ...people, ...districtActors } as const;

export const callOutApi = {
  list: endpoint({
    method: 'GET',
    path: '/call-outs',
    summary: '急修：本单位的、我参加的，或辖区内的，最新在前。',
    access: readers,
    query: Paging.extend({
      /** `open`: not closed; `mine`: in which the technician takes part. */
      show: z.enum(['open', 'mine', 'overdue', 'to_confirm', 'all']).default('open'),
      liftId: Ulid.optional(),
    }),
    response: pageOf(CallOutCard).extend({
      counts: z.object({ open: z.number().int(), overdue: z.number().int(), toConfirm: z.number().int() }),
    }),
  }),
  focusLifts: endpoint({
    method: 'GET',
    path: '/call-outs/focus-lifts',
    summary: '近期反复故障的电梯；天数与次数由城市规定，误报和重复报修不算。',
    access: { ...company, ...owners, ...districtReaders },
    response: z.object({
      items: z.array(FocusLift),
      days: z.number().int(),
      faults: z.number().int(),
    }),
  }),
  show: endpoint({
    method: 'GET',
    path: '/call-outs/:callOutId',
    summary: '一次急修的经过、人员、照片、部件和停梯公告。',
    access: readers,
    params,
    response: CallOut,
  }),
  report: endpoint({
    method: 'POST',
    path: '/call-outs',
    summary: '登录用户报修；同一台电梯已有未完工的急修时并入。',
    access: reporters,
    body: z.object({
      liftId: Ulid,
      sign: FaultSignField,
      text: z.string().trim().max(300, '最多 300 个字。').default(''),
      fileIds: z.array(Ulid).max(3, '最多 3 张照片。').default([]),
    }),
    response: z.object({ callOutId: Ulid, merged: z.boolean() }),
  }),
  proposal: endpoint({
    method: 'GET',
    path: '/call-outs/:callOutId/proposal',
    summary: '按电梯分工自动建议派给谁，可以改派。',
    access: company,
    params,
    response: DispatchProposal,
  }),
  dispatch: endpoint({
    method: 'POST',
    path: '/call-outs/:callOutId/dispatches',
    summary: '派单或改派；第一位为负责人。',
    access: company,
    params,
    body: z.object({
      personIds: z.array(Ulid).min(1, '请至少选一人。').max(mostSent, `一次最多派 ${mostSent} 人。`),
    }),
    response: CallOut,
  }),
  handToService: endpoint({
    method: 'POST',
    path: '/call-outs/:callOutId/services',
    summary: '由制造单位等其他单位来修：登记单位和许可证。',
    access: company,
    params,
    body: z.object({
      name: Sentence(80),
      permitNumber: z.string().trim().max(60).default(''),
      reason: Sentence(200),
    }),
    response: CallOut,
  }),
  callbacks: endpoint({
    method: 'POST',
    path: '/call-outs/:callOutId/callbacks',
    summary: '报修人留下的回电号码，查看留痕；三十天后删除。',
    access: { ...onSite, ...company },
    params,
    response: z.object({ phones: z.array(z.string()) }),
    // The answer holds telephones, so it is stored nowhere.
    keyless: true,
  }),
  accept: endpoint({
    method: 'POST',
    path: '/call-outs/:callOutId/acceptances',
    summary: '维保人员接单。',
    access: onSite,
    params,
    response: CallOut,
  }),
  decline: endpoint({
    method: 'POST',
    path: '/call-outs/:callOutId/refusals',
    summary: '去不了：写明原因，退回单位改派。',
    access: onSite,
    params,
    body: z.object({ reason: Sentence(200) }),
    response: CallOut,
  }),
  arrive: endpoint({
    method: 'POST',
    path: '/call-outs/:callOutId/arrivals',
    summary: '到场签到：扫这台电梯的码并定位。',
    access: onSite,
    device: 'trusted',
    params,
    /** Null where the phone gives no position, underground for instance: taken and marked. */
    body: z.object({ token: z.string().min(1).max(300), scannedAt: Instant, fix: Fix.nullable() }),
    response: CallOut,
  }),
  start: endpoint({
    method: 'POST',
    path: '/call-outs/:callOutId/starts',
    summary: '身份核验以后开始处理。',
    access: onSite,
    device: 'trusted',
    params,
    response: CallOut,
  }),
  addPhoto: endpoint({
    method: 'POST',
    path: '/call-outs/:callOutId/photos',
    summary: '附上一张现场照片。',
    access: onSite,
    device: 'trusted',
    params,
    body: z.object({ fileId: Ulid, slot: RepairSlotField }),
    response: CallOut,
  }),
  addPart: endpoint({
    method: 'POST',
    path: '/call-outs/:callOutId/parts',
    summary: '登记换上的部件；安全部件要写制造单位、型式试验编号并拍旧件。',
    access: onSite,
    device: 'trusted',
    params,
    body: z.object({
      name: Sentence(60),
      quantity: z.number().int().min(1).max(999).default(1),
      isSafety: z.boolean(),
      maker: z.string().trim().max(80).default(''),
      typeTestNumber: z.string().trim().max(60).default(''),
      oldPhotoId: Ulid.optional(),
    }),
    response: CallOut,
  }),
  stop: endpoint({
    method: 'POST',
    path: '/call-outs/:callOutId/stops',
    summary: '一时修不好：停梯、公示预计恢复日期，并把书面方案告知使用单位；可更新。',
    access: { ...onSite, ...company },
    params,
    body: z.object({
      reason: Sentence(100).describe('公众看得到'),
      solution: Sentence(500).describe('给使用单位的书面方案'),
      expectedOn: Day,
      waitsForParts: z.boolean(),
    }),
    response: CallOut,
  }),
  major: endpoint({
    method: 'POST',
    path: '/call-outs/:callOutId/major-repairs',
    summary: '属于重大修理：核对许可并登记施工告知。',
    access: company,
    params,
    body: z.object({ scope: Sentence(300), noticeNumber: Sentence(60), noticeOn: Day }),
    response: CallOut,
  }),
  inspected: endpoint({
    method: 'POST',
    path: '/call-outs/:callOutId/major-inspections',
    summary: '登记重大修理的监督检验报告；没有它电梯不能恢复使用。',
    access: company,
    params,
    body: z.object({ inspectionNumber: Sentence(60), inspectedOn: Day }),
    response: CallOut,
  }),
  finish: endpoint({
    method: 'POST',
    path: '/call-outs/:callOutId/completions',
    summary: '完工：结果、原因、怎样处理、给报修人的答复。',
    access: { ...onSite, ...company },
    params,
    body: z.object({
      outcome: z.enum(['repaired', 'no_fault']),
      cause: FaultCauseField,
      work: Sentence(500),
      feedback: Sentence(200),
      /** A service's own repair sheet. */
      fileIds: z.array(Ulid).max(5).default([]),
    }),
    response: CallOut,
  }),
  confirm: endpoint({
    method: 'POST',
    path: '/call-outs/:callOutId/confirmations',
    summary: '使用单位确认修好了。',
    access: owners,
    params,
    response: CallOut,
  }),
  returnWork: endpoint({
    method: 'POST',
    path: '/call-outs/:callOutId/returns',
    summary: '使用单位退回：没有修好，写明原因。',
    access: owners,
    params,
    body: z.object({ reason: Sentence(200) }),
    response: CallOut,
  }),
  close: endpoint({
    method: 'POST',
    path: '/call-outs/:callOutId/closings',
    summary: '使用单位长期不答复时，由监管部门写明理由结案。',
    access: districtActors,
    params,
    body: z.object({ reason: Sentence(200) }),
    response: CallOut,
  }),
  merge: endpoint({
    method: 'POST',
    path: '/call-outs/:callOutId/merges',
    summary: '与另一报修是同一件事（例如扫错了旁边的电梯）：并入，报修人都会知道。',
    access: { ...company, ...districtActors },
    params,
    body: z.object({ intoId: Ulid }),
    response: CallOut,
  }),
};

/** Raw routes: a photograph of a report, a service's sheet. Every look is logged. */
export const callOutFilePath = (callOutId: string, fileId: string) =>
  `/api/call-outs/${callOutId}/files/${fileId}`;

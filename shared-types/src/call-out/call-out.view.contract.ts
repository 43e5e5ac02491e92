import { Day, Instant, NamedRef } from '../kernel/fields';
import { Ulid } from '../kernel/id';
import { z } from '../kernel/zod';
import {
  type CallOutState,
  callOutStates,
  type FaultCause,
  type FaultSign,
  faultCauses,
  faultSigns,
  type RepairSlot,
  type ReportSource,
  repairSlots,
  reportSources,
} from './call-out.rules';

const words = <K extends string>(table: Record<K, string>) => z.enum(Object.keys(table) as [K, ...K[]]);
export const CallOutStateField = words<CallOutState>(callOutStates);
export const FaultSignField = words<FaultSign>(faultSigns);
export const FaultCauseField = words<FaultCause>(faultCauses);
export const RepairSlotField = words<RepairSlot>(repairSlots);
export const ReportSourceField = words<ReportSource>(reportSources);

const Late = z.object({
  accept: z.boolean(),
  arrive: z.boolean(),
  unanswered: z.boolean(),
  repair: z.boolean(),
  expected: z.boolean(),
  confirm: z.boolean(),
});

/** The notice that a lift stands still, and until when it is expected to (REP-04). */
export const StopNotice = z.object({
  callOutId: Ulid,
  from: Instant,
  expectedOn: Day.describe('预计恢复使用'),
  to: Instant.nullable().describe('实际恢复使用；为空时仍停用'),
  reason: z.string(),
});
export type StopNotice = z.infer<typeof StopNotice>;

export const CallOutCard = z.object({
  id: Ulid,
  lift: z.object({
    id: Ulid,
    place: z.string(),
    ownNumber: z.string(),
    rescueCode: z.string(),
    address: z.string(),
  }),
  company: NamedRef.nullable(),
  owner: NamedRef.nullable(),
  divisionCode: z.string(),
  state: CallOutStateField,
  source: ReportSourceField,
  sign: FaultSignField,
  text: z.string(),
  reports: z.number().int().describe('共有几人次报修'),
  technicians: z.array(NamedRef),
  /** Somebody else's service does it: the manufacturer's, or another firm's. */
  service: z.string().nullable(),
  reportedAt: Instant,
  dispatchedAt: Instant.nullable(),
  acceptedAt: Instant.nullable(),
  arrivedAt: Instant.nullable(),
  finishedAt: Instant.nullable(),
  confirmedAt: Instant.nullable(),
  closedAt: Instant.nullable(),
  late: Late,
  overdue: z.boolean(),
  /** Faults of this lift within the city's days, this one included. */
  faults: z.number().int(),
  focus: z.boolean(),
  stop: StopNotice.nullable(),
  /** The lift was not to be in use when the fault was reported. */
  onStopped: z.boolean().describe('报修时电梯已停用'),
});
export type CallOutCard = z.infer<typeof CallOutCard>;

export const RepairPart = z.object({
  id: Ulid,
  name: z.string(),
  quantity: z.number().int(),
  isSafety: z.boolean(),
  maker: z.string(),
  typeTestNumber: z.string(),
  oldPhotoId: Ulid.nullable(),
});
export type RepairPart = z.infer<typeof RepairPart>;

export const CallOut = CallOutCard.extend({
  members: z.array(
    z.object({
      person: NamedRef,
      role: z.enum(['lead', 'partner']),
      codeAt: Instant.nullable(),
      positionVerdict: z.string(),
      distanceMetres: z.number().nullable(),
      identity: z.enum(['none', 'running', 'accepted', 'in_review', 'rejected']),
      identityMethod: z.enum(['face', 'alternative']).nullable(),
    }),
  ),
  servicePermit: z.string().nullable(),
  photos: z.array(z.object({ fileId: Ulid, slot: RepairSlotField, at: Instant })),
  parts: z.array(RepairPart),
  reportList: z.array(
    z.object({
      id: Ulid,
      at: Instant,
      source: ReportSourceField,
      by: z.string().describe('登录用户的姓名；公众不显示'),
      sign: FaultSignField,
      text: z.string(),
      pictures: z.array(Ulid),
    }),
  ),
  timeline: z.array(
    z.object({ at: Instant, act: z.string(), by: z.string(), text: z.string(), entryHash: z.string() }),
  ),
  solution: z.string().describe('给使用单位的书面方案'),
  outcome: z.enum(['repaired', 'no_fault']).nullable(),
  cause: FaultCauseField.nullable(),
  work: z.string().describe('怎样处理的'),
  feedback: z.string().describe('给报修人的答复'),
  serviceReportIds: z.array(Ulid),
  returns: z.number().int(),
  major: z
    .object({
      scope: z.string(),
      noticeNumber: z.string(),
      noticeOn: Day,
      inspectionNumber: z.string().nullable(),
      inspectedOn: Day.nullable(),
    })
    .nullable()
    .describe('重大修理：施工告知与监督检验'),
  nonces: z.array(z.string()).describe('拍照凭证，每张一个'),
  mine: z.boolean().describe('我参加这次修理'),
  may: z.object({
    dispatch: z.boolean(),
    accept: z.boolean(),
    arrive: z.boolean(),
    identify: z.boolean(),
    start: z.boolean(),
    work: z.boolean(),
    stop: z.boolean(),
    finish: z.boolean(),
    confirm: z.boolean(),
    major: z.boolean(),
    inspected: z.boolean(),
    merge: z.boolean(),
    close: z.boolean(),
  }),
});
export type CallOut = z.infer<typeof CallOut>;

export const DispatchProposal = z.object({
  people: z.array(
    z.object({
      id: Ulid,
      name: z.string(),
      isCertified: z.boolean(),
      why: z.enum(['repair', 'maintenance', 'company']),
      open: z.number().int().describe('手上未完工的急修'),
      onDuty: z.boolean().describe('按值班表现在正在值班'),
    }),
  ),
  /** The lead first. */
  proposed: z.array(Ulid),
  minimum: z.number().int(),
});
export type DispatchProposal = z.infer<typeof DispatchProposal>;

export const FocusLift = z.object({
  lift: z.object({ id: Ulid, place: z.string(), ownNumber: z.string(), rescueCode: z.string() }),
  company: NamedRef.nullable(),
  owner: NamedRef.nullable(),
  divisionCode: z.string(),
  faults: z.number().int(),
  lastAt: Instant,
  callOutIds: z.array(Ulid),
});
export type FocusLift = z.infer<typeof FocusLift>;

import { FaultSignField } from '../call-out/call-out.view.contract';
import { PublicLift } from '../code/code.contract';
import { endpoint } from '../kernel/endpoint';
import { Day, Instant } from '../kernel/fields';
import { z } from '../kernel/zod';
import { MaintenanceClass } from '../visit/visit.contract';

/** A fault and its repair, for everybody: no reporter, nobody's words. */
export const PublicFault = z.object({
  sign: FaultSignField,
  reportedAt: Instant,
  finishedAt: Instant.nullable(),
  outcome: z.enum(['repaired', 'no_fault']).nullable().describe('未处理完的为空'),
  isMajor: z.boolean().describe('重大修理'),
  /** When it was first stopped for it; null: it ran on. */
  stoppedAt: Instant.nullable(),
  /** What was put in, by name. */
  parts: z.array(z.string()),
});
export type PublicFault = z.infer<typeof PublicFault>;

/** An entrapment, for everybody: nothing about who was inside. */
export const PublicEntrapment = z.object({
  kind: z.enum(['trapped', 'hurt']),
  outcome: z.enum(['rescued', 'mistaken']).nullable(),
  reportedAt: Instant,
  arrivedAt: Instant.nullable(),
  freedAt: Instant.nullable(),
});
export type PublicEntrapment = z.infer<typeof PublicEntrapment>;

/** As far as the register knows: the last and the next one, and those that a major repair needs. */
export const PublicInspections = z.object({
  body: z.string().describe('辖区的检验机构，没有登记的为空'),
  lastOn: Day.nullable(),
  nextOn: Day.nullable(),
  afterMajorRepair: z.array(Day).describe('重大修理监督检验的日期'),
});
export type PublicInspections = z.infer<typeof PublicInspections>;

/** What the authority decided about the lift, or the register says of its use. */
export const PublicSupervision = z.object({
  kind: z.enum(['record_invalid', 'record_restored', 'paused', 'suspended']),
  on: Day,
  until: Day.nullable().describe('停用、暂停使用恢复的日期；还没有恢复的为空'),
  /** The maintenance that was judged. */
  about: z.object({ on: Day, class: MaintenanceClass }).nullable(),
});
export type PublicSupervision = z.infer<typeof PublicSupervision>;

/** What has happened to a lift; each list newest first. */
export const LiftPast = z.object({
  visits: PublicLift.shape.visits,
  faults: z.array(PublicFault),
  entrapments: z.array(PublicEntrapment),
  inspections: PublicInspections,
  supervision: z.array(PublicSupervision),
  queriedAt: Instant,
});
export type LiftPast = z.infer<typeof LiftPast>;

export const liftPastApi = {
  show: endpoint({
    method: 'GET',
    path: '/codes/:token/history',
    summary: '扫码看这台电梯的历史：维保、故障和维修、困人、检验、监督。',
    access: 'public',
    limit: 'look_up',
    params: z.object({ token: z.string().min(1).max(300) }),
    response: LiftPast,
  }),
  numbered: endpoint({
    method: 'GET',
    path: '/numbers/:number/history',
    summary: '凭应急救援识别码或原有贴码看这台电梯的历史；可以猜到，所以限次。',
    access: 'public',
    limit: 'anonymous',
    params: z.object({ number: z.string().min(1).max(300) }),
    response: LiftPast,
  }),
};

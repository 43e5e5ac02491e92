import { CallOutStateField, FaultSignField } from '../call-out/call-out.view.contract';
import { districtReaders } from '../kernel/access';
import { endpoint } from '../kernel/endpoint';
import { Day, Instant } from '../kernel/fields';
import { Ulid } from '../kernel/id';
import { z } from '../kernel/zod';
import { LiftRow } from '../lift/lift.contract';
import { ReportKindField, ReportStateField } from '../public-report/public-report.shapes.contract';
import { RescueStateField } from '../rescue/help.contract';
import { MaintenanceClass, Step, VisitState } from '../visit/visit.contract';

/** One thing at a lift that waits for whoever reads its code. */
export const AtLift = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('entrapment'),
    id: Ulid,
    what: z.enum(['trapped', 'hurt']),
    state: RescueStateField,
    at: Instant,
  }),
  z.object({
    kind: z.literal('call_out'),
    id: Ulid,
    sign: FaultSignField,
    state: CallOutStateField,
    at: Instant,
    overdue: z.boolean(),
  }),
  z.object({
    kind: z.literal('visit'),
    id: Ulid,
    class: MaintenanceClass,
    state: VisitState,
    plannedOn: Day,
    nextStep: Step,
  }),
  z.object({ kind: z.literal('record'), id: Ulid, class: MaintenanceClass, completedOn: Day }),
  z.object({
    kind: z.literal('report'),
    id: Ulid,
    what: ReportKindField,
    state: ReportStateField,
    at: Instant,
  }),
  z.object({ kind: z.literal('doubt'), id: Ulid, class: MaintenanceClass, completedOn: Day }),
  z.object({ kind: z.literal('overdue'), id: Ulid, dueOn: Day }),
]);
export type AtLift = z.infer<typeof AtLift>;

export const CodeView = z.object({
  lift: LiftRow,
  codeState: z.enum(['current', 'replaced']),
  lastInspectionOn: Day.nullable(),
  nextInspectionOn: Day.nullable(),
  /** The most urgent first: the first one is the reader's next action. */
  waiting: z.array(AtLift),
  /** The lift's page in the console. */
  consoleUrl: z.string(),
  today: Day,
});
export type CodeView = z.infer<typeof CodeView>;

export const codeViewApi = {
  show: endpoint({
    method: 'POST',
    path: '/code-views',
    summary: '登录的人扫码：自己管的这台电梯，和自己现在该办的事；不归自己管的查不到，按乘客看。',
    access: {
      ...districtReaders,
      hotline_operator: 'division',
      technician: 'organisation',
      company_admin: 'organisation',
      owner_officer: 'organisation',
      owner_admin: 'organisation',
      rescuer: 'organisation',
    },
    keyless: true,
    limit: 'look_up',
    body: z.object({ code: z.string().min(1).max(300).describe('扫到的内容：本系统的码、原有贴码或识别码') }),
    response: CodeView,
  }),
};

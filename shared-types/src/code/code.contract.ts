import { endpoint } from '../kernel/endpoint';
import { Day, Instant } from '../kernel/fields';
import { Ulid } from '../kernel/id';
import { z } from '../kernel/zod';
import { ProofPackage } from '../ledger/ledger.contract';
import { LiftState, LiftType } from '../lift/lift.contract';
import { OwnerAnswer, RecordStanding, Validity } from '../record/record.contract';
import { MaintenanceClass } from '../visit/visit.contract';

/** Instead of a company's name, while the owner has not said who answers for the lift (DIS edge case). */
export const companyChanging = '维保单位变更中';

/** What a passenger sees after scanning: no phone, no certificate, no position (DIS-04). */
export const PublicLift = z.object({
  codeState: z.enum(['current', 'replaced']),
  rescueCode: z.string(),
  registrationNumber: z.string(),
  place: z.string(),
  ownNumber: z.string(),
  address: z.string(),
  type: LiftType,
  state: LiftState,
  companyName: z.string(),
  ownerName: z.string(),
  inspectionBody: z.string().describe('辖区的检验机构，没有登记的为空'),
  stoppedUntil: Day.nullable().describe('因维修停用时，预计恢复的日期'),
  emergencyPhone: z.string(),
  grade: z.string().nullable(),
  gradeOn: Day.nullable(),
  lastInspectionOn: Day.nullable(),
  nextInspectionOn: Day.nullable(),
  maintenance: z.object({
    lastOn: Day.nullable(),
    dueOn: Day.nullable(),
    overdue: z.boolean(),
    /** The newest record is still being checked (DIS edge case: shows 核查中). */
    underCheck: z.boolean(),
  }),
  visits: z.array(
    z.object({
      recordId: Ulid,
      class: MaintenanceClass,
      on: Day,
      technicians: z.array(z.string()),
      companyName: z.string(),
      validity: Validity,
      ownerAnswer: OwnerAnswer,
      standing: RecordStanding,
      grade: z.string(),
      logNumber: z.number().int().nullable().describe('封存后片刻才编号，之前为空'),
    }),
  ),
  /** Printed on the page so that a screenshot of yesterday is recognisable. */
  queriedAt: Instant,
});
export type PublicLift = z.infer<typeof PublicLift>;

export const PublicVerification = z.object({
  place: z.string(),
  rescueCode: z.string(),
  class: MaintenanceClass,
  completedOn: Day,
  companyName: z.string(),
  ownerName: z.string(),
  technicians: z.array(z.string()),
  validity: Validity,
  ownerAnswer: OwnerAnswer,
  standing: RecordStanding,
  grade: z.string(),
  proof: ProofPackage,
});
export type PublicVerification = z.infer<typeof PublicVerification>;

export const codeApi = {
  lift: endpoint({
    method: 'GET',
    path: '/codes/:token',
    summary: '扫码看这台电梯：谁在维保、最近几次、设备等级。',
    access: 'public',
    limit: 'look_up',
    params: z.object({ token: z.string().min(1).max(300) }),
    response: PublicLift,
  }),
  numbered: endpoint({
    method: 'GET',
    path: '/numbers/:number',
    summary: '凭应急救援识别码或原有贴码（使用标志）看这台电梯；可以猜到，所以限次。',
    access: 'public',
    limit: 'anonymous',
    params: z.object({ number: z.string().min(1).max(300) }),
    response: PublicLift,
  }),
  proof: endpoint({
    method: 'GET',
    path: '/codes/:token/records/:recordId/proof',
    summary: '一次维保的存证证明，任何人可自行核对。',
    access: 'public',
    limit: 'look_up',
    params: z.object({ token: z.string().min(1).max(300), recordId: Ulid }),
    response: ProofPackage,
  }),
  verification: endpoint({
    method: 'GET',
    path: '/verifications/:verificationCode',
    summary: '凭纸质记录上的查验码核对真伪。',
    access: 'public',
    limit: 'look_up',
    params: z.object({
      verificationCode: z.string().regex(/^[0-9A-HJKMNP-TV-Z]{16}$/, '查验码是 16 位字母和数字。'),
    }),
    response: PublicVerification,
  }),
};

import { districtReaders } from '../kernel/access';
import { endpoint } from '../kernel/endpoint';
import { Day, Done, Instant, Sentence } from '../kernel/fields';
import { z } from '../kernel/zod';

/** People with a stored face, counted from the data whenever it is asked (FACE-11). */
export const StoredFaces = z.object({
  people: z.number().int(),
  /** Of them those whose enrolment is in force. */
  enrolled: z.number().int(),
  state: z.enum(['fine', 'near', 'filing']),
  alertFrom: z.number().int(),
  filingFrom: z.number().int(),
  /** Last day of the filing; null while there is no duty or before it was noticed. */
  filingDueOn: Day.nullable(),
  /** Deleted so far: how many templates, why. */
  deleted: z.array(
    z.object({ reason: z.enum(['withdrawn', 'left', 'replaced', 'refused']), templates: z.number().int() }),
  ),
});
export type StoredFaces = z.infer<typeof StoredFaces>;

const Lanes = z.object({
  accepted: z.number().int(),
  inReview: z.number().int(),
  rejected: z.number().int(),
});
export const calibrationStates = ['proposed', 'applied', 'discarded'] as const;

export const Calibration = z.object({
  version: z.number().int(),
  modelVersion: z.string(),
  people: z.number().int(),
  mean: z.number(),
  spread: z.number(),
  /** The checks of so many days, scored anew. */
  days: z.number().int(),
  effect: z.object({
    checks: z.number().int(),
    before: Lanes,
    after: Lanes,
    moved: z.number().int(),
  }),
  state: z.enum(calibrationStates),
  madeAt: Instant,
  decidedBy: z.string().nullable(),
  decidedAt: Instant.nullable(),
  reason: z.string().nullable(),
});
export type Calibration = z.infer<typeof Calibration>;

/** Checks of one group and what became of them. */
export const CheckGroup = z.object({
  name: z.string(),
  checks: z.number().int(),
  accepted: z.number().int().describe('机器直接通过'),
  refused: z.number().int().describe('机器不通过'),
  toPeople: z.number().int().describe('转人工'),
  acceptedByPeople: z.number().int(),
  refusedByPeople: z.number().int(),
});
export type CheckGroup = z.infer<typeof CheckGroup>;

export const ReviewStatistics = z.object({
  from: Day,
  until: Day,
  all: CheckGroup,
  companies: z.array(CheckGroup),
  devices: z.array(CheckGroup),
  /** By what was measured of the light. */
  lights: z.array(CheckGroup),
  /** By what reviewers ticked; a check may be in several. Only checks that people decided. */
  seen: z.array(CheckGroup),
  waiting: z.object({
    open: z.number().int(),
    /** Since when the oldest one waits. */
    oldestAt: Instant.nullable(),
    /** Of those decided in the period: minutes to the decision. */
    medianMinutes: z.number().nullable(),
    within10: z.number().int().describe('10 分钟内决定的件数'),
    decided: z.number().int(),
  }),
});
export type ReviewStatistics = z.infer<typeof ReviewStatistics>;

const admin = { regulator_admin: 'any' } as const;

export const faceDeskApi = {
  stored: endpoint({
    method: 'GET',
    path: '/face/stored',
    summary: '存了多少人的人脸，离备案还有多远。',
    access: { regulator_admin: 'any', auditor: 'any' },
    response: StoredFaces,
  }),
  statistics: endpoint({
    method: 'GET',
    path: '/face/statistics',
    summary: '核验统计：按单位、机型、光线、安全帽和眼镜。',
    access: districtReaders,
    query: z.object({ days: z.coerce.number().int().min(1).max(365).default(30) }),
    response: ReviewStatistics,
  }),
  calibrations: endpoint({
    method: 'GET',
    path: '/face/calibrations',
    summary: '比对基准的每日校准，新的在前。',
    access: { regulator_admin: 'any', auditor: 'any' },
    response: z.object({ items: z.array(Calibration), inForce: z.number().int().nullable() }),
  }),
  decideCalibration: endpoint({
    method: 'POST',
    path: '/face/calibrations/:version/decision',
    summary: '看过前后影响，启用或放弃一次校准。',
    access: admin,
    params: z.object({ version: z.coerce.number().int().positive() }),
    body: z.object({ apply: z.boolean(), reason: Sentence(200) }),
    response: Done,
  }),
};

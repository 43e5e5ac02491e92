import type { Refusal } from '../kernel/app-error';
import type { Steps } from '../kernel/states';
import type { Presence, Step, VisitState } from './visit.contract';

/**
 * DECISIONS 2: the visit's own life cycle. Overdue is no state: it is computed from the due day.
 * @basis DECISIONS 2
 */
export const visitSteps: Steps<VisitState> = {
  planned: ['checked_in', 'cancelled'],
  checked_in: ['submitted', 'cancelled'],
  submitted: [],
  cancelled: [],
};

/** What one technician has done so far; a `Presence` of the contract fits. */
export type PresenceFacts = Pick<
  Presence,
  'role' | 'codeAt' | 'positionVerdict' | 'positionEvidence' | 'identity' | 'startedAt' | 'checkedOutAt'
> & {
  /** Null again as soon as what was signed has changed since. */
  signedAt: number | null;
};

export interface VisitFacts {
  state: VisitState;
  mine: PresenceFacts;
  /** Every item answered, enough photos, the lift graded. */
  workComplete: boolean;
  /** Steps that may follow later, since commands of work without a network arrive one after the other. */
  mayFollow?: readonly Step[];
}

const order = [
  'code',
  'position',
  'position_evidence',
  'identity',
  'start',
  'work',
  'sign',
  'check_out',
  'submit',
] as const satisfies readonly Step[];

/** Weak, outside or impossible to get: a photograph of the spot is asked for, and the work goes on (CHK-04). */
export const needsPositionEvidence = (mine: Pick<PresenceFacts, 'positionVerdict'>): boolean =>
  mine.positionVerdict === 'weak' || mine.positionVerdict === 'outside';

const isDone: Record<(typeof order)[number], (facts: VisitFacts) => boolean> = {
  code: ({ mine }) => mine.codeAt !== null,
  // A phone that gives no position at all is no dead end: the photograph alone then stands for it.
  position: ({ mine }) => mine.positionVerdict !== 'none' || mine.positionEvidence,
  position_evidence: ({ mine }) => mine.positionEvidence || !needsPositionEvidence(mine),
  // A check that a person must still decide does not hold up honest work (DECISIONS 15).
  identity: ({ mine }) => mine.identity === 'accepted' || mine.identity === 'in_review',
  start: ({ mine }) => mine.startedAt !== null,
  work: (facts) => facts.workComplete,
  sign: ({ mine }) => mine.signedAt !== null,
  check_out: ({ mine }) => mine.checkedOutAt !== null,
  submit: (facts) => facts.state === 'submitted' || facts.mine.role === 'partner',
};

/**
 * What the technician does next. The order is the server's, whatever the phone shows.
 * @basis 泉鲤市监规〔2024〕1号 三(三)、四(四), from 2024-01-16 (CHK-01, CHK-03)
 */
export const nextStep = (facts: VisitFacts): Step =>
  facts.state === 'submitted' || facts.state === 'cancelled'
    ? 'done'
    : (order.find((step) => !isDone[step](facts)) ?? 'done');

const todo: Record<(typeof order)[number], string> = {
  code: '请先扫描这台电梯上的二维码',
  position: '请先提交现场定位',
  position_evidence: '定位不够准确，请先补一张现场照片',
  identity: '请先完成身份核验',
  start: '请先点“开始作业”',
  work: '请先填完检查项目、拍够照片并给出设备状态等级',
  sign: '请先签名',
  check_out: '请先签退',
  submit: '请先由组长提交',
};

const outOfOrder = (message: string): Refusal => ({ code: 'check_in.out_of_order', message });

const closed: Partial<Record<VisitState, Refusal>> = {
  submitted: { code: 'visit.already_submitted', message: '这次维保已经提交封存，不能再改动。' },
  cancelled: { code: 'visit.cancelled', message: '这次维保已经取消。' },
};

const beforeStart: readonly Step[] = ['code', 'position', 'position_evidence', 'identity', 'start'];

/**
 * Why a step may not be taken now, naming what comes first; null when it may. Check-in steps may be repeated until
 * the work starts (a better fix, another try at identity); answers and signatures until the submission.
 * @basis 泉鲤市监规〔2024〕1号 四(四), from 2024-01-16 (CHK-03)
 */
export function refuseStep(facts: VisitFacts, step: Exclude<Step, 'done'>): Refusal | null {
  const over = closed[facts.state];
  if (over) return over;
  const isOwedEvidence = step === 'position_evidence' && !isDone.position_evidence(facts);
  if (beforeStart.includes(step) && facts.mine.startedAt !== null && !isOwedEvidence) {
    return outOfOrder('您已经开始作业，签到步骤不能重做。');
  }
  if (step === 'check_out' && facts.mine.checkedOutAt !== null) return outOfOrder('您已经签退。');
  if (step === 'submit' && facts.mine.role === 'partner') {
    return { code: 'visit.not_the_lead', message: '由本次维保的组长提交，您已无须操作。' };
  }
  const later: readonly Step[] = step === 'submit' ? [] : (facts.mayFollow ?? []);
  const earlier = order
    .slice(0, order.indexOf(step))
    .filter((before) => !mayStandOpen(step, before) && !later.includes(before));
  const missing = earlier.find((before) => !isDone[before](facts));
  return missing ? outOfOrder(`${todo[missing]}。`) : null;
}

/**
 * What may still be on its way when a command of work without a network arrives: the photograph for a weak position,
 * and, for who signs their own part, the colleague's. The submission asks for both.
 * @basis CHK-15; DECISIONS 13; docs/adr/0025
 */
export const mayFollowLater = (made: { isOffline: boolean; isOwnPart: boolean }): readonly Step[] => [
  ...(made.isOffline ? (['position_evidence'] as const) : []),
  ...(made.isOwnPart ? (['work'] as const) : []),
];

/** The photograph may come instead of a position that the phone cannot give. */
const mayStandOpen = (step: Step, before: Step): boolean =>
  step === 'position_evidence' && before === 'position';

/**
 * A visit can be called off until it is submitted; afterwards only a sealed amendment helps (IMM-02).
 * @basis DECISIONS 2, 8
 */
export const refuseCancel = (state: VisitState): Refusal | null => closed[state] ?? null;

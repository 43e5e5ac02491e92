import type { Refusal } from '../kernel/app-error';
import type { Steps } from '../kernel/states';
import { dayOf, endOfDay } from '../kernel/time';
import type { OwnerAnswer } from './record.contract';

/**
 * The owner's answer, an axis of its own: it never touches the validity nor the clock (DECISIONS 2, 25). A returned
 * record can never default; one that defaulted may still be signed, and the default stays in its history.
 * @basis 广州市监局 2021-04-08 三(二)1(5) (SIG-02, SIG-03, SIG-05, SIG-06)
 */
export const ownerAnswerSteps: Steps<OwnerAnswer> = {
  pending: ['signed', 'returned', 'defaulted'],
  signed: [],
  returned: [],
  defaulted: ['signed_late'],
  signed_late: [],
};

export interface OwnerSignFacts {
  ownerAnswer: OwnerAnswer;
  signer: { personId: string; deviceId: string | null };
  /** Everybody who did the work, and every device they used for it. */
  technicianIds: readonly string[];
  technicianDeviceIds: readonly string[];
  /** What the owner saw against what is sealed. */
  signedHash: string;
  contentHash: string;
}

const alreadyAnswered = (answer: OwnerAnswer): Refusal => ({
  code: 'record.already_answered',
  message: answer === 'returned' ? '这份记录已经退回，等待维保单位答复。' : '这份记录已经签字确认过了。',
});

/**
 * A technician never signs for the owner, and not on a technician's phone either: 迅达浙江 was fined 22 000 元 for it.
 * @basis TSG T5002-2017 第七条 “使用单位安全管理人员签字确认”; SIG-01, SIG-07
 */
export function refuseOwnerSign(facts: OwnerSignFacts): Refusal[] {
  const refusals: Refusal[] = [];
  const { ownerAnswer, signer } = facts;
  if (ownerAnswer !== 'pending' && ownerAnswer !== 'defaulted') refusals.push(alreadyAnswered(ownerAnswer));
  if (facts.technicianIds.includes(signer.personId)) {
    refusals.push({
      code: 'record.signer_is_technician',
      message: '参加本次维保的人员不能代使用单位签字。',
    });
  }
  if (signer.deviceId !== null && facts.technicianDeviceIds.includes(signer.deviceId)) {
    refusals.push({
      code: 'record.signer_device',
      message: '这部手机在本次维保中用过，请使用单位安全员用自己的手机签字。',
    });
  }
  if (facts.signedHash !== facts.contentHash) {
    refusals.push({
      code: 'record.content_changed',
      message: '您看到的内容与封存的记录不一致，请重新打开后再签。',
    });
  }
  return refusals;
}

export interface OwnerReturnFacts {
  ownerAnswer: OwnerAnswer;
  signer: { personId: string };
  technicianIds: readonly string[];
  reason: string;
}

/**
 * A return carries its reason and is possible while the answer is open.
 * @basis SIG-06
 */
export function refuseOwnerReturn(facts: OwnerReturnFacts): Refusal[] {
  const refusals: Refusal[] = [];
  if (facts.ownerAnswer === 'defaulted') {
    const message = '确认时限已过，记录已按约定默认确认；如有异议请向监管部门投诉。';
    refusals.push({ code: 'record.return_too_late', message });
  } else if (facts.ownerAnswer !== 'pending') {
    refusals.push(alreadyAnswered(facts.ownerAnswer));
  }
  if (facts.technicianIds.includes(facts.signer.personId)) {
    const message = '参加本次维保的人员不能代使用单位退回。';
    refusals.push({ code: 'record.signer_is_technician', message });
  }
  if (facts.reason.trim() === '') {
    refusals.push({ code: 'record.reason_missing', field: 'reason', message: '请写明退回的理由。' });
  }
  return refusals;
}

/** What the answer becomes when the owner signs now. */
export const answerBySigning = (answer: OwnerAnswer): 'signed' | 'signed_late' =>
  answer === 'defaulted' ? 'signed_late' : 'signed';

/**
 * The owner signs on the day the work was completed: until 24:00 of it.
 * @basis 广州市监局 2021-04-08 三(二)1(5) “应在维保完成当天完成维保记录签名确认” (SIG-02)
 */
export const ownerSignBefore = (completedAt: number): number => endOfDay(dayOf(completedAt));

import { dayInWords, daysBetween, timeInWords } from '@lifttrust/shared-types/kernel/time';
import type { Presence, Step } from '@lifttrust/shared-types/visit/visit.contract';
import type { Tone } from '../../ui/card';

/** What the technician does next, as the button says it. */
export const stepWords: Record<Step, string> = {
  code: '扫码签到',
  position: '现场定位',
  position_evidence: '补一张现场照片',
  identity: '身份核验',
  start: '开始作业',
  work: '检查项目、照片和等级',
  sign: '签名',
  check_out: '签退',
  submit: '封存并提交记录',
  done: '您的部分已完成',
};

export function dueInWords(dueOn: string | null, today: string): { text: string; tone: Tone } {
  if (!dueOn) return { text: '到期日待补', tone: 'plain' };
  const left = daysBetween(today, dueOn);
  if (left < 0) return { text: `已逾期 ${-left} 天`, tone: 'danger' };
  if (left === 0) return { text: '今天到期', tone: 'warning' };
  return { text: `还有 ${left} 天到期`, tone: left <= 3 ? 'warning' : 'plain' };
}

export const plannedInWords = (plannedOn: string, today: string): string =>
  plannedOn === today ? '今天' : dayInWords(plannedOn);

export const timeOrNothing = (instant: number | null): string | undefined =>
  instant === null ? undefined : timeInWords(instant);

const metres = (value: number | null): string => (value === null ? '未知' : `${Math.round(value)} 米`);

/** What the service saw of the position, and why it counts or does not yet (CHK-04, CHK-07). */
export function positionInWords(mine: Presence, unchecked: boolean): string | undefined {
  const fix = `离电梯 ${metres(mine.distanceMetres)}，定位误差 ${metres(mine.accuracyMetres)}`;
  const evidence = mine.positionEvidence ? '已补现场照片。' : '请走到开阔处重新定位，或补一张现场照片。';
  const words: Record<Presence['positionVerdict'], string | undefined> = {
    none: mine.positionEvidence ? '手机给不出定位，已用现场照片代替。' : undefined,
    fine: `${fix}，在范围内。`,
    weak: `${fix}，不够准。${evidence}`,
    outside: `${fix}，不在范围内。${evidence}`,
    no_reference: '这台电梯还没有标定位置，已记下您的位置。',
  };
  const seen = words[mine.positionVerdict];
  return unchecked && seen ? `${seen}上传后再核对。` : seen;
}

/** `unchecked`: the pictures are still on this phone. */
export function identityInWords(mine: Presence, unchecked: boolean): string | undefined {
  if (unchecked) return '照片存在手机里，上传后核对。可以先开始作业。';
  const way = mine.identityMethod === 'alternative' ? '手势照片' : '人脸核验';
  const words: Record<Presence['identity'], string | undefined> = {
    none: undefined,
    running: '核验还没有做完。',
    accepted: `${way}通过。`,
    in_review: `${way}已交，等人核验。可以先开始作业。`,
    rejected: '这一次没有通过，可以再试或换一种方式。',
  };
  return words[mine.identity];
}

/** How far one technician has come, in a few words for the other one. */
export function presenceInWords(presence: Presence): { text: string; tone: Tone } {
  if (presence.checkedOutAt !== null) return { text: '已签退', tone: 'success' };
  if (presence.signedAt !== null) return { text: '已签名', tone: 'success' };
  if (presence.startedAt !== null) return { text: '作业中', tone: 'brand' };
  if (presence.codeAt !== null) return { text: '正在签到', tone: 'brand' };
  return { text: '还没签到', tone: 'plain' };
}

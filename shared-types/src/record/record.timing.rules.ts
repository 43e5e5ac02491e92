import { dayInWords, dayOf, instantInWords, timeInWords } from '../kernel/time';
import type { Presence } from '../visit/visit.contract';
import { isUploadedLate } from './record.rules';

export interface TimingFacts {
  completedAt: number;
  /** When the record came; null in records from before this was kept. */
  receivedAt: number | null;
  presences: readonly Pick<Presence, 'person' | 'offline'>[];
  /** The technicians' words on a late upload. */
  lateReason: string;
}

/** Completion decides on the day, also where the record came on another one. */
export const cameLate = ({
  completedAt,
  receivedAt,
}: Pick<TimingFacts, 'completedAt' | 'receivedAt'>): boolean =>
  receivedAt !== null && isUploadedLate(completedAt, receivedAt);

/**
 * What everybody who reads a record is told of work without a network and of a late upload; null where each step came
 * as it was taken and the record on its day.
 * @basis 广州市监局 2021-04-08 四(一) “在维保工作完成当天上传” (REC-12); CHK-15 “original times kept, received_at separate”
 */
export function timingWords(facts: TimingFacts): string | null {
  const { completedAt, receivedAt, presences, lateReason } = facts;
  const offline = presences.filter((presence) => presence.offline).map(({ person }) => person.name);
  const late = receivedAt !== null && cameLate(facts);
  const sentences: string[] = [];
  if (offline.length > 0) {
    sentences.push(
      `${offline.join('、')}有步骤在没有网络时完成，时间由手机从服务器给出的时间起推算，网络恢复后上传`,
    );
  }
  if (late) {
    const reason = lateReason.trim() === '' ? '没有说明原因' : `说明：${lateReason.trim()}`;
    sentences.push(
      `迟传：${dayInWords(dayOf(completedAt))} ${timeInWords(completedAt)} 完成，${instantInWords(receivedAt)} 才上传；${reason}`,
    );
  } else if (offline.length > 0 && receivedAt !== null) {
    sentences.push(`${instantInWords(receivedAt)} 收到，在完成当天`);
  }
  return sentences.length === 0 ? null : `${sentences.join('。')}。`.replace(/。。$/, '。');
}

import type { DelayCard } from '@lifttrust/shared-types/delay/delay.contract';
import type { DelayState } from '@lifttrust/shared-types/delay/delay.rules';

/** Said wherever an explanation is written or read: it explains, it moves no due day (DLY-03). */
export const notOnTime = '有说明不等于按期：期限不变，电梯在维保之前仍是超期。';

export const kindWords: Record<DelayCard['kind'], string> = {
  work: '没能按期维保',
  upload: '做了，没能按期上传',
};

/** How one explanation stands as a whole: what is still open counts most. */
export function standOf({ counts }: Pick<DelayCard, 'counts'>): DelayState {
  if (counts.submitted > 0) return 'submitted';
  if (counts.notAccepted > 0) return 'not_accepted';
  return counts.accepted > 0 ? 'accepted' : 'withdrawn';
}

/** 待确认 12 台 · 不予确认 1 台; empty while all stand alike. */
export function partsOf({ counts }: Pick<DelayCard, 'counts'>): string {
  const { lifts, submitted, accepted, notAccepted } = counts;
  const parts: [string, number][] = [
    ['待确认', submitted],
    ['已确认', accepted],
    ['不予确认', notAccepted],
    ['已撤回', lifts - submitted - accepted - notAccepted],
  ];
  const shown = parts.filter(([, number]) => number > 0);
  return shown.length > 1 ? shown.map(([word, number]) => `${word} ${number} 台`).join(' · ') : '';
}

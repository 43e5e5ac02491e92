import {
  type DelayCard,
  type DelayedLift,
  delayStateTones,
  delayStateWords,
  delayTimingWords,
} from '@lifttrust/shared-types/delay/delay.contract';
import { type DelayState, delayReasons } from '@lifttrust/shared-types/delay/delay.rules';
import { StateTag } from '../../ui/state-tag';

/** Said wherever an explanation is written, read or decided. */
export const notOnTime =
  '有说明不等于按期：法定期限不变，电梯在维保之前仍是超期；经监管部门确认的，只是不列入处罚清单。';

export const kindWords: Record<DelayCard['kind'], string> = {
  work: '未能按期维保',
  upload: '未能按期上传',
};

export const reasonWords = ({ reason }: Pick<DelayCard, 'reason'>): string => delayReasons[reason];

export const DelayTag = ({ state }: { state: DelayState }) => (
  <StateTag tone={delayStateTones[state]} text={delayStateWords[state]} />
);

export const TimingTag = ({ timing }: Pick<DelayedLift, 'timing'>) =>
  timing === 'late' ? (
    <StateTag tone="warning" text={delayTimingWords.late} />
  ) : (
    <span className="nowrap">{delayTimingWords[timing]}</span>
  );

/** 待确认 12 台 · 已确认 48 台 */
export function standWords({ counts }: Pick<DelayCard, 'counts'>): string {
  const { lifts, submitted, accepted, notAccepted } = counts;
  const withdrawn = lifts - submitted - accepted - notAccepted;
  const parts: [string, number][] = [
    ['待确认', submitted],
    ['已确认', accepted],
    ['不予确认', notAccepted],
    ['已撤回', withdrawn],
  ];
  return parts
    .filter(([, number]) => number > 0)
    .map(([word, number]) => `${word} ${number} 台`)
    .join(' · ');
}

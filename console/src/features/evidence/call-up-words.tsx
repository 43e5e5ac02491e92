import type { CallUp } from '@lifttrust/shared-types/evidence/evidence.contract';
import { isQuiet } from '@lifttrust/shared-types/evidence/evidence.rules';
import { countWords, dayOf, dayWords, momentWords } from '../../lib/words';
import { StateTag } from '../../ui/state-tag';

/** Whether it still opens anything. */
export function CallUpTag({ callUp }: { callUp: CallUp }) {
  if (callUp.closedAt !== null) return <StateTag tone="plain" text="已办结" />;
  return callUp.endsAt <= Date.now() ? (
    <StateTag tone="plain" text="已到期" />
  ) : (
    <StateTag tone="brand" text="查看期内" />
  );
}

export const extentWords = ({ lifts, records }: CallUp): string =>
  `${countWords(lifts)} 台电梯，${countWords(records)} 份记录`;

export const byWords = ({ organisation, by }: CallUp): string => `${organisation.name} ${by}`;

/** Who hears of it, and from when. */
export function shownWords({ purpose, shownFrom }: CallUp): string {
  if (!isQuiet(purpose)) return '维保单位和使用单位已能看到这次调阅';
  return shownFrom <= Date.now()
    ? `维保单位和使用单位从${momentWords(shownFrom)}起能看到这次调阅`
    : `办结或到${dayWords(dayOf(shownFrom))}之前，维保单位和使用单位看不到这次调阅`;
}

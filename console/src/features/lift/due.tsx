import { daysBetween } from '@lifttrust/shared-types/kernel/time';
import { dayOf, dayWords } from '../../lib/words';
import { StateTag } from '../../ui/state-tag';

/** The due day with how far it is: a regulator reads the distance first. */
export function Due({ dueOn }: { dueOn: string | null }) {
  if (!dueOn) return <span className="quiet">待首次维保</span>;
  const left = daysBetween(dayOf(Date.now()), dueOn);
  if (left < 0) return <StateTag tone="danger" text={`逾期 ${-left} 天`} />;
  if (left <= 3) return <StateTag tone="warning" text={left === 0 ? '今天到期' : `还有 ${left} 天`} />;
  return <span className="nowrap">{dayWords(dueOn)}</span>;
}

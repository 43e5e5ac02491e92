import { daysBetween } from '@lifttrust/shared-types/kernel/time';
import { type Explained, explainedWords } from '@lifttrust/shared-types/lift/lift.contract';
import { dayOf, dayWords } from '../../lib/words';
import { StateTag } from '../../ui/state-tag';

interface Props {
  dueOn: string | null;
  /** What stands about an overdue; overdue with an explanation is overdue all the same (DLY-03). */
  explained?: Explained;
}

/** The due day with how far it is: a regulator reads the distance first. */
export function Due({ dueOn, explained = 'none' }: Props) {
  if (!dueOn) return <span className="quiet">待首次维保</span>;
  const left = daysBetween(dayOf(Date.now()), dueOn);
  if (left < 0)
    return (
      <StateTag
        tone="danger"
        text={`超期 ${-left} 天${explained === 'none' ? '' : `（${explainedWords[explained]}）`}`}
      />
    );
  if (left <= 3) return <StateTag tone="warning" text={left === 0 ? '今天到期' : `还有 ${left} 天`} />;
  return <span className="nowrap">{dayWords(dueOn)}</span>;
}

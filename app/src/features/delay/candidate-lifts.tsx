import { delayApi } from '@lifttrust/shared-types/delay/delay.contract';
import type { ResultOf } from '@lifttrust/shared-types/kernel/endpoint';
import { dayInWords } from '@lifttrust/shared-types/kernel/time';
import { Button } from '../../ui/button';
import { Card, Cell } from '../../ui/card';
import { Field } from '../../ui/field';
import { PageState } from '../../ui/page-state';
import { Note, SectionTitle } from '../../ui/screen';
import { Tag } from '../../ui/tag';
import type { Load } from '../../ui/use-load';
import { dueInWords } from '../visit/visit-words';

type Candidate = ResultOf<typeof delayApi.candidates>['items'][number];

export interface Candidates {
  items: Candidate[];
  /** Lifts that the technician answers for; they come first. */
  own: string[];
}

interface Props {
  load: Load<Candidates>;
  today: string;
  expectedOn: string;
  words: string;
  onWords: (words: string) => void;
  chosen: string[];
  onChoose: (chosen: string[]) => void;
}

const shownAtMost = 30;
const standings = { none: '', explained: '已说明，待确认', accepted: '已说明，已确认' };

/** The lifts that fall due until work is expected to go on: one's own first, one or all of them at a tap. */
export function CandidateLifts({ load, today, expectedOn, words, onWords, chosen, onChoose }: Props) {
  return (
    <>
      <SectionTitle>哪些电梯{chosen.length > 0 ? `（已选 ${chosen.length} 台）` : ''}</SectionTitle>
      <Field
        id="lift-words"
        label="按地点找"
        value={words}
        placeholder="例如：江滨苑"
        maxLength={60}
        onChange={onWords}
      />
      <PageState load={load}>
        {({ items, own }) => {
          const sorted = [...items].sort(
            (a, b) => Number(own.includes(b.liftId)) - Number(own.includes(a.liftId)),
          );
          const shown = sorted.slice(0, shownAtMost);
          const all = shown.length > 0 && shown.every(({ liftId }) => chosen.includes(liftId));
          const toggle = (liftId: string) =>
            onChoose(chosen.includes(liftId) ? chosen.filter((one) => one !== liftId) : [...chosen, liftId]);
          if (items.length === 0)
            return (
              <Note>
                {words.trim() === ''
                  ? `到${dayInWords(expectedOn)}没有到期的电梯，不需要说明。`
                  : '没有找到；只列出到预计恢复那天为止到期的电梯。'}
              </Note>
            );
          return (
            <Card id="candidates">
              {shown.length > 1 ? (
                <Button
                  id="choose-all"
                  kind="quiet"
                  icon={all ? 'undo' : 'check'}
                  label={all ? '全部不选' : `全选这 ${shown.length} 台`}
                  onPress={() =>
                    onChoose(
                      all
                        ? chosen.filter((one) => !shown.some(({ liftId }) => liftId === one))
                        : [...new Set([...chosen, ...shown.map(({ liftId }) => liftId)])],
                    )
                  }
                />
              ) : null}
              {shown.map((lift) => (
                <LiftRow
                  key={lift.liftId}
                  lift={lift}
                  today={today}
                  chosen={chosen.includes(lift.liftId)}
                  onPress={() => toggle(lift.liftId)}
                />
              ))}
              {items.length > shown.length ? (
                <Note>还有 {items.length - shown.length} 台，写地点来找；很多台的，在电脑上一次选更快。</Note>
              ) : null}
            </Card>
          );
        }}
      </PageState>
    </>
  );
}

interface RowProps {
  lift: Candidate;
  today: string;
  chosen: boolean;
  onPress: () => void;
}

function LiftRow({ lift, today, chosen, onPress }: RowProps) {
  const due = dueInWords(lift.dueOn, today);
  const said = standings[lift.standing];
  return (
    <Cell
      id={`lift-${lift.liftId}`}
      icon={chosen ? 'check' : 'plus'}
      label={`${lift.place} ${lift.ownNumber}`.trim()}
      note={[lift.ownerName, `期限 ${dayInWords(lift.dueOn)}`, said].filter(Boolean).join(' · ')}
      aside={
        chosen ? <Tag text="已选" tone="success" /> : <Tag text={due.text} tone={due.tone} icon="clock" />
      }
      stays
      onPress={onPress}
    />
  );
}

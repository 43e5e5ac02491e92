import { dayInWords } from '@lifttrust/shared-types/kernel/time';
import {
  type ReviewCard,
  type ReviewStanding,
  reviewStandings,
} from '@lifttrust/shared-types/validity/validity.contract';
import { maintenanceClasses } from '@lifttrust/shared-types/visit/visit.contract';
import { Text } from '@tarojs/components';
import { Button } from '../../ui/button';
import { Card, CardTitle, type Tone } from '../../ui/card';
import { openPage } from '../../ui/navigate';
import { Notice } from '../../ui/notice';
import { Note } from '../../ui/screen';
import { Tag } from '../../ui/tag';

const tones: Record<ReviewStanding, Tone> = {
  waiting: 'warning',
  asked: 'brand',
  appealed: 'brand',
  invalid: 'danger',
};

/** One's own doubtful records: why somebody doubts, how it stands, until when one may appeal. */
export function DoubtList({ items }: { items: ReviewCard[] }) {
  if (items.length === 0)
    return (
      <Notice
        id="no-doubts"
        tone="success"
        title="没有待核查的记录"
        lines={['您参加的维保记录都没有疑点，或已经核查完了。']}
      />
    );
  return (
    <>
      {items.map((review) => (
        <Card key={review.id} id={`doubt-${review.id}`}>
          <CardTitle aside={<Tag text={reviewStandings[review.standing]} tone={tones[review.standing]} />}>
            {review.place} {review.ownNumber}
          </CardTitle>
          <Text>
            {dayInWords(review.completedOn)} · {maintenanceClasses[review.class]}
          </Text>
          {review.findings.map(({ code, message }) => (
            <Note key={code + message}>{message}</Note>
          ))}
          {review.appealUntil ? <Note>可以申诉到 {dayInWords(review.appealUntil)} 24:00。</Note> : null}
          <Button
            id={`open-doubt-${review.id}`}
            kind="secondary"
            label={review.standing === 'asked' ? '查看并说明' : '查看'}
            onPress={() => openPage('technician/review', { recordId: review.id })}
          />
        </Card>
      ))}
    </>
  );
}

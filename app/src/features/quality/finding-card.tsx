import { dayInWords } from '@lifttrust/shared-types/kernel/time';
import { findingStateWords, type QualityFinding } from '@lifttrust/shared-types/quality/quality.contract';
import { Text } from '@tarojs/components';
import { Button } from '../../ui/button';
import { Card, CardTitle, type Tone } from '../../ui/card';
import { Note } from '../../ui/screen';
import { Tag } from '../../ui/tag';

const tones: Record<QualityFinding['state'], Tone> = {
  open: 'warning',
  answered: 'brand',
  closed: 'success',
};

/** What was found about one's own work, until when it is to be put right, and what was said since. */
export const FindingCard = ({ finding, onAnswer }: { finding: QualityFinding; onAnswer: () => void }) => (
  <Card id={`finding-${finding.id}`}>
    <CardTitle
      aside={
        finding.overdue ? (
          <Tag text="已逾期" tone="danger" />
        ) : (
          <Tag text={findingStateWords[finding.state]} tone={tones[finding.state]} />
        )
      }
    >
      {finding.item}
    </CardTitle>
    <Text>{finding.found}</Text>
    <Note>
      {finding.place}，整改期限 {dayInWords(finding.dueOn)}
    </Note>
    {finding.answer ? <Text>我的答复：{finding.answer}</Text> : null}
    {finding.verdict ? (
      <Text>
        {finding.decidedBy}复查：{finding.verdict}
      </Text>
    ) : null}
    {finding.may.answer ? (
      <Button id="to-answer" kind="secondary" icon="pen" label="已经整改" onPress={onAnswer} />
    ) : null}
  </Card>
);

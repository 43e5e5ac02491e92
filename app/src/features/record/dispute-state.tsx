import { dayInWords } from '@lifttrust/shared-types/kernel/time';
import { type AnswerStanding, disputeStateWords } from '@lifttrust/shared-types/signing/signing.contract';
import { Text } from '@tarojs/components';
import { Card, CardTitle, type Tone } from '../../ui/card';
import { Note } from '../../ui/screen';
import { Tag } from '../../ui/tag';

type Dispute = NonNullable<AnswerStanding['dispute']>;

const tones: Record<Dispute['state'], Tone> = {
  open: 'plain',
  answered: 'brand',
  settled: 'success',
  referred: 'plain',
  decided: 'success',
};

const nextWords = ({ state, late, dueOn }: Dispute): string => {
  if (late) return `维保单位应在 ${dayInWords(dueOn)} 前答复，现在还没有答复。可以提请监管部门处理。`;
  return {
    open: `维保单位最晚 ${dayInWords(dueOn)} 答复，有答复会通知您。`,
    answered: '认可的，争议就此了结；不认可的，可以提请监管部门处理。',
    settled: '双方已解决，原记录和经过都保留。',
    referred: '监管部门正在处理，有结果会通知您。',
    decided: '处理结果已封存在记录里。',
  }[state];
};

/** What follows a return: the company's answer, then settlement or the regulator (SIG-06). */
export const DisputeState = ({ dispute }: { dispute: Dispute | null }) => (
  <Card id="dispute">
    <CardTitle
      aside={dispute ? <Tag text={disputeStateWords[dispute.state]} tone={tones[dispute.state]} /> : null}
    >
      退回的处理
    </CardTitle>
    {dispute ? <Known dispute={dispute} /> : <Note>退回已封存，正在转给维保单位。</Note>}
  </Card>
);

const Known = ({ dispute }: { dispute: Dispute }) => (
  <>
    {dispute.answer ? (
      <Text>
        {dispute.answeredBy}答复：{dispute.answer}
      </Text>
    ) : null}
    {dispute.decision ? <Text>监管部门：{dispute.decision}</Text> : null}
    <Note>{nextWords(dispute)}</Note>
  </>
);

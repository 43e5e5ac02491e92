import { deadlineInWords } from '@lifttrust/shared-types/kernel/time';
import type { OwnerAnswer } from '@lifttrust/shared-types/record/record.contract';
import type { AnswerStanding } from '@lifttrust/shared-types/signing/signing.contract';
import { Text } from '@tarojs/components';
import { device } from '../../platform/device';
import { Button } from '../../ui/button';
import { Card, CardTitle } from '../../ui/card';
import { Notice } from '../../ui/notice';
import { Note } from '../../ui/screen';
import { Tag } from '../../ui/tag';
import type { Load } from '../../ui/use-load';
import { signersInWords } from '../signing/signers-in-words';
import { AnswerNotices } from './answer-notices';
import { DisputeState } from './dispute-state';

interface Props {
  answer: OwnerAnswer;
  /** Whether whoever looks may answer. */
  maySign: boolean;
  load: Load<AnswerStanding>;
}

/** Until when an answer is due, what silence would mean, who was told, and what followed a return. */
export const AnswerStandingView = ({ answer, maySign, load }: Props) => {
  const { value, problem, reload } = load;
  if (value) return <Known answer={answer} maySign={maySign} standing={value} />;
  // Whoever took part in the work reads the record, and has nothing to do with the owner's answer.
  if (!problem || problem.kind === 'no_permission') return null;
  return (
    <Notice tone="plain" title="签字期限没有读到" lines={['记录本身不受影响。']}>
      <Button kind="quiet" icon="refresh" label="再读一次" onPress={reload} />
    </Notice>
  );
};

const Known = ({ answer, maySign, standing }: Omit<Props, 'load'> & { standing: AnswerStanding }) => {
  if (answer === 'pending') return <Pending standing={standing} maySign={maySign} />;
  if (answer === 'defaulted' || answer === 'signed_late')
    return <Defaulted late={answer === 'signed_late'} standing={standing} />;
  if (answer === 'returned') return <DisputeState dispute={standing.dispute} />;
  return standing.door ? (
    <Card id="answer-standing">
      <CardTitle>签字以后发现问题</CardTitle>
      <Text>{standing.door}</Text>
    </Card>
  ) : null;
};

const Pending = ({ standing, maySign }: { standing: AnswerStanding; maySign: boolean }) => (
  <Card id="answer-standing">
    <CardTitle aside={device.now() >= standing.deadline ? <Tag tone="warning" text="已过期限" /> : null}>
      签字期限
    </CardTitle>
    <Text>{standing.words}</Text>
    {maySign ? null : <Note>{signersInWords(standing.signers)}</Note>}
    <AnswerNotices notices={standing.notices} />
  </Card>
);

const Defaulted = ({ standing, late }: { standing: AnswerStanding; late: boolean }) => (
  <Card id="answer-standing">
    <CardTitle>期限内没有答复</CardTitle>
    <Text>
      {`期限是 ${deadlineInWords(standing.deadline)}。按事先的同意视为默认确认，不是本人签名。`}
      {late ? '后来已补签，默认确认的经过保留。' : '安全员现在仍可补签，默认确认的经过保留。'}
    </Text>
    <Note>{standing.door}</Note>
    <AnswerNotices notices={standing.notices} />
  </Card>
);

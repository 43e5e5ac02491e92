import { type Delay, type DelayedLift, delayStateWords } from '@lifttrust/shared-types/delay/delay.contract';
import { type DelayState, delayReasons } from '@lifttrust/shared-types/delay/delay.rules';
import { dayInWords, instantInWords } from '@lifttrust/shared-types/kernel/time';
import { Text } from '@tarojs/components';
import { Card, CardTitle, Cell, type Tone } from '../../ui/card';
import { Notice } from '../../ui/notice';
import { Lead, Note, SectionTitle, Title } from '../../ui/screen';
import { Tag } from '../../ui/tag';

const tones: Record<DelayState, Tone> = {
  submitted: 'brand',
  accepted: 'success',
  not_accepted: 'danger',
  withdrawn: 'plain',
};

/** What the company says about the owner's lifts, and what has become of it. */
export const DelayView = ({ delay }: { delay: Delay }) => (
  <>
    <Title>
      {delay.company.name}说明不能按期{delay.kind === 'work' ? '维保' : '上传记录'}
    </Title>
    <Lead>有说明不等于按期：期限不变，电梯在维保之前仍是超期。</Lead>
    <Card id="delay-words">
      <CardTitle>{delayReasons[delay.reason]}</CardTitle>
      <Text>{delay.text}</Text>
      <Cell label="预计恢复" value={dayInWords(delay.expectedOn)} />
      {delay.endedOn ? <Cell label="障碍解除" value={dayInWords(delay.endedOn)} /> : null}
      <Cell label="提交时间" value={instantInWords(delay.submittedAt)} />
      <Note>
        {delay.fileIds.length > 0
          ? `附有 ${delay.fileIds.length} 份证明材料，可以在电脑上的管理后台查看。`
          : '没有附证明材料。'}
      </Note>
    </Card>
    {delay.may.contradict ? (
      <Notice
        tone="warning"
        title="情况不符的，请提出异议"
        lines={['例如值班室当天有人、没有人联系过。监管部门处理时会看到您的话。']}
      />
    ) : null}
    <SectionTitle>贵单位的电梯 {delay.lifts.length} 台</SectionTitle>
    {delay.lifts.map((lift) => (
      <LiftOfDelay key={lift.liftId} lift={lift} />
    ))}
  </>
);

const LiftOfDelay = ({ lift }: { lift: DelayedLift }) => (
  <Card id={`delay-lift-${lift.liftId}`}>
    <CardTitle aside={<Tag text={delayStateWords[lift.state]} tone={tones[lift.state]} />}>
      {`${lift.place} ${lift.ownNumber}`.trim()}
    </CardTitle>
    <Cell label="法定期限" value={dayInWords(lift.dueOn)} />
    {lift.decidedAt === null ? null : <Note>监管部门：{lift.decision}</Note>}
    {lift.contradiction ? (
      <Note>
        {`${lift.contradiction.by}的异议：${lift.contradiction.text}（${instantInWords(lift.contradiction.at)}）`}
      </Note>
    ) : null}
  </Card>
);

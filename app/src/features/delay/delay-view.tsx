import {
  type Delay,
  type DelayedLift,
  delayFilePath,
  delayStateTones,
  delayStateWords,
  delayTimingWords,
} from '@lifttrust/shared-types/delay/delay.contract';
import { delayReasons } from '@lifttrust/shared-types/delay/delay.rules';
import { dayInWords, instantInWords } from '@lifttrust/shared-types/kernel/time';
import { maintenanceClasses } from '@lifttrust/shared-types/visit/visit.contract';
import { Text } from '@tarojs/components';
import { Card, CardTitle, Cell } from '../../ui/card';
import { Notice } from '../../ui/notice';
import { Lead, Note, SectionTitle, Title } from '../../ui/screen';
import { Tag } from '../../ui/tag';
import { EvidenceShown } from '../file/evidence-shown';
import { kindWords, notOnTime } from './delay-words';

interface Props {
  delay: Delay;
  /** Who reads: the company that explains, or the owner whose lifts they are. */
  as: 'company' | 'owner';
}

/** What the company says about the lifts, its proof, and what has become of it. */
export const DelayView = ({ delay, as }: Props) => (
  <>
    <Title>
      {as === 'owner'
        ? `${delay.company.name}说明${kindWords[delay.kind]}`
        : `${kindWords[delay.kind]} · ${delay.counts.lifts} 台`}
    </Title>
    <Lead>{notOnTime}</Lead>
    <Card id="delay-words">
      <CardTitle>{delayReasons[delay.reason]}</CardTitle>
      <Text>{delay.text}</Text>
      <Cell label="预计恢复" value={dayInWords(delay.expectedOn)} />
      {delay.endedOn ? <Cell label="障碍解除" value={dayInWords(delay.endedOn)} /> : null}
      <Cell label="提交人" value={delay.submittedBy} />
      <Cell label="提交时间" value={instantInWords(delay.submittedAt)} />
      {delay.fileIds.length === 0 ? <Note>没有附证明材料。</Note> : null}
    </Card>
    <EvidenceShown
      id="delay-proof"
      fileIds={delay.fileIds}
      pathOf={(fileId) => delayFilePath(delay.id, fileId)}
    />
    {delay.may.contradict ? (
      <Notice
        tone="warning"
        title="情况不符的，请提出异议"
        lines={['例如值班室当天有人、没有人联系过。监管部门处理时会看到您的话。']}
      />
    ) : null}
    <SectionTitle>
      {as === 'owner' ? '贵单位的电梯' : '说明的电梯'} {delay.lifts.length} 台
    </SectionTitle>
    {delay.lifts.map((lift) => (
      <LiftOfDelay key={lift.liftId} lift={lift} as={as} />
    ))}
  </>
);

const LiftOfDelay = ({ lift, as }: { lift: DelayedLift; as: Props['as'] }) => (
  <Card id={`delay-lift-${lift.liftId}`}>
    <CardTitle aside={<Tag text={delayStateWords[lift.state]} tone={delayStateTones[lift.state]} />}>
      {`${lift.place} ${lift.ownNumber}`.trim()}
    </CardTitle>
    {as === 'company' ? <Cell label="使用单位" value={lift.ownerName} /> : null}
    <Cell label="法定期限" note={delayTimingWords[lift.timing]} value={dayInWords(lift.dueOn)} />
    {lift.recovery ? <Recovery recovery={lift.recovery} /> : null}
    {lift.decidedAt === null ? null : (
      <Note>
        监管部门{lift.decidedBy}：{lift.decision}（{instantInWords(lift.decidedAt)}）
      </Note>
    )}
    {lift.contradiction ? (
      <Note>
        {`${lift.contradiction.by}的异议：${lift.contradiction.text}（${instantInWords(lift.contradiction.at)}）`}
      </Note>
    ) : null}
  </Card>
);

/** What is due first once the obstacle has gone (DLY-06). */
function Recovery({ recovery }: { recovery: NonNullable<DelayedLift['recovery']> }) {
  const { until, doneOn, late } = recovery;
  const words = `恢复后首次（${maintenanceClasses[recovery.class]}）`;
  if (doneOn) return <Cell label={words} value={`${dayInWords(doneOn)}已做${late ? '，晚了' : ''}`} />;
  return (
    <Cell
      label={words}
      note={`最迟${dayInWords(until)}`}
      aside={<Tag text={late ? '已过期限' : '还没有做'} tone={late ? 'danger' : 'warning'} />}
    />
  );
}

import { timeInWords } from '@lifttrust/shared-types/kernel/time';
import type { Entrapment } from '@lifttrust/shared-types/rescue/rescue.contract';
import { callSources, eventWords, sides } from '@lifttrust/shared-types/rescue/rescue.words';
import { Text } from '@tarojs/components';
import { Button } from '../../ui/button';
import { Card, CardTitle, Cell } from '../../ui/card';
import { openPage } from '../../ui/navigate';
import { Notice } from '../../ui/notice';
import { Note, SectionTitle } from '../../ui/screen';
import { Tag } from '../../ui/tag';
import { answerWords, arrivalWords, isOver, placeOf, stateTag, timeWords, whoIsInside } from './rescue-words';
import { useNow } from './use-now';

/** Where it is, who is inside, since when; and what to know before anything else. */
export function EntrapmentHead({
  one,
  page,
}: {
  one: Entrapment;
  page: 'rescue/entrapment' | 'owner/entrapment';
}) {
  const now = useNow();
  const arrival = arrivalWords(one, now);
  const { movedTo } = one;
  return (
    <>
      {movedTo ? (
        <Notice
          id="moved"
          tone="warning"
          title="困人的是另一台电梯"
          lines={['报警人或救援中心已更正，请到那一台去。']}
        >
          <Button
            id="to-right-lift"
            label="打开那一台的救援"
            onPress={() => openPage(page, { entrapmentId: movedTo })}
          />
        </Notice>
      ) : null}
      {one.outcome === 'mistaken' ? (
        <Notice id="mistaken" tone="plain" title="这次是误报" lines={['没有人被困，不用再前往。']} />
      ) : null}
      {one.callAlso.length > 0 && !isOver(one) ? (
        <Notice
          id="call-also"
          tone="danger"
          title={`请确认已有人拨打 ${one.callAlso.join('、')}`}
          lines={['救援中心也收到了提醒。现场情况变化时，请再打一次。']}
        />
      ) : null}
      <Card id="entrapment-head" tone={isOver(one) ? 'plain' : 'danger'}>
        <CardTitle aside={<Tag {...stateTag(one)} />}>{placeOf(one)}</CardTitle>
        <Cell label={whoIsInside(one)} note={timeWords(one, now)} />
        {arrival ? <Cell label={arrival} /> : null}
        <Cell label="地址" value={one.address} />
        <Cell label="识别码" value={one.rescueCode} />
        <Cell
          label="报警来源"
          value={one.reports > 1 ? `${callSources[one.source]}等 ${one.reports} 次` : callSources[one.source]}
        />
        {one.notes.map((note, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: words of callers have nothing else to be told apart by
          <Note key={index}>报警人说：{note}</Note>
        ))}
      </Card>
    </>
  );
}

/** Who was called, and what each has answered: nobody has to guess whether somebody else comes. */
export const WhoComes = ({ one }: { one: Entrapment }) => (
  <>
    <SectionTitle>{isOver(one) ? '呼叫过谁' : '谁在来'}</SectionTitle>
    <Card id="summoned">
      {one.summoned.map((row) => (
        <Cell
          key={row.personId}
          label={`${row.name}（${sides[row.side]}）`}
          note={`${row.organisation}：${answerWords(row, isOver(one))}${row.planStartedAt === null ? '' : `，${timeInWords(row.planStartedAt)} 启动预案`}`}
        />
      ))}
      {one.summoned.length === 0 ? <Note>还没有呼叫到人员，救援中心正在处理。</Note> : null}
    </Card>
  </>
);

interface PlansProps {
  one: Entrapment;
  busy: boolean;
  onStart: () => void;
}

/** The rescue plans of everybody who was called; one's own is started with a tap, and that is recorded. */
export const Plans = ({ one, busy, onStart }: PlansProps) => (
  <>
    <SectionTitle>救援预案</SectionTitle>
    <Card id="plans">
      {one.plans.map((plan) => (
        <PlanText key={plan.organisation.id} plan={plan} />
      ))}
      {one.plans.length === 0 ? <Note>还没有单位录入救援预案，请按现场处置程序办。</Note> : null}
      {one.may.startPlan ? (
        <Button
          id="start-plan"
          kind="secondary"
          icon="shield"
          label="启动本单位预案"
          busy={busy}
          onPress={onStart}
        />
      ) : null}
    </Card>
  </>
);

const PlanText = ({ plan }: { plan: Entrapment['plans'][number] }) => (
  <>
    <CardTitle>
      {sides[plan.side]}：{plan.organisation.name}
    </CardTitle>
    <Text>{plan.text}</Text>
  </>
);

export const Timeline = ({ one }: { one: Entrapment }) => (
  <>
    <SectionTitle>经过</SectionTitle>
    <Card id="timeline">
      {[...one.timeline].reverse().map(({ id, at, kind, by, text }) => (
        <Cell
          key={id}
          label={`${timeInWords(at)} ${eventWords[kind]}`}
          note={[by, text].filter((word) => word !== '').join('：')}
        />
      ))}
    </Card>
  </>
);

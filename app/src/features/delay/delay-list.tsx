import {
  type DelayCard,
  delayStateTones,
  delayStateWords,
} from '@lifttrust/shared-types/delay/delay.contract';
import { delayReasons } from '@lifttrust/shared-types/delay/delay.rules';
import { dayInWords, instantInWords } from '@lifttrust/shared-types/kernel/time';
import { Text } from '@tarojs/components';
import { Button } from '../../ui/button';
import { Card, CardTitle } from '../../ui/card';
import { openPage } from '../../ui/navigate';
import { Empty } from '../../ui/page-state';
import { Lead, Note, Title } from '../../ui/screen';
import { Tag } from '../../ui/tag';
import { kindWords, notOnTime, partsOf, standOf } from './delay-words';

interface Props {
  items: DelayCard[];
  total: number;
  busy: boolean;
  onMore: () => void;
}

/** What the company has explained, the newest first, and what has become of each. */
export function DelayList({ items, total, busy, onMore }: Props) {
  if (total === 0)
    return (
      <Empty
        icon="clock"
        title="还没有延期说明"
        line="遇到台风、封控、进不了门等不能按期维保的，在期限前写；事先料不到的，最迟期限后 3 天内写。"
      />
    );
  return (
    <>
      <Title>本单位的延期说明</Title>
      <Lead>{notOnTime}</Lead>
      {items.map((delay) => (
        <DelayTile key={delay.id} delay={delay} />
      ))}
      {items.length < total ? (
        <Button
          id="more-delays"
          kind="secondary"
          label={`再看 ${total - items.length} 份`}
          busy={busy}
          onPress={onMore}
        />
      ) : null}
    </>
  );
}

function DelayTile({ delay }: { delay: DelayCard }) {
  const stand = standOf(delay);
  const parts = partsOf(delay);
  return (
    <Card id={`delay-${delay.id}`}>
      <CardTitle aside={<Tag text={delayStateWords[stand]} tone={delayStateTones[stand]} />}>
        {delayReasons[delay.reason]} · {delay.counts.lifts} 台
      </CardTitle>
      <Text>
        {kindWords[delay.kind]}，预计{dayInWords(delay.expectedOn)}恢复
      </Text>
      {parts ? <Note>{parts}</Note> : null}
      {delay.counts.contradicted > 0 ? <Note>使用单位提出了异议。</Note> : null}
      <Note>
        {delay.submittedBy} · {instantInWords(delay.submittedAt)}提交
      </Note>
      <Button
        id={`open-delay-${delay.id}`}
        kind="secondary"
        label="查看"
        onPress={() => openPage('technician/delay', { delayId: delay.id })}
      />
    </Card>
  );
}

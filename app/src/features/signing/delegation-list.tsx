import { dayOf } from '@lifttrust/shared-types/kernel/time';
import type { Delegation } from '@lifttrust/shared-types/signing/signing.contract';
import { Text } from '@tarojs/components';
import { device } from '../../platform/device';
import { Button } from '../../ui/button';
import { Card, CardTitle, Cell, type Tone } from '../../ui/card';
import { Empty } from '../../ui/page-state';
import { Lead, Note, Title } from '../../ui/screen';
import { Tag } from '../../ui/tag';
import { farDayInWords } from '../code/public-words';

interface Props {
  items: readonly Delegation[];
  /** Absent for whoever only reads. */
  onEnd: ((delegation: Delegation) => void) | null;
}

type State = 'standing' | 'coming' | 'ended' | 'over';
const stateWords: Record<State, { text: string; tone: Tone }> = {
  standing: { text: '有效', tone: 'success' },
  coming: { text: '还没开始', tone: 'plain' },
  ended: { text: '已收回', tone: 'plain' },
  over: { text: '已到期', tone: 'plain' },
};

const stateOf = ({ standing, endedOn, fromDay }: Delegation): State => {
  if (standing) return 'standing';
  if (endedOn !== null) return 'ended';
  return fromDay > dayOf(device.now()) ? 'coming' : 'over';
};

export const DelegationList = ({ items, onEnd }: Props) => (
  <>
    <Title>谁可以代签</Title>
    <Lead>安全员和指定的电梯责任人员本来就能签字，不用授权。</Lead>
    {items.length === 0 ? (
      <Empty
        icon="people"
        title="没有授权过别人"
        line="安全员休假或不在时，可以授权本单位的人在一段时间内代签。"
      />
    ) : null}
    {items.map((item) => (
      <DelegationCard key={item.id} item={item} onEnd={onEnd} />
    ))}
  </>
);

const DelegationCard = ({ item, onEnd }: { item: Delegation } & Pick<Props, 'onEnd'>) => {
  const state = stateOf(item);
  return (
    <Card id={`delegation-${item.id}`}>
      <CardTitle aside={<Tag {...stateWords[state]} />}>{item.person.name}</CardTitle>
      <Cell label="从" value={farDayInWords(item.fromDay)} />
      <Cell label="到" value={farDayInWords(item.untilDay)} />
      <Text>原因：{item.reason}</Text>
      <Note>
        {item.givenBy}授权
        {item.endedOn === null ? '' : ` · ${farDayInWords(item.endedOn)} 收回`}
      </Note>
      {onEnd && (state === 'standing' || state === 'coming') ? (
        <Button id={`end-${item.id}`} kind="quiet" label="收回授权" onPress={() => onEnd(item)} />
      ) : null}
    </Card>
  );
};

import type { ResultOf } from '@lifttrust/shared-types/kernel/endpoint';
import { daysBetween } from '@lifttrust/shared-types/kernel/time';
import { type staffApi, staffPurposes } from '@lifttrust/shared-types/staff/staff.contract';
import { Text, View } from '@tarojs/components';
import { Button } from '../../ui/button';
import { LiftCard } from '../../ui/lift-card';
import { Empty } from '../../ui/page-state';
import { Lead, SectionTitle, Title } from '../../ui/screen';
import { Tag } from '../../ui/tag';
import { dueInWords } from '../visit/visit-words';
import '../visit/visit.scss';

type Mine = ResultOf<typeof staffApi.mine>;
type Item = Mine['items'][number];

interface Props {
  items: Item[];
  total: number;
  today: string;
  busy: boolean;
  onMore: () => void;
  onReload: () => void;
}

const soonDays = 3;
const isSoon = ({ lift }: Item, today: string) =>
  lift.dueOn !== null && daysBetween(today, lift.dueOn) <= soonDays;

/** The lifts somebody answers for: what is due soon on top. */
export function MyLifts({ items, total, today, busy, onMore, onReload }: Props) {
  const soon = items.filter((item) => isSoon(item, today));
  const later = items.filter((item) => !isSoon(item, today));
  if (total === 0)
    return (
      <Empty
        icon="list"
        title="还没有分配给您的电梯"
        line="本单位管理员分配后，会出现在这里。"
        action={<Button kind="secondary" icon="refresh" label="再看一次" onPress={onReload} />}
      />
    );
  return (
    <>
      <Title>您负责 {total} 台电梯</Title>
      <Lead>{soon.length > 0 ? `有 ${soon.length} 台三天内到期或已逾期。` : '三天内没有到期的。'}</Lead>
      {soon.map((item) => (
        <Tile key={item.lift.id} item={item} today={today} />
      ))}
      {soon.length > 0 && later.length > 0 ? <SectionTitle>其余的电梯</SectionTitle> : null}
      {later.map((item) => (
        <Tile key={item.lift.id} item={item} today={today} />
      ))}
      {items.length < total ? (
        <Button
          id="more-lifts"
          kind="secondary"
          label={`再看 ${total - items.length} 台`}
          busy={busy}
          onPress={onMore}
        />
      ) : null}
    </>
  );
}

const Tile = ({ item: { lift, purposes, unit }, today }: { item: Item; today: string }) => {
  const due = dueInWords(lift.dueOn, today);
  return (
    <LiftCard id={`lift-${lift.id}`} lift={lift}>
      <View className="visit-tile__tags">
        <Tag text={due.text} tone={due.tone} icon="clock" />
        {purposes.map((purpose) => (
          <Tag key={purpose} text={staffPurposes[purpose]} tone="brand" />
        ))}
      </View>
      <Text className="visit-tile__note">{unit ? `随${unit.name}负责` : '由您负责'}</Text>
    </LiftCard>
  );
};

import { dayInWords, dayOf, deadlineInWords } from '@lifttrust/shared-types/kernel/time';
import { maintenanceClasses } from '@lifttrust/shared-types/visit/visit.contract';
import { device } from '../../platform/device';
import { Card, CardTitle, Cell } from '../../ui/card';
import { openPage } from '../../ui/navigate';
import { Note } from '../../ui/screen';
import { Tag } from '../../ui/tag';
import { mayChoose, type ToSign, titleOf } from './batch';
import { signersInWords } from './signers-in-words';
import './to-sign.scss';
import { View } from '@tarojs/components';

interface Props {
  item: ToSign;
  chosen: boolean;
  onChoose: () => void;
}

/** One record: until when, what is out of the ordinary, open it or choose it. */
export function ToSignCard({ item, chosen, onChoose }: Props) {
  const { recordId, completedAt, companyName, deadline, opened } = item;
  const free = mayChoose(item);
  const late = device.now() >= deadline;
  return (
    <Card id={`to-sign-${recordId}`} tone={chosen && free ? 'brand' : 'plain'}>
      <CardTitle aside={late ? <Tag tone="warning" text="已过期限" /> : null}>
        {deadlineInWords(deadline)} 前
      </CardTitle>
      <Marks item={item} />
      <Cell
        id={`open-${recordId}`}
        icon="list"
        label={titleOf(item)}
        note={`${dayInWords(dayOf(completedAt))}完成 · ${maintenanceClasses[item.class]}`}
        value={opened ? '看过' : '打开'}
        onPress={() => openPage('owner/record', { recordId })}
      />
      <Note>{companyName}</Note>
      {item.maySign ? null : <Note>{signersInWords(item.signers)}</Note>}
      {free ? (
        <Cell
          id={`choose-${recordId}`}
          icon={chosen ? 'check' : 'plus'}
          label={chosen ? '已选中，点一下取消' : '选这一份'}
          stays
          onPress={onChoose}
        />
      ) : null}
    </Card>
  );
}

const Marks = ({ item }: { item: ToSign }) => (
  <View className="to-sign__marks">
    {item.suspect ? <Tag tone="warning" text="待核实" /> : null}
    {item.exceptions > 0 ? <Tag tone="warning" text={`${item.exceptions} 项不是“合格”`} /> : null}
    <Tag text={`等级：${item.grade}`} />
    {mayChoose(item) || !item.maySign ? null : <Tag tone="brand" icon="info" text="须先打开" />}
  </View>
);

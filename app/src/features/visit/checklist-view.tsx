import type { Item } from '@lifttrust/shared-types/visit/visit.contract';
import { Text, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useState } from 'react';
import type { VisitOnPhone } from '../../offline/reduce';
import { answeredCount, isAnswered } from '../../offline/work-done';
import { Button } from '../../ui/button';
import { Icon } from '../../ui/icon';
import { Notice } from '../../ui/notice';
import { Refusals } from '../../ui/page-state';
import { SectionTitle } from '../../ui/screen';
import { useAct } from '../../ui/use-act';
import { takeAndSend } from '../file/send-photo';
import { AddItem } from './add-item';
import { itemGroups } from './item-groups';
import { ItemRow } from './item-row';
import { type Checklist, useChecklist } from './use-checklist';
import { addItem } from './visit-commands';
import './checklist.scss';

interface Props {
  pack: VisitOnPhone;
  onPack: (pack: VisitOnPhone) => void;
}

export function ChecklistView({ pack, onPack }: Props) {
  const checklist = useChecklist(pack, onPack);
  const [adding, setAdding] = useState(false);
  const photo = useAct();
  const locked = pack.mine?.role !== 'lead' || pack.mine.startedAt === null || pack.state === 'submitted';
  const takePhoto = (item: Item) =>
    photo.run(item.code, async () => {
      const sent = await takeAndSend(pack, 'item');
      onPack(sent.pack);
      if (sent.fileId) checklist.change(item, { fileIds: [...item.fileIds, sent.fileId] });
    });
  return (
    <>
      <Bar checklist={checklist} locked={locked} waiting={pack.onPhone.waiting > 0} />
      {locked ? <Locked pack={pack} /> : null}
      <Refusals problem={checklist.problem} />
      <Refusals problem={photo.problem} />
      {itemGroups(checklist.items).map((group) => (
        <View className="checklist__group" key={group.title}>
          <SectionTitle>{group.title}</SectionTitle>
          {group.items.map((item) => (
            <ItemRow
              key={item.code}
              item={item}
              locked={locked}
              takingPhoto={photo.running === item.code}
              onChange={(change) => checklist.change(item, change)}
              onPhoto={() => takePhoto(item)}
            />
          ))}
        </View>
      ))}
      {locked ? null : (
        <Button id="add-item" kind="quiet" icon="plus" label="增加一项" onPress={() => setAdding(true)} />
      )}
      <AddItem
        open={adding}
        onClose={() => setAdding(false)}
        onAdd={async (name, requirement) => {
          await checklist.flush();
          onPack(await addItem(pack.id, name, requirement));
        }}
      />
    </>
  );
}

const Bar = ({ checklist, locked, waiting }: { checklist: Checklist; locked: boolean; waiting: boolean }) => {
  const { items } = checklist;
  const next = items.find((item) => !isAnswered(item));
  return (
    <View className="checklist__bar">
      <Text id="count" className="checklist__count">
        {answeredCount(items)}/{items.length}
      </Text>
      <Text className="checklist__state">{stateInWords(checklist, waiting)}</Text>
      {locked ? null : (
        <View
          id="undo"
          ariaRole="button"
          ariaLabel="撤销上一步"
          className={`checklist__tool ${checklist.mayUndo ? '' : 'checklist__tool--off'}`}
          onClick={checklist.undo}
        >
          <Icon name="undo" size="note" />
          <Text>撤销</Text>
        </View>
      )}
      {next ? (
        <View id="next-open" className="checklist__tool checklist__tool--main" onClick={() => showItem(next)}>
          <Text>下一项未填</Text>
        </View>
      ) : null}
    </View>
  );
};

const stateInWords = ({ sending, unsent, problem }: Checklist, waiting: boolean): string => {
  if (sending) return '正在保存…';
  if (problem) return `${unsent} 项存在手机里`;
  return unsent > 0 || waiting ? '已存在手机里' : '已保存';
};

const showItem = (item: Item): void => {
  void Taro.pageScrollTo({ selector: `#item-${item.code}`, offsetTop: -88, duration: 200 });
};

const Locked = ({ pack }: { pack: VisitOnPhone }) => {
  if (pack.state === 'submitted') return <Notice tone="plain" title="这次维保已经封存，只能看不能改" />;
  if (pack.mine?.role === 'lead') return <Notice tone="warning" title="开始作业之后才能填写" />;
  return <Notice tone="plain" title={`由组长 ${pack.lead.name} 填写，您可以在这里看`} />;
};

import { Button } from '../../ui/button';
import { goBack } from '../../ui/navigate';
import { Empty } from '../../ui/page-state';
import { Lead, Note, Title } from '../../ui/screen';
import { largestBatch, mayChoose, type ToSign } from './batch';
import { ToSignCard } from './to-sign-card';

interface Props {
  items: readonly ToSign[];
  /** The owner has agreed that silence may confirm. */
  consents: boolean;
  chosen: readonly string[];
  onChoose: (chosen: string[]) => void;
}

/** The earliest deadline first; what has exceptions is opened before it is chosen (SIG-09). */
export function ToSignList({ items, consents, chosen, onChoose }: Props) {
  if (items.length === 0)
    return (
      <Empty
        icon="check"
        title="没有待签的记录"
        line="维保单位提交记录后，会出现在这里，也会通知您。"
        action={<Button id="back" kind="secondary" label="返回" onPress={goBack} />}
      />
    );
  const free = items.filter(mayChoose).slice(0, largestBatch);
  const all = free.length > 0 && free.every(({ recordId }) => chosen.includes(recordId));
  const toggle = (recordId: string) =>
    onChoose(chosen.includes(recordId) ? chosen.filter((one) => one !== recordId) : [...chosen, recordId]);
  return (
    <>
      <Title>{items.length} 份等您单位签字</Title>
      <Lead>
        {consents
          ? '已送达而逾期没有答复的，按本单位事先的同意视为默认确认（非本人签名）。'
          : '逾期不会默认确认，会一直等您签字。'}
      </Lead>
      {free.length > 1 ? (
        <Button
          id="choose-all"
          kind="quiet"
          icon={all ? 'undo' : 'check'}
          label={all ? '全部不选' : `选中可以直接签的 ${free.length} 份`}
          onPress={() => onChoose(all ? [] : free.map(({ recordId }) => recordId))}
        />
      ) : null}
      {items.map((item) => (
        <ToSignCard
          key={item.recordId}
          item={item}
          chosen={chosen.includes(item.recordId)}
          onChoose={() => toggle(item.recordId)}
        />
      ))}
      <Note>有问题的不要签：打开记录，说明理由退回。</Note>
    </>
  );
}

import { type Item, itemResults } from '@lifttrust/shared-types/visit/visit.contract';
import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import { missingOf } from '../../offline/work-done';
import { Button } from '../../ui/button';
import { Field } from '../../ui/field';
import { Icon } from '../../ui/icon';
import { ResultChoice } from '../../ui/result-choice';
import type { Answer } from './draft';

interface Props {
  item: Item;
  onChange: (change: Partial<Answer>) => void;
  onPhoto: () => void;
  takingPhoto: boolean;
  locked: boolean;
}

/** One item: what is asked, three large choices, and whatever the chosen result needs with it. */
export function ItemRow({ item, onChange, onPhoto, takingPhoto, locked }: Props) {
  const [unfolded, setUnfolded] = useState(false);
  const open = unfolded || item.result === 'not_applicable';
  const missing = item.result === null ? null : missingOf(item);
  return (
    <View
      id={`item-${item.code}`}
      className={`item ${item.result !== null && missing === null ? 'item--answered' : ''}`}
    >
      <View className="item__head">
        <Text className="item__name">{item.name}</Text>
        <Text className="item__code">{item.statutory ? item.code : '自加'}</Text>
      </View>
      {item.requirement ? <Text className="item__requirement">{item.requirement}</Text> : null}
      {locked ? (
        <Text>{item.result ? itemResults[item.result] : '还没有填'}</Text>
      ) : (
        <ResultChoice code={item.code} value={item.result} onChoose={(result) => onChange({ result })} />
      )}
      <ItemDetail item={item} onChange={onChange} onPhoto={onPhoto} takingPhoto={takingPhoto} />
      {open ? <Fold item={item} onChange={onChange} /> : null}
      <View className="item__foot">
        <Text className="item__missing">{missing ?? ''}</Text>
        {locked ? null : (
          <View
            id={`${item.code}-more`}
            className="item__more"
            hoverClass="item__more--pressed"
            onClick={() => setUnfolded(!unfolded)}
          >
            <Text>{open ? '收起' : '不涉及、备注'}</Text>
          </View>
        )}
      </View>
    </View>
  );
}

const ItemDetail = ({ item, onChange, onPhoto, takingPhoto }: Omit<Props, 'locked'>) => {
  const { result } = item;
  if (result === null || result === 'not_applicable') return null;
  const asks = { pass: null, treated: '做了什么处理', fail: '哪里不合格' }[result];
  return (
    <>
      {asks ? (
        <Field
          id={`${item.code}-note`}
          label={asks}
          value={item.note}
          lines="many"
          maxLength={500}
          onChange={(note) => onChange({ note })}
        />
      ) : null}
      {item.requiresTest ? (
        <>
          <Field
            id={`${item.code}-reading`}
            label="试验读数（没有读数就拍照）"
            value={item.reading}
            maxLength={60}
            onChange={(reading) => onChange({ reading })}
          />
          <Button
            id={`${item.code}-photo`}
            kind="secondary"
            icon="camera"
            label={item.fileIds.length > 0 ? `已拍 ${item.fileIds.length} 张，再拍一张` : '拍试验照片'}
            busy={takingPhoto}
            busyLabel="正在上传…"
            onPress={onPhoto}
          />
        </>
      ) : null}
    </>
  );
};

const Fold = ({ item, onChange }: Pick<Props, 'item' | 'onChange'>) => (
  <View className="item__fold">
    <View
      id={`${item.code}-not_applicable`}
      className={`item__absent ${item.result === 'not_applicable' ? 'item__absent--chosen' : ''}`}
      onClick={() => onChange({ result: 'not_applicable' })}
    >
      <Icon name="info" size="note" />
      <Text>不涉及：这台电梯没有这一项</Text>
    </View>
    {item.result === 'treated' || item.result === 'fail' ? null : (
      <Field
        id={`${item.code}-note`}
        label={item.result === 'not_applicable' ? '为什么不涉及' : '备注（可不填）'}
        value={item.note}
        lines="many"
        maxLength={500}
        onChange={(note) => onChange({ note })}
      />
    )}
  </View>
);

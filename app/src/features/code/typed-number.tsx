import { useState } from 'react';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { Field } from '../../ui/field';
import { Note } from '../../ui/screen';
import { NearLifts } from './near-lifts';

const shortest = 5;

interface Props {
  busy?: boolean;
  /** The number as it was typed, without blanks. */
  onNumber: (number: string) => void;
}

/** For a code that is torn off or does not scan: the number that is printed beside it, the whole of it. */
export function TypedNumber({ busy = false, onNumber }: Props) {
  const [isOpen, setOpen] = useState(false);
  const [typed, setTyped] = useState('');
  const number = typed.replace(/\s+/g, '');
  if (!isOpen)
    return <Button id="no-scan" kind="quiet" label="扫不了码？按编号找" onPress={() => setOpen(true)} />;
  return (
    <Card>
      <Field
        id="typed-number"
        label="应急救援识别码，或使用登记证编号"
        value={typed}
        onChange={setTyped}
        placeholder="照标牌完整填写"
        maxLength={60}
      />
      <Note>只填一部分查不到。需要救援，请直接打电话，说出您在哪里。</Note>
      <Button
        id="look-typed"
        kind="secondary"
        label="查看这台电梯"
        busy={busy}
        disabled={number.length < shortest}
        onPress={() => onNumber(number)}
      />
      <NearLifts onNumber={onNumber} />
    </Card>
  );
}

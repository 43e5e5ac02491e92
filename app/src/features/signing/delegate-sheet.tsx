import { addDays, dayOf } from '@lifttrust/shared-types/kernel/time';
import type { Delegation } from '@lifttrust/shared-types/signing/signing.contract';
import { useState } from 'react';
import { device } from '../../platform/device';
import { Button } from '../../ui/button';
import { Cell } from '../../ui/card';
import { DayField } from '../../ui/day-field';
import { Field } from '../../ui/field';
import { Refusals } from '../../ui/page-state';
import { Note } from '../../ui/screen';
import { Sheet } from '../../ui/sheet';
import { useAct } from '../../ui/use-act';
import { delegate } from './signing-commands';

interface Props {
  open: boolean;
  people: readonly { id: string; name: string }[];
  onClose: () => void;
  onGiven: (delegation: Delegation) => void;
}

const usualDays = 7;

/** Who, from when until when, and why; opened anew it is empty again. */
export const DelegateSheet = ({ open, onClose, ...props }: Props) => (
  <Sheet open={open} title="授权一个人代签" onClose={onClose}>
    <DelegateForm {...props} />
  </Sheet>
);

function DelegateForm({ people, onGiven }: Pick<Props, 'people' | 'onGiven'>) {
  const today = dayOf(device.now());
  const [personId, setPersonId] = useState<string | null>(null);
  const [fromDay, setFromDay] = useState(today);
  const [untilDay, setUntilDay] = useState(addDays(today, usualDays));
  const [reason, setReason] = useState('');
  const { running, problem, run } = useAct();
  const isComplete = reason.trim() !== '';
  const give = () =>
    run('delegate', async () => {
      if (personId) onGiven(await delegate({ personId, fromDay, untilDay, reason: reason.trim() }));
    });
  return (
    <>
      {people.length === 0 ? <Note>本单位还没有可以授权的人，请先在后台开通账号。</Note> : null}
      {people.map((person) => (
        <Cell
          key={person.id}
          id={`person-${person.id}`}
          icon={person.id === personId ? 'check' : 'people'}
          label={person.name}
          value={person.id === personId ? '已选' : ''}
          onPress={() => setPersonId(person.id)}
        />
      ))}
      <DayField id="delegation-from" label="从哪天起" value={fromDay} onChange={setFromDay} />
      <DayField
        id="delegation-until"
        label="到哪天为止"
        value={untilDay}
        from={[fromDay, today].sort()[1] ?? today}
        onChange={setUntilDay}
      />
      <Field
        id="delegation-reason"
        label="为什么"
        value={reason}
        placeholder="例如：安全员休假"
        maxLength={200}
        onChange={setReason}
      />
      <Note>代签会写明是受委托签字，责任仍在本单位。</Note>
      <Refusals problem={problem} />
      <Button
        id="delegate-confirm"
        label="确认授权"
        busy={running !== null}
        disabled={personId === null || !isComplete}
        onPress={give}
      />
    </>
  );
}

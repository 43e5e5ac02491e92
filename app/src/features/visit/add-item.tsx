import { useState } from 'react';
import { Button } from '../../ui/button';
import { Field } from '../../ui/field';
import { Refusals } from '../../ui/page-state';
import { Note } from '../../ui/screen';
import { Sheet } from '../../ui/sheet';
import { useAct } from '../../ui/use-act';

interface Props {
  open: boolean;
  onClose: () => void;
  onAdd: (name: string, requirement: string) => Promise<void>;
}

/** Items may be added, never taken away (REC-01). */
export function AddItem({ open, onClose, onAdd }: Props) {
  const [name, setName] = useState('');
  const [requirement, setRequirement] = useState('');
  const { running, problem, run } = useAct();
  const add = () =>
    run('add', async () => {
      await onAdd(name, requirement);
      setName('');
      setRequirement('');
      onClose();
    });
  return (
    <Sheet open={open} title="增加一个检查项目" onClose={onClose}>
      <Note>法定项目一项也不能少；现场发现别的，可以在这里加上。</Note>
      <Field id="added-name" label="检查什么" value={name} maxLength={60} onChange={setName} />
      <Field
        id="added-requirement"
        label="要求（可不填）"
        value={requirement}
        lines="many"
        maxLength={200}
        onChange={setRequirement}
      />
      <Refusals problem={problem} />
      <Button
        id="add-item-save"
        label="加到清单里"
        icon="plus"
        busy={running !== null}
        disabled={name.trim() === ''}
        onPress={add}
      />
    </Sheet>
  );
}

import { timeInWords } from '@lifttrust/shared-types/kernel/time';
import type { ItemConflict } from '@lifttrust/shared-types/record/record.contract';
import { View } from '@tarojs/components';
import type { VisitOnPhone } from '../../offline/reduce';
import { Button } from '../../ui/button';
import { Card, CardTitle, Cell } from '../../ui/card';
import { Note } from '../../ui/screen';
import type { Act } from '../../ui/use-act';
import { settleItem } from '../visit/visit-commands';

interface Props {
  pack: VisitOnPhone;
  conflict: ItemConflict;
  act: Act;
  onChanged: () => void;
}

/** Two technicians answered one item differently on phones that could not hear each other: the lead decides. */
export function ConflictCard({ pack, conflict, act, onChanged }: Props) {
  const { code, name, answers } = conflict;
  const lead = pack.mine?.role === 'lead';
  const choose = (personId: string) =>
    act.run(`settle-${code}`, async () => {
      await settleItem(pack.id, code, personId, name);
      onChanged();
    });
  return (
    <Card tone="warning" id={`conflict-${code}`}>
      <CardTitle>“{name}”两人填的不一样</CardTitle>
      {answers.map(({ person, at, offline, words }) => (
        <View key={person.id}>
          <Cell
            label={`${person.name}：${words}`}
            note={`${timeInWords(at)}${offline ? ' · 离线时填' : ''}`}
          />
          {lead ? (
            <Button
              id={`settle-${code}-${person.id}`}
              kind="secondary"
              label={`以 ${person.name} 的为准`}
              busy={act.running === `settle-${code}`}
              onPress={() => choose(person.id)}
            />
          ) : null}
        </View>
      ))}
      {lead ? <Note>两份都会留在记录里，请按现场情况选一份。</Note> : <Note>由组长确定以谁的为准。</Note>}
    </Card>
  );
}

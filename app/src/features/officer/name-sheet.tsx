import {
  needsCertificate,
  type OfficerPost,
  officerPosts,
  officerPostWords,
} from '@lifttrust/shared-types/officer/officer.rules';
import { useState } from 'react';
import { Button } from '../../ui/button';
import { Cell } from '../../ui/card';
import { Refusals } from '../../ui/page-state';
import { Note } from '../../ui/screen';
import { Sheet } from '../../ui/sheet';
import { Tabs } from '../../ui/tabs';
import { useAct } from '../../ui/use-act';
import { nameOfficer } from './officer-commands';

interface Props {
  open: boolean;
  liftIds: string[];
  people: readonly { id: string; name: string; lifts: number; holdsCertificate: boolean }[];
  onClose: () => void;
  /** Told in words what has been done, and what is to be looked at. */
  onNamed: (what: string, warnings: string[]) => void;
}

/** Which post, then who: whoever held the post before no longer does. */
export function NameSheet({ open, liftIds, people, onClose, onNamed }: Props) {
  const [post, setPost] = useState<OfficerPost>('safety_officer');
  const [personId, setPersonId] = useState<string | null>(null);
  const { running, problem, run } = useAct();
  const name = () =>
    run('name', async () => {
      if (!personId) return;
      const { named, warnings } = await nameOfficer(liftIds, post, personId);
      const who = people.find(({ id }) => id === personId)?.name ?? '';
      onNamed(
        named > 0
          ? `${who} 已是 ${named} 台电梯的${officerPostWords[post]}`
          : `${who} 本来就是${officerPostWords[post]}，没有改变`,
        warnings,
      );
    });
  return (
    <Sheet open={open} title={`为 ${liftIds.length} 台电梯指定`} onClose={onClose}>
      <Tabs
        tabs={officerPosts.map((value) => ({ key: value, label: officerPostWords[value] }))}
        chosen={post}
        onChoose={setPost}
      />
      {people.length === 0 ? <Note>本单位还没有人员，请先在后台开通账号。</Note> : null}
      {people.map((person) => (
        <Cell
          key={person.id}
          id={`person-${person.id}`}
          icon={person.id === personId ? 'check' : 'people'}
          label={person.name}
          note={`现负责 ${person.lifts} 台${needsCertificate(post) && !person.holdsCertificate ? '，没有登记证书（A）' : ''}`}
          value={person.id === personId ? '已选' : ''}
          onPress={() => setPersonId(person.id)}
        />
      ))}
      <Note>原来的人从今天起不再担任，记录保留。</Note>
      <Refusals problem={problem} />
      <Button
        id="name-confirm"
        label="确认指定"
        busy={running !== null}
        disabled={personId === null}
        onPress={name}
      />
    </Sheet>
  );
}

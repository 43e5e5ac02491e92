import { useState } from 'react';
import { Button } from '../../ui/button';
import { Field } from '../../ui/field';
import { Refusals } from '../../ui/page-state';
import type { Problem } from '../../ui/problem';
import { Note } from '../../ui/screen';
import { Sheet } from '../../ui/sheet';

interface Props {
  kind: 'trapped' | 'hurt';
  /** How many were reported to be inside; null: nobody knows. */
  expected: number | null;
  busy: boolean;
  problem: Problem | null;
  onClose: () => void;
  onFreed: (people: number, hurt: number) => void;
}

const words = {
  trapped: {
    title: '人都出来了？',
    note: '请先确认轿厢里已经没有人。登记后不能撤回。',
    people: '救出几人',
    tooMany: '受伤人数不能多于救出人数。',
    confirm: '确认，人已全部救出',
  },
  // Somebody was hurt or caught: there is no car to look into.
  hurt: {
    title: '救援完成了？',
    note: '请先确认没有人还被夹住，受伤的人已有人照看。登记后不能撤回。',
    people: '救助几人',
    tooMany: '受伤人数不能多于救助人数。',
    confirm: '确认，救援已完成',
  },
} as const;

const mostPeople = 60;
const whole = (text: string): number | null =>
  /^\d{1,2}$/.test(text) && Number(text) <= mostPeople ? Number(text) : null;

/** Everybody is out: how many, and whether somebody is hurt. It cannot be taken back. */
export function FreedSheet({ kind, expected, busy, problem, onClose, onFreed }: Props) {
  const [people, setPeople] = useState(String(expected ?? 1));
  const [hurt, setHurt] = useState('0');
  const [count, injured] = [whole(people), whole(hurt)];
  const said = words[kind];
  const tooMany = count !== null && injured !== null && injured > count;
  return (
    <Sheet open title={said.title} onClose={onClose}>
      <Note>{said.note}</Note>
      <Field
        id="freed-people"
        kind="number"
        label={said.people}
        value={people}
        maxLength={2}
        onChange={setPeople}
        problem={count === null ? `请填写 0 到 ${mostPeople} 的人数。` : undefined}
      />
      <Field
        id="freed-hurt"
        kind="number"
        label="其中受伤几人"
        value={hurt}
        maxLength={2}
        onChange={setHurt}
        problem={injured === null ? '请填写人数，没有人受伤就填 0。' : tooMany ? said.tooMany : undefined}
      />
      <Refusals problem={problem} />
      <Button
        id="confirm-freed"
        icon="check"
        label={said.confirm}
        busy={busy}
        busyLabel="正在登记…"
        disabled={count === null || injured === null || tooMany}
        onPress={() => {
          if (count !== null && injured !== null) onFreed(count, injured);
        }}
      />
    </Sheet>
  );
}

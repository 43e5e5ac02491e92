import { useState } from 'react';
import { Button } from '../../ui/button';
import { Field } from '../../ui/field';
import { Refusals } from '../../ui/page-state';
import type { Problem } from '../../ui/problem';
import { Note } from '../../ui/screen';
import { Sheet } from '../../ui/sheet';

interface Props {
  /** How many were reported to be inside; null: nobody knows. */
  expected: number | null;
  busy: boolean;
  problem: Problem | null;
  onClose: () => void;
  onFreed: (people: number, hurt: number) => void;
}

const mostPeople = 60;
const whole = (text: string): number | null =>
  /^\d{1,2}$/.test(text) && Number(text) <= mostPeople ? Number(text) : null;

/** Everybody is out: how many, and whether somebody is hurt. It cannot be taken back. */
export function FreedSheet({ expected, busy, problem, onClose, onFreed }: Props) {
  const [people, setPeople] = useState(String(expected ?? 1));
  const [hurt, setHurt] = useState('0');
  const [count, injured] = [whole(people), whole(hurt)];
  const tooMany = count !== null && injured !== null && injured > count;
  return (
    <Sheet open title="人都出来了？" onClose={onClose}>
      <Note>请先确认轿厢里已经没有人。登记后不能撤回。</Note>
      <Field
        id="freed-people"
        kind="number"
        label="救出几人"
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
        problem={
          injured === null
            ? '请填写人数，没有人受伤就填 0。'
            : tooMany
              ? '受伤人数不能多于救出人数。'
              : undefined
        }
      />
      <Refusals problem={problem} />
      <Button
        id="confirm-freed"
        icon="check"
        label="确认，人已全部救出"
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

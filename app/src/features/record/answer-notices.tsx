import { dayInWords, dayOf, timeInWords } from '@lifttrust/shared-types/kernel/time';
import type { AnswerStanding } from '@lifttrust/shared-types/signing/signing.contract';
import { useState } from 'react';
import { Cell } from '../../ui/card';
import { Note } from '../../ui/screen';

type Told = AnswerStanding['notices'][number];

const peopleIn = (notices: readonly Told[]): number => new Set(notices.map(({ person }) => person)).size;
const reachedInWords = (notices: readonly Told[]): string => {
  const reached = peopleIn(notices.filter(({ reachedAt }) => reachedAt !== null));
  return reached === 0 ? '还没有人收到' : `${reached} 人已收到`;
};

const atInWords = (instant: number): string => `${dayInWords(dayOf(instant))} ${timeInWords(instant)}`;

/** How many were told and reached; each way on request. */
export function AnswerNotices({ notices }: { notices: readonly Told[] }) {
  const [open, setOpen] = useState(false);
  if (notices.length === 0) return <Note>还没有向您单位的人员发出通知。</Note>;
  return (
    <>
      <Cell
        id="answer-notices"
        icon="send"
        label={`通知了 ${peopleIn(notices)} 人，${reachedInWords(notices)}`}
        note={open ? '点一下收起' : '点一下看通知了谁'}
        onPress={() => setOpen(!open)}
      />
      {open
        ? notices.map(({ person, way, state, reachedAt }) => (
            <Cell
              key={`${person}-${way}`}
              label={person}
              note={reachedAt === null ? way : `${way} · ${atInWords(reachedAt)}`}
              value={state}
            />
          ))
        : null}
    </>
  );
}

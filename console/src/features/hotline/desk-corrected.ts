import type { CallOf } from '@lifttrust/shared-types/kernel/endpoint';
import type { rescueDeskApi } from '@lifttrust/shared-types/rescue/desk.contract';
import type { Entrapment } from '@lifttrust/shared-types/rescue/rescue.contract';
import { peopleWords } from '@lifttrust/shared-types/rescue/rescue.words';

export const flags = {
  isHurt: '有人受伤',
  isMedical: '突发疾病或临产',
  isPanic: '情绪失控',
  hasChildren: '有儿童',
  hasElderly: '有老人',
} as const;
export type Flag = keyof typeof flags;
export const flagNames = Object.keys(flags) as Flag[];

type Correction = Omit<CallOf<typeof rescueDeskApi.correct>, 'entrapmentId' | 'text' | 'liftId'>;
type Shown = Pick<Entrapment, Flag | 'kind' | 'people' | 'freedPeople' | 'hurtPeople' | 'outcome'>;

/** What stands in the fields of the window. */
export interface Entered {
  kind: Entrapment['kind'];
  people: number | null;
  said: readonly Flag[];
  freedPeople: number | null;
  hurtPeople: number | null;
  /** null where there is no result to put right. */
  outcome: 'rescued' | 'mistaken' | null;
}

/**
 * Only what the operator changed since the window opened: what somebody reported meanwhile is not theirs to take back.
 * @param opened as it stood when the window opened
 */
export function correctionOf(opened: Shown, entered: Entered): Correction {
  const { kind, people, said, freedPeople, hurtPeople, outcome } = entered;
  const differs = (count: 'people' | 'freedPeople' | 'hurtPeople', now: number | null): now is number =>
    now !== null && now !== opened[count];
  const situation = Object.fromEntries(
    flagNames
      .filter((flag) => said.includes(flag) !== opened[flag])
      .map((flag) => [flag, said.includes(flag)]),
  );
  const counted = differs('people', people) ? { ...situation, people } : situation;
  return {
    ...(Object.keys(counted).length === 0 ? {} : { situation: counted }),
    ...(kind === opened.kind ? {} : { kind }),
    ...(differs('freedPeople', freedPeople) ? { freedPeople } : {}),
    ...(differs('hurtPeople', hurtPeople) ? { hurtPeople } : {}),
    ...(outcome === null || outcome === opened.outcome ? {} : { outcome }),
  };
}

/** What somebody reported since the window opened, in words; empty where nothing did. */
export function newsSince(opened: Shown, now: Shown): string[] {
  const told = flagNames.filter((flag) => now[flag] !== opened[flag]);
  const words = told.map((flag) => (now[flag] ? flags[flag] : `不再是“${flags[flag]}”`));
  return now.people === opened.people
    ? words
    : [...words, `${peopleWords[now.kind]} ${now.people ?? '不明'} 人`];
}

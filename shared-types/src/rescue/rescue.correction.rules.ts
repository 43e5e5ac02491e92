/**
 * What a desk puts right where it was entered wrongly: what is so now, what was before, and what cannot be. Instants and
 * marks of lateness are no part of it, so that no correction takes a mark off.
 *
 * @basis EMG-07, EMG-13 (RULES §12)
 */
import type { Refusal } from '../kernel/app-error';
import { type Freeing, refuseMistaken } from './rescue.rules';
import { type Outcome, peopleWords } from './rescue.words';

const flags = {
  isHurt: '有人受伤',
  isMedical: '突发疾病或临产',
  isPanic: '情绪失控',
  hasChildren: '有儿童',
  hasElderly: '有老人',
} as const;
type Flag = keyof typeof flags;
const counts = { people: '人数', freedPeople: '救出人数', hurtPeople: '受伤人数' } as const;
type Count = keyof typeof counts;
const kinds: Record<string, string> = { trapped: '困人', hurt: '受伤或夹人' };
const results: Record<string, string> = { rescued: '已解救', mistaken: '误报' };

export interface Correctable extends Record<Flag, boolean>, Record<Count, number | null>, Freeing {
  kind: string;
  outcome: Outcome | null;
  closedAt: number | null;
}

/** What is said to be so; what is left out stays. */
export type Correction = Partial<Record<Flag, boolean | undefined>> &
  Partial<Record<Count, number | undefined>> & {
    kind?: 'trapped' | 'hurt' | undefined;
    outcome?: 'rescued' | 'mistaken' | undefined;
  };

export interface Change {
  field: Flag | Count | 'kind' | 'outcome';
  before: string | number | boolean | null;
  after: string | number | boolean;
  /** For the timeline. */
  words: string;
}

const yes = (is: boolean): string => (is ? '是' : '否');

/** What a correction changes, in words too; empty where everything is so already. */
export function changesOf(one: Correctable, said: Correction): Change[] {
  const found: Change[] = [];
  const note = (
    field: Change['field'],
    after: Change['after'] | undefined,
    words: (was: string) => string,
  ) => {
    const before = one[field];
    if (after !== undefined && after !== before)
      found.push({ field, before, after, words: words(String(before ?? '不明')) });
  };
  note('kind', said.kind, (was) => `类别由${kinds[was] ?? was}更正为${kinds[said.kind ?? '']}`);
  const happened = (said.kind ?? one.kind) === 'hurt' ? peopleWords.hurt : peopleWords.trapped;
  for (const field of Object.keys(counts) as Count[]) {
    const word = field === 'people' ? `${happened}${counts.people}` : counts[field];
    note(field, said[field], (was) => `${word}由 ${was} 更正为 ${said[field]}`);
  }
  for (const field of Object.keys(flags) as Flag[])
    note(field, said[field], () => `${flags[field]}由${yes(one[field])}更正为${yes(said[field] === true)}`);
  note('outcome', said.outcome, (was) => `结果由${results[was] ?? was}更正为${results[said.outcome ?? '']}`);
  return found;
}

const refusal = (code: string, message: string, field?: string): Refusal =>
  field ? { code, message, field } : { code, message };

/**
 * Why a correction cannot be; all reasons at once.
 * @param toOtherLift it also says that another lift was meant
 * @param hasCar whether anybody can be trapped in the lift at all
 */
export function refuseCorrection(
  one: Correctable,
  said: Correction,
  { toOtherLift, hasCar }: { toOtherLift: boolean; hasCar: boolean },
): Refusal[] {
  if (one.outcome === 'moved')
    return [refusal('rescue.moved_away', '这起已更正到其他电梯，请到那一起里更正。')];
  const isOver = one.freedAt !== null || one.closedAt !== null;
  const found: Refusal[] = [];
  if (!toOtherLift && changesOf(one, said).length === 0)
    found.push(refusal('rescue.nothing_corrected', '没有需要更正的内容：填的和现在记录的一样。'));
  if (toOtherLift && isOver)
    found.push(
      refusal(
        'rescue.lift_stays',
        '已经解救或结案，不能再更正到其他电梯；请加备注说明，必要时重新报警派单。',
        'liftId',
      ),
    );
  if (said.kind === 'trapped' && !hasCar && !toOtherLift)
    found.push(refusal('rescue.no_car', '自动扶梯和自动人行道没有轿厢，不能更正为困人。', 'kind'));
  const isFreedSaid = said.freedPeople !== undefined || said.hurtPeople !== undefined;
  if (isFreedSaid && one.freedAt === null)
    found.push(
      refusal('rescue.not_freed_yet', '还没有登记解救，救出和受伤人数在登记解救时填。', 'freedPeople'),
    );
  const freed = said.freedPeople ?? one.freedPeople ?? 0;
  if (isFreedSaid && (said.hurtPeople ?? one.hurtPeople ?? 0) > freed)
    found.push(refusal('rescue.more_hurt', '受伤人数不能多于救出人数。', 'hurtPeople'));
  if (said.outcome !== undefined && one.closedAt === null)
    found.push(refusal('rescue.not_closed', '还没有结案，请直接按解救或误报结案。', 'outcome'));
  if (said.outcome === 'rescued' && one.freedAt === null)
    found.push(
      refusal('rescue.never_freed', '这起没有登记过解救。如果确实有人被困，请重新报警派单。', 'outcome'),
    );
  if (said.outcome === 'mistaken')
    found.push(...refuseMistaken({ ...one, freedPeople: said.freedPeople ?? one.freedPeople }));
  return found;
}

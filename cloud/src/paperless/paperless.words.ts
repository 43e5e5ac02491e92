import {
  type PaperCompany,
  type PaperStanding,
  paperStateWords,
} from '@lifttrust/shared-types/paperless/paperless.contract';
import { dateOf } from '@lifttrust/shared-types/paperless/paperless.words';

interface Named {
  place: string;
  ownNumber: string;
}

export const nameOf = ({ place, ownNumber }: Named): string => `${place} ${ownNumber}`.trim();

const shown = 3;
export const namesInWords = (lifts: readonly Named[]): string =>
  `${lifts.slice(0, shown).map(nameOf).join('、')}${lifts.length > shown ? ` 等 ${lifts.length} 台` : ''}`;

/** What the records show, as sentences for whoever decides. */
export function factsInWords(
  measured: Pick<PaperCompany, 'from' | 'to' | 'lifts' | 'complete' | 'covered' | 'days'>,
): string[] {
  const { from, to, lifts, complete, covered, days } = measured;
  // Rounded down: 99.99 % is not complete.
  const share = days === 0 ? 0 : Math.floor((covered / days) * 1000) / 10;
  return [
    `${dateOf(from)}至${dateOf(to)}，${lifts} 台电梯共 ${days} 天，电子记录覆盖 ${covered} 天（${share}%）`,
    `每一天都有覆盖的 ${complete} 台`,
  ];
}

/** The smallest area (district, city, province) in which all of them lie; empty where there is none. */
export function commonArea(codes: readonly string[]): string {
  const [first = ''] = codes;
  const lengths = [6, 4, 2];
  const found = lengths.find((length) =>
    codes.every((code) => code.slice(0, length) === first.slice(0, length)),
  );
  return found === undefined ? '' : first.slice(0, found);
}

/** One line of the printed record: what had to be done with paper on the day of the work. */
export function paperOnPrint({ state, since, by }: PaperStanding): string {
  if (state === 'not_needed') return `${paperStateWords.not_needed}（本市不要求另行确认）`;
  if (state === 'keep') return `${paperStateWords.keep}（完成当天未经监管部门确认免纸质）`;
  return `${paperStateWords.confirmed}（${since ? dateOf(since) : ''}起，${by ?? '监管部门'}确认）`;
}

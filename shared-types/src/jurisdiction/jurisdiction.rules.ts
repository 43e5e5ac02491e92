import type { Refusal } from '../kernel/app-error';

/**
 * 监管辖区: a tree of its own beside GB/T 2260, since new zones have no code there and offices none at all. An area's
 * code begins with its parent's, so that one prefix stands for an area with everything in it.
 *
 * @basis GB/T 2260; ours (a lift belongs to today's area, what was counted in the past stays as it was counted)
 */
export const jurisdictionLevels = ['province', 'city', 'district', 'office', 'team'] as const;
export type JurisdictionLevel = (typeof jurisdictionLevels)[number];

export const jurisdictionLevelWords: Record<JurisdictionLevel, string> = {
  province: '省级',
  city: '市级',
  district: '区县',
  office: '监管所',
  team: '执法队伍',
};

/** One area became another, or part of another, from a day. Those of one act happened together. */
export interface AreaChange {
  actId: string;
  fromCode: string;
  toCode: string;
  fromDay: string;
}

/** So many digits begin every code of a city; longer codes lie in it. @basis GB/T 2260 */
export const cityDigits = 4;

/** How many signs a code of each level has, at least and at most. */
const signs: Record<JurisdictionLevel, [number, number]> = {
  province: [2, 2],
  city: [cityDigits, cityDigits],
  district: [6, 6],
  office: [8, 12],
  team: [8, 12],
};

/** The level that a bare code of the row scope stands for. */
export function levelOfCode(code: string): JurisdictionLevel {
  if (code.length <= 2) return 'province';
  if (code.length <= cityDigits) return 'city';
  return code.length <= 6 ? 'district' : 'office';
}

/** Six digits of GB/T 2260 for a shorter or longer code: 3505 → 350500. */
export const gbCodeOf = (code: string): string => code.slice(0, 6).padEnd(6, '0');

const refusal = (reason: string, field: string, message: string): Refusal => ({
  code: `jurisdiction.${reason}`,
  field,
  message,
});

/** An area lies in its parent, below it, and has a code of its level's length. @basis GB/T 2260 */
export function refuseArea(area: {
  code: string;
  level: JurisdictionLevel;
  gbCode: string;
  parent: { code: string; level: JurisdictionLevel } | null;
}): Refusal[] {
  const { code, level, gbCode, parent } = area;
  const refusals: Refusal[] = [];
  const [least, most] = signs[level];
  if (!/^[0-9A-Z]{2,12}$/.test(code) || code.length < least || code.length > most)
    refusals.push(
      refusal(
        'code_invalid',
        'code',
        `${jurisdictionLevelWords[level]}的代码应为 ${least === most ? least : `${least}～${most}`} 位数字或大写字母。`,
      ),
    );
  if (!/^\d{6}$/.test(gbCode))
    refusals.push(refusal('gb_code_invalid', 'gbCode', '对应的行政区划代码应为 6 位数字（GB/T 2260）。'));
  if (parent && (!code.startsWith(parent.code) || code === parent.code))
    refusals.push(refusal('outside_parent', 'code', `代码要以上级的代码 ${parent.code} 开头。`));
  if (
    parent &&
    jurisdictionLevels.indexOf(parent.level) >= jurisdictionLevels.indexOf(level) &&
    !(parent.level === 'office' && level === 'team')
  )
    refusals.push(refusal('level_invalid', 'level', '下级的层级要低于上级。'));
  return refusals;
}

/** Acts in the order in which they took effect. */
function acts(changes: readonly AreaChange[], day: string): AreaChange[][] {
  const inForce = changes.filter(({ fromDay, fromCode, toCode }) => fromDay <= day && fromCode !== toCode);
  const byAct = new Map<string, AreaChange[]>();
  for (const change of inForce) byAct.set(change.actId, [...(byAct.get(change.actId) ?? []), change]);
  const first = (act: AreaChange[]) => `${act[0]?.fromDay} ${act[0]?.actId}`;
  return [...byAct.values()].sort((a, b) => (first(a) < first(b) ? -1 : 1));
}

/**
 * The area that a code stands for on a day: a code of the past leads to what became of it, by the most exact change of
 * each act. A code that nothing happened to is its own.
 */
export function areaOn(code: string, changes: readonly AreaChange[], day: string): string {
  let now = code;
  for (const act of acts(changes, day)) {
    const [change] = act
      .filter(({ fromCode }) => now.startsWith(fromCode))
      .sort((a, b) => b.fromCode.length - a.fromCode.length);
    if (change && !now.startsWith(change.toCode)) now = change.toCode;
  }
  return now;
}

/**
 * What a code of the past may mean today, as far as its signs tell: one area, or after a split several. A code that
 * nothing happened to, or that still stands for its own area, means itself.
 * @basis GB/T 2260; ours (a superior system's table may go on naming an area that was divided)
 */
export function successorsOf(code: string, changes: readonly AreaChange[], day: string): string[] {
  const main = areaOn(code, changes, day);
  if (main === code) return [code];
  const parts = changes
    .filter(({ fromCode }) => fromCode !== code && fromCode.startsWith(code))
    .map(({ fromCode }) => areaOn(fromCode, changes, day));
  // An office that went along with its district lies in the district still.
  const apart = parts.filter((part) => !part.startsWith(main) && !part.startsWith(code));
  return [main, ...new Set(apart)].sort();
}

/** Codes of the past, outside an area's own prefix, that have become it or part of it. */
export const formerCodes = (code: string, changes: readonly AreaChange[], day: string): string[] => [
  ...new Set(
    changes
      .map(({ fromCode }) => fromCode)
      .filter((former) => !former.startsWith(code) && areaOn(former, changes, day).startsWith(code)),
  ),
];

/**
 * Codes for the offices of areas that are merged: each keeps its last signs where they are free under the new code,
 * else takes the next free number.
 */
export function officesAfterMerge(offices: readonly string[], toCode: string): Map<string, string> {
  const staying = offices.filter((office) => office.startsWith(toCode));
  const taken = new Set(staying);
  const codes = new Map<string, string>();
  for (const office of offices) {
    if (office.startsWith(toCode)) continue;
    let next = toCode + office.slice(6);
    for (let number = 1; taken.has(next); number += 1) next = `${toCode}${String(number).padStart(2, '0')}`;
    taken.add(next);
    codes.set(office, next);
  }
  return codes;
}

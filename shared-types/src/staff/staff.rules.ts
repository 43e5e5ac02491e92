import type { Refusal } from '../kernel/app-error';
import type { StaffKind } from './staff.contract';

/** Where one department or team stands on a day. */
export interface Place {
  id: string;
  parentId: string | null;
  kind: StaffKind;
}

const refusal = (code: string, message: string): Refusal => ({ code: `staff.${code}`, message });

/** Levels below the company; deeper trees no longer fit what people keep in mind. */
export const mostLevels = 6;

/** The unit itself and everything below it. */
export function within(places: readonly Place[], unitId: string): Set<string> {
  const found = new Set([unitId]);
  for (let grown = true; grown; ) {
    grown = false;
    for (const { id, parentId } of places) {
      if (parentId === null || found.has(id) || !found.has(parentId)) continue;
      found.add(id);
      grown = true;
    }
  }
  return found;
}

/** From the unit up to the company; ends at a place that is not there. */
export function above(places: readonly Place[], unitId: string | null): Place[] {
  const byId = new Map(places.map((place) => [place.id, place]));
  const chain: Place[] = [];
  for (let at = byId.get(unitId ?? ''); at && !chain.includes(at); at = byId.get(at.parentId ?? '')) {
    chain.push(at);
  }
  return chain;
}

const depthBelow = (places: readonly Place[], unitId: string): number => {
  const children = places.filter((place) => place.parentId === unitId);
  return 1 + Math.max(0, ...children.map((child) => depthBelow(places, child.id)));
};

/**
 * Why a department or team may not stand below another; null when it may. Teams are the last level.
 * @basis 广州市市场监督管理局 2021-04-08 三(一)3 (ORG-07); the order of the levels is ours
 */
export function refusePlace(places: readonly Place[], unit: Place, parentId: string | null): Refusal | null {
  if (parentId === null) return null;
  const parent = places.find((place) => place.id === parentId);
  if (!parent) return refusal('unit_unknown', '要移到的部门已经撤销，请刷新后再选。');
  if (within(places, unit.id).has(parentId))
    return refusal('cycle', '不能移到自己或自己的下级里，请另选一个上级。');
  if (parent.kind === 'team') return refusal('below_team', '班组是最后一级，下面不能再设部门或班组。');
  if (above(places, parentId).length + depthBelow(places, unit.id) > mostLevels)
    return refusal('too_deep', `最多设 ${mostLevels} 级，请移到更上一级。`);
  return null;
}

/**
 * How many more people a lift needs for its maintenance: as many as the city asks for, one of them certified.
 * @basis TSG T5002-2017 第五条(八); EQ-03; two at a lift: parameter `technicians.minimum` (CHK-08)
 */
export function missingPeople(people: readonly { isCertified: boolean }[], minimum: number): number {
  const certified = people.some(({ isCertified }) => isCertified) ? 0 : 1;
  return Math.max(minimum - people.length, certified, 0);
}

/** Addresses are compared without blanks and in one width, as people write street names in many ways. */
export const addressKey = (...parts: string[]): string =>
  parts.map((part) => part.normalize('NFKC').replace(/\s+/g, '')).join('\n');

/**
 * Whether a lift lies in an area described by words of its address. `lift`: the lift's `addressKey`.
 * @basis ours; a suggestion, which a person takes or leaves
 */
export function liesIn(words: string, lift: string): boolean {
  const wanted = addressKey(words);
  return wanted !== '' && lift.includes(wanted);
}

import type { Refusal } from '../kernel/app-error';
import type { Steps } from '../kernel/states';
import { annexOf } from '../lift/lift.codes';
import type { LiftType } from '../lift/lift.contract';
import { type Checklist, checklistFor } from '../record/record.template';
import type { MaintenanceClass } from '../visit/visit.contract';

/** `addition`: more than the statutory table asks; `custom`: the maker's items, where there is no statutory table. */
export type ChecklistKind = 'addition' | 'custom';
export type ChecklistState = 'proposed' | 'approved' | 'replaced' | 'refused' | 'withdrawn';

export const checklistSteps: Steps<ChecklistState> = {
  proposed: ['approved', 'refused', 'withdrawn'],
  approved: ['replaced'],
  replaced: [],
  refused: [],
  withdrawn: [],
};

export interface OwnItem {
  name: string;
  requirement: string;
  class: MaintenanceClass;
  requiresTest: boolean;
}

/** Items of a company for a type of lift, as the regulator approved them. */
export interface OwnEdition {
  edition: string;
  items: readonly OwnItem[];
}

const classesByDepth: readonly MaintenanceClass[] = ['half_month', 'quarter', 'half_year', 'year'];
const depthOf = (maintenanceClass: MaintenanceClass) => classesByDepth.indexOf(maintenanceClass);

/**
 * What a company may propose: items beside the statutory ones, or, for explosion-proof and firefighters' lifts, the
 * whole table after the maker's manual. Statutory items are not in its hands: there is no way to leave one out.
 * @basis TSG T5002-2017 第二条 and 第六条, from 2017-08-01 (PLAN-14, REC-01); 广州市监局 2021-04-08 三(二)1(4)
 */
export function refuseChecklist(draft: {
  kind: ChecklistKind;
  type: LiftType;
  basis: string;
  items: readonly OwnItem[];
}): Refusal[] {
  const refusals: Refusal[] = [];
  const refuse = (code: string, message: string, field: string) => refusals.push({ code, message, field });
  const hasTable = annexOf(draft.type) !== null;
  if (draft.kind === 'custom' && hasTable)
    refuse('checklist.statutory', '这类电梯须按法定项目表维保，只能增加项目，不能另定项目表代替。', 'kind');
  if (draft.kind === 'addition' && !hasTable)
    refuse(
      'checklist.no_table',
      '防爆电梯、消防员电梯没有法定项目表，请按制造单位的要求制定专用项目表。',
      'kind',
    );
  if (draft.kind === 'custom' && draft.basis.trim() === '')
    refuse('checklist.basis_missing', '请写明依据的制造单位使用维护说明书名称和版本。', 'basis');
  if (draft.items.length === 0) refuse('checklist.empty', '请至少写一个维保项目。', 'items');
  if (draft.kind === 'custom' && !draft.items.some((item) => item.class === 'half_month'))
    refuse('checklist.no_half_month', '专用项目表里须有半月维保的项目。', 'items');
  return [...refusals, ...refuseNames(draft)];
}

function refuseNames({ type, items }: { type: LiftType; items: readonly OwnItem[] }): Refusal[] {
  const statutory = checklistFor(type, 'year');
  const taken = new Set('refusal' in statutory ? [] : statutory.items.map(({ name }) => name));
  const seen = new Set<string>();
  return items.flatMap(({ name }, at) => {
    const field = `items.${at}.name`;
    if (seen.has(name)) return [{ code: 'checklist.item_twice', message: `“${name}”写了两次。`, field }];
    seen.add(name);
    // A second item of a statutory name would let the weaker answer stand for it.
    return taken.has(name)
      ? [{ code: 'checklist.item_statutory', message: `“${name}”已是法定项目，不能重复。`, field }]
      : [];
  });
}

/** `Z-1-03`: third item of the half-monthly table of a company; statutory codes begin with A to D. */
const codeOf = (item: OwnItem, number: number): string =>
  `Z-${depthOf(item.class) + 1}-${String(number).padStart(2, '0')}`;

const rowsOf = ({ items }: OwnEdition): Checklist['items'] => {
  const counted = new Map<MaintenanceClass, number>();
  return items.map((item) => {
    const number = (counted.get(item.class) ?? 0) + 1;
    counted.set(item.class, number);
    return { ...item, code: codeOf(item, number), statutory: false };
  });
};

/**
 * The items of one visit: every statutory one, then the company's own, each class with all shallower ones. Where there
 * is no statutory table the approved custom table stands in its place, and without one nothing is planned or begun.
 * @basis TSG T5002-2017 第二条, 第六条, from 2017-08-01 (PLAN-03, PLAN-14, REC-01)
 */
export function fullChecklist(
  type: LiftType,
  maintenanceClass: MaintenanceClass,
  own: { custom: OwnEdition | null; addition: OwnEdition | null },
): Checklist | { refusal: Refusal } {
  const deepEnough = (edition: OwnEdition) =>
    rowsOf(edition).filter((row) => depthOf(row.class) <= depthOf(maintenanceClass));
  if (annexOf(type) === null && own.custom)
    return { edition: own.custom.edition, items: deepEnough(own.custom) };
  const statutory = checklistFor(type, maintenanceClass);
  if ('refusal' in statutory || !own.addition) return statutory;
  return {
    edition: `${statutory.edition}+${own.addition.edition}`,
    items: [...statutory.items, ...deepEnough(own.addition)],
  };
}

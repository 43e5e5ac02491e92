import type { Refusal } from '../kernel/app-error';
import { refuseAnswer } from '../record/record.rules';
import { type Item, ItemResult, itemResults } from '../visit/visit.contract';

/** What a record says, as far as it can be corrected; times, people and evidence were measured and are not. */
export interface Correctable {
  items: readonly Item[];
  grade: string;
  gradeReason: string;
  snapshot: readonly { label: string; value: string }[];
}

export interface Correction {
  field: string;
  label: string;
  before: string;
  after: string;
}

const itemParts = { result: '结果', note: '说明', reading: '读数' } as const;
type ItemPart = keyof typeof itemParts;
const isItemPart = (word: string): word is ItemPart => word in itemParts;

const resultOf = (words: string) =>
  Object.entries(itemResults).find(([value, said]) => value === words || said === words)?.[0] ?? words;
const wordOf = (result: string | null) => {
  const known = ItemResult.safeParse(result);
  return known.success ? itemResults[known.data] : '';
};

/** `items.A-1-05.result` → item and part; null for every other field. */
function itemField(field: string): { code: string; part: ItemPart } | null {
  const [head, code, part] = field.split('.');
  return head === 'items' && code && part && isItemPart(part) ? { code, part } : null;
}

/** What a field is called and says now; null: there is no such field, or it cannot be corrected. */
export function correctableField(from: Correctable, field: string): { label: string; value: string } | null {
  if (field === 'grade') return { label: '设备状态等级', value: from.grade };
  if (field === 'gradeReason') return { label: '等级原因', value: from.gradeReason };
  if (field === 'remark') return { label: '补充说明', value: '' };
  const wanted = itemField(field);
  if (wanted) {
    const item = from.items.find(({ code }) => code === wanted.code);
    if (!item) return null;
    const value = wanted.part === 'result' ? wordOf(item.result) : item[wanted.part];
    return { label: `${item.code} ${item.name} ${itemParts[wanted.part]}`, value };
  }
  const label = field.startsWith('snapshot.') ? field.slice('snapshot.'.length) : '';
  return from.snapshot.find((line) => line.label === label) ?? null;
}

/** The record as it reads with corrections laid over it, in their order; the original is not touched. */
export function corrected(
  from: Correctable,
  corrections: readonly Pick<Correction, 'field' | 'after'>[],
): Correctable {
  let now = from;
  for (const { field, after } of corrections) now = { ...now, ...correctedPart(now, field, after) };
  return now;
}

function correctedPart(now: Correctable, field: string, after: string): Partial<Correctable> {
  if (field === 'grade') return { grade: after };
  if (field === 'gradeReason') return { gradeReason: after };
  const wanted = itemField(field);
  if (wanted) {
    const { code, part } = wanted;
    return { items: now.items.map((item) => (item.code === code ? withPart(item, part, after) : item)) };
  }
  const named = field.startsWith('snapshot.') ? field.slice('snapshot.'.length) : '';
  const snapshot = now.snapshot.map(({ label, value }) => ({
    label,
    value: label === named ? after : value,
  }));
  return { snapshot };
}

function withPart(item: Item, part: ItemPart, after: string): Item {
  if (part !== 'result') return { ...item, [part]: after };
  const result = ItemResult.safeParse(resultOf(after));
  return result.success ? { ...item, result: result.data } : item;
}

/** Counted as at submission: treated and failed items are exceptions. */
export const exceptionsIn = (items: readonly Pick<Item, 'result'>[]): number =>
  items.filter(({ result }) => result === 'treated' || result === 'fail').length;

/**
 * The corrected view must be a record that could have been submitted: every item answered as the tables ask, and a
 * grade that its failed items allow.
 * @basis TSG T5002-2017 第七条(四); DECISIONS 35
 */
export function refuseCorrections(
  from: Correctable,
  corrections: readonly Pick<Correction, 'field' | 'after'>[],
  grades: readonly string[],
): Refusal[] {
  const refusals: Refusal[] = [];
  const seen = new Set<string>();
  for (const { field, after } of corrections) {
    const known = correctableField(from, field);
    const refuse = (code: string, message: string) => refusals.push({ code, message, field });
    if (!known)
      refuse('amendment.field_unknown', '这一项不能更正。时间、人员、签名和照片是现场采集的证据，不能改动。');
    else if (seen.has(field)) refuse('amendment.field_twice', `“${known.label}”写了两次，请合并为一条。`);
    else if (known.value === after.trim())
      refuse('amendment.field_same', `“${known.label}”更正前后相同，请核对。`);
    else if (itemField(field)?.part === 'result' && !ItemResult.safeParse(resultOf(after)).success)
      refuse('amendment.result_unknown', `“${known.label}”只能是 ${Object.values(itemResults).join('、')}。`);
    else if (field === 'grade' && !grades.includes(after))
      refuse('amendment.grade_unknown', `设备状态等级只能是 ${grades.join('、')}。`);
    seen.add(field);
  }
  if (refusals.length > 0) return refusals;
  return refuseView(corrected(from, corrections), corrections, grades);
}

function refuseView(
  view: Correctable,
  corrections: readonly Pick<Correction, 'field'>[],
  [normal = '正常']: readonly string[],
): Refusal[] {
  const touched = new Set(corrections.flatMap(({ field }) => itemField(field)?.code ?? []));
  const refusals = view.items
    .filter(({ code }) => touched.has(code))
    .flatMap((item) => refuseAnswer(item, item));
  const failed = view.items.filter(({ result }) => result === 'fail').length;
  if (view.grade === normal && failed > 0)
    refusals.push({
      code: 'amendment.grade_too_good',
      message: `更正后有 ${failed} 项不合格，设备状态等级不能是“${normal}”，请一并更正等级。`,
      field: 'grade',
    });
  if (view.grade !== normal && view.gradeReason.trim() === '')
    refusals.push({
      code: 'amendment.grade_reason_missing',
      message: `设备状态等级为“${view.grade}”，请一并写明等级原因。`,
      field: 'gradeReason',
    });
  return refusals;
}

import type { Refusal } from '../kernel/app-error';
import { addDays } from '../kernel/time';

export interface PlannedCheck {
  inspectorId: string;
  isAppointed: boolean;
  /** Who did the work that is checked. */
  technicianIds: readonly string[];
  plannedOn: string;
  today: string;
}

/**
 * Quality is checked by whoever the company appointed for it and never by who did the work. All reasons at once.
 * @basis TSG T5002—2017 第九条 (PLAN-13)
 */
export function refusePlannedCheck({
  inspectorId,
  isAppointed,
  technicianIds,
  plannedOn,
  today,
}: PlannedCheck): Refusal[] {
  const refusals: Refusal[] = [];
  if (!isAppointed)
    refusals.push({
      code: 'quality.not_appointed',
      field: 'inspectorId',
      message: '请选择本单位任命的质量检查人员。',
    });
  if (technicianIds.length === 0)
    refusals.push({ code: 'quality.nobody', field: 'technicianIds', message: '请写明检查谁做的维保。' });
  if (technicianIds.includes(inspectorId))
    refusals.push({
      code: 'quality.own_work',
      field: 'inspectorId',
      message: '不能检查自己做的维保，请换一位检查人员。',
    });
  if (plannedOn < addDays(today, -oldestDays))
    refusals.push({
      code: 'quality.too_old',
      field: 'plannedOn',
      message: `只能补录 ${oldestDays} 天以内的检查。`,
    });
  return refusals;
}
const oldestDays = 30;

export interface CheckedItem {
  item: string;
  good: boolean;
  found: string;
  technicianId: string | null;
  dueOn: string | null;
}

/** What is not good names what was found, who puts it right and until when. */
export function refuseResult(facts: {
  checkedOn: string;
  today: string;
  technicianIds: readonly string[];
  items: readonly CheckedItem[];
}): Refusal[] {
  const refusals: Refusal[] = [];
  if (facts.checkedOn > facts.today)
    refusals.push({ code: 'quality.in_future', field: 'checkedOn', message: '检查日期不能晚于今天。' });
  for (const { item, good, found, technicianId, dueOn } of facts.items) {
    if (good) continue;
    if (found.trim() === '')
      refusals.push({
        code: 'quality.not_said',
        field: 'items',
        message: `“${item}”不合格，请写明发现了什么。`,
      });
    if (technicianId === null || !facts.technicianIds.includes(technicianId))
      refusals.push({
        code: 'quality.whose',
        field: 'items',
        message: `“${item}”由谁整改，请从被检查的人员里选。`,
      });
    if (dueOn === null || dueOn < facts.checkedOn)
      refusals.push({
        code: 'quality.until_when',
        field: 'items',
        message: `“${item}”的整改期限不能早于检查日期。`,
      });
  }
  return refusals;
}

export type FindingState = 'open' | 'answered' | 'closed';

/** Late is computed: until it is closed the term runs, also while an answer waits for its check. */
export const isFindingOverdue = (state: FindingState, dueOn: string, today: string): boolean =>
  state !== 'closed' && dueOn < today;

import { dayInWords } from '@lifttrust/shared-types/kernel/time';
import type { CallOutRow } from './call-out.entity';
import { stateOf } from './call-out.steps';

/** Where a reported fault stands, in a sentence for whoever stood before the lift. */
export function publicMessage(row: CallOutRow, expectedOn: string | null): string {
  const until = expectedOn ? `预计${dayInWords(expectedOn)}恢复使用。` : '';
  switch (stateOf(row)) {
    case 'reported':
      return row.companyId
        ? '已通知维保单位，正在安排人员。'
        : '这台电梯目前没有维保单位，已通知使用单位和监管部门。';
    case 'dispatched':
      return '维保单位已派人，等待接单。';
    case 'accepted':
      return row.service ? '已请专业单位来修。' : '维修人员已接单，正在赶来。';
    case 'arrived':
    case 'in_progress':
      return '维修人员已到场，正在处理。';
    case 'waiting_parts':
      return `电梯停用，等待配件。${until}`;
    case 'finished':
      return '已处理完，等使用单位确认。';
    case 'confirmed':
    case 'closed':
      return row.outcome === 'no_fault' ? '经检查没有发现故障。' : '已修好。';
    case 'merged':
      return '同一故障已有人报修，一并处理。';
  }
}

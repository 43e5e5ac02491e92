import { type CallOutState, callOutStates } from '@lifttrust/shared-types/call-out/call-out.rules';
import type { CallOutCard } from '@lifttrust/shared-types/call-out/call-out.view.contract';
import type { Tone } from '@lifttrust/shared-types/kernel/tone';

const tones: Partial<Record<CallOutState, Tone>> = {
  reported: 'warning',
  dispatched: 'warning',
  waiting_parts: 'warning',
  finished: 'brand',
  confirmed: 'success',
  closed: 'success',
  merged: 'plain',
};

export const stateTag = ({ state, overdue }: Pick<CallOutCard, 'state' | 'overdue'>) =>
  overdue
    ? { text: `${callOutStates[state]}（逾期）`, tone: 'danger' as const }
    : { text: callOutStates[state], tone: tones[state] ?? ('brand' as const) };

const actWords: Record<string, string> = {
  reported: '报修',
  joined: '又有人报修',
  dispatched: '派单',
  service: '请其他单位来修',
  accepted: '接单',
  declined: '退回派单',
  arrived: '到场签到',
  started: '开始处理',
  part: '更换部件',
  photo_seen_before: '照片以前用过',
  stopped: '停梯公告',
  resumed: '恢复使用',
  major: '登记重大修理',
  inspected: '登记监督检验',
  finished: '完工',
  confirmed: '使用单位确认',
  returned: '使用单位退回',
  closed: '结案',
  merged: '并入另一报修',
  company_changed: '转给新的维保单位',
};
export const actInWords = (act: string): string => actWords[act] ?? act;

const verdicts: Record<string, string> = {
  fine: '在电梯附近',
  weak: '定位不准，已标记',
  outside: '离电梯较远，已标记',
  no_reference: '这台电梯还没有位置',
  none: '没有定位，已标记',
};
export const positionInWords = (verdict: string): string => verdicts[verdict] ?? verdict;

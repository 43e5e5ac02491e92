import { type CallOutState, callOutStates } from '@lifttrust/shared-types/call-out/call-out.rules';
import type { CallOutCard } from '@lifttrust/shared-types/call-out/call-out.view.contract';
import { StateTag, type Tone } from '../../ui/state-tag';

const tones: Partial<Record<CallOutState, Tone>> = {
  reported: 'warning',
  dispatched: 'warning',
  waiting_parts: 'warning',
  confirmed: 'success',
  closed: 'success',
  merged: 'plain',
};

export const CallOutTag = ({ job: { state, overdue } }: { job: Pick<CallOutCard, 'state' | 'overdue'> }) =>
  overdue ? (
    <StateTag tone="danger" text={`${callOutStates[state]}，逾期`} />
  ) : (
    <StateTag tone={tones[state] ?? 'brand'} text={callOutStates[state]} />
  );

const lateWords: Record<keyof CallOutCard['late'], string> = {
  accept: '接单迟',
  arrive: '到场迟',
  unanswered: '无人接单',
  repair: '超时未修好',
  expected: '过了预计恢复日',
  confirm: '使用单位未答复',
};

/** Which terms were missed, by name; nothing where none was. */
export const lateInWords = (late: CallOutCard['late']): string =>
  (Object.keys(lateWords) as (keyof CallOutCard['late'])[])
    .filter((key) => late[key])
    .map((key) => lateWords[key])
    .join('、');

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

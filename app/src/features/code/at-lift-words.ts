import { callOutStates, faultSigns } from '@lifttrust/shared-types/call-out/call-out.rules';
import type { AtLift } from '@lifttrust/shared-types/disclosure/code-view.contract';
import { actsForOwner, type Role } from '@lifttrust/shared-types/kernel/access';
import { dayInWords, daysBetween, instantInWords } from '@lifttrust/shared-types/kernel/time';
import { reportKinds } from '@lifttrust/shared-types/public-report/public-report.rules';
import { rescueStates } from '@lifttrust/shared-types/rescue/rescue.words';
import { maintenanceClasses } from '@lifttrust/shared-types/visit/visit.contract';
import type { IconName } from '../../ui/icon';
import { rescuePages } from '../rescue/rescue-pages';
import { stepWords } from '../visit/visit-words';

/** One thing that waits at a lift, as a row says it, and where it is done. */
export interface AtLiftWords {
  icon: IconName;
  title: string;
  line: string;
  /** A verb, for the button at the thumb. */
  act: string;
  /** The page of this app; null: at a desk, in the console. */
  page: string | null;
  query: Record<string, string>;
  urgent: boolean;
}

const callOutPage = (role: Role): string | null =>
  role === 'technician' ? 'repair/job' : actsForOwner(role) ? 'repair/confirm' : null;

/** The same thing leads each role to their own page of it. */
export function atLiftInWords(thing: AtLift, role: Role, today: string): AtLiftWords {
  const plain = { urgent: false, query: {} };
  switch (thing.kind) {
    case 'entrapment':
      if (thing.state === 'freed')
        return {
          ...{ ...plain, icon: 'pen', act: '填写救援记录', page: 'rescue/after' },
          title: '待填写救援记录',
          line: `${instantInWords(thing.at)} 报警，人已解救；请补齐原因、照片和身份`,
          query: { entrapmentId: thing.id },
        };
      return {
        ...{
          icon: 'alert',
          urgent: true,
          act: actsForOwner(role) ? '查看救援' : '参加救援',
          page: rescuePages(role)?.one ?? null,
        },
        title: thing.what === 'hurt' ? '有人受伤或被夹' : '有人被困',
        line: `${instantInWords(thing.at)} 报警，${rescueStates[thing.state]}`,
        query: { entrapmentId: thing.id },
      };
    case 'call_out':
      return {
        ...{ icon: 'alert', urgent: thing.overdue, page: callOutPage(role) },
        act: actsForOwner(role) ? '确认急修' : '处理急修',
        title: actsForOwner(role) ? '急修完工，请您确认' : `急修：${faultSigns[thing.sign]}`,
        line: `${instantInWords(thing.at)} 报修，${callOutStates[thing.state]}${thing.overdue ? '（逾期）' : ''}`,
        query: { callOutId: thing.id },
      };
    case 'visit':
      return {
        ...{ ...plain, icon: 'list', page: 'technician/visit', query: { visitId: thing.id } },
        act: thing.state === 'checked_in' ? '继续维保' : '开始维保',
        title: `${maintenanceClasses[thing.class]}${thing.state === 'checked_in' ? '，进行中' : ''}`,
        line: `${dayWords(thing.plannedOn, today)} · 下一步：${stepWords[thing.nextStep]}`,
      };
    case 'record':
      return {
        ...{ ...plain, icon: 'pen', page: 'owner/record', query: { recordId: thing.id } },
        act: '确认维保记录',
        title: '维保记录，请您确认',
        line: `${dayInWords(thing.completedOn)} ${maintenanceClasses[thing.class]}`,
      };
    case 'report':
      return {
        ...{ icon: 'people', urgent: false, act: '办理反映' },
        title: `公众反映：${reportKinds[thing.what]}`,
        line: `${instantInWords(thing.at)} 收到`,
        page: actsForOwner(role) || role === 'company_admin' ? 'report/answer' : null,
        query: { reportId: thing.id },
      };
    case 'doubt':
      return {
        ...{ ...plain, icon: 'info', act: '查看疑点', query: { recordId: thing.id } },
        title: '维保记录有疑点，待核实',
        line: `${dayInWords(thing.completedOn)} ${maintenanceClasses[thing.class]}`,
        page: role === 'technician' ? 'technician/review' : null,
      };
    case 'overdue':
      return {
        ...{ ...plain, icon: 'clock', urgent: true, act: '查看维保', page: null },
        title: `维保逾期 ${daysBetween(thing.dueOn, today)} 天`,
        line: `应在 ${dayInWords(thing.dueOn)} 或之前维保`,
      };
  }
}

function dayWords(day: string, today: string): string {
  const away = daysBetween(today, day);
  if (away === 0) return '计划今天';
  return away < 0 ? `计划 ${dayInWords(day)}，已过` : `计划 ${dayInWords(day)}`;
}

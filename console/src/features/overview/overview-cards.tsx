import {
  CarryOutOutlined,
  ClockCircleOutlined,
  CloseCircleOutlined,
  EditOutlined,
  ExclamationCircleOutlined,
  FieldTimeOutlined,
  IdcardOutlined,
  ProfileOutlined,
  RollbackOutlined,
} from '@ant-design/icons';
import { faceApi } from '@lifttrust/shared-types/face/face.contract';
import type { ResultOf } from '@lifttrust/shared-types/kernel/endpoint';
import type { supervisionApi } from '@lifttrust/shared-types/supervision/supervision.contract';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { isFor, useSession } from '../../lib/session';
import { countWords } from '../../lib/words';
import type { Tone } from '../../ui/state-tag';
import { useTaskCounts } from '../task/task-count';
import './overview-cards.css';

export type Overview = ResultOf<typeof supervisionApi.overview>;

interface Count {
  title: string;
  value: number;
  unit: string;
  /** What the number means for today. */
  note: string;
  /** Absent when the reader may not open that list. */
  to?: string;
  tone: Tone;
  icon: ReactNode;
}

/** Nothing to do is no alarm: the colour of a card follows its number. */
const toneOf = (value: number, tone: Tone): Tone => (value > 0 ? tone : 'plain');

const urgent = (overview: Overview): Count[] => [
  {
    title: '维保逾期',
    value: overview.overdue,
    unit: '台',
    note: '超过应维保日期仍无有效记录',
    to: '/lifts?due=overdue',
    tone: toneOf(overview.overdue, 'danger'),
    icon: <ClockCircleOutlined />,
  },
  {
    title: '待核实记录',
    value: overview.suspect,
    unit: '份',
    note: '证据有疑点，等待核实决定',
    to: '/records?validity=suspect',
    tone: toneOf(overview.suspect, 'warning'),
    icon: <ExclamationCircleOutlined />,
  },
  {
    title: '被退回记录',
    value: overview.returned,
    unit: '份',
    note: '使用单位不认可，写明了理由',
    to: '/records?ownerAnswer=returned',
    tone: toneOf(overview.returned, 'danger'),
    icon: <RollbackOutlined />,
  },
];

const others = (overview: Overview): Count[] => [
  {
    title: '即将到期',
    value: overview.dueSoon,
    unit: '台',
    note: '应维保日期将到',
    to: '/lifts?due=soon',
    tone: toneOf(overview.dueSoon, 'warning'),
    icon: <FieldTimeOutlined />,
  },
  {
    title: '待使用单位确认',
    value: overview.awaitingOwner,
    unit: '份',
    note: '已提交，安全员还没有签字',
    to: '/records?ownerAnswer=pending',
    tone: toneOf(overview.awaitingOwner, 'brand'),
    icon: <EditOutlined />,
  },
  {
    title: '无效记录',
    value: overview.invalid,
    unit: '份',
    note: '核实为无效，维保期限恢复计算',
    to: '/records?validity=invalid',
    tone: toneOf(overview.invalid, 'danger'),
    icon: <CloseCircleOutlined />,
  },
  {
    title: '辖区电梯',
    value: overview.lifts,
    unit: '台',
    note: '台账中的全部电梯',
    to: '/lifts',
    tone: 'plain',
    icon: <ProfileOutlined />,
  },
];

const reviews = (overview: Overview, mayOpen: boolean): Count => ({
  title: '身份待核验',
  value: overview.reviewsWaiting,
  unit: '人次',
  note: '由核验人员对照照片决定',
  ...(mayOpen ? { to: '/reviews' } : {}),
  tone: toneOf(overview.reviewsWaiting, 'warning'),
  icon: <IdcardOutlined />,
});

const dataTasks = ({ open, late }: { open: number; late: number }): Count => ({
  title: '数据任务',
  value: open,
  unit: '项',
  note: late > 0 ? `其中 ${countWords(late)} 项逾期未办` : '资料矛盾和缺漏，等待改正',
  to: late > 0 ? '/tasks?late=true' : '/tasks',
  tone: late > 0 ? 'danger' : toneOf(open, 'warning'),
  icon: <CarryOutOutlined />,
});

/** What burns comes first; every number leads to its list. */
export function OverviewCards({ overview }: { overview: Overview }) {
  const role = useSession()?.me.role;
  const tasks = useTaskCounts();
  const counts = [
    ...urgent(overview),
    reviews(overview, isFor(faceApi.reviews, role)),
    ...(tasks ? [dataTasks(tasks)] : []),
    ...others(overview),
  ];
  return (
    <div className="counts">
      {counts.map((count) => (
        <CountCard key={count.title} count={count} />
      ))}
    </div>
  );
}

function CountCard({ count }: { count: Count }) {
  const body = (
    <>
      <span className="count__title">
        {count.icon} {count.title}
      </span>
      <span className="count__value">
        {countWords(count.value)}
        <small> {count.unit}</small>
      </span>
      <span className="count__note">{count.note}</span>
    </>
  );
  const look = `count count--${count.tone}`;
  return count.to ? (
    <Link className={look} to={count.to}>
      {body}
    </Link>
  ) : (
    <div className={look}>{body}</div>
  );
}

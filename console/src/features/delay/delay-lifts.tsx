import type { Delay, DelayedLift } from '@lifttrust/shared-types/delay/delay.contract';
import { maintenanceClasses } from '@lifttrust/shared-types/visit/visit.contract';
import { Table } from 'antd';
import { Link } from 'react-router';
import { dayWords, momentWords } from '../../lib/words';
import { Section } from '../../ui/page';
import { StateTag } from '../../ui/state-tag';
import { DelayTag, TimingTag } from './delay-words';

interface Props {
  delay: Delay;
  chosen: string[];
  /** Null: the reader decides nothing. */
  onChoose: ((liftIds: string[]) => void) | null;
}

const columns = [
  {
    title: '使用地点',
    render: (_: unknown, lift: DelayedLift) => (
      <Link to={`/lifts/${lift.liftId}`}>
        {lift.place} {lift.ownNumber}
      </Link>
    ),
  },
  { title: '使用单位', render: (_: unknown, lift: DelayedLift) => lift.ownerName || '—' },
  {
    title: '法定期限',
    className: 'nowrap',
    render: (_: unknown, lift: DelayedLift) => dayWords(lift.dueOn),
  },
  { title: '提交时间', render: (_: unknown, lift: DelayedLift) => <TimingTag timing={lift.timing} /> },
  { title: '处理', width: 240, render: (_: unknown, lift: DelayedLift) => <Decided lift={lift} /> },
  { title: '使用单位的异议', width: 240, render: (_: unknown, lift: DelayedLift) => <Said lift={lift} /> },
  { title: '解除后首次维保', render: (_: unknown, lift: DelayedLift) => <Recovery lift={lift} /> },
];

/** Lift by lift: what was due when, what was decided, what the owner says. */
export const DelayLifts = ({ delay, chosen, onChoose }: Props) => (
  <Section
    title={`电梯 ${delay.lifts.length} 台`}
    extra={onChoose ? <span className="quiet">勾选几台，可以只对它们作出决定</span> : null}
  >
    <Table<DelayedLift>
      size="small"
      rowKey="liftId"
      dataSource={delay.lifts}
      columns={columns}
      scroll={{ x: 1150 }}
      pagination={{ pageSize: 20, hideOnSinglePage: true, showTotal: (total) => `共 ${total} 台` }}
      {...(onChoose
        ? {
            rowSelection: {
              selectedRowKeys: chosen,
              preserveSelectedRowKeys: true,
              onChange: (keys: React.Key[]) => onChoose(keys.map(String)),
              getCheckboxProps: ({ state }: DelayedLift) => ({ disabled: state === 'withdrawn' }),
            },
          }
        : {})}
    />
  </Section>
);

const Decided = ({ lift }: { lift: DelayedLift }) => (
  <>
    <DelayTag state={lift.state} />
    {lift.decidedAt === null ? null : (
      <div className="quiet">
        {lift.decision}（{lift.decidedBy} · {momentWords(lift.decidedAt)}）
      </div>
    )}
  </>
);

const Said = ({ lift: { contradiction } }: { lift: DelayedLift }) =>
  contradiction ? (
    <>
      {contradiction.text}
      <div className="quiet">
        {contradiction.by} · {momentWords(contradiction.at)}
      </div>
    </>
  ) : (
    <span className="quiet">—</span>
  );

function Recovery({ lift: { recovery } }: { lift: DelayedLift }) {
  if (!recovery) return <span className="quiet">—</span>;
  const { until, class: deepest, doneOn, late } = recovery;
  const words = `${dayWords(until)}前 ${maintenanceClasses[deepest]}`;
  if (doneOn) return <StateTag tone={late ? 'warning' : 'success'} text={`${dayWords(doneOn)} 已完成`} />;
  return late ? <StateTag tone="danger" text={`${words}，已过期`} /> : <span>{words}</span>;
}

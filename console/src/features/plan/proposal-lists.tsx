import type { Proposal, Proposed } from '@lifttrust/shared-types/plan/plan.contract';
import { maintenanceClasses } from '@lifttrust/shared-types/visit/visit.contract';
import { Empty, Table } from 'antd';
import { dayWords } from '../../lib/words';

const liftWords = ({ place, ownNumber }: { place: string; ownNumber: string }) => (
  <>
    {place} <span className="quiet">{ownNumber}</span>
  </>
);

const reasons = (why: readonly string[]) => (
  <ul className="plan-why">
    {why.map((reason) => (
      <li key={reason}>{reason}</li>
    ))}
  </ul>
);

interface ProposedProps {
  visits: Proposed[];
  keyOf: (visit: Proposed) => string;
  chosen: string[];
  onChoose: (keys: string[]) => void;
}

/** What is proposed, each with why it stands where it stands. */
export const ProposedTable = ({ visits, keyOf, chosen, onChoose }: ProposedProps) => (
  <Table<Proposed>
    size="small"
    rowKey={keyOf}
    dataSource={visits}
    scroll={{ x: 860 }}
    pagination={{ defaultPageSize: 20, showSizeChanger: true, showTotal: (total) => `共 ${total} 次` }}
    rowSelection={{
      selectedRowKeys: chosen,
      preserveSelectedRowKeys: true,
      onChange: (keys) => onChoose(keys.map(String)),
      selections: [
        { key: 'all', text: '选中全部', onSelect: () => onChoose(visits.map(keyOf)) },
        { key: 'none', text: '全部不选', onSelect: () => onChoose([]) },
      ],
    }}
    columns={[
      {
        title: '日期',
        dataIndex: 'plannedOn',
        className: 'nowrap',
        render: (_, { plannedOn }) => dayWords(plannedOn),
      },
      { title: '电梯', key: 'lift', render: (_, visit) => liftWords(visit) },
      {
        title: '类别',
        dataIndex: 'class',
        className: 'nowrap',
        render: (_, visit) => maintenanceClasses[visit.class],
      },
      { title: '截止日', dataIndex: 'dueOn', className: 'nowrap', render: (_, { dueOn }) => dayWords(dueOn) },
      { title: '人员', key: 'people', render: (_, { people }) => people.map(({ name }) => name).join('、') },
      { title: '为什么是这一天', key: 'why', width: 320, render: (_, { why }) => reasons(why) },
    ]}
  />
);

type OneUnplanned = Proposal['unplanned'][number];

export const Unplanned = ({ unplanned }: { unplanned: OneUnplanned[] }) =>
  unplanned.length === 0 ? (
    <Empty description="需要维保的电梯都排上了。" />
  ) : (
    <Table<OneUnplanned>
      size="small"
      rowKey="liftId"
      dataSource={unplanned}
      scroll={{ x: 560 }}
      columns={[
        { title: '电梯', key: 'lift', render: (_, lift) => liftWords(lift) },
        {
          title: '截止日',
          dataIndex: 'dueOn',
          className: 'nowrap',
          render: (_, { dueOn }) => (dueOn ? dayWords(dueOn) : '没有日期'),
        },
        { title: '原因', dataIndex: 'text' },
      ]}
    />
  );

type OnePeriodic = Proposal['periodic'][number];

export const PeriodicTable = ({ items }: { items: OnePeriodic[] }) =>
  items.length === 0 ? (
    <Empty description="这个月没有到期的周期项目。" />
  ) : (
    <Table<OnePeriodic>
      size="small"
      rowKey={({ liftId, item }) => `${liftId} ${item}`}
      dataSource={items}
      scroll={{ x: 560 }}
      columns={[
        { title: '电梯', key: 'lift', render: (_, lift) => liftWords(lift) },
        { title: '安排', dataIndex: 'text' },
      ]}
    />
  );

import { type DutyRoster, dutyApi } from '@lifttrust/shared-types/duty/duty.contract';
import { taskApi } from '@lifttrust/shared-types/task/task.contract';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { useFilters } from '../../lib/filters';
import { useLoad } from '../../lib/load';
import { isFor, useSession } from '../../lib/session';
import { type Columns, ListTable } from '../../ui/list-table';
import { Page } from '../../ui/page';
import { StateTag } from '../../ui/state-tag';
import { namesOf, reachWords } from './duty-words';
import { RosterForm } from './roster-form';

export const OnDutyNow = ({ people }: { people: readonly { name: string }[] }) =>
  people.length > 0 ? <b>{namesOf(people)}</b> : <StateTag tone="danger" text="现在没有人值班" />;

export const Gaps = ({ gaps }: { gaps: readonly unknown[] }) =>
  gaps.length > 0 ? (
    <StateTag tone="warning" text={`七天内空班 ${gaps.length} 段`} />
  ) : (
    <StateTag tone="success" text="七天内有人" />
  );

const columns: Columns<DutyRoster> = [
  { title: '单位', dataIndex: 'organisation', render: (_, one) => one.organisation.name },
  { title: '值班表', dataIndex: 'name', render: (_, one) => <b>{one.name}</b> },
  { title: '范围', dataIndex: 'areas', render: (_, one) => reachWords(one) },
  { title: '现在值班', dataIndex: 'onDuty', render: (_, one) => <OnDutyNow people={one.onDuty} /> },
  { title: '今后七天', dataIndex: 'gaps', render: (_, one) => <Gaps gaps={one.gaps} /> },
  { title: '值班电话', dataIndex: 'phone', render: (_, one) => one.phone || '没有登记' },
];

export function Component() {
  const navigate = useNavigate();
  const role = useSession()?.me.role;
  const [making, setMaking] = useState(false);
  const { paged, change } = useFilters([] as const);
  const rosters = useLoad(dutyApi.list, paged);
  return (
    <Page
      title="值班"
      note="困人求助按值班表找人：跨零点的班也以值班表为准。空班会提前成为本单位的数据任务。"
      actions={
        isFor(dutyApi.create, role) ? (
          <Button type="primary" onClick={() => setMaking(true)}>
            新建值班表
          </Button>
        ) : null
      }
    >
      {rosters.data?.unitsWithout ? (
        <Alert
          showIcon
          type="warning"
          style={{ marginBottom: 12 }}
          message={`辖区内有 ${rosters.data.unitsWithout} 家单位负责在用的电梯，却没有任何值班表`}
          description="每家都已有一项数据任务，建立值班表之前一直待办。"
          action={isFor(taskApi.list, role) ? <Link to="/tasks?module=duty">查看数据任务</Link> : null}
        />
      ) : null}
      <ListTable
        name="duty"
        unit="张"
        rowKey="id"
        columns={columns}
        from={rosters}
        paged={paged}
        onPage={(page, pageSize) =>
          change({ page: String(page), pageSize: String(pageSize) }, { keepPage: true })
        }
        onOpen={({ id }) => navigate(`/duty/${id}`)}
        empty="还没有值班表。没有值班表的单位，困人时只能找当天的维保人员。"
        filters={null}
      />
      {making ? (
        <RosterForm
          roster={null}
          onClose={() => setMaking(false)}
          onSaved={({ id }) => navigate(`/duty/${id}`)}
        />
      ) : null}
    </Page>
  );
}

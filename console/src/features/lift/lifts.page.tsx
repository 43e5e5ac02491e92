import {
  type LiftRow,
  type LiftState,
  liftApi,
  liftStates,
  liftTypes,
} from '@lifttrust/shared-types/lift/lift.contract';
import { Select, Space } from 'antd';
import { oneOf, useFilters } from '../../lib/filters';
import { useLoad } from '../../lib/load';
import { dayWords } from '../../lib/words';
import { type Columns, ListTable } from '../../ui/list-table';
import { Page } from '../../ui/page';
import { SavedViews } from '../../ui/saved-views';
import { SearchBox } from '../../ui/search-box';
import { GradeTag, LiftStateTag } from '../../ui/state-tag';
import { CurrentAnnouncements } from '../announcement/current-announcements';
import { Due } from './due';
import { LiftDrawer } from './lift-drawer';
import { NewLift } from './new-lift';

const dueWords = { overdue: '已逾期', soon: '即将到期', fine: '未到期', unknown: '待首次维保' };
const dues = ['overdue', 'soon', 'fine', 'unknown'] as const;
const states: LiftState[] = ['in_use', 'suspended', 'paused', 'deregistered', 'scrapped', 'out_of_scope'];

const columns: Columns<LiftRow> = [
  {
    title: '识别码',
    dataIndex: 'rescueCode',
    width: 90,
    fixed: 'left',
    render: (_, lift) => <b>{lift.rescueCode || '—'}</b>,
  },
  {
    title: '使用地点',
    dataIndex: 'place',
    render: (_, lift) => (
      <>
        {lift.place} <span className="quiet">{lift.ownNumber}</span>
      </>
    ),
  },
  { title: '品种', dataIndex: 'type', render: (_, lift) => liftTypes[lift.type] },
  { title: '设备状态', dataIndex: 'state', render: (_, lift) => <LiftStateTag state={lift.state} /> },
  {
    title: '应维保',
    dataIndex: 'dueOn',
    render: (_, lift) => <Due dueOn={lift.dueOn} explained={lift.explained} />,
  },
  {
    title: '最近维保',
    dataIndex: 'lastMaintainedOn',
    className: 'nowrap',
    render: (_, lift) => (lift.lastMaintainedOn ? dayWords(lift.lastMaintainedOn) : '—'),
  },
  { title: '设备等级', dataIndex: 'grade', render: (_, lift) => <GradeTag grade={lift.grade} /> },
  { title: '维保单位', dataIndex: 'companyName', render: (_, lift) => lift.companyName || '—' },
  { title: '使用单位', dataIndex: 'ownerName', render: (_, lift) => lift.ownerName || '—' },
];

const offered = [
  { title: '维保逾期', query: 'due=overdue' },
  { title: '即将到期', query: 'due=soon' },
  { title: '停用的电梯', query: 'state=suspended' },
];

export function Component() {
  const { filters, paged, change } = useFilters(['q', 'state', 'due', 'lift'] as const);
  const state = oneOf(states, filters.state);
  const due = oneOf(dues, filters.due);
  const lifts = useLoad(liftApi.list, {
    ...paged,
    ...(filters.q ? { q: filters.q } : {}),
    ...(state ? { state } : {}),
    ...(due ? { due } : {}),
  });
  const narrowed = Boolean(filters.q || state || due);
  return (
    <Page title="电梯台账" note="辖区内的全部电梯。点一行看概况，再打开档案。" actions={<NewLift />}>
      <CurrentAnnouncements />
      <ListTable
        name="lifts"
        unit="台"
        rowKey="id"
        columns={columns}
        from={lifts}
        paged={paged}
        onPage={(page, pageSize) =>
          change({ page: String(page), pageSize: String(pageSize) }, { keepPage: true })
        }
        onOpen={(lift) => change({ lift: lift.id }, { keepPage: true })}
        empty={narrowed ? '没有符合条件的电梯，请放宽筛选。' : '台账还是空的，请先从表格导入。'}
        filters={
          <Space wrap>
            <SearchBox value={filters.q} hint="地点、识别码、登记证、单位" onSearch={(q) => change({ q })} />
            <Select
              allowClear
              placeholder="设备状态"
              style={{ width: 130 }}
              value={state ?? null}
              options={states.map((value) => ({ value, label: liftStates[value] }))}
              onChange={(value) => change({ state: value ?? undefined })}
            />
            <Select
              allowClear
              placeholder="维保期限"
              style={{ width: 130 }}
              value={due ?? null}
              options={dues.map((value) => ({ value, label: dueWords[value] }))}
              onChange={(value) => change({ due: value ?? undefined })}
            />
            <SavedViews name="lifts" offered={offered} />
          </Space>
        }
      />
      <LiftDrawer
        liftId={filters.lift ?? null}
        onClose={() => change({ lift: undefined }, { keepPage: true })}
      />
    </Page>
  );
}

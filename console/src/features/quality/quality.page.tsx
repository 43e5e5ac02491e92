import {
  CheckState,
  checkStateWords,
  type QualityCheck,
  type QualityStanding,
  qualityApi,
} from '@lifttrust/shared-types/quality/quality.contract';
import { Select, Space, Table } from 'antd';
import { oneOf, useFilters } from '../../lib/filters';
import { useLoad } from '../../lib/load';
import { isFor, useSession } from '../../lib/session';
import { dateWords } from '../../lib/words';
import { type Columns, ListTable } from '../../ui/list-table';
import { Page, Section } from '../../ui/page';
import { Read } from '../../ui/problem';
import { CheckDrawer } from './check-drawer';
import { Inspectors } from './inspectors';
import { PlanCheck } from './plan-check';
import { CheckTag, findingsInWords } from './quality-words';

const columns: Columns<QualityCheck> = [
  {
    title: '日期',
    dataIndex: 'plannedOn',
    className: 'nowrap',
    render: (_, one) => dateWords(one.checkedOn ?? one.plannedOn),
  },
  { title: '维保单位', dataIndex: 'company', render: (_, one) => one.company.name },
  { title: '电梯', dataIndex: 'lift', render: (_, one) => <b>{one.lift.name}</b> },
  {
    title: '维保人员',
    dataIndex: 'technicians',
    render: (_, one) => one.technicians.map(({ name }) => name).join('、'),
  },
  { title: '检查人员', dataIndex: 'inspector', render: (_, one) => one.inspector.name },
  { title: '状态', dataIndex: 'state', render: (_, one) => <CheckTag state={one.state} /> },
  { title: '结果', dataIndex: 'findings', render: (_, one) => findingsInWords(one) },
];

export function Component() {
  const role = useSession()?.me.role;
  const { filters, paged, change } = useFilters(['state', 'check'] as const);
  const state = oneOf(CheckState.options, filters.state);
  const checks = useLoad(qualityApi.list, { ...paged, ...(state ? { state } : {}) });
  const standing = useLoad(qualityApi.standing, {});
  const reload = () => {
    checks.reload();
    standing.reload();
  };
  return (
    <Page
      title="质量检查"
      note="维保单位自己对维保质量的不定期检查（TSG T5002—2017 第九条）。检查人员由单位任命，不检查自己做的维保；结果封存，不能更改。"
      actions={
        isFor(qualityApi.plan, role) ? (
          <Space>
            <Inspectors />
            <PlanCheck onPlanned={reload} />
          </Space>
        ) : null
      }
    >
      <Section title="近 90 天">
        <Read from={standing}>{({ items }) => <Standing items={items} />}</Read>
      </Section>
      <ListTable
        name="quality"
        unit="次"
        rowKey="id"
        columns={columns}
        from={checks}
        paged={paged}
        onPage={(page, pageSize) =>
          change({ page: String(page), pageSize: String(pageSize) }, { keepPage: true })
        }
        onOpen={(one) => change({ check: one.id }, { keepPage: true })}
        empty={state ? '没有这种状态的检查。' : '还没有质量检查。'}
        filters={
          <Select
            allowClear
            aria-label="状态"
            placeholder="状态"
            style={{ width: 160 }}
            value={state ?? null}
            options={CheckState.options.map((value) => ({ value, label: checkStateWords[value] }))}
            onChange={(value) => change({ state: value ?? undefined })}
          />
        }
      />
      <CheckDrawer
        checkId={filters.check ?? null}
        onClose={() => change({ check: undefined }, { keepPage: true })}
        onDone={reload}
      />
    </Page>
  );
}

const Standing = ({ items }: { items: QualityStanding[] }) => (
  <Table<QualityStanding>
    scroll={{ x: 'max-content' }}
    size="small"
    rowKey={({ company }) => company.id}
    pagination={items.length > 10 ? { pageSize: 10, showSizeChanger: false } : false}
    locale={{ emptyText: '没有在用的电梯。' }}
    dataSource={items}
    columns={[
      { title: '维保单位', render: (_, one) => one.company.name },
      { title: '检查', render: (_, one) => `${one.checks} 次` },
      { title: '查过的电梯', render: (_, one) => `${one.liftsChecked} / ${one.lifts} 台` },
      { title: '最近一次', render: (_, one) => (one.lastOn ? dateWords(one.lastOn) : '没有') },
      { title: '未关闭的问题', render: (_, one) => `${one.open} 项` },
      {
        title: '其中逾期',
        render: (_, one) => (one.overdue > 0 ? <b>{`${one.overdue} 项`}</b> : '0 项'),
      },
    ]}
  />
);

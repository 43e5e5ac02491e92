import { callOutApi } from '@lifttrust/shared-types/call-out/call-out.contract';
import { faultSigns, reportSources } from '@lifttrust/shared-types/call-out/call-out.rules';
import type { CallOutCard, FocusLift } from '@lifttrust/shared-types/call-out/call-out.view.contract';
import { Segmented, Table } from 'antd';
import { Link } from 'react-router';
import { oneOf, useFilters } from '../../lib/filters';
import { useLoad } from '../../lib/load';
import { momentWords } from '../../lib/words';
import { type Columns, ListTable } from '../../ui/list-table';
import { Page, Section } from '../../ui/page';
import { Read } from '../../ui/problem';
import { CallOutDrawer } from './call-out-drawer';
import { CallOutTag, lateInWords } from './call-out-words';

const columns: Columns<CallOutCard> = [
  {
    title: '报修时间',
    dataIndex: 'reportedAt',
    className: 'nowrap',
    render: (_, one) => momentWords(one.reportedAt),
  },
  {
    title: '电梯',
    dataIndex: 'lift',
    render: (_, one) => (
      <b>
        {one.lift.place} {one.lift.ownNumber}
      </b>
    ),
  },
  {
    title: '故障',
    dataIndex: 'sign',
    render: (_, one) =>
      `${faultSigns[one.sign]}（${reportSources[one.source]}${one.reports > 1 ? `，${one.reports} 人次` : ''}）`,
  },
  { title: '维保单位', dataIndex: 'company', render: (_, one) => one.company?.name ?? '无' },
  {
    title: '谁去修',
    dataIndex: 'technicians',
    render: (_, one) => one.service ?? (one.technicians.map(({ name }) => name).join('、') || '—'),
  },
  { title: '状态', dataIndex: 'state', render: (_, one) => <CallOutTag job={one} /> },
  { title: '迟了的', dataIndex: 'late', render: (_, one) => lateInWords(one.late) || '—' },
];

const shows = ['open', 'overdue', 'to_confirm', 'all'] as const;

export function Component() {
  const { filters, paged, change } = useFilters(['show', 'callOut'] as const);
  const show = oneOf(shows, filters.show) ?? 'open';
  const jobs = useLoad(callOutApi.list, { ...paged, show });
  const focus = useLoad(callOutApi.focusLifts, {});
  const reload = () => {
    jobs.reload();
    focus.reload();
  };
  const counts = jobs.data?.counts;
  const number = (count: number | undefined) => (count ? ` ${count}` : '');
  const open = (callOut: string) => change({ callOut }, { keepPage: true });
  return (
    <Page
      title="急修"
      note="谁都可以报修；从报修到使用单位确认，每一步的时间都由系统记下并封存；是否超时由时间算出，不能修改。"
    >
      <Section title="反复故障的电梯">
        <Read from={focus}>{(known) => <Focus {...known} onOpen={open} />}</Read>
      </Section>
      <ListTable
        name="call-outs"
        unit="件"
        rowKey="id"
        columns={columns}
        from={jobs}
        paged={paged}
        onPage={(page, pageSize) =>
          change({ page: String(page), pageSize: String(pageSize) }, { keepPage: true })
        }
        onOpen={(one) => open(one.id)}
        empty={show === 'open' ? '没有未结束的急修。' : '没有这样的急修。'}
        filters={
          <Segmented
            value={show}
            options={[
              { value: 'open', label: `未结束${number(counts?.open)}` },
              { value: 'overdue', label: `逾期${number(counts?.overdue)}` },
              { value: 'to_confirm', label: `待使用单位确认${number(counts?.toConfirm)}` },
              { value: 'all', label: '全部' },
            ]}
            onChange={(value) => change({ show: value === 'open' ? undefined : value })}
          />
        }
      />
      <CallOutDrawer
        callOutId={filters.callOut ?? null}
        onClose={() => change({ callOut: undefined }, { keepPage: true })}
        onDone={reload}
      />
    </Page>
  );
}

interface FocusProps {
  items: FocusLift[];
  days: number;
  faults: number;
  onOpen: (callOutId: string) => void;
}

const Focus = ({ items, days, faults, onOpen }: FocusProps) => (
  <>
    <p className="quiet">
      最近 {days} 天报修 {faults} 次及以上；误报和重复报修不算。
    </p>
    <Table<FocusLift>
      scroll={{ x: 'max-content' }}
      size="small"
      rowKey={({ lift }) => lift.id}
      pagination={items.length > 10 ? { pageSize: 10, showSizeChanger: false } : false}
      locale={{ emptyText: '没有反复故障的电梯。' }}
      dataSource={items}
      columns={[
        {
          title: '电梯',
          render: (_, one) => (
            <Link to={`/lifts/${one.lift.id}`}>
              {one.lift.place} {one.lift.ownNumber}
            </Link>
          ),
        },
        { title: '维保单位', render: (_, one) => one.company?.name ?? '无' },
        { title: '使用单位', render: (_, one) => one.owner?.name ?? '无' },
        { title: '故障', render: (_, one) => <b>{`${one.faults} 次`}</b> },
        {
          title: '最近一次',
          render: (_, one) => {
            const [latest] = one.callOutIds;
            return latest ? (
              <button type="button" className="link" onClick={() => onOpen(latest)}>
                {momentWords(one.lastAt)}
              </button>
            ) : (
              momentWords(one.lastAt)
            );
          },
        },
      ]}
    />
  </>
);

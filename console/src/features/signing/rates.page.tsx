import { type AnswerRate, signingApi } from '@lifttrust/shared-types/signing/signing.contract';
import { Empty, Segmented, Select, Space, Table } from 'antd';
import { oneOf, useFilters } from '../../lib/filters';
import { useLoad } from '../../lib/load';
import { useSession } from '../../lib/session';
import { countWords, dayOf } from '../../lib/words';
import { Page } from '../../ui/page';
import { Read } from '../../ui/problem';
import { StateTag } from '../../ui/state-tag';

const monthShape = /^\d{4}-(0[1-9]|1[0-2])$/;
const share = (part: number, whole: number): string =>
  whole === 0 ? '—' : `${Math.round((part / whole) * 100)}%`;

const number = (title: string, of: (row: AnswerRate) => number) => ({
  title,
  align: 'right' as const,
  className: 'number',
  sorter: (a: AnswerRate, b: AnswerRate) => of(a) - of(b),
  render: (_: unknown, row: AnswerRate) => countWords(of(row)),
});

const columnsFor = (unit: string) => [
  { title: unit, key: 'unit', render: (_: unknown, row: AnswerRate) => row.unit.name || '—' },
  number('记录', (row) => row.records),
  number('本人签字', (row) => row.signed),
  number('逾期后补签', (row) => row.signedLate),
  number('默认确认', (row) => row.defaulted),
  number('退回', (row) => row.returned),
  number('待签', (row) => row.pending),
  {
    title: '签字率',
    align: 'right' as const,
    className: 'number',
    render: (_: unknown, row: AnswerRate) => share(row.signed, row.records),
  },
  {
    title: '值得注意',
    render: (_: unknown, row: AnswerRate) =>
      row.remarkable ? <StateTag tone="warning" text="默认确认过半" /> : <span className="quiet">—</span>,
  },
];

/** Records are kept for four years. */
const monthsKept = 48;

function lastMonths(newest: string) {
  const last = Number(newest.slice(0, 4)) * 12 + Number(newest.slice(5, 7)) - 1;
  return Array.from({ length: monthsKept }, (_, back) => {
    const [year, month] = [Math.floor((last - back) / 12), ((last - back) % 12) + 1];
    return { value: `${year}-${String(month).padStart(2, '0')}`, label: `${year}年${month}月` };
  });
}

/** How owners answer, month by month; who lets most default stands in front. */
export function Component() {
  const role = useSession()?.me.role;
  const isDistrict = role !== 'company_admin' && role !== 'owner_admin';
  const { filters, change } = useFilters(['month', 'by'] as const);
  const thisMonth = dayOf(Date.now()).slice(0, 7);
  const month = monthShape.test(filters.month ?? '') ? `${filters.month}` : thisMonth;
  const by = (isDistrict && oneOf(['owner', 'company'] as const, filters.by)) || 'owner';
  const rates = useLoad(signingApi.rates, { month, by });
  return (
    <Page
      title="签字率"
      note="按维保完成的月份统计。默认确认不是本人签名：一个月里默认确认（含事后补签）超过一半的会标出，使用单位可能没有履行核对职责。"
    >
      <Space wrap style={{ marginBottom: 12 }}>
        <Select
          aria-label="月份"
          style={{ width: 140 }}
          value={month}
          options={lastMonths(thisMonth)}
          onChange={(value) => change({ month: value })}
        />
        {isDistrict ? (
          <Segmented
            value={by}
            options={[
              { value: 'owner', label: '按使用单位' },
              { value: 'company', label: '按维保单位' },
            ]}
            onChange={(value) => change({ by: value === 'company' ? 'company' : undefined })}
          />
        ) : null}
      </Space>
      <Read from={rates}>
        {({ items }) => (
          <Table<AnswerRate>
            size="middle"
            rowKey={(row) => row.unit.id}
            dataSource={items}
            loading={rates.loading}
            columns={columnsFor(by === 'company' ? '维保单位' : '使用单位')}
            scroll={{ x: 'max-content' }}
            pagination={{ pageSize: 50, hideOnSinglePage: true, showTotal: (total) => `共 ${total} 家` }}
            locale={{
              emptyText: (
                <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description="这个月还没有完成的维保记录。" />
              ),
            }}
          />
        )}
      </Read>
    </Page>
  );
}

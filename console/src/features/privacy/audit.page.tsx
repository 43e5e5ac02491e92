import { type AuditCard, privacyApi } from '@lifttrust/shared-types/privacy/privacy.contract';
import { DatePicker, Input, Space } from 'antd';
import dayjs from 'dayjs';
import { useFilters } from '../../lib/filters';
import { useLoad } from '../../lib/load';
import { momentWords } from '../../lib/words';
import { type Columns, ListTable } from '../../ui/list-table';
import { Page } from '../../ui/page';

const columns: Columns<AuditCard> = [
  { title: '时间', dataIndex: 'at', className: 'nowrap', render: (_, row) => momentWords(row.at) },
  {
    title: '谁',
    dataIndex: 'person',
    render: (_, row) => (
      <>
        {row.person || '系统'} <span className="quiet">{row.role}</span>
      </>
    ),
  },
  { title: '单位', dataIndex: 'organisation', render: (_, row) => row.organisation || '—' },
  { title: '做了什么', dataIndex: 'what' },
  { title: '原因', dataIndex: 'purpose', render: (_, row) => row.purpose || '—' },
  {
    title: '对象编号',
    dataIndex: 'subjectId',
    render: (_, row) => <span className="quiet">{row.subjectId}</span>,
  },
];

const day = 'YYYY-MM-DD';

/** Who did and read what in this unit or area. Looking at it is logged as well, and the page says so. */
export function Component() {
  const { filters, paged, change } = useFilters(['person', 'from', 'until', 'subjectId'] as const);
  const list = useLoad(privacyApi.audit, {
    ...paged,
    ...(filters.person ? { person: filters.person } : {}),
    ...(filters.from ? { from: filters.from } : {}),
    ...(filters.until ? { until: filters.until } : {}),
    ...(filters.subjectId ? { subjectId: filters.subjectId } : {}),
  });
  const isNarrowed = Boolean(filters.person || filters.from || filters.subjectId);
  return (
    <Page title="审计日志" note="谁在什么时候做了什么、看了什么。日志不能修改，查看日志也会记录。">
      <ListTable
        name="audit"
        unit="条"
        rowKey="id"
        columns={columns}
        from={list}
        paged={paged}
        onPage={(page, pageSize) =>
          change({ page: String(page), pageSize: String(pageSize) }, { keepPage: true })
        }
        empty={isNarrowed ? '没有符合条件的记录，请放宽筛选。' : '还没有记录。'}
        filters={
          <Space wrap>
            <Input.Search
              allowClear
              placeholder="姓名"
              style={{ width: 150 }}
              defaultValue={filters.person ?? ''}
              onSearch={(person) => change({ person: person || undefined })}
            />
            <DatePicker.RangePicker
              placeholder={['从哪天', '到哪天']}
              value={filters.from && filters.until ? [dayjs(filters.from), dayjs(filters.until)] : null}
              onChange={(days) => change({ from: days?.[0]?.format(day), until: days?.[1]?.format(day) })}
            />
            <Input.Search
              allowClear
              placeholder="对象编号"
              style={{ width: 240 }}
              defaultValue={filters.subjectId ?? ''}
              onSearch={(subjectId) => change({ subjectId: subjectId || undefined })}
            />
          </Space>
        }
      />
    </Page>
  );
}

import {
  type Archive,
  ArchiveStanding,
  archiveApi,
  archiveStandingWords,
  Month,
} from '@lifttrust/shared-types/archive/archive.contract';
import type { ResultOf } from '@lifttrust/shared-types/kernel/endpoint';
import { DatePicker, Progress, Select, Space } from 'antd';
import dayjs from 'dayjs';
import { oneOf, useFilters } from '../../lib/filters';
import { useLoad } from '../../lib/load';
import { countWords, dateWords, sizeWords } from '../../lib/words';
import { type Columns, ListTable } from '../../ui/list-table';
import { Page } from '../../ui/page';
import { SavedViews } from '../../ui/saved-views';
import { ArchiveDrawer } from './archive-drawer';
import { monthWords, StandingTag, sideWords, versionWords } from './archive-words';

const columns: Columns<Archive> = [
  { title: '月份', dataIndex: 'month', className: 'nowrap', render: (_, row) => monthWords(row.month) },
  {
    title: '单位',
    dataIndex: 'unit',
    render: (_, row) => (
      <>
        {row.unit.name}
        <div className="quiet">{sideWords[row.side]}</div>
      </>
    ),
  },
  { title: '区县', dataIndex: 'division', render: (_, row) => row.division.name },
  { title: '版本', dataIndex: 'version', render: (_, row) => versionWords(row.version) },
  { title: '电梯', dataIndex: 'lifts', align: 'right', render: (_, row) => `${countWords(row.lifts)} 台` },
  {
    title: '记录',
    dataIndex: 'records',
    align: 'right',
    render: (_, row) => `${countWords(row.records)} 份`,
  },
  {
    title: '大小',
    dataIndex: 'bytes',
    align: 'right',
    render: (_, row) => (row.bytes === null ? <Preparing archive={row} /> : sizeWords(row.bytes)),
  },
  { title: '状态', dataIndex: 'standing', render: (_, row) => <StandingTag archive={row} /> },
  {
    title: '期限',
    dataIndex: 'dueOn',
    className: 'nowrap',
    render: (_, row) => (row.dueOn === null ? '—' : dateWords(row.dueOn)),
  },
  { title: '下载人', dataIndex: 'takenBy', render: (_, row) => row.takenBy || '—' },
];

const Preparing = ({ archive }: { archive: Archive }) => (
  <Progress
    size="small"
    style={{ width: 120 }}
    percent={Math.floor((100 * archive.recordsDone) / Math.max(1, archive.records))}
  />
);

const offered = [
  { title: '逾期未下载', query: 'standing=late' },
  { title: '待下载', query: 'standing=waiting' },
];

export function Component() {
  const { filters, paged, change } = useFilters(['month', 'standing', 'archive'] as const);
  const month = Month.safeParse(filters.month).data;
  const standing = oneOf(ArchiveStanding.options, filters.standing);
  const archives = useLoad(archiveApi.list, {
    ...paged,
    ...(month ? { month } : {}),
    ...(standing ? { standing } : {}),
  });
  return (
    <Page title="月度档案包" note={noteWords(archives.data)}>
      <ListTable
        name="archives"
        unit="个"
        rowKey="id"
        columns={columns}
        from={archives}
        paged={paged}
        onPage={(page, pageSize) =>
          change({ page: String(page), pageSize: String(pageSize) }, { keepPage: true })
        }
        onOpen={({ id }) => change({ archive: id }, { keepPage: true })}
        empty={
          month || standing
            ? '没有符合条件的档案包，请放宽筛选。'
            : '还没有档案包。每月 1 日凌晨准备上月的；上月没有维保记录的单位没有档案包。'
        }
        filters={
          <Space wrap>
            <DatePicker
              picker="month"
              placeholder="月份"
              value={month ? dayjs(`${month}-01`) : null}
              onChange={(value) => change({ month: value ? value.format('YYYY-MM') : undefined })}
            />
            <Select
              allowClear
              placeholder="状态"
              style={{ width: 140 }}
              value={standing ?? null}
              options={ArchiveStanding.options.map((value) => ({
                value,
                label: archiveStandingWords[value],
              }))}
              onChange={(value) => change({ standing: value ?? undefined })}
            />
            <SavedViews name="archives" offered={offered} />
          </Space>
        }
      />
      {filters.archive ? (
        <ArchiveDrawer
          archiveId={filters.archive}
          onClose={() => change({ archive: undefined }, { keepPage: true })}
          onChanged={archives.reload}
        />
      ) : null}
    </Page>
  );
}

function noteWords(list: ResultOf<typeof archiveApi.list> | null): string {
  const what = '每月 1 日把上月的维保记录打包，维保单位和使用单位在 10 日 24 时前下载，至少保存 4 年。';
  if (!list) return what;
  const { waiting, late, taken } = list.counts;
  return `${what}已下载 ${countWords(taken)} 个，待下载 ${countWords(waiting)} 个，逾期 ${countWords(late)} 个。`;
}

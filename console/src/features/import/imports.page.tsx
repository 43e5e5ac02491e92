import { type ImportRun, importApi } from '@lifttrust/shared-types/import/import.contract';
import { importKinds } from '@lifttrust/shared-types/import/import.fields';
import { Button } from 'antd';
import { useNavigate } from 'react-router';
import { useFilters } from '../../lib/filters';
import { useLoad } from '../../lib/load';
import { countWords, momentWords } from '../../lib/words';
import { type Columns, ListTable } from '../../ui/list-table';
import { Page } from '../../ui/page';
import { ImportStateTag, type Outcome } from './import-words';

const count = (run: ImportRun, outcome: Outcome) => (run.counts ? countWords(run.counts[outcome] ?? 0) : '—');

const columns: Columns<ImportRun> = [
  {
    title: '时间',
    dataIndex: 'createdAt',
    className: 'nowrap',
    render: (_, run) => momentWords(run.createdAt),
  },
  { title: '内容', dataIndex: 'kind', render: (_, run) => importKinds[run.kind] },
  { title: '表格', dataIndex: 'fileName' },
  { title: '状态', dataIndex: 'state', render: (_, run) => <ImportStateTag state={run.state} /> },
  { title: '编码', dataIndex: 'encoding' },
  {
    title: '行数',
    dataIndex: 'rowCount',
    align: 'right',
    className: 'number',
    render: (_, run) => countWords(run.rowCount),
  },
  {
    title: '新增',
    key: 'create',
    align: 'right',
    className: 'number',
    render: (_, run) => count(run, 'create'),
  },
  {
    title: '更新',
    key: 'update',
    align: 'right',
    className: 'number',
    render: (_, run) => count(run, 'update'),
  },
  {
    title: '不能导入',
    key: 'refused',
    align: 'right',
    className: 'number',
    render: (_, run) => count(run, 'refused'),
  },
  { title: '导入人', dataIndex: 'createdBy' },
];

export function Component() {
  const navigate = useNavigate();
  const { paged, change } = useFilters([]);
  const imports = useLoad(importApi.list, paged);
  return (
    <Page
      title="导入"
      note="把表格核对后写入台账。核对不改动任何数据；同一份表格再导一次，不会重复。"
      actions={
        <Button type="primary" onClick={() => navigate('/imports/new')}>
          选择表格
        </Button>
      }
    >
      <ListTable
        name="imports"
        unit="次"
        rowKey="id"
        columns={columns}
        from={imports}
        paged={paged}
        onPage={(page, pageSize) =>
          change({ page: String(page), pageSize: String(pageSize) }, { keepPage: true })
        }
        onOpen={(run) => navigate(`/imports/${run.id}`)}
        empty="还没有导入过。请点右上角选择表格。"
        filters={null}
      />
    </Page>
  );
}

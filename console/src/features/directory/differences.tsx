import {
  type Difference,
  differenceWords,
  directoryApi,
  subjectWords,
} from '@lifttrust/shared-types/directory/directory.contract';
import { useFilters } from '../../lib/filters';
import { useLoad } from '../../lib/load';
import { momentWords } from '../../lib/words';
import { type Columns, ListTable } from '../../ui/list-table';

const columns: Columns<Difference> = [
  {
    title: '发现时间',
    dataIndex: 'foundAt',
    className: 'nowrap',
    render: (_, row) => momentWords(row.foundAt),
  },
  { title: '类别', dataIndex: 'subjectKind', render: (_, row) => subjectWords[row.subjectKind] },
  { title: '名称', dataIndex: 'name', render: (_, row) => <b>{row.name}</b> },
  { title: '差异', dataIndex: 'kind', render: (_, row) => differenceWords[row.kind] },
  { title: '说明', dataIndex: 'text' },
  { title: '处理', dataIndex: 'isRepaired', render: (_, row) => (row.isRepaired ? '已更正' : '正在更正') },
];

/** What full readings found otherwise than we had it; each is put right by itself. */
export function Differences() {
  const { paged, change } = useFilters(['tab'] as const);
  const differences = useLoad(directoryApi.differences, paged);
  return (
    <ListTable
      name="directory-differences"
      unit="处"
      rowKey="id"
      columns={columns}
      from={differences}
      paged={paged}
      onPage={(page, pageSize) =>
        change({ page: String(page), pageSize: String(pageSize) }, { keepPage: true })
      }
      onOpen={() => undefined}
      empty="没有差异：钉钉通讯录和本系统一致。"
      filters={<span className="quiet">每天 8 时对账一次；发现的差异会自动更正。</span>}
    />
  );
}

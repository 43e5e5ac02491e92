import { type ProColumns, ProTable } from '@ant-design/pro-components';
import { Empty } from 'antd';
import type { KeyboardEvent, ReactNode } from 'react';
import type { Paged } from '../lib/filters';
import type { Loaded } from '../lib/load';
import { Problem } from './problem';

export type Columns<Row> = ProColumns<Row>[];

interface Props<Row> {
  /** Under which this browser remembers the chosen columns. */
  name: string;
  rowKey: keyof Row & string;
  columns: Columns<Row>;
  from: Loaded<{ items: Row[]; total: number; isMoreThanTotal?: boolean | undefined }>;
  paged: Paged;
  onPage: (page: number, pageSize: number) => void;
  /** Absent where a row has nothing more to show. */
  onOpen?: (row: Row) => void;
  filters: ReactNode;
  /** Why the list is empty and the one thing to do. */
  empty: ReactNode;
  unit: string;
  /** Rows that are ticked to do something with them together. */
  selection?: { keys: string[]; onSelect: (keys: string[]) => void };
}

/** The one list of the console: filters on top, bounded paging, rows that open by mouse and by Enter. */
export function ListTable<Row extends object>(props: Props<Row>) {
  const { from, paged } = props;
  if (from.error) return <Problem error={from.error} retry={from.reload} />;
  return (
    <ProTable<Row>
      rowKey={props.rowKey}
      columns={props.columns}
      dataSource={from.data?.items ?? []}
      loading={from.loading}
      search={false}
      size="middle"
      cardBordered={false}
      headerTitle={props.filters}
      options={{ density: true, setting: { listsHeight: 400 }, reload: from.reload }}
      columnsState={{ persistenceKey: `lifttrust.columns.${props.name}`, persistenceType: 'localStorage' }}
      scroll={{ x: 'max-content' }}
      tableAlertRender={false}
      {...(props.selection ? { rowSelection: rowsOf(props.selection) } : {})}
      locale={{
        emptyText: (
          <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={from.loading ? '正在读取' : props.empty} />
        ),
      }}
      onRow={(row) => (props.onOpen ? openable(() => props.onOpen?.(row)) : {})}
      pagination={{
        current: paged.page,
        pageSize: paged.pageSize,
        total: from.data?.total ?? 0,
        pageSizeOptions: [20, 50, 100],
        showSizeChanger: true,
        showTotal: (total) =>
          `${from.data?.isMoreThanTotal ? '超过' : '共'} ${total.toLocaleString('zh-CN')} ${props.unit}`,
        onChange: props.onPage,
      }}
    />
  );
}

const rowsOf = ({ keys, onSelect }: NonNullable<Props<object>['selection']>) => ({
  selectedRowKeys: keys,
  preserveSelectedRowKeys: true,
  onChange: (chosen: unknown[]) => onSelect(chosen.map(String)),
});

/** Click or Enter opens a row; the arrow keys walk between rows. */
function openable(open: () => void) {
  return {
    tabIndex: 0,
    className: 'clickable',
    onClick: open,
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      if (event.key === 'Enter' && event.target === event.currentTarget) open();
      const step = event.key === 'ArrowDown' ? 'nextElementSibling' : 'previousElementSibling';
      const neighbour = event.key.startsWith('Arrow') ? event.currentTarget[step] : null;
      if (neighbour instanceof HTMLElement) {
        event.preventDefault();
        neighbour.focus();
      }
    },
  };
}

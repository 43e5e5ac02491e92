import type { Amendment } from '@lifttrust/shared-types/amendment/amendment.contract';
import { Table } from 'antd';

const said = (value: string) => (value === '' ? <span className="quiet">（空）</span> : value);

/** Before and after, side by side; the original is never hidden. */
export const Corrections = ({ corrections }: { corrections: Amendment['corrections'] }) =>
  corrections.length === 0 ? null : (
    <Table
      size="small"
      rowKey="field"
      pagination={false}
      dataSource={corrections}
      columns={[
        { title: '更正的内容', dataIndex: 'label' },
        { title: '原来', dataIndex: 'before', render: said },
        { title: '更正为', dataIndex: 'after', render: (after: string) => <b>{said(after)}</b> },
      ]}
    />
  );

import type { OwnItem } from '@lifttrust/shared-types/checklist/checklist.contract';
import { maintenanceClasses } from '@lifttrust/shared-types/visit/visit.contract';
import { Table } from 'antd';

/** Items as the visit will show them; `before`: names of the edition that is replaced, so that what is new stands out. */
export const ChecklistItems = ({ items, before }: { items: OwnItem[]; before: OwnItem[] | null }) => {
  const known = new Set(before?.map(({ name }) => name));
  return (
    <Table
      size="small"
      rowKey="name"
      pagination={false}
      dataSource={items}
      columns={[
        { title: '类别', dataIndex: 'class', render: (_, item) => maintenanceClasses[item.class] },
        {
          title: '项目',
          dataIndex: 'name',
          render: (name: string) => (
            <>
              {name} {before && !known.has(name) ? <b>（新）</b> : null}
            </>
          ),
        },
        { title: '要求', dataIndex: 'requirement' },
        { title: '测试', dataIndex: 'requiresTest', render: (test: boolean) => (test ? '须读数或拍照' : '') },
      ]}
    />
  );
};

export const leftOut = (items: OwnItem[], before: OwnItem[] | null): string[] =>
  (before ?? []).map(({ name }) => name).filter((name) => !items.some((item) => item.name === name));

import { type Access, type Role, roles, roleWords } from '@lifttrust/shared-types/kernel/access';
import { scopeWords } from '@lifttrust/shared-types/kernel/access-table';
import type { Endpoint } from '@lifttrust/shared-types/kernel/endpoint';
import { tables } from '@lifttrust/shared-types/tables';
import { Input, Select, Space, Table } from 'antd';
import { useState } from 'react';
import { Page } from '../../ui/page';

interface Line {
  key: string;
  what: string;
  access: Access;
}

/** The endpoint tables are what the service obeys: this page cannot say anything else. */
const lines: Line[] = Object.values(tables).flatMap((table) =>
  Object.values<Endpoint>(table).map(({ method, path, summary, access }) => ({
    key: `${method} ${path}`,
    what: summary,
    access,
  })),
);

function reach(access: Access, role: Role): string {
  if (access === 'public') return '公开';
  const scope = access[role];
  return scope ? scopeWords[scope] : '—';
}

const may = (access: Access, role: Role) => access === 'public' || access[role] !== undefined;

const columns = (shown: readonly Role[]) => [
  { title: '做什么', dataIndex: 'what', width: 420 },
  ...shown.map((role) => ({
    title: roleWords[role],
    key: role,
    render: (_: unknown, { access }: Line) => reach(access, role),
  })),
];

export function Component() {
  const [role, setRole] = useState<Role | undefined>();
  const [text, setText] = useState('');
  const shown = lines.filter(
    ({ access, what }) => what.includes(text.trim()) && (!role || may(access, role)),
  );
  return (
    <Page
      title="权限一览"
      note="每种身份能做什么、能看多大范围。范围之外的内容一律当作不存在。救援不受辖区限制，以救援规则为准。"
    >
      <Space wrap style={{ marginBottom: 12 }}>
        <Select
          allowClear
          placeholder="身份"
          style={{ width: 200 }}
          options={roles.map((value) => ({ value, label: roleWords[value] }))}
          onChange={(value: Role | undefined) => setRole(value)}
        />
        <Input
          allowClear
          placeholder="搜索“做什么”"
          style={{ width: 240 }}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </Space>
      <Table
        size="small"
        dataSource={shown}
        columns={columns(role ? [role] : roles)}
        pagination={{ pageSize: 50, showTotal: (total) => `共 ${total} 项` }}
        scroll={{ x: role ? 700 : 1600 }}
        locale={{ emptyText: '没有符合条件的权限，请放宽筛选。' }}
      />
    </Page>
  );
}

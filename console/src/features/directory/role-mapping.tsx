import { directoryApi, type RoleRow } from '@lifttrust/shared-types/directory/directory.contract';
import { type Role, roles, roleWords } from '@lifttrust/shared-types/kernel/access';
import { App, Button, Empty, Input, Modal, Select, Table } from 'antd';
import { useState } from 'react';
import { useLoad, useWrite } from '../../lib/load';
import { isFor, useSession } from '../../lib/session';
import { Read, Refused } from '../../ui/problem';

/** What the roles of the address book mean in this district. */
export function RoleMapping() {
  const session = useSession();
  const rows = useLoad(directoryApi.roles, {});
  const [chosen, setChosen] = useState<RoleRow | null>(null);
  const mayMap = session !== null && isFor(directoryApi.mapRole, session.me.role);
  return (
    <>
      <Read from={rows}>
        {({ items }) => (
          <Table<RoleRow>
            rowKey="id"
            size="middle"
            pagination={false}
            dataSource={items}
            locale={{
              emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description="钉钉里还没有角色。" />,
            }}
            columns={[
              { title: '角色组', dataIndex: 'group' },
              { title: '钉钉角色', dataIndex: 'name', render: (name: string) => <b>{name}</b> },
              { title: '人数', dataIndex: 'holders', align: 'right', className: 'number' },
              {
                title: '在本辖区对应的身份',
                dataIndex: 'role',
                render: (role: Role | null) =>
                  role ? roleWords[role] : <span className="quiet">没有对应</span>,
              },
              {
                title: '',
                key: 'act',
                render: (_, row) =>
                  mayMap ? (
                    <Button type="link" size="small" onClick={() => setChosen(row)}>
                      {row.role ? '修改' : '对应身份'}
                    </Button>
                  ) : null,
              },
            ]}
          />
        )}
      </Read>
      {chosen ? (
        <MapRole
          row={chosen}
          onClose={() => setChosen(null)}
          onDone={() => {
            setChosen(null);
            rows.reload();
          }}
        />
      ) : null}
    </>
  );
}

function MapRole({ row, onClose, onDone }: { row: RoleRow; onClose: () => void; onDone: () => void }) {
  const { message } = App.useApp();
  const [role, setRole] = useState<Role | null>(row.role);
  const [reason, setReason] = useState('');
  const write = useWrite(directoryApi.mapRole);
  const send = async () => {
    if (!(await write.run({ roleId: row.id, role, reason }))) return;
    message.success('已保存，账号会在一分钟内更新');
    onDone();
  };
  return (
    <Modal
      open
      title={`“${row.name}”对应的身份`}
      okText="保存"
      cancelText="取消"
      okButtonProps={{ disabled: reason.trim() === '' }}
      confirmLoading={write.busy}
      onOk={send}
      onCancel={onClose}
    >
      <p className="quiet">只对本辖区的单位有效；单位没有这种身份的，不起作用。</p>
      <Select
        allowClear
        aria-label="身份"
        style={{ width: '100%', marginBottom: 12 }}
        placeholder="不对应"
        value={role}
        options={roles.map((value) => ({ value, label: roleWords[value] }))}
        onChange={(value) => setRole(value ?? null)}
      />
      <Input.TextArea
        aria-label="原因"
        placeholder="请写明原因，例：首次对应"
        maxLength={300}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <Refused error={write.error} onClose={write.clear} />
    </Modal>
  );
}

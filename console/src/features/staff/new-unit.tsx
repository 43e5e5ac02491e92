import { PlusOutlined } from '@ant-design/icons';
import { type StaffKind, staffApi, staffKinds } from '@lifttrust/shared-types/staff/staff.contract';
import { Button, Input, Select, Space } from 'antd';
import { useState } from 'react';
import { call } from '../../lib/call';
import type { Staff } from './use-staff';

/** A new department or team below another, or directly below the company. */
export function NewUnit({ staff, parentId }: { staff: Staff; parentId: string | null }) {
  const [kind, setKind] = useState<StaffKind>('team');
  const [name, setName] = useState('');
  const add = async () => {
    const wanted = name.trim();
    if (!wanted) return;
    const isDone = await staff.take({
      done: `已增加${staffKinds[kind]}“${wanted}”`,
      change: (edition, requestKey) =>
        call(staffApi.addUnit, { edition, kind, name: wanted, parentId }, { requestKey }),
    });
    if (isDone) setName('');
  };
  return (
    <Space.Compact className="stacks" style={{ width: '100%' }}>
      <Select<StaffKind>
        style={{ width: 90 }}
        aria-label="新增的是"
        value={kind}
        options={[
          { value: 'team', label: staffKinds.team },
          { value: 'department', label: staffKinds.department },
        ]}
        onChange={setKind}
      />
      <Input
        value={name}
        maxLength={40}
        aria-label="新的名称"
        placeholder={kind === 'team' ? '如 一班' : '如 城北分公司'}
        onChange={(event) => setName(event.target.value)}
        onPressEnter={() => void add()}
      />
      <Button icon={<PlusOutlined />} disabled={!name.trim()} loading={staff.busy} onClick={() => void add()}>
        增加{staffKinds[kind]}
      </Button>
    </Space.Compact>
  );
}

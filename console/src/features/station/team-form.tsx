import { stationApi } from '@lifttrust/shared-types/station/station.contract';
import { App, Form, Modal, Select } from 'antd';
import { useState } from 'react';
import { useWrite } from '../../lib/load';
import { Refused } from '../../ui/problem';
import { TextField } from '../../ui/text-field';
import type { StationForm } from './station-form';

export function TeamForm({ station, teamId, onClose, onDone }: StationForm & { teamId: string | null }) {
  const { message } = App.useApp();
  const known = station.teams.find(({ id }) => id === teamId);
  const [name, setName] = useState(known?.name ?? '');
  const [leaderId, setLeaderId] = useState<string | null>(known?.leader.id ?? null);
  const [memberIds, setMemberIds] = useState(known?.members.map(({ id }) => id) ?? []);
  const save = useWrite(stationApi.saveTeam);
  const options = station.rescuers.map((one) => ({ value: one.id, label: one.name }));
  const send = async () => {
    if (!leaderId) return;
    const team = { stationId: station.id, name: name.trim(), leaderId, memberIds };
    if (!(await save.run({ ...team, ...(teamId ? { teamId } : {}) }))) return;
    message.success('已保存');
    onDone();
  };
  return (
    <Modal
      open
      title={known ? '修改班组' : '新建班组'}
      okText="保存"
      cancelText="取消"
      okButtonProps={{ disabled: name.trim() === '' || !leaderId, loading: save.busy }}
      onOk={() => void send()}
      onCancel={onClose}
    >
      <Form layout="vertical">
        <TextField label="班组名称" value={name} max={40} onText={setName} required />
        <Form.Item label="组长" required>
          <Select
            aria-label="组长"
            value={leaderId}
            options={options}
            notFoundContent="本站还没有救援人员，请先分配账号"
            onChange={setLeaderId}
          />
        </Form.Item>
        <Form.Item label="其他人员">
          <Select
            mode="multiple"
            aria-label="其他人员"
            value={memberIds}
            options={options}
            onChange={setMemberIds}
          />
        </Form.Item>
      </Form>
      <Refused error={save.error} />
    </Modal>
  );
}

import { type DutyRoster, dutyApi } from '@lifttrust/shared-types/duty/duty.contract';
import { liftApi } from '@lifttrust/shared-types/lift/lift.contract';
import { App, Checkbox, Form, Modal, Select } from 'antd';
import { useState } from 'react';
import { useLoad, useWrite } from '../../lib/load';
import { isFor, useSession } from '../../lib/session';
import { Refused } from '../../ui/problem';
import { TextField } from '../../ui/text-field';
import { DistrictSelect } from '../jurisdiction/district-select';

interface Props {
  /** Null: a new one. */
  roster: DutyRoster | null;
  onClose: () => void;
  onSaved: (roster: DutyRoster) => void;
}

/** For which lifts a roster is, who may be entered, which phone is answered. */
export function RosterForm({ roster, onClose, onSaved }: Props) {
  const { message } = App.useApp();
  const role = useSession()?.me.role;
  const [name, setName] = useState(roster?.name ?? '');
  const [areas, setAreas] = useState<string[]>(roster?.areas ?? []);
  const [lifts, setLifts] = useState(roster?.lifts.map(({ id, name }) => ({ value: id, label: name })) ?? []);
  const [needsCertificate, setNeeds] = useState(roster?.needsCertificate ?? role === 'company_admin');
  const [phone, setPhone] = useState('');
  const [q, setQ] = useState('');
  const mayChooseLifts = isFor(liftApi.list, role);
  const found = useLoad(liftApi.list, mayChooseLifts ? { pageSize: 50, ...(q ? { q } : {}) } : null);
  const create = useWrite(dutyApi.create);
  const change = useWrite(dutyApi.change);
  const send = async () => {
    const draft = {
      ...{ name: name.trim(), areas, needsCertificate, liftIds: lifts.map(({ value }) => value) },
      ...(phone.trim() ? { phone: phone.trim() } : {}),
    };
    const saved = roster ? await change.run({ rosterId: roster.id, ...draft }) : await create.run(draft);
    if (!saved) return;
    message.success('已保存');
    onSaved(saved);
  };
  return (
    <Modal
      open
      title={roster ? '修改值班表' : '新建值班表'}
      okText="保存"
      cancelText="取消"
      okButtonProps={{ disabled: name.trim() === '', loading: create.busy || change.busy }}
      onOk={() => void send()}
      onCancel={onClose}
    >
      <Form layout="vertical">
        <TextField label="名称" value={name} max={60} onText={setName} required />
        <Form.Item label="区域（不选为全部）">
          <DistrictSelect label="区域" value={areas} onChange={setAreas} placeholder="选区县" />
        </Form.Item>
        {mayChooseLifts ? (
          <Form.Item label="电梯（不填为区域内全部）">
            <Select
              mode="multiple"
              labelInValue
              aria-label="电梯"
              filterOption={false}
              onSearch={setQ}
              value={lifts}
              loading={found.loading}
              notFoundContent="没有找到电梯"
              options={(found.data?.items ?? []).map((lift) => ({
                value: lift.id,
                label: `${lift.place} ${lift.ownNumber}`.trim(),
              }))}
              onChange={(chosen) =>
                setLifts(chosen.map(({ value, label }) => ({ value, label: String(label) })))
              }
            />
          </Form.Item>
        ) : null}
        <TextField
          label={roster?.phone ? `值班电话（现在是 ${roster.phone}，不改的不填）` : '值班电话'}
          name="值班电话"
          value={phone}
          max={20}
          onText={setPhone}
          extra="加密保存，列表上只显示首尾几位；查看完整号码会留痕。"
        />
        <Checkbox checked={needsCertificate} onChange={({ target }) => setNeeds(target.checked)}>
          值班的人要持有效的作业人员证 T
        </Checkbox>
      </Form>
      <Refused error={create.error ?? change.error} />
    </Modal>
  );
}

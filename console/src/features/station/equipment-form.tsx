import {
  EquipmentState,
  equipmentStateWords,
  stationApi,
} from '@lifttrust/shared-types/station/station.contract';
import { App, Form, InputNumber, Modal, Radio } from 'antd';
import { useState } from 'react';
import { useWrite } from '../../lib/load';
import { DayInput } from '../../ui/day-input';
import { Refused } from '../../ui/problem';
import { TextField } from '../../ui/text-field';
import type { StationForm } from './station-form';

export function EquipmentForm(props: StationForm & { equipmentId: string | null }) {
  const { station, equipmentId, onClose, onDone } = props;
  const { message } = App.useApp();
  const known = station.equipment.find(({ id }) => id === equipmentId);
  const [name, setName] = useState(known?.name ?? '');
  const [quantity, setQuantity] = useState<number | null>(known?.quantity ?? 1);
  const [place, setPlace] = useState(known?.place ?? '');
  const [state, setState] = useState<EquipmentState>(known?.state ?? 'ready');
  const [checkedOn, setCheckedOn] = useState(known?.checkedOn ?? '');
  const save = useWrite(stationApi.saveEquipment);
  const send = async () => {
    if (quantity === null) return;
    const wish = { stationId: station.id, name: name.trim(), quantity, place: place.trim(), state };
    const kept = { ...wish, checkedOn: checkedOn || null, ...(equipmentId ? { equipmentId } : {}) };
    if (!(await save.run(kept))) return;
    message.success('已保存');
    onDone();
  };
  return (
    <Modal
      open
      title={known ? '修改器材' : '登记器材'}
      okText="保存"
      cancelText="取消"
      okButtonProps={{ disabled: name.trim() === '' || quantity === null, loading: save.busy }}
      onOk={() => void send()}
      onCancel={onClose}
    >
      <Form layout="vertical">
        <TextField label="器材名称" value={name} max={60} onText={setName} required />
        <Form.Item label="数量" required>
          <InputNumber
            aria-label="数量"
            min={1}
            max={9999}
            precision={0}
            value={quantity}
            onChange={setQuantity}
          />
        </Form.Item>
        <TextField label="放在哪里" value={place} max={80} onText={setPlace} />
        <Form.Item label="状态">
          <Radio.Group
            value={state}
            options={EquipmentState.options.map((value) => ({ value, label: equipmentStateWords[value] }))}
            onChange={({ target }) => setState(target.value)}
          />
        </Form.Item>
        <Form.Item label="最近检查日期">
          <DayInput aria-label="最近检查日期" value={checkedOn} onChange={setCheckedOn} />
        </Form.Item>
      </Form>
      <Refused error={save.error} />
    </Modal>
  );
}

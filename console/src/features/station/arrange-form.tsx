import { stationApi } from '@lifttrust/shared-types/station/station.contract';
import { App, Form, InputNumber, Modal, Space } from 'antd';
import { useState } from 'react';
import { useWrite } from '../../lib/load';
import { Refused } from '../../ui/problem';
import { TextField } from '../../ui/text-field';
import { DistrictSelect } from '../jurisdiction/district-select';
import type { StationForm } from './station-form';

/** Where it is and where it goes out to. */
export function ArrangeForm({ station, onClose, onDone }: StationForm) {
  const { message } = App.useApp();
  const [areas, setAreas] = useState(station.areas);
  const [address, setAddress] = useState(station.address);
  const [lng, setLng] = useState<number | null>(station.position?.lng ?? null);
  const [lat, setLat] = useState<number | null>(station.position?.lat ?? null);
  const [phone, setPhone] = useState('');
  const arrange = useWrite(stationApi.arrange);
  const isHalf = (lng === null) !== (lat === null);
  const send = async () => {
    const position = lng === null || lat === null ? null : { lng, lat, crs: 'GCJ02' as const };
    const wish = { stationId: station.id, areas, address: address.trim(), position };
    if (!(await arrange.run({ ...wish, ...(phone.trim() ? { phone: phone.trim() } : {}) }))) return;
    message.success('已登记');
    onDone();
  };
  return (
    <Modal
      open
      title="位置和出动区域"
      okText="保存"
      cancelText="取消"
      okButtonProps={{ disabled: areas.length === 0 || isHalf, loading: arrange.busy }}
      onOk={() => void send()}
      onCancel={onClose}
    >
      <Form layout="vertical">
        <Form.Item label="出动区域" required>
          <DistrictSelect
            label="出动区域"
            value={areas}
            onChange={setAreas}
            placeholder="选区县，可以选几个"
          />
        </Form.Item>
        <TextField label="地址" value={address} max={200} onText={setAddress} />
        <Form.Item
          label="位置（经度、纬度，高德或腾讯地图的坐标）"
          extra="按直线距离找最近的救援站；不知道就两格都不填。"
        >
          <Space>
            <InputNumber aria-label="经度" min={73} max={136} precision={6} value={lng} onChange={setLng} />
            <InputNumber aria-label="纬度" min={3} max={54} precision={6} value={lat} onChange={setLat} />
          </Space>
        </Form.Item>
        <TextField
          label={station.phone ? `电话（现在是 ${station.phone}，不改的不填）` : '电话'}
          name="电话"
          value={phone}
          max={20}
          onText={setPhone}
        />
      </Form>
      <Refused error={arrange.error} />
    </Modal>
  );
}

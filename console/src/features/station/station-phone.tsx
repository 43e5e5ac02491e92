import { stationApi } from '@lifttrust/shared-types/station/station.contract';
import { Button, Input, Modal, Space } from 'antd';
import { useState } from 'react';
import { useWrite } from '../../lib/load';
import { Refused } from '../../ui/problem';

/** The full number, for a purpose that stays. */
export function StationPhone({ stationId }: { stationId: string }) {
  const [open, setOpen] = useState(false);
  const [purpose, setPurpose] = useState('');
  const [phone, setPhone] = useState<string | null>(null);
  const read = useWrite(stationApi.readPhone);
  const ask = async () => {
    const shown = await read.run({ stationId, purpose: purpose.trim() });
    setPhone(shown?.phone ?? null);
  };
  const close = () => {
    setOpen(false);
    setPhone(null);
  };
  return (
    <>
      <Button onClick={() => setOpen(true)}>查看电话</Button>
      <Modal open={open} footer={null} title="救援站电话" onCancel={close}>
        {phone === null ? (
          <Space.Compact style={{ width: '100%' }}>
            <Input
              aria-label="用途"
              maxLength={100}
              placeholder="用途，会留痕；例：请救援站出动"
              value={purpose}
              onChange={({ target }) => setPurpose(target.value)}
            />
            <Button
              type="primary"
              disabled={purpose.trim() === ''}
              loading={read.busy}
              onClick={() => void ask()}
            >
              查看
            </Button>
          </Space.Compact>
        ) : (
          <p>
            电话：<b>{phone}</b>
          </p>
        )}
        <Refused error={read.error} />
      </Modal>
    </>
  );
}

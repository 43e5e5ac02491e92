import { dutyApi } from '@lifttrust/shared-types/duty/duty.contract';
import { Button, Input, List, Modal, Space } from 'antd';
import { useState } from 'react';
import { useWrite } from '../../lib/load';
import { Refused } from '../../ui/problem';

/** Full numbers, for a purpose that stays with everybody whose number is shown. */
export function PhoneReading({ rosterId }: { rosterId: string }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>查看电话</Button>
      {open ? <Reading rosterId={rosterId} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

interface Shown {
  phone: string;
  people: { id: string; name: string; phone: string }[];
}

function Reading({ rosterId, onClose }: { rosterId: string; onClose: () => void }) {
  const [purpose, setPurpose] = useState('');
  const [shown, setShown] = useState<Shown | null>(null);
  const read = useWrite(dutyApi.readPhone);
  const ask = async () => setShown(await read.run({ rosterId, purpose: purpose.trim() }));
  return (
    <Modal open footer={null} title="值班电话" onCancel={onClose}>
      {shown ? (
        <>
          <p>
            值班电话：<b>{shown.phone || '没有登记'}</b>
          </p>
          <List
            dataSource={shown.people}
            locale={{ emptyText: '现在没有人值班。' }}
            renderItem={({ id, name, phone }) => (
              <List.Item key={id}>
                {name} <b>{phone || '没有登记号码'}</b>
              </List.Item>
            )}
          />
        </>
      ) : (
        <>
          <p>写明用途。每位值班人员都能看到谁查看过自己的电话、为什么。</p>
          <Space.Compact style={{ width: '100%' }}>
            <Input
              aria-label="用途"
              maxLength={100}
              placeholder="例：联系值班人员救援"
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
          <Refused error={read.error} />
        </>
      )}
    </Modal>
  );
}

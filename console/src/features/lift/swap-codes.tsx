import { type LiftFile, liftApi } from '@lifttrust/shared-types/lift/lift.contract';
import { onSiteApi } from '@lifttrust/shared-types/lift/on-site.contract';
import { Alert, App, Button, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useLoad, useWrite } from '../../lib/load';
import { isFor, useSession } from '../../lib/session';
import { Refused } from '../../ui/problem';

/** Two plates that hang on each other's lift: the codes change lifts, and which meant which stays on record (EQ-04). */
export function SwapCodes({ lift, onDone }: { lift: LiftFile; onDone: () => void }) {
  const role = useSession()?.me.role;
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  const [other, setOther] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const near = useLoad(liftApi.list, open ? { q: lift.place, pageSize: 100 } : null);
  const swap = useWrite(onSiteApi.swapCodes);
  if (!isFor(onSiteApi.swapCodes, role)) return null;
  const submit = async () => {
    if (!other || !(await swap.run({ liftIds: [lift.id, other], reason: reason.trim() }))) return;
    message.success('已互换两台电梯的二维码');
    setOpen(false);
    onDone();
  };
  const choices = (near.data?.items ?? []).filter(({ id }) => id !== lift.id);
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        贴反了，互换
      </Button>
      <Modal
        open={open}
        title={`${lift.place} ${lift.ownNumber} 的二维码与哪一台贴反了？`}
        okText="互换二维码"
        cancelText="再看看"
        okButtonProps={{ disabled: !other || reason.trim() === '', loading: swap.busy, danger: true }}
        onOk={() => void submit()}
        onCancel={() => setOpen(false)}
      >
        <Select
          style={{ width: '100%' }}
          placeholder="同一地点的电梯"
          loading={near.loading}
          value={other}
          notFoundContent="同一地点没有其他电梯"
          options={choices.map(({ id, place, ownNumber, rescueCode }) => ({
            value: id,
            label: `${place} ${ownNumber}（${rescueCode || '无识别码'}）`,
          }))}
          onChange={setOther}
        />
        <Alert
          showIcon
          type="warning"
          style={{ margin: '12px 0' }}
          message="互换后，已经贴出的两张码各自指向另一台电梯，不必重新张贴。以前的记录不改，经过留存。"
        />
        <Input.TextArea
          aria-label="依据"
          rows={3}
          maxLength={200}
          placeholder="写明依据，例如：现场对照铭牌核对。"
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        <Refused error={swap.error ?? near.error} />
      </Modal>
    </>
  );
}

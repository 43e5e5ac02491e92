import { type LiftFile, liftApi } from '@lifttrust/shared-types/lift/lift.contract';
import { onSiteApi } from '@lifttrust/shared-types/lift/on-site.contract';
import { Alert, App, Button, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useLoad, useWrite } from '../../lib/load';
import { isFor, useSession } from '../../lib/session';
import { Refused } from '../../ui/problem';

/**
 * Two plates that hang on each other's lift. Best they change places; where that cannot be, the codes change lifts, which
 * meant which stays on record, and both plates have to be printed anew, for their words stay wrong (EQ-04, ADR 0038).
 */
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
    message.success('已互换两台电梯的二维码，两张标牌都要重印、换贴');
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
        okText="互换二维码，重印标牌"
        cancelText="再看看"
        okButtonProps={{ disabled: !other || reason.trim() === '', loading: swap.busy, danger: true }}
        onOk={() => void submit()}
        onCancel={() => setOpen(false)}
      >
        <Alert
          showIcon
          type="info"
          style={{ marginBottom: 12 }}
          message="能取下来的，先对调标牌"
          description="请维保人员把两张标牌取下，各贴到自己那台电梯上，再各扫一次登记贴码：码和牌上的字都对，不用重印，也不要在这里互换。"
        />
        <Select
          style={{ width: '100%' }}
          aria-label="与哪一台贴反了"
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
          message="取不下来，或者对调要等很久的，才互换码"
          description="互换后扫码立即指向正确的电梯，但两张标牌上印的识别码、名称、登记证编号仍是对方的，打电话的人会念错。两台都会列为“未印制”并各建一项待办，请马上重印、换贴；换好以前，救援台查号时会提示。以前的记录不改，经过留存。"
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

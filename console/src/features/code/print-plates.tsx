import {
  PlateForm,
  plateApi,
  plateForms,
  platePrintPdfPath,
} from '@lifttrust/shared-types/code/plate.contract';
import { Alert, App, Button, Checkbox, Input, Modal, Radio } from 'antd';
import { useState } from 'react';
import { openInTab } from '../../lib/download';
import { asError, useWrite } from '../../lib/load';
import { Refused } from '../../ui/problem';

const most = 200;

/** Orders the codes of the chosen lifts and opens the sheet. A reprint replaces what hangs in the lifts now. */
export function PrintPlates({ liftIds, onPrinted }: { liftIds: string[]; onPrinted: () => void }) {
  const { message, notification } = App.useApp();
  const [open, setOpen] = useState(false);
  const [form, setForm] = useState<PlateForm>('sheet');
  const [isReprint, setReprint] = useState(false);
  const [reason, setReason] = useState('');
  const print = useWrite(plateApi.print);
  const submit = async () => {
    const made = await print.run({ liftIds, form, isReprint, reason: reason.trim() });
    if (!made) return;
    setOpen(false);
    setReprint(false);
    setReason('');
    message.success(`已登记印制 ${made.lifts} 台。`);
    onPrinted();
    await openInTab(platePrintPdfPath(made.id)).catch((thrown: unknown) =>
      notification.error({
        message: '没有取到印制文件，可以在下面的印制记录里再次打开',
        description: asError(thrown).message,
      }),
    );
  };
  return (
    <>
      <Button
        type="primary"
        disabled={liftIds.length === 0 || liftIds.length > most}
        onClick={() => setOpen(true)}
      >
        {liftIds.length === 0 ? '先勾选电梯，再印制' : `印制 ${liftIds.length} 台`}
      </Button>
      <Modal
        open={open}
        title={`印制 ${liftIds.length} 台电梯的码`}
        okText={isReprint ? '换码并印制' : '印制'}
        cancelText="再看看"
        okButtonProps={{
          loading: print.busy,
          danger: isReprint,
          disabled: isReprint && reason.trim() === '',
        }}
        onOk={() => void submit()}
        onCancel={() => setOpen(false)}
      >
        <Radio.Group
          aria-label="样式"
          value={form}
          options={PlateForm.options.map((value) => ({ value, label: plateForms[value] }))}
          onChange={(event) => setForm(event.target.value)}
        />
        <div style={{ margin: '12px 0' }}>
          <Checkbox checked={isReprint} onChange={(event) => setReprint(event.target.checked)}>
            换成新码（原来的码损坏、遗失或被复制）
          </Checkbox>
        </div>
        {isReprint ? (
          <>
            <Alert
              showIcon
              type="warning"
              style={{ marginBottom: 12 }}
              message="现在贴着的码立即作废：乘客扫旧码仍能看到电梯、仍能求救，维保人员扫旧码不再算到场。请尽快换贴。"
            />
            <Input.TextArea
              aria-label="原因"
              rows={2}
              maxLength={200}
              placeholder="写明原因，例如：标牌被刮花，无法扫描。"
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          </>
        ) : null}
        <Refused error={print.error} />
      </Modal>
    </>
  );
}

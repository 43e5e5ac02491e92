import { type ContractDetail, contractApi } from '@lifttrust/shared-types/contract/contract.contract';
import { App, Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useWrite } from '../../lib/load';
import { dayOf } from '../../lib/words';
import { DayInput } from '../../ui/day-input';
import { Refused } from '../../ui/problem';

interface Props {
  contract: ContractDetail;
  onChange: (contract: ContractDetail) => void;
}

/** Ending early: from the day after the last one the lifts have nobody until the next contract. */
export function ContractEnd({ contract, onChange }: Props) {
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  const [form] = Form.useForm<{ lastDay: string; reason: string }>();
  const end = useWrite(contractApi.end);
  if (!contract.may.end) return null;

  const submit = async () => {
    const said = await form.validateFields();
    const ended = await end.run({ contractId: contract.id, ...said });
    if (!ended) return;
    setOpen(false);
    message.success('已登记提前终止');
    onChange(ended);
  };
  return (
    <>
      <Button danger onClick={() => setOpen(true)}>
        提前终止
      </Button>
      <Modal
        open={open}
        title="提前终止这份合同？"
        okText="终止合同"
        cancelText="再看看"
        okButtonProps={{ danger: true, loading: end.busy }}
        onOk={() => void submit()}
        onCancel={() => setOpen(false)}
      >
        <p>最后一天 24 时之后，没有其他合同的电梯列为无维保单位，使用单位和监管部门当天收到通知。</p>
        <Form form={form} layout="vertical" initialValues={{ lastDay: dayOf(Date.now()), reason: '' }}>
          <Form.Item
            name="lastDay"
            label="最后一天"
            rules={[{ required: true, message: '请选择最后一天。' }]}
          >
            <DayInput min={contract.from} max={contract.until} />
          </Form.Item>
          <Form.Item
            name="reason"
            label="原因"
            rules={[{ required: true, whitespace: true, message: '请写明原因。' }]}
          >
            <Input.TextArea rows={3} maxLength={300} showCount />
          </Form.Item>
        </Form>
        <Refused error={end.error} />
      </Modal>
    </>
  );
}

import { correctable } from '@lifttrust/shared-types/lift/entry.rules';
import { liftTypes } from '@lifttrust/shared-types/lift/lift.contract';
import { usePlaces } from '@lifttrust/shared-types/lift/lift.places';
import { LiftCorrection, onSiteApi } from '@lifttrust/shared-types/lift/on-site.contract';
import { App, Button, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useWrite } from '../../lib/load';
import { isFor, useSession } from '../../lib/session';
import { Refused } from '../../ui/problem';

interface Fields {
  field: keyof typeof correctable;
  value: string;
  reason: string;
}

const numbers = ['ratedSpeed', 'ratedLoad', 'floors'];
const fields = Object.entries(correctable).map(([value, label]) => ({ value, label }));
const places = Object.entries(usePlaces).map(([value, label]) => ({ value, label }));
const types = Object.entries(liftTypes).map(([value, label]) => ({ value, label: `${label}（${value}）` }));

/** One field at a time: what is right, and how it is known. */
export function NewCorrection({ liftId, onDone }: { liftId: string; onDone: () => void }) {
  const role = useSession()?.me.role;
  const { message } = App.useApp();
  const [form] = Form.useForm<Fields>();
  const [open, setOpen] = useState(false);
  const [wrong, setWrong] = useState<Error | null>(null);
  const correct = useWrite(onSiteApi.correct);
  const field = Form.useWatch('field', form);
  if (!isFor(onSiteApi.correct, role)) return null;
  const submit = async () => {
    const said = await form.validateFields();
    const value = numbers.includes(said.field) ? Number(said.value) : said.value.trim();
    const changes = LiftCorrection.safeParse({ [said.field]: value });
    setWrong(changes.success ? null : new Error(`${correctable[said.field]}的写法不对，请核对。`));
    if (!changes.success) return;
    if (!(await correct.run({ liftId, changes: changes.data, reason: said.reason }))) return;
    message.success('已提出，核对之前会一直显示');
    form.resetFields();
    setOpen(false);
    onDone();
  };
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        提出纠正
      </Button>
      <Modal
        open={open}
        title="纠正电梯资料"
        okText="提出纠正"
        cancelText="再看看"
        okButtonProps={{ loading: correct.busy }}
        onOk={() => void submit()}
        onCancel={() => setOpen(false)}
      >
        <Form form={form} layout="vertical">
          <Form.Item name="field" label="哪一项不对" rules={[{ required: true, message: '请选择。' }]}>
            <Select options={fields} onChange={() => form.setFieldValue('value', undefined)} />
          </Form.Item>
          <Form.Item
            name="value"
            label="正确的内容"
            rules={[{ required: true, whitespace: true, message: '请填写正确的内容。' }]}
          >
            {field === 'type' ? (
              <Select options={types} />
            ) : field === 'usePlace' ? (
              <Select options={places} />
            ) : (
              <Input type={field === 'madeOn' ? 'date' : 'text'} maxLength={200} />
            )}
          </Form.Item>
          <Form.Item
            name="reason"
            label="依据"
            rules={[{ required: true, whitespace: true, message: '请写明依据。' }]}
          >
            <Input.TextArea rows={2} maxLength={300} placeholder="例如：对照使用标志和铭牌核对过。" />
          </Form.Item>
        </Form>
        <p className="quiet">登记信息以上级系统为准，更新一致后自动办结；地点和编号由监管部门核对。</p>
        <Refused error={wrong ?? correct.error} />
      </Modal>
    </>
  );
}

import { filingApi } from '@lifttrust/shared-types/filing/filing.contract';
import { type ComparedField, comparedFields } from '@lifttrust/shared-types/filing/filing.rules';
import { App, Form, Input, Modal } from 'antd';
import { useWrite } from '../../lib/load';
import { dayOf } from '../../lib/words';
import { DayInput } from '../../ui/day-input';
import { Refused } from '../../ui/problem';

const fields = Object.keys(comparedFields) as ComparedField[];
const days: readonly ComparedField[] = ['permitUntil'];

type Values = Partial<Record<ComparedField, string>> & { visitedOn: string; note: string };

interface Props {
  organisationId: string;
  open: boolean;
  onClose: () => void;
  onDone: () => void;
}

/** The inspector writes what they saw, not what is filed: the service compares. */
export function CompareUnit({ organisationId, open, onClose, onDone }: Props) {
  const { message } = App.useApp();
  const [form] = Form.useForm<Values>();
  const compare = useWrite(filingApi.compare);
  const submit = async () => {
    const values = await form.validateFields();
    const found = fields.flatMap((field) => {
      const seen = values[field]?.trim() ?? '';
      return seen === '' ? [] : [{ field, found: seen }];
    });
    const { visitedOn, note = '' } = values;
    const kept = await compare.run({ organisationId, visitedOn, found, note });
    if (!kept) return;
    const differing = kept.fields.filter(({ differs }) => differs).length;
    message.success(differing > 0 ? `有 ${differing} 处不符，已发起更正` : '与备案相符，已记录');
    form.resetFields();
    onDone();
  };
  return (
    <Modal
      title="记录现场核对"
      open={open}
      okText="保存核对结果"
      cancelText="取消"
      confirmLoading={compare.busy}
      onOk={() => void submit().catch(() => undefined)}
      onCancel={onClose}
    >
      <p className="quiet">照现场看到的填写，没有核对的项目留空。与备案不符的，会通知单位限期更正。</p>
      <Form form={form} layout="vertical" initialValues={{ visitedOn: dayOf(Date.now()), note: '' }}>
        <Form.Item name="visitedOn" label="核对日期" rules={[{ required: true, message: '请填写日期。' }]}>
          <DayInput />
        </Form.Item>
        {fields.map((field) => (
          <Form.Item key={field} name={field} label={comparedFields[field]}>
            {days.includes(field) ? <DayInput /> : <Input maxLength={200} />}
          </Form.Item>
        ))}
        <Form.Item name="note" label="说明">
          <Input.TextArea rows={2} maxLength={500} />
        </Form.Item>
      </Form>
      <Refused error={compare.error} onClose={compare.clear} />
    </Modal>
  );
}

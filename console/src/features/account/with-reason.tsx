import type { Endpoint } from '@lifttrust/shared-types/kernel/endpoint';
import { Form, Input, Modal } from 'antd';
import type { ReactNode } from 'react';
import type { Write } from '../../lib/load';
import { Refused } from '../../ui/problem';

interface Props<E extends Endpoint> {
  title: string;
  ok: string;
  /** What happens at once, and what the person has to do then. */
  children: ReactNode;
  hint: string;
  write: Write<E>;
  onReason: (reason: string) => void;
  onClose: () => void;
}

/** An act on somebody else's account: asked once more, never without a reason. */
export function WithReason<E extends Endpoint>(props: Props<E>) {
  const [form] = Form.useForm<{ reason: string }>();
  return (
    <Modal
      open
      title={props.title}
      okText={props.ok}
      cancelText="取消"
      okButtonProps={{ danger: true }}
      confirmLoading={props.write.busy}
      onOk={() => form.submit()}
      onCancel={props.onClose}
    >
      {props.children}
      <Form<{ reason: string }>
        form={form}
        layout="vertical"
        onFinish={({ reason }) => props.onReason(reason)}
      >
        <Form.Item
          name="reason"
          label="理由"
          rules={[{ required: true, whitespace: true, message: '请写明理由，会留痕并告诉本人。' }]}
        >
          <Input.TextArea rows={2} maxLength={200} placeholder={props.hint} />
        </Form.Item>
      </Form>
      <Refused error={props.write.error} />
    </Modal>
  );
}

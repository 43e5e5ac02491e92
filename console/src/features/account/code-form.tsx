import { Button, Form, Input } from 'antd';
import { Refused } from '../../ui/problem';

interface Props {
  busy: boolean;
  error: Error | null;
  button: string;
  label?: string;
  onCode: (code: string) => void;
}

/** Six digits of the authenticator, or a recovery code. */
export function CodeForm({ busy, error, button, label = '验证码', onCode }: Props) {
  const [form] = Form.useForm<{ code: string }>();
  const send = ({ code }: { code: string }) => {
    // Right or wrong, a code is good for one try.
    form.resetFields();
    onCode(code);
  };
  return (
    <Form<{ code: string }> form={form} layout="vertical" onFinish={send}>
      <Form.Item name="code" label={label} rules={[{ required: true, message: '请输入验证码。' }]}>
        <Input autoFocus autoComplete="one-time-code" inputMode="text" maxLength={16} size="large" />
      </Form.Item>
      <Refused error={error} />
      <Button type="primary" htmlType="submit" size="large" block loading={busy}>
        {button}
      </Button>
    </Form>
  );
}

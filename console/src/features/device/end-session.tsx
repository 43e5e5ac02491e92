import { type OpenSession, sessionApi } from '@lifttrust/shared-types/session/session.contract';
import { App, Form, Input, Modal } from 'antd';
import { useWrite } from '../../lib/load';
import { Refused } from '../../ui/problem';
import { deviceWords } from './device-columns';

/** Ends somebody's session at once; they can sign in again unless their role is taken away as well. */
export function EndSession(props: {
  session: OpenSession | null;
  isMine: boolean;
  onDone: () => void;
  onClose: () => void;
}) {
  const { message } = App.useApp();
  const [form] = Form.useForm<{ reason: string }>();
  const end = useWrite(sessionApi.endOther);
  const { session } = props;
  const send = async ({ reason }: { reason: string }) => {
    if (!session || !(await end.run({ sessionId: session.id, reason }))) return;
    form.resetFields();
    message.success('登录已结束');
    props.onDone();
  };
  return (
    <Modal
      open={session !== null}
      title={`结束${props.isMine ? '自己' : (session?.person.name ?? '')}在这台设备上的登录？`}
      okText="结束登录"
      okButtonProps={{ danger: true }}
      cancelText="取消"
      confirmLoading={end.busy}
      onOk={() => form.submit()}
      onCancel={() => {
        end.clear();
        props.onClose();
      }}
    >
      <p>设备：{deviceWords(session?.device ?? '')}。立即生效；本人仍可重新登录，要停用身份请到人员页面。</p>
      <Form<{ reason: string }> form={form} layout="vertical" onFinish={send}>
        <Form.Item name="reason" label="理由" rules={[{ required: true, message: '请写明理由，会留痕。' }]}>
          <Input.TextArea rows={2} maxLength={200} placeholder="例如：手机丢失。" />
        </Form.Item>
      </Form>
      <Refused error={end.error} />
    </Modal>
  );
}

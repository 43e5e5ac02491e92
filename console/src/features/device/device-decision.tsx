import { type DeviceChange, deviceApi } from '@lifttrust/shared-types/device/device.contract';
import { App, Form, Input, Modal, Radio } from 'antd';
import { useWrite } from '../../lib/load';
import { momentWords } from '../../lib/words';
import { Refused } from '../../ui/problem';
import { deviceWords } from './device-columns';

interface Answer {
  approve: boolean;
  reason: string;
}

/** An admin decides after having made sure who asks: a borrowed account begins with a phone call. */
export function DeviceDecision(props: {
  change: DeviceChange | null;
  onDone: () => void;
  onClose: () => void;
}) {
  const { message } = App.useApp();
  const [form] = Form.useForm<Answer>();
  const decide = useWrite(deviceApi.decide);
  const { change } = props;
  const send = async (answer: Answer) => {
    if (!change) return;
    const decided = await decide.run({ changeId: change.id, ...answer });
    if (!decided) return;
    form.resetFields();
    message.success(
      decided.effectiveAt
        ? `已批准，${momentWords(decided.effectiveAt)}起可以用新设备。`
        : '已记下不批准，并通知了本人。',
    );
    props.onDone();
  };
  return (
    <Modal
      open={change !== null}
      title={`${change?.person.name ?? ''}申请更换工作设备`}
      okText="确认决定"
      cancelText="取消"
      confirmLoading={decide.busy}
      onOk={() => form.submit()}
      onCancel={() => {
        decide.clear();
        props.onClose();
      }}
    >
      <p>
        想换成：{deviceWords(change?.device ?? '')}；现在用：{deviceWords(change?.before ?? '')}。
      </p>
      <p>理由：{change?.reason}</p>
      <p className="quiet">请先当面或打电话确认是本人。批准后旧设备在生效时停用，不能替别人代办。</p>
      <Form<Answer> form={form} layout="vertical" onFinish={send}>
        <Form.Item name="approve" label="决定" rules={[{ required: true, message: '请选择一项。' }]}>
          <Radio.Group
            options={[
              { value: true, label: '批准' },
              { value: false, label: '不批准' },
            ]}
          />
        </Form.Item>
        <Form.Item name="reason" label="理由" rules={[{ required: true, message: '请写明怎样核实的。' }]}>
          <Input.TextArea rows={2} maxLength={200} placeholder="例如：已当面核实，旧手机损坏。" />
        </Form.Item>
      </Form>
      <Refused error={decide.error} />
    </Modal>
  );
}

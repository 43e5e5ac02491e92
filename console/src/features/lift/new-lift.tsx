import { correctable } from '@lifttrust/shared-types/lift/entry.rules';
import { type LiftType, liftTypes } from '@lifttrust/shared-types/lift/lift.contract';
import { type UsePlace, usePlaces } from '@lifttrust/shared-types/lift/lift.places';
import { onSiteApi } from '@lifttrust/shared-types/lift/on-site.contract';
import { App, Button, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useWrite } from '../../lib/load';
import { isFor, useSession } from '../../lib/session';
import { Refused } from '../../ui/problem';

interface Fields {
  type: LiftType;
  place: string;
  divisionCode: string;
  usePlace?: UsePlace;
  ownNumber?: string;
  equipmentCode?: string;
  registrationCode?: string;
  useRegistration?: string;
  manufacturer?: string;
  factoryNumber?: string;
}

const places = Object.entries(usePlaces).map(([value, label]) => ({ value, label }));
const types = Object.entries(liftTypes).map(([value, label]) => ({ value, label: `${label}（${value}）` }));
const optional = [
  'ownNumber',
  'useRegistration',
  'equipmentCode',
  'registrationCode',
  'manufacturer',
  'factoryNumber',
] as const;

/** A company enters a lift that nobody has entered yet: it is compared with the register first (EQ-01). */
export function NewLift() {
  const role = useSession()?.me.role;
  const { modal } = App.useApp();
  const [open, setOpen] = useState(false);
  const [form] = Form.useForm<Fields>();
  const enter = useWrite(onSiteApi.enter);
  if (!isFor(onSiteApi.enter, role)) return null;
  const submit = async () => {
    const answer = await enter.run(await form.validateFields());
    if (!answer) return;
    setOpen(false);
    form.resetFields();
    const titles = { matched: '台账里已有这台电梯', registered: '已登记', pending: '已提交审核' };
    modal.info({ title: titles[answer.outcome], content: answer.message, okText: '知道了' });
  };
  return (
    <>
      <Button onClick={() => setOpen(true)}>录入电梯</Button>
      <Modal
        open={open}
        title="录入电梯"
        okText="比对并录入"
        cancelText="再看看"
        okButtonProps={{ loading: enter.busy }}
        onOk={() => void submit()}
        onCancel={() => setOpen(false)}
      >
        <p className="quiet">
          先与台账比对；没有的才登记。设备代码、注册代码、使用登记证编号填一项，或同时填制造单位和出厂编号。
        </p>
        <Form form={form} layout="vertical">
          <Form.Item name="type" label="设备品种" rules={[{ required: true, message: '请选择设备品种。' }]}>
            <Select options={types} />
          </Form.Item>
          <Form.Item
            name="place"
            label="使用地点"
            rules={[{ required: true, whitespace: true, message: '请填写使用地点。' }]}
          >
            <Input maxLength={120} placeholder="例如：望溪花园 3 幢" />
          </Form.Item>
          <Form.Item
            name="divisionCode"
            label="所在区划代码"
            rules={[{ required: true, pattern: /^\d{6,12}$/, message: '请填写 6 位或更长的区划代码。' }]}
          >
            <Input maxLength={12} />
          </Form.Item>
          <Form.Item name="usePlace" label={correctable.usePlace}>
            <Select allowClear options={places} />
          </Form.Item>
          {optional.map((name) => (
            <Form.Item key={name} name={name} label={correctable[name]}>
              <Input maxLength={name === 'manufacturer' ? 120 : 40} />
            </Form.Item>
          ))}
        </Form>
        <Refused error={enter.error} />
      </Modal>
    </>
  );
}

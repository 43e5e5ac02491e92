import { accountApi } from '@lifttrust/shared-types/directory/account.contract';
import { directoryApi } from '@lifttrust/shared-types/directory/directory.contract';
import { type Role, roleWords } from '@lifttrust/shared-types/kernel/access';
import { rolesOfKind } from '@lifttrust/shared-types/organisation/organisation.kinds';
import { App, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useLoad, useWrite } from '../../lib/load';
import { useSession } from '../../lib/session';
import { Refused } from '../../ui/problem';
import { useOwnRoles } from '../organisation/own-roles';

interface Wish {
  organisationId?: string;
  name: string;
  phone: string;
  role: Role;
  reason: string;
}

/** A regulator opens the unit's administrator; a unit's administrator gives roles to the unit's own people. */
export function AssignAccount(props: { open: boolean; onClose: () => void; onDone: () => void }) {
  const session = useSession();
  const { message } = App.useApp();
  const [form] = Form.useForm<Wish>();
  const [wanted, setWanted] = useState('');
  const write = useWrite(accountApi.assign);
  const isRegulator = session?.me.role === 'regulator_admin';
  const units = useLoad(directoryApi.organisations, props.open && isRegulator ? { name: wanted } : null);
  const chosen = Form.useWatch('organisationId', form);
  const kind = units.data?.items.find(({ id }) => id === chosen)?.kind;
  const ofUnit = kind === 'regulator' ? rolesOfKind.regulator : kind ? rolesOfKind[kind].slice(0, 1) : [];
  const ownRoles = useOwnRoles(props.open);
  const roles = isRegulator ? ofUnit : ownRoles;
  const close = () => {
    write.clear();
    form.resetFields();
    props.onClose();
  };
  const send = async (wish: Wish) => {
    const organisationId = wish.organisationId ?? session?.me.organisation.id ?? '';
    if (!(await write.run({ ...wish, organisationId }))) return;
    message.success(`已给${wish.name}分配${roleWords[wish.role]}`);
    close();
    props.onDone();
  };
  return (
    <Modal
      title="分配账号"
      open={props.open}
      okText="分配"
      cancelText="取消"
      confirmLoading={write.busy}
      onCancel={close}
      onOk={() => form.submit()}
      destroyOnHidden
    >
      <Form form={form} layout="vertical" onFinish={send} requiredMark={false}>
        {isRegulator ? (
          <Form.Item label="单位" name="organisationId" rules={[{ required: true, message: '请选择单位。' }]}>
            <Select
              showSearch
              filterOption={false}
              onSearch={setWanted}
              loading={units.loading}
              placeholder="输入单位名称查找"
              notFoundContent="本辖区没有这个单位"
              options={(units.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
            />
          </Form.Item>
        ) : null}
        <Form.Item label="姓名" name="name" rules={[{ required: true, message: '请填写姓名。' }]}>
          <Input maxLength={40} autoComplete="off" />
        </Form.Item>
        <Form.Item
          label="手机号"
          name="phone"
          extra="与本人钉钉的手机号一致。"
          rules={[{ required: true, pattern: /^1\d{10}$/, message: '请填写 11 位手机号。' }]}
        >
          <Input maxLength={11} inputMode="numeric" autoComplete="off" />
        </Form.Item>
        <Form.Item label="身份" name="role" rules={[{ required: true, message: '请选择身份。' }]}>
          <Select
            placeholder={isRegulator && !kind ? '先选单位' : '选择身份'}
            options={roles.map((role) => ({ value: role, label: roleWords[role] }))}
          />
        </Form.Item>
        <Form.Item
          label="原因"
          name="reason"
          rules={[{ required: true, message: '请写明原因，会长期保存。' }]}
        >
          <Input.TextArea maxLength={300} autoSize={{ minRows: 2 }} placeholder="例：新入职" />
        </Form.Item>
      </Form>
      <Refused error={write.error} onClose={write.clear} />
    </Modal>
  );
}

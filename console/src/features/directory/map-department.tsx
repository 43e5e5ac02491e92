import { type DepartmentNode, directoryApi } from '@lifttrust/shared-types/directory/directory.contract';
import { type Role, roleWords } from '@lifttrust/shared-types/kernel/access';
import { rolesOfKind } from '@lifttrust/shared-types/organisation/organisation.kinds';
import { App, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useLoad, useWrite } from '../../lib/load';
import { Refused } from '../../ui/problem';

interface Wish {
  organisationId?: string;
  role?: Role;
  reason: string;
}

/** Says which unit a department stands for; an empty unit takes it back. */
export function MapDepartment(props: { node: DepartmentNode; onClose: () => void; onDone: () => void }) {
  const { node } = props;
  const { message } = App.useApp();
  const [form] = Form.useForm<Wish>();
  const [wanted, setWanted] = useState('');
  const write = useWrite(directoryApi.mapDepartment);
  const units = useLoad(directoryApi.organisations, { name: wanted });
  const chosen = Form.useWatch('organisationId', form);
  const known = units.data?.items ?? [];
  const present = node.mapping && !known.some(({ id }) => id === node.mapping?.organisation.id);
  const options = [
    ...(present && node.mapping ? [{ ...node.mapping.organisation, kind: node.mapping.kind }] : []),
    ...known,
  ];
  const kind = options.find(({ id }) => id === chosen)?.kind;
  const send = async ({ organisationId, role, reason }: Wish) => {
    const meant = { organisationId: organisationId ?? null, role: organisationId ? (role ?? null) : null };
    if (!(await write.run({ departmentId: node.id, ...meant, reason }))) return;
    message.success(organisationId ? '已对应，账号会在一分钟内更新' : '已取消对应');
    props.onDone();
  };
  return (
    <Modal
      open
      title={`“${node.name}”对应的单位`}
      okText="保存"
      cancelText="取消"
      confirmLoading={write.busy}
      onOk={() => form.submit()}
      onCancel={props.onClose}
    >
      <p className="quiet">下级部门随之对应，除非另外设置。不再对应的人员，账号会随即收回并退出登录。</p>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={send}
        initialValues={{
          ...(node.mapping ? { organisationId: node.mapping.organisation.id } : {}),
          ...(node.mapping?.role ? { role: node.mapping.role } : {}),
        }}
      >
        <Form.Item label="单位" name="organisationId" extra="清空即取消对应。">
          <Select
            allowClear
            showSearch
            filterOption={false}
            onSearch={setWanted}
            loading={units.loading}
            placeholder="输入单位名称查找"
            notFoundContent="本辖区没有这个单位"
            options={options.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={() => form.resetFields(['role'])}
          />
        </Form.Item>
        <Form.Item
          label="默认身份"
          name="role"
          extra="成员没有其他对应角色时用它；不选则没有角色的成员不开通账号。"
        >
          <Select
            allowClear
            disabled={!kind}
            placeholder={kind ? '不默认开通' : '先选单位'}
            options={(kind ? rolesOfKind[kind] : []).map((role) => ({ value: role, label: roleWords[role] }))}
          />
        </Form.Item>
        <Form.Item
          label="原因"
          name="reason"
          rules={[{ required: true, message: '请写明原因，会长期保存。' }]}
        >
          <Input.TextArea maxLength={300} placeholder="例：首次对应" />
        </Form.Item>
      </Form>
      <Refused error={write.error} onClose={write.clear} />
    </Modal>
  );
}

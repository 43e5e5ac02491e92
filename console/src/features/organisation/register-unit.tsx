import { jurisdictionApi } from '@lifttrust/shared-types/jurisdiction/jurisdiction.contract';
import type { CallOf } from '@lifttrust/shared-types/kernel/endpoint';
import {
  type OrganisationFile,
  organisationApi,
} from '@lifttrust/shared-types/organisation/organisation.contract';
import {
  organisationKinds,
  organisationKindWords,
} from '@lifttrust/shared-types/organisation/organisation.kinds';
import { ownerKinds, ownerKindWords } from '@lifttrust/shared-types/organisation/organisation.rules';
import { App, Form, Input, Modal, Select } from 'antd';
import { useLoad, useWrite } from '../../lib/load';
import { Refused } from '../../ui/problem';

type Values = CallOf<typeof organisationApi.register>;

interface Props {
  open: boolean;
  onClose: () => void;
  onDone: (unit: OrganisationFile) => void;
}

/** A regulator enters a unit; what is asked follows from its kind. */
export function RegisterUnit({ open, onClose, onDone }: Props) {
  const { message } = App.useApp();
  const [form] = Form.useForm<Values>();
  const kind = Form.useWatch('kind', form);
  const ownerKind = Form.useWatch('ownerKind', form);
  const areas = useLoad(jurisdictionApi.tree, open ? {} : null);
  const register = useWrite(organisationApi.register);
  const isPerson = kind === 'owner' && ownerKind === 'natural_person';
  const mayLackCode = kind === 'owner' && (ownerKind === 'owners_committee' || ownerKind === 'village');
  const submit = async () => {
    const values = await form.validateFields();
    const unit = await register.run({ ...values, ownerKind: values.ownerKind ?? null });
    if (!unit) return;
    message.success(`已登记“${unit.name}”`);
    form.resetFields();
    onDone(unit);
  };
  return (
    <Modal
      title="登记单位"
      open={open}
      okText="登记"
      cancelText="取消"
      confirmLoading={register.busy}
      onOk={() => void submit().catch(() => undefined)}
      onCancel={onClose}
    >
      <Form form={form} layout="vertical" requiredMark="optional">
        <Form.Item name="kind" label="类别" rules={[{ required: true, message: '请选择类别。' }]}>
          <Select
            options={organisationKinds.map((value) => ({ value, label: organisationKindWords[value] }))}
          />
        </Form.Item>
        {kind === 'owner' ? (
          <Form.Item
            name="ownerKind"
            label="使用单位类型"
            rules={[{ required: true, message: '请选择是哪一类。' }]}
          >
            <Select options={ownerKinds.map((value) => ({ value, label: ownerKindWords[value] }))} />
          </Form.Item>
        ) : null}
        <Form.Item
          name="name"
          label={isPerson ? '姓名' : '单位名称'}
          rules={[{ required: true, message: '请填写名称。' }]}
        >
          <Input maxLength={120} />
        </Form.Item>
        {isPerson ? (
          <Form.Item
            name="idNumber"
            label="身份证号码"
            extra="加密保存，页面上只显示前 6 位和后 4 位。"
            rules={[{ required: true, message: '请填写身份证号码。' }]}
          >
            <Input maxLength={18} autoComplete="off" />
          </Form.Item>
        ) : (
          <Form.Item name="creditCode" label="统一社会信用代码">
            <Input maxLength={18} className="mono" />
          </Form.Item>
        )}
        {mayLackCode ? (
          <Form.Item name="noCodeReason" label="没有信用代码的原因">
            <Input maxLength={100} placeholder="例如：业主委员会未办理登记" />
          </Form.Item>
        ) : null}
        <Form.Item name="divisionCode" label="所在辖区" rules={[{ required: true, message: '请选择辖区。' }]}>
          <Select
            showSearch
            optionFilterProp="label"
            loading={areas.loading}
            options={(areas.data?.items ?? []).map(({ code, name }) => ({
              value: code,
              label: `${name} ${code}`,
            }))}
          />
        </Form.Item>
        <Form.Item name="address" label="地址">
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="phone" label="联系电话">
          <Input maxLength={30} />
        </Form.Item>
        <Form.Item name="emergencyPhone" label="24 小时应急电话">
          <Input maxLength={30} />
        </Form.Item>
      </Form>
      <Refused error={register.error} onClose={register.clear} />
    </Modal>
  );
}

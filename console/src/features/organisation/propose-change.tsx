import {
  type OrganisationFile,
  type OrganisationPatch,
  organisationApi,
} from '@lifttrust/shared-types/organisation/organisation.contract';
import { App, Form, Input, Modal } from 'antd';
import { useWrite } from '../../lib/load';
import { DayInput } from '../../ui/day-input';
import { Refused } from '../../ui/problem';
import { PeopleLists } from './people-lists';

interface Values {
  name: string;
  creditCode: string;
  address: string;
  phone: string;
  emergencyPhone: string;
  permitNumber: string;
  permitUntil: string;
  offices: Partial<OrganisationFile['offices'][number]>[];
  contacts: Partial<OrganisationFile['contacts'][number]>[];
  reason: string;
}

const plain = ['name', 'creditCode', 'address', 'permitNumber', 'permitUntil'] as const;
const numbers = ['phone', 'emergencyPhone'] as const;

const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** Only what is written differently is sent; a telephone number left empty stays as it is. */
function patchOf(file: OrganisationFile, values: Values): OrganisationPatch {
  const patch: OrganisationPatch = {};
  for (const field of plain) {
    const value = values[field]?.trim() ?? '';
    if (value !== '' && value !== (file[field] ?? '')) patch[field] = value;
  }
  for (const field of numbers) {
    const value = values[field]?.trim() ?? '';
    if (value !== '') patch[field] = value;
  }
  const offices = (values.offices ?? []).map(({ name = '', address = '', phone = '' }) => ({
    name: name.trim(),
    address: address.trim(),
    phone: phone.trim(),
  }));
  const contacts = (values.contacts ?? []).map(({ name = '', post = '', phone = '' }) => ({
    name: name.trim(),
    post: post.trim(),
    phone: phone.trim(),
  }));
  if (!isSame(offices, file.offices)) patch.offices = offices;
  if (!isSame(contacts, file.contacts)) patch.contacts = contacts;
  return patch;
}

interface Props {
  file: OrganisationFile;
  open: boolean;
  onClose: () => void;
  onDone: () => void;
}

export function ProposeChange({ file, open, onClose, onDone }: Props) {
  const { message } = App.useApp();
  const [form] = Form.useForm<Values>();
  const propose = useWrite(organisationApi.propose);
  const submit = async () => {
    const values = await form.validateFields();
    const patch = patchOf(file, values);
    if (!(await propose.run({ organisationId: file.id, patch, reason: values.reason.trim() }))) return;
    message.success('变更已提交，等另一位监管人员审核');
    form.resetFields();
    onDone();
  };
  const isCompany = file.kind === 'maintenance_company';
  return (
    <Modal
      title="申请变更"
      width={640}
      open={open}
      okText="提交审核"
      cancelText="取消"
      confirmLoading={propose.busy}
      onOk={() => void submit().catch(() => undefined)}
      onCancel={onClose}
    >
      <p className="quiet">只改要变的地方。审核通过之前，仍以现在的资料为准。</p>
      <Form
        form={form}
        layout="vertical"
        initialValues={{ ...file, phone: '', emergencyPhone: '', reason: '' }}
      >
        <Form.Item name="name" label="名称">
          <Input maxLength={120} />
        </Form.Item>
        {file.idNumber ? null : (
          <Form.Item name="creditCode" label="统一社会信用代码">
            <Input maxLength={18} className="mono" />
          </Form.Item>
        )}
        <Form.Item name="address" label="地址">
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="phone" label="联系电话">
          <Input maxLength={30} placeholder={file.phone ? `现为 ${file.phone}，不改就留空` : ''} />
        </Form.Item>
        <Form.Item name="emergencyPhone" label="24 小时应急电话">
          <Input
            maxLength={30}
            placeholder={file.emergencyPhone ? `现为 ${file.emergencyPhone}，不改就留空` : ''}
          />
        </Form.Item>
        {isCompany ? (
          <>
            <Form.Item name="permitNumber" label="许可证编号">
              <Input maxLength={40} />
            </Form.Item>
            <Form.Item name="permitUntil" label="许可证有效期至">
              <DayInput />
            </Form.Item>
          </>
        ) : null}
        <PeopleLists />
        <Form.Item name="reason" label="变更原因" rules={[{ required: true, message: '请写明变更原因。' }]}>
          <Input.TextArea rows={2} maxLength={300} />
        </Form.Item>
      </Form>
      <Refused error={propose.error} onClose={propose.clear} />
    </Modal>
  );
}

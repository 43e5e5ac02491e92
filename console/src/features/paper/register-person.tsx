import { cityApi } from '@lifttrust/shared-types/city/city.contract';
import { actsByArea, type Role, roleWords } from '@lifttrust/shared-types/kernel/access';
import { certificateItems } from '@lifttrust/shared-types/paper/paper.contract';
import { personApi } from '@lifttrust/shared-types/person/person.contract';
import { App, Button, Form, Modal, Select } from 'antd';
import { useState } from 'react';
import { useLoad, useWrite } from '../../lib/load';
import { useSession } from '../../lib/session';
import { dayOf } from '../../lib/words';
import { Refused } from '../../ui/problem';
import { TextField } from '../../ui/text-field';
import { useOwnRoles } from '../organisation/own-roles';
import { DayField } from './enter-paper';

export function RegisterPerson({ onRegistered }: { onRegistered: (personId: string) => void }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        登记人员
      </Button>
      {open ? <RegisterModal onClose={() => setOpen(false)} onRegistered={onRegistered} /> : null}
    </>
  );
}

function RegisterModal({
  onClose,
  onRegistered,
}: {
  onClose: () => void;
  onRegistered: (personId: string) => void;
}) {
  const { message } = App.useApp();
  const own = useSession()?.me.role;
  const openedBy = useLoad(cityApi.show, {}).data?.parameters.accounts.openedBy;
  // Administrators are entered by the unit itself only where the city says so (ORG-02); desks have accounts alone.
  const admins: readonly Role[] = ['company_admin', 'owner_admin', 'unit_admin'];
  const offered = useOwnRoles().filter(
    (one) => !actsByArea(one) && (!admins.includes(one) || openedBy === 'company'),
  );
  const register = useWrite(personApi.register);
  const [name, setName] = useState('');
  const [phone, setPhone] = useState('');
  const [idNumber, setIdNumber] = useState('');
  const [chosen, setRole] = useState<Role | null>(null);
  const role = chosen ?? offered[0] ?? null;
  const [from, setFrom] = useState<string | null>(dayOf(Date.now()));
  const [certificateUntil, setCertificateUntil] = useState<string | null>(null);
  const [employmentUntil, setEmploymentUntil] = useState<string | null>(null);
  const item = own === 'company_admin' ? 'T' : 'A';

  const send = async () => {
    if (!role) return;
    const person = await register.run({
      name,
      phone,
      idNumber,
      role,
      from: from ?? dayOf(Date.now()),
      certificate: certificateUntil ? { item, until: certificateUntil } : null,
      employment: employmentUntil ? { until: employmentUntil } : null,
    });
    if (!person) return;
    message.success('已登记');
    onRegistered(person.id);
  };

  return (
    <Modal
      open
      title="登记人员"
      okText="登记"
      cancelText="不登记"
      okButtonProps={{ loading: register.busy, disabled: !role || name.trim() === '' || phone.trim() === '' }}
      onOk={send}
      onCancel={onClose}
    >
      <Form layout="vertical">
        <TextField label="姓名" value={name} max={40} onText={setName} required />
        <TextField
          label="手机号码（本人在钉钉登记的）"
          name="手机号码"
          value={phone}
          max={20}
          onText={setPhone}
          required
        />
        <Form.Item label="身份" required>
          <Select
            aria-label="身份"
            value={role}
            options={offered.map((value) => ({ value, label: roleWords[value] }))}
            onChange={setRole}
          />
        </Form.Item>
        <Form.Item label="入职日期" required>
          <DayField label="入职日期" value={from} onDay={setFrom} />
        </Form.Item>
        <TextField
          label="身份证号码（也是作业人员证编号）"
          name="身份证号码"
          value={idNumber}
          max={40}
          onText={setIdNumber}
          extra="按号码认人，不按姓名。加密保存，列表上只显示首尾几位。"
        />
        <Form.Item label={`作业人员证 ${certificateItems[item]}有效期至（没有的不填）`}>
          <DayField label="作业人员证有效期至" value={certificateUntil} onDay={setCertificateUntil} />
        </Form.Item>
        <Form.Item label="劳动合同到期日（以后再登记的不填）">
          <DayField label="劳动合同到期日" value={employmentUntil} onDay={setEmploymentUntil} />
        </Form.Item>
      </Form>
      <Refused error={register.error} />
    </Modal>
  );
}

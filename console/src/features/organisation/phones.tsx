import {
  type OrganisationFile,
  organisationApi,
} from '@lifttrust/shared-types/organisation/organisation.contract';
import { Button, Descriptions, Input, Modal } from 'antd';
import { useState } from 'react';
import { useWrite } from '../../lib/load';
import { isFor, useSession } from '../../lib/session';
import { Section } from '../../ui/page';
import { Refused } from '../../ui/problem';

/** Numbers are masked until somebody says what they need them for; the reading is written down. */
export function Phones({ file }: { file: OrganisationFile }) {
  const role = useSession()?.me.role;
  const [open, setOpen] = useState(false);
  const [purpose, setPurpose] = useState('');
  const read = useWrite(organisationApi.phones);
  const [shown, setShown] = useState<Awaited<ReturnType<typeof read.run>>>(null);
  const numbers = shown ?? file;
  const ask = async () => {
    const answer = await read.run({ organisationId: file.id, purpose: purpose.trim() });
    if (!answer) return;
    setShown(answer);
    setOpen(false);
  };
  const line = (label: string, value: string | null, key: string) => ({ key, label, children: value || '—' });
  return (
    <Section
      title="电话"
      extra={
        shown === null && isFor(organisationApi.phones, role) ? (
          <Button size="small" onClick={() => setOpen(true)}>
            查看完整号码
          </Button>
        ) : null
      }
    >
      <Descriptions
        column={1}
        size="small"
        items={[
          line('联系电话', numbers.phone, 'phone'),
          line('24 小时应急电话', numbers.emergencyPhone, 'emergency'),
          ...numbers.offices.map((one, index) =>
            line(one.name, [one.phone, one.address].filter(Boolean).join(' · '), `office-${index}`),
          ),
          ...numbers.contacts.map((one, index) =>
            line([one.name, one.post].filter(Boolean).join('，'), one.phone, `contact-${index}`),
          ),
        ]}
      />
      <Modal
        title="查看完整号码"
        open={open}
        okText="查看"
        cancelText="取消"
        okButtonProps={{ disabled: purpose.trim() === '', loading: read.busy }}
        onOk={() => void ask()}
        onCancel={() => setOpen(false)}
      >
        <p>请写明用途。查看的人、时间和用途会留痕，单位管理员看得到。</p>
        <Input
          aria-label="用途"
          maxLength={100}
          placeholder="例如：困人救援核对应急电话"
          value={purpose}
          onChange={(event) => setPurpose(event.target.value)}
        />
        <Refused error={read.error} />
      </Modal>
    </Section>
  );
}

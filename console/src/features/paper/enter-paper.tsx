import {
  CertificateItem,
  certificateItems,
  type PaperKind,
  PersonPaperKind,
  paperApi,
  paperKindWords,
  UnitPaperKind,
} from '@lifttrust/shared-types/paper/paper.contract';
import { App, Button, DatePicker, Form, Input, Modal, Select } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { useWrite } from '../../lib/load';
import { Refused } from '../../ui/problem';
import { ScanField } from './scan-field';
import { subItemOptions, toSubItem } from './sub-items';

interface DayFieldProps {
  value: string | null;
  /** What a screen reader calls it. */
  label: string;
  onDay: (day: string | null) => void;
}

/** A day as the service takes it, chosen from a calendar. */
export const DayField = ({ value, label, onDay }: DayFieldProps) => (
  <DatePicker
    aria-label={label}
    style={{ width: '100%' }}
    value={value ? dayjs(value) : null}
    onChange={(chosen) => onDay(chosen ? chosen.format('YYYY-MM-DD') : null)}
  />
);

/** The right paper for a person or for a unit; only the fields that this kind has. */
export function EnterPaper({ subject, onEntered }: { subject: Subject; onEntered: () => void }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        登记证照
      </Button>
      {open ? (
        <EnterModal
          subject={subject}
          onClose={() => setOpen(false)}
          onEntered={() => {
            setOpen(false);
            onEntered();
          }}
        />
      ) : null}
    </>
  );
}

type Subject = { kind: 'person' | 'unit'; id: string };
interface ModalProps {
  subject: Subject;
  onClose: () => void;
  onEntered: () => void;
}

function EnterModal({ subject, onClose, onEntered }: ModalProps) {
  const { message } = App.useApp();
  const forPerson = useWrite(paperApi.enterForPerson);
  const forUnit = useWrite(paperApi.enterForUnit);
  const isPerson = subject.kind === 'person';
  const kinds = isPerson ? PersonPaperKind.options : UnitPaperKind.options;
  const [kind, setKind] = useState<(typeof kinds)[number]>(isPerson ? 'certificate' : 'permit');
  const [item, setItem] = useState<CertificateItem>('T');
  const [number, setNumber] = useState('');
  const [subItems, setSubItems] = useState<string[]>([]);
  const [from, setFrom] = useState<string | null>(null);
  const [until, setUntil] = useState<string | null>(null);
  const [fileId, setFileId] = useState<string | null>(null);
  const has = fieldsOf[kind];

  const send = async () => {
    const shared = { number, from: has.from ? from : null, until: has.until ? until : null, fileId };
    const personKind = PersonPaperKind.safeParse(kind);
    const unitKind = UnitPaperKind.safeParse(kind);
    const done =
      isPerson && personKind.success
        ? await forPerson.run({
            personId: subject.id,
            kind: personKind.data,
            ...(kind === 'certificate' ? { item } : {}),
            ...shared,
          })
        : unitKind.success
          ? await forUnit.run({
              organisationId: subject.id,
              kind: unitKind.data,
              subItems: kind === 'permit' ? subItems.map(toSubItem) : [],
              ...shared,
            })
          : null;
    if (!done) return;
    message.success(done.counts ? '已登记' : '已登记，等待核验');
    onEntered();
  };

  return (
    <Modal
      open
      title="登记证照"
      okText="登记"
      cancelText="不登记"
      okButtonProps={{ loading: forPerson.busy || forUnit.busy }}
      onOk={send}
      onCancel={onClose}
    >
      <Form layout="vertical">
        <Form.Item label="种类">
          <Select
            value={kind}
            options={kinds.map((value) => ({ value, label: paperKindWords[value] }))}
            onChange={setKind}
          />
        </Form.Item>
        {kind === 'certificate' ? (
          <Form.Item label="作业项目">
            <Select
              value={item}
              options={CertificateItem.options.map((value) => ({ value, label: certificateItems[value] }))}
              onChange={setItem}
            />
          </Form.Item>
        ) : null}
        {has.number ? (
          <Form.Item label={has.number}>
            <Input
              aria-label={has.number}
              value={number}
              maxLength={40}
              onChange={(event) => setNumber(event.target.value)}
            />
          </Form.Item>
        ) : null}
        {kind === 'permit' ? (
          <Form.Item label="许可子项目">
            <Select mode="multiple" value={subItems} options={subItemOptions} onChange={setSubItems} />
          </Form.Item>
        ) : null}
        {has.from ? (
          <Form.Item label="开始日期">
            <DayField label="开始日期" value={from} onDay={setFrom} />
          </Form.Item>
        ) : null}
        {has.until ? (
          <Form.Item label={has.until}>
            <DayField label={has.until} value={until} onDay={setUntil} />
          </Form.Item>
        ) : null}
        <Form.Item label="扫描件">
          <ScanField fileId={fileId} onFile={setFileId} />
        </Form.Item>
      </Form>
      <Refused error={forPerson.error ?? forUnit.error} />
    </Modal>
  );
}

interface Fields {
  number: string;
  from: boolean;
  until: string;
}

const fieldsOf: Record<PaperKind, Fields> = {
  certificate: { number: '证书编号（本人身份证号码）', from: false, until: '有效期至' },
  employment: { number: '', from: true, until: '到期日（无固定期限的不填）' },
  photo_page: { number: '', from: false, until: '' },
  business_licence: { number: '统一社会信用代码', from: false, until: '营业期限至（长期的不填）' },
  permit: { number: '许可证编号', from: true, until: '有效期至' },
  promise: { number: '', from: true, until: '有效期至（没有的不填）' },
};

import {
  amendmentApi,
  VoidCause,
  voidCauseWords,
} from '@lifttrust/shared-types/amendment/amendment.contract';
import { itemResults } from '@lifttrust/shared-types/visit/visit.contract';
import { Alert, App, Button, Input, Modal, Select, Space } from 'antd';
import { useState } from 'react';
import { useLoad, useWrite } from '../../lib/load';
import { isFor, useSession } from '../../lib/session';
import { Refused } from '../../ui/problem';

interface Line {
  field: string;
  after: string;
}

/** 更正 and 作废 for whoever may propose them; everybody else sees no button. */
export function ProposeAmendment({ recordId, onProposed }: { recordId: string; onProposed: () => void }) {
  const role = useSession()?.me.role;
  return isFor(amendmentApi.propose, role) ? <Buttons recordId={recordId} onProposed={onProposed} /> : null;
}

function Buttons({ recordId, onProposed }: { recordId: string; onProposed: () => void }) {
  const known = useLoad(amendmentApi.ofRecord, { recordId });
  const [open, setOpen] = useState<'amendment' | 'void' | null>(null);
  const may = known.data?.may;
  const done = () => {
    setOpen(null);
    known.reload();
    onProposed();
  };
  const close = () => setOpen(null);
  return (
    <>
      {may?.amend ? <Button onClick={() => setOpen('amendment')}>更正</Button> : null}
      {may?.void ? (
        <Button danger onClick={() => setOpen('void')}>
          作废
        </Button>
      ) : null}
      {open === 'amendment' ? (
        <Amend recordId={recordId} fields={known.data?.fields ?? []} onDone={done} onClose={close} />
      ) : null}
      {open === 'void' ? <Void recordId={recordId} onDone={done} onClose={close} /> : null}
    </>
  );
}

interface Field {
  field: string;
  label: string;
  value: string;
}

function Amend({
  recordId,
  fields,
  onDone,
  onClose,
}: {
  recordId: string;
  fields: Field[];
  onDone: () => void;
  onClose: () => void;
}) {
  const { message } = App.useApp();
  const [lines, setLines] = useState<Line[]>([{ field: '', after: '' }]);
  const [reason, setReason] = useState('');
  const propose = useWrite(amendmentApi.propose);
  const filled = lines.filter(({ field }) => field !== '');
  const submit = async () => {
    const input = { recordId, kind: 'amendment' as const, reason: reason.trim(), corrections: filled };
    if (!(await propose.run(input))) return;
    message.success('更正已提出，等作业人员签名和使用单位确认');
    onDone();
  };
  const set = (at: number, line: Partial<Line>) =>
    setLines(lines.map((one, index) => (index === at ? { ...one, ...line } : one)));
  return (
    <Modal
      open
      width={720}
      title="更正这份记录"
      okText="提出更正"
      cancelText="取消"
      okButtonProps={{ disabled: filled.length === 0 || reason.trim() === '', loading: propose.busy }}
      onOk={submit}
      onCancel={onClose}
    >
      <p className="quiet">
        原记录不会改动，更正作为另一份签名文件与它并列。时间、人员、签名和照片是现场证据，不能更正。
      </p>
      {lines.map((line, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name and never change places.
        <CorrectionLine key={at} line={line} fields={fields} onChange={(change) => set(at, change)} />
      ))}
      <Button type="dashed" block onClick={() => setLines([...lines, { field: '', after: '' }])}>
        再更正一处
      </Button>
      <Reason value={reason} hint="写明怎样发现、为什么写错。" onChange={setReason} />
      <Refused error={propose.error} />
    </Modal>
  );
}

const isResult = (field: string) => field.endsWith('.result');
const resultWords: Record<string, string> = itemResults;
const shownValue = ({ field, value }: Field) => (isResult(field) ? (resultWords[value] ?? value) : value);

function CorrectionLine({
  line,
  fields,
  onChange,
}: {
  line: Line;
  fields: Field[];
  onChange: (change: Partial<Line>) => void;
}) {
  const chosen = fields.find(({ field }) => field === line.field);
  return (
    <Space direction="vertical" style={{ width: '100%', marginBottom: 12 }}>
      <Select
        showSearch
        aria-label="更正哪一处"
        placeholder="更正哪一处，可输入项目号或名称查找"
        optionFilterProp="label"
        style={{ width: '100%' }}
        value={line.field || null}
        options={fields.map(({ field, label }) => ({ value: field, label }))}
        onChange={(field) => onChange({ field, after: '' })}
      />
      {chosen ? (
        <Space.Compact block className="stacks">
          <Input
            style={{ width: '40%' }}
            readOnly
            addonBefore="原来"
            value={shownValue(chosen) || '（空）'}
          />
          {isResult(chosen.field) ? (
            <Select
              aria-label="更正为"
              placeholder="更正为"
              style={{ width: '60%' }}
              value={line.after || null}
              options={Object.values(itemResults).map((value) => ({ value, label: value }))}
              onChange={(after) => onChange({ after })}
            />
          ) : (
            <Input
              aria-label="更正为"
              placeholder="更正为"
              maxLength={500}
              style={{ width: '60%' }}
              value={line.after}
              onChange={(event) => onChange({ after: event.target.value })}
            />
          )}
        </Space.Compact>
      ) : null}
    </Space>
  );
}

function Void({ recordId, onDone, onClose }: { recordId: string; onDone: () => void; onClose: () => void }) {
  const { message } = App.useApp();
  const [cause, setCause] = useState<VoidCause | null>(null);
  const [reason, setReason] = useState('');
  const propose = useWrite(amendmentApi.propose);
  const submit = async () => {
    if (!cause) return;
    if (!(await propose.run({ recordId, kind: 'void', cause, reason: reason.trim() }))) return;
    message.success('作废已提出，等使用单位确认');
    onDone();
  };
  return (
    <Modal
      open
      title="作废这份记录"
      okText="提出作废"
      cancelText="取消"
      okButtonProps={{ danger: true, disabled: !cause || reason.trim() === '', loading: propose.busy }}
      onOk={submit}
      onCancel={onClose}
    >
      <Alert
        type="warning"
        showIcon
        style={{ marginBottom: 12 }}
        message="封存后不能恢复"
        description="这次维保不再算数，电梯的维保期限按之前的记录重新计算，可能立即超期。原记录仍保留，谁都看得到它已作废。"
      />
      <Select
        aria-label="作废原因"
        placeholder="作废原因"
        style={{ width: '100%' }}
        value={cause}
        options={VoidCause.options.map((value) => ({ value, label: voidCauseWords[value] }))}
        onChange={setCause}
      />
      <Reason
        value={reason}
        hint="写明情况，例如：在 2 号梯做的维保，扫了 1 号梯的码。"
        onChange={setReason}
      />
      <Refused error={propose.error} />
    </Modal>
  );
}

const Reason = ({
  value,
  hint,
  onChange,
}: {
  value: string;
  hint: string;
  onChange: (value: string) => void;
}) => (
  <Input.TextArea
    aria-label="理由"
    rows={3}
    maxLength={300}
    showCount
    style={{ margin: '12px 0 24px' }}
    placeholder={hint}
    value={value}
    onChange={(event) => onChange(event.target.value)}
  />
);

import { type RecordDetail, recordApi } from '@lifttrust/shared-types/record/record.contract';
import { Alert, Button, Input, Modal, Radio } from 'antd';
import { useState } from 'react';
import { useWrite } from '../../lib/load';
import { Refused } from '../../ui/problem';

const consequences = {
  valid: '记录计入有效维保，疑点标为已消除。',
  invalid: '记录按无效维保处理，这台电梯的维保期限恢复计算，可能立即逾期。',
};

/** A reviewer's word on a suspect record (CHK-16): sealed as an entry of its own, with its reason, for good. */
export function ValidityDecision({
  record,
  onDecided,
}: {
  record: RecordDetail;
  onDecided: (record: RecordDetail) => void;
}) {
  const [open, setOpen] = useState(false);
  const [choice, setChoice] = useState<'valid' | 'invalid' | null>(null);
  const [reason, setReason] = useState('');
  const decide = useWrite(recordApi.decideValidity);
  if (!record.may.decide) return null;

  const submit = async () => {
    if (!choice) return;
    const decided = await decide.run({
      recordId: record.id,
      valid: choice === 'valid',
      reason: reason.trim(),
    });
    if (!decided) return;
    setOpen(false);
    onDecided(decided);
  };
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        核实有效性
      </Button>
      <Modal
        open={open}
        title="这份记录有效还是无效？"
        okText={choice === 'invalid' ? '决定为无效' : '决定为有效'}
        cancelText="再看看"
        okButtonProps={{
          disabled: !choice || reason.trim() === '',
          danger: choice === 'invalid',
          loading: decide.busy,
        }}
        onOk={submit}
        onCancel={() => setOpen(false)}
      >
        <Radio.Group
          optionType="button"
          value={choice}
          onChange={(event) => setChoice(event.target.value)}
          options={[
            { value: 'valid', label: '有效' },
            { value: 'invalid', label: '无效' },
          ]}
        />
        {choice ? (
          <Alert
            style={{ margin: '12px 0' }}
            type={choice === 'valid' ? 'info' : 'warning'}
            showIcon
            message={consequences[choice]}
          />
        ) : (
          <div style={{ height: 12 }} />
        )}
        <Input.TextArea
          aria-label="理由"
          rows={4}
          maxLength={300}
          showCount
          placeholder="写明依据，例如：与物业电话核实，两人当天 9 点到 10 点在现场。"
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        <p className="quiet" style={{ marginTop: 28 }}>
          决定会连同您的姓名和理由封存，不能修改；单位可以申诉一次。
        </p>
        <Refused error={decide.error} />
      </Modal>
    </>
  );
}

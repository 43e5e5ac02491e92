import { delayApi } from '@lifttrust/shared-types/delay/delay.contract';
import { type DelayReason, delayReasons } from '@lifttrust/shared-types/delay/delay.rules';
import { addDays } from '@lifttrust/shared-types/kernel/time';
import { Alert, App, Button, Form, Input, Radio, Select } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useWrite } from '../../lib/load';
import { dayOf } from '../../lib/words';
import { DayInput } from '../../ui/day-input';
import { Page, Section } from '../../ui/page';
import { Refused } from '../../ui/problem';
import { CandidateLifts } from './candidate-lifts';
import { kindWords, notOnTime } from './delay-words';
import { type Evidence, EvidenceUpload } from './evidence-upload';

const reasons = (Object.entries(delayReasons) as [DelayReason, string][]).map(([value, label]) => ({
  value,
  label,
}));
const kinds = [
  { value: 'work' as const, label: kindWords.work },
  { value: 'upload' as const, label: kindWords.upload },
];

/** One explanation for one lift or many: which, why, until when, and what proves it. */
export function Component() {
  const navigate = useNavigate();
  const { message } = App.useApp();
  const today = dayOf(Date.now());
  const [liftIds, setLiftIds] = useState<string[]>([]);
  const [kind, setKind] = useState<'work' | 'upload'>('work');
  const [reason, setReason] = useState<DelayReason | null>(null);
  const [text, setText] = useState('');
  const [expectedOn, setExpectedOn] = useState(() => addDays(today, 3));
  const [evidence, setEvidence] = useState<Evidence[]>([]);
  const submit = useWrite(delayApi.submit);
  const isComplete = liftIds.length > 0 && reason !== null && text.trim() !== '' && expectedOn !== '';
  const send = async () => {
    if (!reason) return;
    const fileIds = evidence.map(({ fileId }) => fileId);
    const made = await submit.run({ liftIds, kind, reason, text: text.trim(), expectedOn, fileIds });
    if (!made) return;
    message.success(`已提交 ${made.counts.lifts} 台电梯的延期说明，等监管部门确认。`);
    navigate(`/delays/${made.id}`, { replace: true });
  };
  return (
    <Page title="提交延期说明" back={{ to: '/delays', text: '延期说明' }}>
      <Alert type="info" showIcon style={{ marginBottom: 12 }} message={notOnTime} />
      <Section title="哪些电梯">
        <CandidateLifts chosen={liftIds} onChoose={setLiftIds} />
      </Section>
      <Section title="为什么">
        <Form layout="vertical" style={{ maxWidth: 640 }}>
          <Form.Item label="事由">
            <Radio.Group
              value={kind}
              options={kinds}
              onChange={(event) => setKind(event.target.value === 'upload' ? 'upload' : 'work')}
            />
          </Form.Item>
          <Form.Item
            label="原因"
            extra={
              reason === 'access_refused'
                ? '使用单位会收到通知，可以提出异议；须上传已通知的证明。'
                : undefined
            }
          >
            <Select
              aria-label="原因"
              placeholder="请选择"
              value={reason}
              options={reasons}
              onChange={setReason}
            />
          </Form.Item>
          <Form.Item label="说明">
            <Input.TextArea
              aria-label="说明"
              rows={4}
              maxLength={500}
              showCount
              placeholder="例如：台风红色预警，11月18日起小区道路积水，车辆不能进入。"
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          </Form.Item>
          <Form.Item label="预计恢复维保" extra="最迟 90 天；障碍还在的，到期前再次说明。">
            <DayInput
              aria-label="预计恢复维保"
              min={today}
              max={addDays(today, 90)}
              value={expectedOn}
              onChange={setExpectedOn}
            />
          </Form.Item>
          <Form.Item label="证明材料">
            <EvidenceUpload evidence={evidence} onChange={setEvidence} />
          </Form.Item>
        </Form>
        <Refused error={submit.error} onClose={submit.clear} />
        <Button type="primary" disabled={!isComplete} loading={submit.busy} onClick={() => void send()}>
          {liftIds.length > 1 ? `提交 ${liftIds.length} 台的说明` : '提交说明'}
        </Button>
      </Section>
    </Page>
  );
}

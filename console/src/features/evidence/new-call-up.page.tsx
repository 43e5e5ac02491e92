import { type CallUpLift, evidenceApi } from '@lifttrust/shared-types/evidence/evidence.contract';
import {
  type CallUpPurpose,
  callUpPurposeWords,
  isQuiet,
  purposesOf,
} from '@lifttrust/shared-types/evidence/evidence.rules';
import { addDays } from '@lifttrust/shared-types/kernel/time';
import { App, Button, Checkbox, Form, Input, Select, Space } from 'antd';
import { useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { useWrite } from '../../lib/load';
import { useSession } from '../../lib/session';
import { dayOf } from '../../lib/words';
import { DayInput } from '../../ui/day-input';
import { Page, Section } from '../../ui/page';
import { Refused } from '../../ui/problem';
import { TextField } from '../../ui/text-field';
import { CallUpLifts } from './call-up-lifts';

const leastReason = 10;

/** First what for, then what: nothing is shown before the purpose stands in the log. */
export function Component() {
  const navigate = useNavigate();
  const { message } = App.useApp();
  const role = useSession()?.me.role;
  const recordIds = useSearchParams()[0].getAll('recordId');
  const today = dayOf(Date.now());
  const [purpose, setPurpose] = useState<CallUpPurpose | null>(null);
  const [reference, setReference] = useState('');
  const [reason, setReason] = useState('');
  const [lifts, setLifts] = useState<CallUpLift[]>([]);
  const [from, setFrom] = useState(() => addDays(today, -365));
  const [until, setUntil] = useState(today);
  const [withPhotos, setWithPhotos] = useState(true);
  const callUp = useWrite(evidenceApi.callUp);
  const isComplete =
    purpose !== null &&
    reference.trim() !== '' &&
    reason.trim().length >= leastReason &&
    (recordIds.length > 0 || (lifts.length > 0 && from !== '' && until !== ''));
  const send = async () => {
    if (!purpose) return;
    const what = recordIds.length > 0 ? { recordIds } : { liftIds: lifts.map(({ id }) => id), from, until };
    const made = await callUp.run({ purpose, reference, reason, withPhotos, ...what });
    if (!made) return;
    message.success(`已调阅 ${made.records} 份记录，并记入存证日志。`);
    navigate(`/call-ups/${made.id}`, { replace: true });
  };
  return (
    <Page
      title="调阅记录"
      back={{ to: '/call-ups', text: '记录调阅' }}
      note="先写明用途，再选电梯。提交后才能查看记录；谁、何时、因何事调阅了哪些记录，都会封存。"
    >
      <Section title="用途">
        <Form layout="vertical" style={{ maxWidth: 640 }}>
          <Form.Item
            label="用途"
            required
            extra={
              purpose && isQuiet(purpose)
                ? '办结之前，维保单位和使用单位看不到这次调阅。'
                : '维保单位和使用单位能看到这次调阅。'
            }
          >
            <Select
              aria-label="用途"
              placeholder="请选择"
              value={purpose}
              options={(role ? purposesOf(role) : []).map((value) => ({
                value,
                label: callUpPurposeWords[value],
              }))}
              onChange={setPurpose}
            />
          </Form.Item>
          <TextField
            label="编号"
            required
            max={60}
            value={reference}
            onText={setReference}
            extra="检验任务、案件或投诉的编号。"
          />
          <Form.Item label="事由" required extra={`至少 ${leastReason} 个字。`}>
            <Input.TextArea
              aria-label="事由"
              rows={3}
              maxLength={500}
              showCount
              placeholder="例如：年度定期检验前，核对近一年半月维保是否按期。"
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          </Form.Item>
        </Form>
      </Section>
      <Section title="哪些记录">
        {recordIds.length > 0 ? (
          <p>已选定 {recordIds.length} 份记录。</p>
        ) : (
          <>
            <Space wrap style={{ marginBottom: 12 }}>
              完成日期
              <DayInput aria-label="开始日期" value={from} max={today} onChange={setFrom} />至
              <DayInput aria-label="结束日期" value={until} max={today} onChange={setUntil} />
            </Space>
            <CallUpLifts chosen={lifts} onChoose={setLifts} />
          </>
        )}
        <Checkbox
          style={{ marginTop: 12 }}
          checked={withPhotos}
          onChange={(event) => setWithPhotos(event.target.checked)}
        >
          证据包附照片原件
        </Checkbox>
        <Refused error={callUp.error} onClose={callUp.clear} />
        <div style={{ marginTop: 16 }}>
          <Button type="primary" disabled={!isComplete} loading={callUp.busy} onClick={() => void send()}>
            {lifts.length > 1 ? `调阅 ${lifts.length} 台电梯的记录` : '调阅'}
          </Button>
        </div>
      </Section>
    </Page>
  );
}

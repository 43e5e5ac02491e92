import { callOutApi } from '@lifttrust/shared-types/call-out/call-out.contract';
import { type FaultCause, faultCauses } from '@lifttrust/shared-types/call-out/call-out.rules';
import { Checkbox, Form, Radio, Select } from 'antd';
import { useState } from 'react';
import { useWrite } from '../../lib/load';
import { dayOf } from '../../lib/words';
import { DayInput } from '../../ui/day-input';
import { TextField } from '../../ui/text-field';
import { type Evidence, EvidenceUpload } from '../delay/evidence-upload';
import { type ActProps, ActWindow } from './call-out-acts';

/** The lift stands still while another firm repairs it. */
export function StopByService({ job, onClose, onDone }: ActProps) {
  const [reason, setReason] = useState(job.stop?.reason ?? '');
  const [solution, setSolution] = useState(job.solution);
  const [expectedOn, setExpected] = useState(job.stop?.expectedOn ?? dayOf(Date.now()));
  const [waitsForParts, setWaits] = useState(true);
  const stop = useWrite(callOutApi.stop);
  const send = async () => {
    const words = { reason: reason.trim(), solution: solution.trim() };
    if (await stop.run({ callOutId: job.id, ...words, expectedOn, waitsForParts }))
      onDone('已公示停用，使用单位会收到方案');
  };
  return (
    <ActWindow
      title="停梯公告"
      ok="停梯并告知使用单位"
      ready={reason.trim() !== '' && solution.trim() !== ''}
      write={stop}
      onOk={() => void send()}
      onClose={onClose}
    >
      <p className="quiet">公众页面显示“停用中”和预计日期；维保期限不变。</p>
      <TextField label="停用原因（公众看得到）" value={reason} max={100} onText={setReason} required />
      <TextField label="给使用单位的方案" value={solution} max={500} onText={setSolution} required />
      <Form.Item label="预计恢复使用">
        <DayInput
          aria-label="预计恢复使用"
          value={expectedOn}
          min={dayOf(Date.now())}
          keeps
          onChange={setExpected}
        />
      </Form.Item>
      <Checkbox checked={waitsForParts} onChange={({ target }) => setWaits(target.checked)}>
        等待配件
      </Checkbox>
    </ActWindow>
  );
}

const causes = (Object.entries(faultCauses) as [FaultCause, string][])
  .filter(([key]) => key !== 'none')
  .map(([value, label]) => ({ value, label }));

/** What the other firm did, by its own sheet. */
export function FinishByService({ job, onClose, onDone }: ActProps) {
  const [outcome, setOutcome] = useState<'repaired' | 'no_fault'>('repaired');
  const [chosen, setChosen] = useState<FaultCause | null>(null);
  const [work, setWork] = useState('');
  const [feedback, setFeedback] = useState('');
  const [sheets, setSheets] = useState<Evidence[]>([]);
  const finish = useWrite(callOutApi.finish);
  const cause = outcome === 'no_fault' ? ('none' as const) : chosen;
  const send = async () => {
    if (!cause) return;
    const words = { work: work.trim(), feedback: feedback.trim() };
    const fileIds = sheets.map(({ fileId }) => fileId);
    if (await finish.run({ callOutId: job.id, outcome, cause, ...words, fileIds }))
      onDone('已完工，等使用单位确认');
  };
  return (
    <ActWindow
      title="登记完工"
      ok="完工，交使用单位确认"
      ready={cause !== null && work.trim() !== '' && feedback.trim() !== '' && sheets.length > 0}
      write={finish}
      onOk={() => void send()}
      onClose={onClose}
    >
      <Form.Item>
        <Radio.Group
          value={outcome}
          options={[
            { value: 'repaired', label: '修好了' },
            { value: 'no_fault', label: '没有发现故障' },
          ]}
          onChange={({ target }) => setOutcome(target.value)}
        />
      </Form.Item>
      {outcome === 'repaired' ? (
        <Form.Item label="原因" required>
          <Select aria-label="原因" value={chosen} options={causes} onChange={setChosen} />
        </Form.Item>
      ) : null}
      <TextField label="怎样处理的" value={work} max={500} onText={setWork} required />
      <TextField label="给报修人的答复" value={feedback} max={200} onText={setFeedback} required />
      <Form.Item label="对方的修理单" required>
        <EvidenceUpload evidence={sheets} onChange={setSheets} />
      </Form.Item>
    </ActWindow>
  );
}

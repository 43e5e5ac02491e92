import {
  type QualityCheck,
  type QualityFinding,
  qualityApi,
} from '@lifttrust/shared-types/quality/quality.contract';
import { App, Button, Descriptions, Drawer, Input, Space } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { useLoad, useWrite } from '../../lib/load';
import { dateWords, momentWords } from '../../lib/words';
import { Decision } from '../../ui/decision';
import { Section } from '../../ui/page';
import { Read, Refused } from '../../ui/problem';
import { CheckTag, FindingTag } from './quality-words';
import { RecordCheck } from './record-check';

/** One check with what it found and what became of each finding. */
export function CheckDrawer({
  checkId,
  onClose,
  onDone,
}: {
  checkId: string | null;
  onClose: () => void;
  onDone: () => void;
}) {
  const check = useLoad(qualityApi.show, checkId ? { checkId } : null);
  const shown = check.data?.id === checkId ? check.data : null;
  const done = () => {
    check.reload();
    onDone();
  };
  return (
    <Drawer
      open={checkId !== null}
      width={720}
      title={shown ? `质量检查 ${shown.lift.name}` : '质量检查'}
      extra={shown?.may.record ? <RecordCheck check={shown} onDone={done} /> : null}
      onClose={onClose}
      destroyOnHidden
    >
      {checkId ? (
        <Read from={{ ...check, data: shown }}>{(known) => <Body check={known} onDone={done} />}</Read>
      ) : null}
    </Drawer>
  );
}

const Body = ({ check, onDone }: { check: QualityCheck; onDone: () => void }) => (
  <>
    <Descriptions
      size="small"
      column={1}
      styles={{ label: { width: 120 } }}
      items={[
        { key: 'state', label: '状态', children: <CheckTag state={check.state} /> },
        { key: 'company', label: '维保单位', children: check.company.name },
        {
          key: 'lift',
          label: '电梯',
          children: <Link to={`/lifts/${check.lift.id}`}>{check.lift.name}</Link>,
        },
        ...(check.recordId
          ? [
              {
                key: 'record',
                label: '记录',
                children: <Link to={`/records/${check.recordId}`}>打开这份记录</Link>,
              },
            ]
          : []),
        { key: 'whose', label: '维保人员', children: check.technicians.map(({ name }) => name).join('、') },
        { key: 'inspector', label: '检查人员', children: check.inspector.name },
        {
          key: 'day',
          label: check.checkedOn ? '检查日期' : '计划日期',
          children: dateWords(check.checkedOn ?? check.plannedOn),
        },
        ...(check.note ? [{ key: 'note', label: '说明', children: check.note }] : []),
        ...(check.entryHash
          ? [
              {
                key: 'seal',
                label: '存证',
                children: <span className="mono">{check.entryHash.slice(0, 16)}…</span>,
              },
            ]
          : []),
      ]}
    />
    {check.state === 'done' ? (
      <p>
        合格：
        {check.items
          .filter(({ good }) => good)
          .map(({ item }) => item)
          .join('、') || '没有'}
      </p>
    ) : null}
    {check.findings.map((finding) => (
      <Finding key={finding.id} finding={finding} onDone={onDone} />
    ))}
    {check.may.cancel ? <CancelCheck checkId={check.id} onDone={onDone} /> : null}
  </>
);

function Finding({ finding, onDone }: { finding: QualityFinding; onDone: () => void }) {
  const { message } = App.useApp();
  const decide = useWrite(qualityApi.decide);
  const settle = async (close: boolean, text: string) => {
    if (!(await decide.run({ findingId: finding.id, close, text }))) return;
    message.success(close ? '问题已关闭' : '已退回，整改人会收到通知');
    onDone();
  };
  return (
    <Section title={finding.item} extra={<FindingTag finding={finding} />}>
      <p>{finding.found}</p>
      <p className="quiet">
        {finding.technician.name}整改，期限 {dateWords(finding.dueOn)}
      </p>
      {finding.answeredAt ? (
        <p>
          整改：{finding.answer} <span className="quiet">{momentWords(finding.answeredAt)}</span>
        </p>
      ) : null}
      {finding.decidedAt ? (
        <p>
          复查：{finding.verdict}{' '}
          <span className="quiet">
            {finding.decidedBy} {momentWords(finding.decidedAt)}
          </span>
        </p>
      ) : null}
      {finding.may.decide ? (
        <Decision
          accept="复查合格，关闭"
          reject="退回整改"
          hint="写明复查结果，例如：现场复测 0.6 毫米，合格。"
          busy={decide.busy}
          error={decide.error}
          onDecide={(close, text) => void settle(close, text)}
        />
      ) : null}
    </Section>
  );
}

function CancelCheck({ checkId, onDone }: { checkId: string; onDone: () => void }) {
  const { message } = App.useApp();
  const [reason, setReason] = useState('');
  const cancel = useWrite(qualityApi.cancel);
  const send = async () => {
    if (!(await cancel.run({ checkId, reason: reason.trim() }))) return;
    message.success('已取消');
    onDone();
  };
  return (
    <>
      <Space.Compact style={{ width: '100%', marginTop: 16 }}>
        <Input
          aria-label="取消的理由"
          maxLength={300}
          placeholder="不做了，写明理由"
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        <Button danger disabled={reason.trim() === ''} loading={cancel.busy} onClick={() => void send()}>
          取消检查
        </Button>
      </Space.Compact>
      <Refused error={cancel.error} />
    </>
  );
}

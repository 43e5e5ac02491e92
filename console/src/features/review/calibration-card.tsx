import { type Calibration, faceDeskApi } from '@lifttrust/shared-types/face/face.desk.contract';
import { App, Button, Input, Modal, Space, Table } from 'antd';
import { useState } from 'react';
import { useWrite } from '../../lib/load';
import { countWords, momentWords } from '../../lib/words';
import { Refused } from '../../ui/problem';
import { StateTag } from '../../ui/state-tag';

interface Props {
  calibration: Calibration;
  isInForce: boolean;
  mayDecide: boolean;
  onDecided: () => void;
}

const stateWords = { proposed: '待决定', applied: '已启用', discarded: '已放弃' };
const tones = { proposed: 'warning', applied: 'success', discarded: 'plain' } as const;

const share = (part: number, of: number) => (of === 0 ? '—' : `${((100 * part) / of).toFixed(1)}%`);

/** What the same checks came to, and what they would have come to: seen before anything changes. */
export function CalibrationCard({ calibration, isInForce, mayDecide, onDecided }: Props) {
  const [asking, setAsking] = useState<'apply' | 'discard' | null>(null);
  const { effect } = calibration;
  const row = (name: string, lanes: Calibration['effect']['before']) => ({ name, ...lanes });
  return (
    <div className="calibration">
      <div className="calibration__head">
        <b>第 {calibration.version} 次</b>
        <StateTag
          tone={tones[calibration.state]}
          text={isInForce ? '正在使用' : stateWords[calibration.state]}
        />
        <span className="quiet">
          {momentWords(calibration.madeAt)} · 按 {countWords(calibration.people)} 人算出 · 均值{' '}
          {calibration.mean.toFixed(4)} · 离散 {calibration.spread.toFixed(4)}
        </span>
      </div>
      <Table
        rowKey="name"
        size="small"
        pagination={false}
        dataSource={[row('当时的结果', effect.before), row('换用后', effect.after)]}
        columns={[
          { title: `近 ${calibration.days} 天 ${countWords(effect.checks)} 次核验`, dataIndex: 'name' },
          ...(['accepted', 'inReview', 'rejected'] as const).map((lane) => ({
            title: { accepted: '直接通过', inReview: '转人工', rejected: '不通过' }[lane],
            align: 'right' as const,
            render: (_: unknown, lanes: Calibration['effect']['before']) =>
              `${countWords(lanes[lane])}（${share(lanes[lane], effect.checks)}）`,
          })),
        ]}
      />
      <div className="quiet">
        {effect.checks === 0
          ? '这段时间没有可重算的核验，看不出影响。'
          : `有 ${countWords(effect.moved)} 次会换一种去向。已作出的决定不变，只影响以后。`}
        {calibration.decidedAt === null
          ? ''
          : ` ${calibration.decidedBy ?? '系统'} ${momentWords(calibration.decidedAt)}：${calibration.reason ?? ''}`}
      </div>
      {mayDecide ? (
        <Space style={{ marginTop: 8 }}>
          <Button type="primary" onClick={() => setAsking('apply')}>
            启用
          </Button>
          <Button onClick={() => setAsking('discard')}>放弃</Button>
        </Space>
      ) : null}
      {asking ? (
        <Decide
          version={calibration.version}
          apply={asking === 'apply'}
          onClose={() => setAsking(null)}
          onDecided={onDecided}
        />
      ) : null}
    </div>
  );
}

function Decide({
  version,
  apply,
  onClose,
  onDecided,
}: {
  version: number;
  apply: boolean;
  onClose: () => void;
  onDecided: () => void;
}) {
  const [reason, setReason] = useState('');
  const write = useWrite(faceDeskApi.decideCalibration);
  const { message } = App.useApp();
  const submit = async () => {
    const done = await write.run({ version, apply, reason: reason.trim() });
    if (!done) return;
    message.success(apply ? '已启用，从下一次核验起生效。' : '已放弃，照旧比对。');
    onClose();
    onDecided();
  };
  return (
    <Modal
      open
      title={apply ? `启用第 ${version} 次校准？` : `放弃第 ${version} 次校准？`}
      okText={apply ? '启用' : '放弃'}
      cancelText="返回"
      okButtonProps={{ disabled: reason.trim() === '', loading: write.busy }}
      onOk={submit}
      onCancel={onClose}
    >
      <p>
        {apply
          ? '以后的核验按新的基准算分，每次核验都会记下用的是第几次校准。'
          : '比对照旧，明天会再算一次。'}
      </p>
      <Input.TextArea
        aria-label="理由"
        maxLength={200}
        autoSize={{ minRows: 2, maxRows: 4 }}
        placeholder="写明理由；会留痕"
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <Refused error={write.error} />
    </Modal>
  );
}

import type { DeskCall, DeskLift } from '@lifttrust/shared-types/hotline/hotline.contract';
import { Modal } from 'antd';
import { useState } from 'react';
import { momentWords } from '../../lib/words';
import { SettleCall } from './desk-settle';
import './desk.css';

interface Props {
  call: DeskCall;
  /** The call is settled; an entrapment where it led to one. */
  onDone: (entrapmentId: string | null) => void;
  onCancel: () => void;
}

/** A call of the log that nobody gave a result yet, whoever took it. */
export function LateSettling({ call, onDone, onCancel }: Props) {
  const [lift, setLift] = useState<DeskLift | null>(null);
  return (
    <Modal open title="登记结果" footer={null} onCancel={onCancel}>
      <p>
        {call.by} {momentWords(call.takenAt)} 接起，{call.phone || '没有号码'}。
      </p>
      <SettleCall call={call} lift={lift} onLift={setLift} onDone={onDone} />
    </Modal>
  );
}

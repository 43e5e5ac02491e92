import { Button, Input, Space } from 'antd';
import { useState } from 'react';
import { Refused } from './problem';

interface Props {
  accept: string;
  reject: string;
  hint: string;
  busy: boolean;
  error: Error | null;
  onDecide: (accept: boolean, reason: string) => void;
}

/** Yes or no with a reason that stays with it: what is refused without a word cannot be put right. */
export function Decision({ accept, reject, hint, busy, error, onDecide }: Props) {
  const [reason, setReason] = useState('');
  const isEmpty = reason.trim() === '';
  return (
    <>
      <Input.TextArea
        aria-label="理由"
        rows={3}
        maxLength={300}
        showCount
        placeholder={hint}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <Space style={{ marginTop: 28 }}>
        <Button
          type="primary"
          disabled={isEmpty}
          loading={busy}
          onClick={() => onDecide(true, reason.trim())}
        >
          {accept}
        </Button>
        <Button danger disabled={isEmpty} loading={busy} onClick={() => onDecide(false, reason.trim())}>
          {reject}
        </Button>
      </Space>
      <Refused error={error} />
    </>
  );
}

import { PlusOutlined } from '@ant-design/icons';
import { Alert, Button, Space, Tag } from 'antd';
import { useRef, useState } from 'react';
import { asError } from '../../lib/load';
import { upload } from '../../lib/upload';

const most = 9;

/** Scans and pictures that go along with words; each is sent as soon as it is chosen. */
export function ProofFiles({
  fileIds,
  onChange,
}: {
  fileIds: string[];
  onChange: (fileIds: string[]) => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const choose = async (file: File | undefined) => {
    if (!file) return;
    setBusy(true);
    setProblem(null);
    const { signal } = new AbortController();
    try {
      onChange([...fileIds, await upload(file, { purpose: 'paper', onStep: () => undefined, signal })]);
    } catch (thrown) {
      setProblem(asError(thrown).message);
    } finally {
      setBusy(false);
      if (input.current) input.current.value = '';
    }
  };
  return (
    <Space direction="vertical" style={{ width: '100%' }}>
      <Space wrap>
        {fileIds.map((fileId, index) => (
          <Tag key={fileId} closable onClose={() => onChange(fileIds.filter((id) => id !== fileId))}>
            证明 {index + 1}
          </Tag>
        ))}
        <Button
          icon={<PlusOutlined />}
          loading={busy}
          disabled={fileIds.length >= most}
          onClick={() => input.current?.click()}
        >
          附证明（图片或 PDF）
        </Button>
      </Space>
      <input
        ref={input}
        type="file"
        hidden
        accept="image/jpeg,image/png,application/pdf"
        onChange={(event) => void choose(event.target.files?.[0])}
      />
      {problem ? <Alert type="error" showIcon message={problem} /> : null}
    </Space>
  );
}

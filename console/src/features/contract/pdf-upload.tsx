import { FilePdfOutlined } from '@ant-design/icons';
import { Button, Upload } from 'antd';
import { useState } from 'react';
import { asError } from '../../lib/load';
import { upload } from '../../lib/upload';
import { Refused } from '../../ui/problem';

/** One PDF; a second one replaces the first. */
export function PdfUpload({ onStored }: { onStored: (fileId: string | null) => void }) {
  const [name, setName] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const take = async (file: File) => {
    setBusy(true);
    setError(null);
    onStored(null);
    try {
      const { signal } = new AbortController();
      const fileId = await upload(file, { purpose: 'paper', onStep: () => undefined, signal });
      setName(file.name);
      onStored(fileId);
    } catch (thrown) {
      setName('');
      setError(asError(thrown));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Upload
        accept="application/pdf,.pdf"
        showUploadList={false}
        maxCount={1}
        beforeUpload={(file) => {
          void take(file);
          return Upload.LIST_IGNORE;
        }}
      >
        <Button icon={<FilePdfOutlined />} loading={busy}>
          {name ? '换一份 PDF' : '选择 PDF'}
        </Button>
      </Upload>
      {name ? <span style={{ marginLeft: 12 }}>已上传：{name}</span> : null}
      <Refused error={error} onClose={() => setError(null)} />
    </>
  );
}

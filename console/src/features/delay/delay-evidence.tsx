import { type Delay, delayFilePath } from '@lifttrust/shared-types/delay/delay.contract';
import { Button, Modal, Space, Spin } from 'antd';
import { useEffect, useState } from 'react';
import { fetchBytes } from '../../lib/call';
import { asError } from '../../lib/load';
import { Section } from '../../ui/page';
import { Problem } from '../../ui/problem';

/** Evidence is opened one by one, since each look is written down. */
export function DelayEvidence({ delay }: { delay: Delay }) {
  const [open, setOpen] = useState<number | null>(null);
  const fileId = open === null ? undefined : delay.fileIds[open];
  return (
    <Section title="证明材料" extra={<span className="quiet">查看会记入日志</span>}>
      {delay.fileIds.length === 0 ? (
        <span className="quiet">没有上传材料。</span>
      ) : (
        <Space wrap>
          {delay.fileIds.map((id, index) => (
            <Button key={id} onClick={() => setOpen(index)}>
              查看第 {index + 1} 份
            </Button>
          ))}
        </Space>
      )}
      <Modal
        open={fileId !== undefined}
        width={760}
        title={`第 ${(open ?? 0) + 1} 份材料`}
        footer={null}
        destroyOnHidden
        onCancel={() => setOpen(null)}
      >
        {fileId ? <Preview path={delayFilePath(delay.id, fileId)} /> : null}
      </Modal>
    </Section>
  );
}

function Preview({ path }: { path: string }) {
  const [shown, setShown] = useState<{ url: string; isPdf: boolean } | null>(null);
  const [error, setError] = useState<Error | null>(null);
  useEffect(() => {
    let made: string | null = null;
    let current = true;
    fetchBytes(path)
      .then((blob) => {
        if (!current) return;
        made = URL.createObjectURL(blob);
        setShown({ url: made, isPdf: blob.type.includes('pdf') });
      })
      .catch((thrown: unknown) => current && setError(asError(thrown)));
    return () => {
      current = false;
      if (made) URL.revokeObjectURL(made);
    };
  }, [path]);
  if (error) return <Problem error={error} />;
  if (!shown) return <Spin />;
  return shown.isPdf ? (
    <a href={shown.url} target="_blank" rel="noreferrer">
      打开 PDF
    </a>
  ) : (
    <img src={shown.url} alt="证明材料" style={{ maxWidth: '100%' }} />
  );
}

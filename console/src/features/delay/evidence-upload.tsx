import { Button, Image, Space } from 'antd';
import { useEffect, useState } from 'react';
import { sizeWords } from '../../lib/words';
import { ScanField } from '../paper/scan-field';

export interface Evidence {
  fileId: string;
  file: File;
}

const most = 9;

/** Pictures and notices that prove the obstacle, each seen before it is handed in. */
export function EvidenceUpload({
  evidence,
  onChange,
}: {
  evidence: Evidence[];
  onChange: (evidence: Evidence[]) => void;
}) {
  return (
    <Space direction="vertical" size="middle" style={{ width: '100%' }}>
      <span className="quiet">
        PDF、JPG 或 PNG，每个不超过 20 MB，最多 {most} 个。加密保存，查看会留下记录。
      </span>
      {evidence.map(({ fileId, file }, index) => (
        <Space key={fileId} align="start">
          <Shown file={file} />
          <div>
            <div>{file.name}</div>
            <div className="quiet">{sizeWords(file.size)}</div>
            <Button
              type="link"
              size="small"
              style={{ padding: 0 }}
              onClick={() => onChange(evidence.filter((_, at) => at !== index))}
            >
              去掉
            </Button>
          </div>
        </Space>
      ))}
      {evidence.length < most ? (
        <ScanField
          key={evidence.length}
          fileId={null}
          label={evidence.length > 0 ? '再传一个' : '选择材料'}
          onFile={(fileId, file) => {
            if (fileId && file) onChange([...evidence, { fileId, file }]);
          }}
        />
      ) : null}
    </Space>
  );
}

/** From this computer's own memory: nothing is asked for, nothing is logged. */
function Shown({ file }: { file: File }) {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    const made = URL.createObjectURL(file);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  if (!url) return null;
  return file.type.startsWith('image/') ? (
    <Image src={url} alt={file.name} width={96} height={72} style={{ objectFit: 'cover' }} />
  ) : (
    <a href={url} target="_blank" rel="noreferrer">
      预览 PDF
    </a>
  );
}

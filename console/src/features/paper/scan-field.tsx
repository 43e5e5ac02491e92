import { UploadOutlined } from '@ant-design/icons';
import { Button, Progress, Upload } from 'antd';
import { useRef, useState } from 'react';
import { asError } from '../../lib/load';
import { ownDesk, type UploadDesk, type UploadStep, uploadAt } from '../../lib/upload';
import { sizeWords } from '../../lib/words';
import { Refused } from '../../ui/problem';

const words: Record<UploadStep['step'], string> = {
  hashing: '正在读取',
  sending: '正在上传',
  checking: '正在查毒和核对',
};

interface Props {
  fileId: string | null;
  onFile: (fileId: string | null, file?: File) => void;
  /** Where the scan goes; to the person's own files unless said otherwise. */
  desk?: UploadDesk;
  label?: string;
}

/** Takes one scan; what it may be is said before, what was wrong with it beside it. */
export function ScanField({ fileId, onFile, desk = ownDesk('paper'), label }: Props) {
  const [file, setFile] = useState<File | null>(null);
  const [step, setStep] = useState<UploadStep | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const stop = useRef<AbortController | null>(null);

  const take = async (chosen: File) => {
    stop.current?.abort();
    stop.current = new AbortController();
    setFile(chosen);
    setError(null);
    onFile(null);
    try {
      const options = { onStep: setStep, signal: stop.current.signal };
      onFile(await uploadAt(desk, chosen, options), chosen);
    } catch (thrown) {
      setFile(null);
      const reason = asError(thrown);
      if (reason.name !== 'AbortError') setError(reason);
    } finally {
      setStep(null);
    }
  };

  return (
    <>
      <Upload
        accept=".pdf,.jpg,.jpeg,.png"
        maxCount={1}
        showUploadList={false}
        beforeUpload={(chosen) => {
          void take(chosen);
          return false;
        }}
      >
        <Button icon={<UploadOutlined />} loading={step !== null}>
          {label ?? (fileId ? '换一个扫描件' : '选择扫描件')}
        </Button>
      </Upload>
      {label ? null : <div className="quiet">PDF、JPG 或 PNG，不超过 20 MB。加密保存，查看会留下记录。</div>}
      {file && step ? (
        <Progress
          percent={Math.min(99, Math.round((step.sent / Math.max(1, file.size)) * 100))}
          format={() => words[step.step]}
        />
      ) : null}
      {file && fileId ? (
        <div>
          已上传：{file.name}（{sizeWords(file.size)}）
        </div>
      ) : null}
      <Refused error={error} />
    </>
  );
}

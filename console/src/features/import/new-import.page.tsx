import { FileExcelOutlined } from '@ant-design/icons';
import { importApi } from '@lifttrust/shared-types/import/import.contract';
import { Button, Progress, Upload } from 'antd';
import { useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { asError, useWrite } from '../../lib/load';
import { type UploadStep, upload } from '../../lib/upload';
import { sizeWords } from '../../lib/words';
import { Page, Section } from '../../ui/page';
import { Refused } from '../../ui/problem';
import { ImportSteps } from './import-steps';

export function Component() {
  const navigate = useNavigate();
  const start = useWrite(importApi.start);
  const [file, setFile] = useState<File | null>(null);
  const [step, setStep] = useState<UploadStep | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const stop = useRef<AbortController | null>(null);

  const take = async (chosen: File) => {
    stop.current = new AbortController();
    setFile(chosen);
    setError(null);
    try {
      const fileId = await upload(chosen, {
        purpose: 'spreadsheet',
        onStep: setStep,
        signal: stop.current.signal,
      });
      const run = await start.run({ fileId, fileName: chosen.name });
      if (run) navigate(`/imports/${run.id}`, { replace: true });
    } catch (thrown) {
      const reason = asError(thrown);
      if (reason.name !== 'AbortError') setError(reason);
    } finally {
      setStep(null);
    }
  };

  return (
    <Page title="导入电梯" back={{ to: '/imports', text: '导入' }} note="先核对，再写入；核对不改动台账。">
      <ImportSteps at={0} />
      <Section title="选择上级系统导出的表格">
        {step && file ? (
          <Sending file={file} step={step} onStop={() => stop.current?.abort()} />
        ) : (
          <Upload.Dragger
            accept=".csv,.xlsx"
            showUploadList={false}
            maxCount={1}
            beforeUpload={(chosen) => {
              void take(chosen);
              return Upload.LIST_IGNORE;
            }}
          >
            <p style={{ fontSize: 40, color: 'var(--brand)', margin: 8 }}>
              <FileExcelOutlined />
            </p>
            <p>把表格拖到这里，或点这里选择</p>
            <p className="quiet">
              CSV（逗号、分号、制表符或竖线分隔，UTF-8、GB18030、UTF-16 等编码）或 XLSX，最多 10 万行
            </p>
          </Upload.Dragger>
        )}
        <Refused error={error ?? start.error} />
        <p className="quiet">
          编号会原样按文字保存。若单元格已经变成 3.11E+19
          这样的科学计数，号码已丢失，那一行不能导入，请从上级系统重新导出。
        </p>
      </Section>
    </Page>
  );
}

const stepWords = { hashing: '正在计算文件摘要', sending: '正在上传', checking: '已上传，正在读取表格' };

function Sending({ file, step, onStop }: { file: File; step: UploadStep; onStop: () => void }) {
  const percent = Math.min(100, Math.round((step.sent / Math.max(file.size, 1)) * 100));
  return (
    <div style={{ padding: 24 }}>
      <b>{file.name}</b>
      <Progress percent={percent} />
      <div style={{ display: 'flex', justifyContent: 'space-between' }}>
        <span aria-live="polite">
          {stepWords[step.step]}：{sizeWords(Math.min(step.sent, file.size))} / {sizeWords(file.size)}
        </span>
        {step.step === 'sending' ? <Button onClick={onStop}>停止上传</Button> : null}
      </div>
    </div>
  );
}

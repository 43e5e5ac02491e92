import { DownloadOutlined, FileExcelOutlined } from '@ant-design/icons';
import { ImportKind, importApi, importTemplatePath } from '@lifttrust/shared-types/import/import.contract';
import { type ImportKindName, importKinds } from '@lifttrust/shared-types/import/import.fields';
import { actsByArea, type Role } from '@lifttrust/shared-types/kernel/access';
import { Button, Progress, Segmented, Upload } from 'antd';
import { useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { download } from '../../lib/download';
import { oneOf, useFilters } from '../../lib/filters';
import { asError, useWrite } from '../../lib/load';
import { useSession } from '../../lib/session';
import { type UploadStep, upload } from '../../lib/upload';
import { sizeWords } from '../../lib/words';
import { Page, Section } from '../../ui/page';
import { Refused } from '../../ui/problem';
import { ImportSteps } from './import-steps';

const titles: Record<ImportKindName, string> = {
  lifts: '选择上级系统导出的表格',
  people: '选择人员名单',
  organisations: '选择单位名单',
};

const notes: Record<ImportKindName, string> = {
  lifts:
    '编号会原样按文字保存。若单元格已经变成 3.11E+19 这样的科学计数，号码已丢失，那一行不能导入，请从上级系统重新导出。',
  people:
    '同一个人按身份证号码（就是作业人员证编号）认，不按姓名认。手机号码和身份证号码加密保存，名单上只显示首尾几位。',
  organisations: '同一家单位按统一社会信用代码认，不按名称认。已经登记的单位不会被表格改动，要改请提出变更。',
};

/** A company imports its own people; registers of lifts and units are the district's. */
const kindsFor = (role: Role | undefined): ImportKindName[] =>
  role !== undefined && actsByArea(role) ? [...ImportKind.options] : ['people'];

/** An empty workbook whose cells keep every digit. */
function Template({ kind, onError }: { kind: ImportKindName; onError: (error: Error) => void }) {
  const fetchIt = () =>
    download(importTemplatePath(kind), `${importKinds[kind]}导入模板.xlsx`).catch((thrown: unknown) =>
      onError(asError(thrown)),
    );
  return (
    <Button size="small" icon={<DownloadOutlined />} onClick={() => void fetchIt()}>
      下载空白模板
    </Button>
  );
}

export function Component() {
  const navigate = useNavigate();
  const start = useWrite(importApi.start);
  const { filters, change } = useFilters(['kind'] as const);
  const offered = kindsFor(useSession()?.me.role);
  const kind = oneOf(offered, filters.kind) ?? offered[0] ?? 'people';
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
      const run = await start.run({ fileId, fileName: chosen.name, kind });
      if (run) navigate(`/imports/${run.id}`, { replace: true });
    } catch (thrown) {
      const reason = asError(thrown);
      if (reason.name !== 'AbortError') setError(reason);
    } finally {
      setStep(null);
    }
  };

  return (
    <Page
      title={`导入${importKinds[kind]}`}
      back={{ to: '/imports', text: '导入' }}
      note="先核对，再写入；核对不改动台账。"
      actions={
        offered.length > 1 ? (
          <Segmented
            value={kind}
            options={offered.map((value) => ({ value, label: importKinds[value] }))}
            onChange={(value) => change({ kind: value })}
          />
        ) : null
      }
    >
      <ImportSteps at={0} />
      <Section title={titles[kind]} extra={<Template kind={kind} onError={setError} />}>
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
        <p className="quiet">{notes[kind]}</p>
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

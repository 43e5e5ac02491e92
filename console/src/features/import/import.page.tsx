import type { ImportRun } from '@lifttrust/shared-types/import/import.contract';
import { Alert } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { countWords, momentWords } from '../../lib/words';
import { Page } from '../../ui/page';
import { Read } from '../../ui/problem';
import { ImportCheck } from './import-check';
import { ImportDone } from './import-done';
import { ImportRunning } from './import-progress';
import { ImportSteps } from './import-steps';
import { MappingForm } from './mapping-form';
import { StopImport } from './stop-import';
import { useRun } from './use-run';

export function Component() {
  const { importId = '' } = useParams();
  const { shown, run, keep } = useRun(importId);
  return (
    <Page
      title={run ? run.fileName : '导入'}
      back={{ to: '/imports', text: '导入' }}
      note={
        run
          ? `${countWords(run.rowCount)} 行 · ${run.encoding} · ${run.createdBy} ${momentWords(run.createdAt)} 上传`
          : undefined
      }
      actions={run ? <StopImport run={run} onChange={keep} /> : null}
    >
      <Read from={shown}>{(data) => <Stage run={data} onChange={keep} />}</Read>
    </Page>
  );
}

interface Props {
  run: ImportRun;
  onChange: (run: ImportRun) => void;
}

/** The same file was here before: said at once, before anybody works on it again. */
function SameFile({ run }: { run: ImportRun }) {
  const { sameAs } = run;
  if (!sameAs) return null;
  const before = `${sameAs.createdBy} ${momentWords(sameAs.createdAt)} 上传过同一份表格`;
  const ends: Record<ImportRun['state'], string> = {
    mapping: '还没有核对',
    checking: '正在核对',
    checked: '核对过，没有写入',
    committing: '正在写入台账',
    committed: '已写入台账，再导一次不会重复',
    cancelled: '中途停止了，再导一次不会重复',
  };
  return (
    <Alert
      showIcon
      type="info"
      style={{ marginBottom: 16 }}
      message={`${before}：${ends[sameAs.state]}。`}
      action={<Link to={`/imports/${sameAs.id}`}>看那一次</Link>}
    />
  );
}

function Stage({ run, onChange }: Props) {
  const [remapping, setRemapping] = useState(false);
  const isMapping = run.state === 'mapping' || (remapping && run.state === 'checked');
  if (run.state === 'committed' || run.state === 'cancelled') {
    return (
      <>
        <ImportSteps at={run.state === 'committed' ? 4 : 3} />
        <ImportDone run={run} />
      </>
    );
  }
  if (run.progress) {
    return (
      <>
        <ImportSteps at={run.state === 'checking' ? 2 : 3} />
        <ImportRunning run={run} progress={run.progress} />
      </>
    );
  }
  return (
    <>
      <ImportSteps at={isMapping ? 1 : 2} />
      {run.problem ? (
        <Alert showIcon type="warning" message={run.problem} style={{ marginBottom: 16 }} />
      ) : null}
      {isMapping ? <SameFile run={run} /> : null}
      {isMapping ? (
        <MappingForm
          key={run.id}
          run={run}
          onChecked={(checking) => {
            setRemapping(false);
            onChange(checking);
          }}
        />
      ) : (
        <ImportCheck run={run} onChange={onChange} onRemap={() => setRemapping(true)} />
      )}
    </>
  );
}

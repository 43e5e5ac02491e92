import { type ImportRun, importApi } from '@lifttrust/shared-types/import/import.contract';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useParams } from 'react-router';
import { useLoad, useWrite } from '../../lib/load';
import { countWords, momentWords } from '../../lib/words';
import { Page } from '../../ui/page';
import { Read, Refused } from '../../ui/problem';
import { ImportCheck } from './import-check';
import { ImportDone } from './import-done';
import { ImportSteps } from './import-steps';
import { MappingForm } from './mapping-form';

export function Component() {
  const { importId = '' } = useParams();
  const shown = useLoad(importApi.show, { importId });
  // The answer of the last act is newer than what was read when the page opened.
  const [newer, setNewer] = useState<ImportRun | null>(null);
  const run = newer?.id === importId ? newer : shown.data;
  return (
    <Page
      title={run ? run.fileName : '导入'}
      back={{ to: '/imports', text: '导入' }}
      note={
        run
          ? `${countWords(run.rowCount)} 行 · ${run.encoding} · ${run.createdBy} ${momentWords(run.createdAt)} 上传`
          : undefined
      }
      actions={run ? <Cancel run={run} onChange={setNewer} /> : null}
    >
      <Read from={{ ...shown, data: run }}>{(data) => <Stage run={data} onChange={setNewer} />}</Read>
    </Page>
  );
}

interface Props {
  run: ImportRun;
  onChange: (run: ImportRun) => void;
}

function Stage({ run, onChange }: Props) {
  const [remapping, setRemapping] = useState(false);
  const isMapping = run.state === 'mapping' || (remapping && run.state === 'checked');
  if (run.state === 'committed' || run.state === 'cancelled') {
    return (
      <>
        <ImportSteps at={run.state === 'committed' ? 4 : 2} />
        <ImportDone run={run} />
      </>
    );
  }
  return (
    <>
      <ImportSteps at={isMapping ? 1 : 2} />
      {isMapping ? (
        <MappingForm
          key={run.id}
          run={run}
          onChecked={(checked) => {
            setRemapping(false);
            onChange(checked);
          }}
        />
      ) : (
        <ImportCheck run={run} onChange={onChange} onRemap={() => setRemapping(true)} />
      )}
    </>
  );
}

function Cancel({ run, onChange }: Props) {
  const { modal } = App.useApp();
  const cancel = useWrite(importApi.cancel);
  if (run.state === 'committed' || run.state === 'cancelled') return null;
  const ask = () =>
    modal.confirm({
      title: '放弃这次导入？',
      content: '台账不会有任何改动。以后可以重新选择同一份表格。',
      okText: '放弃导入',
      cancelText: '继续导入',
      okButtonProps: { danger: true },
      onOk: async () => {
        const cancelled = await cancel.run({ importId: run.id });
        if (cancelled) onChange(cancelled);
      },
    });
  return (
    <>
      <Refused error={cancel.error} onClose={cancel.clear} />
      <Button onClick={ask} loading={cancel.busy}>
        放弃导入
      </Button>
    </>
  );
}

import { type ImportRun, importApi } from '@lifttrust/shared-types/import/import.contract';
import { App, Button } from 'antd';
import { useWrite } from '../../lib/load';
import { countWords } from '../../lib/words';
import { Refused } from '../../ui/problem';

interface Props {
  run: ImportRun;
  onChange: (run: ImportRun) => void;
}

const written = (run: ImportRun) => run.written.create + run.written.update;

function consequence(run: ImportRun): string {
  if (run.state !== 'committing') return '台账不会有任何改动。以后可以重新选择同一份表格。';
  return (
    `到现在已写入约 ${countWords(written(run))} 行，这些行会保留在台账里，并在本页列出；其余的行不再写入。` +
    '以后重新导入同一份表格，已写入的行不会重复。'
  );
}

/** Asks before it stops, and says what stays. */
export function StopImport({ run, onChange }: Props) {
  const { modal } = App.useApp();
  const cancel = useWrite(importApi.cancel);
  if (run.state === 'committed' || run.state === 'cancelled') return null;
  const isWriting = run.state === 'committing';
  const ask = () =>
    modal.confirm({
      title: isWriting ? '停止写入？' : '放弃这次导入？',
      content: consequence(run),
      okText: isWriting ? '停止写入' : '放弃导入',
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
      <Button onClick={ask} loading={cancel.busy} danger={isWriting}>
        {isWriting ? '停止写入' : '放弃导入'}
      </Button>
    </>
  );
}

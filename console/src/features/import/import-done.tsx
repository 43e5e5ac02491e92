import type { ImportRun } from '@lifttrust/shared-types/import/import.contract';
import { importUnits } from '@lifttrust/shared-types/import/import.fields';
import { Button, Result, Space } from 'antd';
import { useNavigate } from 'react-router';
import { countWords } from '../../lib/words';
import { ErrorList, missingRows } from './error-list';
import { ImportCounts } from './import-counts';
import { ImportRows } from './import-rows';

/** Where what was imported is looked at. */
const registers: Record<ImportRun['kind'], string> = {
  lifts: '/lifts',
  people: '/people',
  organisations: '/organisations',
};

function headline(run: ImportRun): { title: string; note: string } {
  const { create, update } = run.written;
  const { counter } = importUnits[run.kind];
  const wrote = `新增 ${countWords(create)} ${counter}，更新 ${countWords(update)} ${counter}`;
  const missing = missingRows(run);
  if (run.state === 'committed') {
    const rest = missing > 0 ? `，${countWords(missing)} 行没有写入，原因列在下面` : '';
    return {
      title: `已写入台账：${wrote}`,
      note: `${countWords(run.counts?.unchanged ?? 0)} 行没有变化${rest}。`,
    };
  }
  if (create + update === 0) return { title: '这次导入已放弃', note: '台账没有改动。' };
  return {
    title: `写入已停止：${wrote}`,
    note: `这些行保留在台账里，列在下面；其余 ${countWords(missing)} 行没有写入。重新导入同一份表格，已写入的行不会重复。`,
  };
}

export function ImportDone({ run }: { run: ImportRun }) {
  const navigate = useNavigate();
  const isCommitted = run.state === 'committed';
  const { title, note } = headline(run);
  return (
    <>
      <Result
        status={isCommitted ? 'success' : 'info'}
        title={title}
        subTitle={note}
        extra={
          <Space>
            {isCommitted || run.written.create + run.written.update > 0 ? (
              <Button type="primary" onClick={() => navigate(registers[run.kind])}>
                看{importUnits[run.kind].register}
              </Button>
            ) : null}
            <Button onClick={() => navigate(`/imports/new?kind=${run.kind}`)}>
              {isCommitted ? '再导一份' : '重新选择表格'}
            </Button>
            <ErrorList run={run} />
          </Space>
        }
      />
      {run.counts ? (
        <>
          <ImportCounts run={run} />
          <ImportRows run={run} />
        </>
      ) : null}
    </>
  );
}

import { type ImportRun, importApi } from '@lifttrust/shared-types/import/import.contract';
import { importUnits } from '@lifttrust/shared-types/import/import.fields';
import { App, Button, Space } from 'antd';
import { useWrite } from '../../lib/load';
import { countWords } from '../../lib/words';
import { Refused } from '../../ui/problem';
import { ErrorList } from './error-list';
import { ImportCounts } from './import-counts';
import { ImportRows } from './import-rows';

interface Props {
  run: ImportRun;
  onChange: (run: ImportRun) => void;
  onRemap: () => void;
}

/** What would happen, row by row, before anything does. */
export function ImportCheck({ run, onChange, onRemap }: Props) {
  const { modal } = App.useApp();
  const commit = useWrite(importApi.commit);
  const { create = 0, update = 0, refused = 0 } = run.counts ?? {};
  const { counter } = importUnits[run.kind];
  const changes = create + update;
  const ask = () =>
    modal.confirm({
      title: `把 ${countWords(changes)} 行写入台账？`,
      content: (
        <>
          <div>
            新增 {countWords(create)} {counter}，更新 {countWords(update)} {counter}。
          </div>
          <div>分批写入。中途可以停止，停止前写入的行会保留；服务重新启动后会接着写，每行只写一次。</div>
          {refused > 0 ? <div>{countWords(refused)} 行不能导入，会跳过；改好表格后可以再导一次。</div> : null}
        </>
      ),
      okText: '写入台账',
      cancelText: '再看看',
      onOk: async () => {
        const committing = await commit.run({ importId: run.id });
        if (committing) onChange(committing);
      },
    });
  return (
    <>
      <ImportCounts run={run} />
      <Refused error={commit.error} onClose={commit.clear} />
      <ImportRows run={run} />
      <Space style={{ marginTop: 16 }}>
        <Button type="primary" size="large" disabled={changes === 0} loading={commit.busy} onClick={ask}>
          {changes === 0 ? '没有可写入的行' : `写入 ${countWords(changes)} 行`}
        </Button>
        <Button size="large" onClick={onRemap}>
          回去改对应列
        </Button>
        <ErrorList run={run} />
      </Space>
    </>
  );
}

import type { ImportRun } from '@lifttrust/shared-types/import/import.contract';
import { Button, Result, Space } from 'antd';
import { useNavigate } from 'react-router';
import { countWords } from '../../lib/words';
import { ImportCounts } from './import-counts';
import { ImportRows } from './import-rows';

export function ImportDone({ run }: { run: ImportRun }) {
  const navigate = useNavigate();
  const { create = 0, update = 0, unchanged = 0, refused = 0 } = run.counts ?? {};
  if (run.state === 'cancelled') {
    return (
      <Result
        status="info"
        title="这次导入已放弃"
        subTitle="台账没有改动。"
        extra={<Button onClick={() => navigate('/imports/new')}>重新选择表格</Button>}
      />
    );
  }
  return (
    <>
      <Result
        status="success"
        title={`已写入台账：新增 ${countWords(create)} 台，更新 ${countWords(update)} 台`}
        subTitle={`${countWords(unchanged)} 行没有变化${refused > 0 ? `，${countWords(refused)} 行不能导入，原因列在下面` : ''}。`}
        extra={
          <Space>
            <Button type="primary" onClick={() => navigate('/lifts')}>
              看电梯台账
            </Button>
            <Button onClick={() => navigate('/imports/new')}>再导一份</Button>
          </Space>
        }
      />
      <ImportCounts run={run} />
      <ImportRows run={run} />
    </>
  );
}

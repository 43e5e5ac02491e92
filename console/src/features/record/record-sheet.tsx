import { FileExcelOutlined } from '@ant-design/icons';
import {
  type RecordSheetQuery,
  recordSheetPath,
  recordSheetRows,
} from '@lifttrust/shared-types/record/record.contract';
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { download } from '../../lib/download';
import { asError } from '../../lib/load';
import { countWords, dayOf } from '../../lib/words';
import { Refused } from '../../ui/problem';

/** The list as it is filtered, as a workbook; what for is asked first, since it leaves the system. */
export function RecordSheet({ filters }: { filters: Omit<RecordSheetQuery, 'purpose'> }) {
  const [open, setOpen] = useState(false);
  const [purpose, setPurpose] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const take = async () => {
    setBusy(true);
    setError(null);
    try {
      const path = recordSheetPath({ ...filters, purpose: purpose.trim() });
      await download(path, `维保记录-${dayOf(Date.now())}.xlsx`);
      setOpen(false);
    } catch (thrown) {
      setError(asError(thrown));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Button icon={<FileExcelOutlined />} onClick={() => setOpen(true)}>
        导出表格
      </Button>
      <Modal
        open={open}
        title="导出表格"
        okText="导出"
        cancelText="取消"
        okButtonProps={{ disabled: purpose.trim().length < 2, loading: busy }}
        onOk={() => void take()}
        onCancel={() => setOpen(false)}
      >
        <p>
          按现在的筛选导出 XLSX，一次最多 {countWords(recordSheetRows)}{' '}
          份。表格含维保人员姓名，导出和用途记入日志。
        </p>
        <Input
          aria-label="用途"
          maxLength={100}
          placeholder="用途，例如：三季度监督检查统计"
          value={purpose}
          onChange={(event) => setPurpose(event.target.value)}
        />
        <Refused error={error} />
      </Modal>
    </>
  );
}

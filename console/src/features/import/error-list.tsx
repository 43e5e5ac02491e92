import { DownloadOutlined } from '@ant-design/icons';
import { type ImportRun, importErrorsPath } from '@lifttrust/shared-types/import/import.contract';
import { Button } from 'antd';
import { useState } from 'react';
import { download } from '../../lib/download';
import { asError } from '../../lib/load';
import { Refused } from '../../ui/problem';

/** Rows of a run that do not stand in the register because of it. */
export function missingRows({ counts, written, state }: ImportRun): number {
  const { create = 0, update = 0, refused = 0 } = counts ?? {};
  const isOver = state === 'committed' || state === 'cancelled';
  return refused + (isOver ? create + update - written.create - written.update : 0);
}

/** The rows that were not written, with the original row and the reasons, to be corrected and imported again. */
export function ErrorList({ run }: { run: ImportRun }) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  if (missingRows(run) === 0) return null;
  const fetchList = async () => {
    setBusy(true);
    setError(null);
    try {
      await download(importErrorsPath(run.id), `${run.fileName.replace(/\.\w+$/, '')}-没有写入的行.xlsx`);
    } catch (thrown) {
      setError(asError(thrown));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Button icon={<DownloadOutlined />} loading={busy} onClick={() => void fetchList()}>
        下载没有写入的行
      </Button>
      <Refused error={error} onClose={() => setError(null)} />
    </>
  );
}

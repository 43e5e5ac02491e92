import { DownloadOutlined, PrinterOutlined } from '@ant-design/icons';
import {
  type RecordDetail,
  recordPackagePath,
  recordPdfPath,
} from '@lifttrust/shared-types/record/record.contract';
import { App, Button } from 'antd';
import { useState } from 'react';
import { download, openInTab } from '../../lib/download';
import { asError } from '../../lib/load';

/** Paper for the file, proof for anybody who doubts the paper. */
export function RecordActions({ record }: { record: RecordDetail }) {
  const { notification } = App.useApp();
  const [busy, setBusy] = useState<'pdf' | 'package' | null>(null);
  const run = async (what: 'pdf' | 'package', act: () => Promise<void>) => {
    setBusy(what);
    try {
      await act();
    } catch (thrown) {
      notification.error({
        message: what === 'pdf' ? '没有取到打印件' : '没有取到证明包',
        description: asError(thrown).message,
      });
    } finally {
      setBusy(null);
    }
  };
  return (
    <>
      <Button
        icon={<PrinterOutlined />}
        loading={busy === 'pdf'}
        onClick={() => run('pdf', () => openInTab(recordPdfPath(record.id)))}
      >
        打印 PDF
      </Button>
      <Button
        icon={<DownloadOutlined />}
        loading={busy === 'package'}
        onClick={() =>
          run('package', () =>
            download(recordPackagePath(record.id), `证明包-${record.rescueCode}-${record.completedOn}.json`),
          )
        }
      >
        下载证明包
      </Button>
    </>
  );
}

import { DownloadOutlined, FileExcelOutlined, PrinterOutlined } from '@ant-design/icons';
import {
  type RecordDetail,
  recordItemsPath,
  recordPackagePath,
  recordPdfPath,
} from '@lifttrust/shared-types/record/record.contract';
import { App, Button } from 'antd';
import { useState } from 'react';
import { download, openInTab } from '../../lib/download';
import { asError } from '../../lib/load';

const words = { pdf: '打印件', sheet: '项目表', package: '证明包' } as const;
type What = keyof typeof words;

/** Paper for the file, proof for anybody who doubts the paper. */
export function RecordActions({ record }: { record: RecordDetail }) {
  const { notification } = App.useApp();
  const [busy, setBusy] = useState<What | null>(null);
  const run = async (what: What, act: () => Promise<void>) => {
    setBusy(what);
    try {
      await act();
    } catch (thrown) {
      notification.error({
        message: `没有取到${words[what]}`,
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
        icon={<FileExcelOutlined />}
        loading={busy === 'sheet'}
        onClick={() =>
          run('sheet', () =>
            download(
              recordItemsPath(record.id),
              `维保项目-${record.rescueCode || record.ownNumber}-${record.completedOn}.xlsx`,
            ),
          )
        }
      >
        项目表
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

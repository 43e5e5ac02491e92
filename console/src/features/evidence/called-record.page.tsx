import { PrinterOutlined } from '@ant-design/icons';
import {
  callUpPdfPath,
  callUpPicturePath,
  evidenceApi,
} from '@lifttrust/shared-types/evidence/evidence.contract';
import type { RecordDetail } from '@lifttrust/shared-types/record/record.contract';
import { maintenanceClasses } from '@lifttrust/shared-types/visit/visit.contract';
import { App, Button } from 'antd';
import { useCallback } from 'react';
import { useParams } from 'react-router';
import { openInTab } from '../../lib/download';
import { asError, useLoad } from '../../lib/load';
import { dayWords } from '../../lib/words';
import { Page } from '../../ui/page';
import { PictureSource } from '../../ui/picture-source';
import { Read } from '../../ui/problem';
import { SealedAmendments } from '../amendment/record-amendments';
import { Evidence } from '../record/evidence';
import { Findings } from '../record/findings';
import { RecordEntries } from '../record/record-entries';
import { RecordHead } from '../record/record-head';
import { RecordItems } from '../record/record-items';
import { Presences, Signatures } from '../record/record-people';
import { RecordPhotos } from '../record/record-photos';
import { RecordSnapshot } from '../record/record-snapshot';

/** A record as evidence: everything that is known of it, and nothing that can be done to it. */
export function Component() {
  const { callUpId = '', recordId = '' } = useParams();
  const { notification } = App.useApp();
  const record = useLoad(evidenceApi.record, { callUpId, recordId });
  const { data } = record;
  const pictureOf = useCallback(
    (fileId: string, copy: 'original' | 'watermarked') =>
      callUpPicturePath({ callUpId, recordId, fileId }, copy),
    [callUpId, recordId],
  );
  const print = () =>
    openInTab(callUpPdfPath(callUpId, recordId)).catch((thrown: unknown) =>
      notification.error({ message: '没有取到打印件', description: asError(thrown).message }),
    );
  return (
    <Page
      title={data ? `${data.place} ${data.ownNumber} ${maintenanceClasses[data.class]}记录` : '维保记录'}
      back={{ to: `/call-ups/${callUpId}`, text: '记录调阅' }}
      note={data ? `${dayWords(data.completedOn)}完成 · ${data.companyName} · 只读，查看已留痕` : undefined}
      actions={
        data ? (
          <Button icon={<PrinterOutlined />} onClick={() => void print()}>
            打印 PDF
          </Button>
        ) : null
      }
    >
      <Read from={record}>
        {(detail) => (
          <PictureSource.Provider value={pictureOf}>
            <Called record={detail} />
          </PictureSource.Provider>
        )}
      </Read>
    </Page>
  );
}

const Called = ({ record }: { record: RecordDetail }) => (
  <>
    <SealedAmendments record={record} />
    <div className="columns">
      <div>
        <RecordHead record={record} columns={2} />
        <Findings record={record} />
        <RecordItems record={record} />
        <RecordPhotos record={record} />
        <Presences record={record} />
        <Signatures record={record} />
        <RecordSnapshot record={record} />
      </div>
      <div>
        <Evidence record={record} />
        <RecordEntries record={record} />
      </div>
    </div>
  </>
);

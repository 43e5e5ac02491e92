import { recordApi } from '@lifttrust/shared-types/record/record.contract';
import { Button, Drawer } from 'antd';
import { useNavigate } from 'react-router';
import { useLoad } from '../../lib/load';
import { Read } from '../../ui/problem';
import { Evidence } from './evidence';
import { Findings } from './findings';
import { RecordHead } from './record-head';

/** Enough of a record to decide whether to open it. */
export function RecordDrawer({ recordId, onClose }: { recordId: string | null; onClose: () => void }) {
  const navigate = useNavigate();
  const record = useLoad(recordApi.show, recordId ? { recordId } : null);
  const shown = record.data?.id === recordId ? record.data : null;
  return (
    <Drawer
      width={600}
      open={recordId !== null}
      onClose={onClose}
      title={shown ? `${shown.place} ${shown.ownNumber}` : '维保记录'}
      extra={
        <Button type="primary" onClick={() => navigate(`/records/${recordId}`)}>
          打开记录
        </Button>
      }
    >
      <Read from={{ ...record, data: shown }}>
        {(detail) => (
          <>
            <RecordHead record={detail} columns={1} />
            <Findings record={detail} />
            <Evidence record={detail} />
          </>
        )}
      </Read>
    </Drawer>
  );
}

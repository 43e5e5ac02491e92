import { liftApi } from '@lifttrust/shared-types/lift/lift.contract';
import { Button, Drawer, Space } from 'antd';
import { useNavigate } from 'react-router';
import { useLoad } from '../../lib/load';
import { Read } from '../../ui/problem';
import { LiftFacts } from './lift-facts';

/** A look at one lift without leaving the list. */
export function LiftDrawer({ liftId, onClose }: { liftId: string | null; onClose: () => void }) {
  const navigate = useNavigate();
  const lift = useLoad(liftApi.show, liftId ? { liftId } : null);
  const shown = lift.data?.id === liftId ? lift.data : null;
  return (
    <Drawer
      width={560}
      open={liftId !== null}
      onClose={onClose}
      title={shown ? `${shown.place} ${shown.ownNumber}` : '电梯'}
      extra={
        <Space>
          <Button onClick={() => navigate(`/records?liftId=${liftId}`)}>维保记录</Button>
          <Button type="primary" onClick={() => navigate(`/lifts/${liftId}`)}>
            打开档案
          </Button>
        </Space>
      }
    >
      <Read from={{ ...lift, data: shown }}>{(file) => <LiftFacts lift={file} columns={1} />}</Read>
    </Drawer>
  );
}

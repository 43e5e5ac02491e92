import type { CallingWay } from '@lifttrust/shared-types/rescue/desk.contract';
import { callingWays } from '@lifttrust/shared-types/rescue/rescue.words';
import { Alert } from 'antd';

/** A desk that believes that people are being called when nobody is would wait for nothing. */
export function MissingWaysNotice({ ways }: { ways: readonly CallingWay[] }) {
  if (ways.length === 0) return null;
  const names = ways.map((way) => callingWays[way]).join('、');
  const isAll = ways.length === Object.keys(callingWays).length;
  return (
    <Alert
      type={isAll ? 'error' : 'warning'}
      showIcon
      style={{ marginBottom: 12 }}
      message={`${names}没有接通`}
      description={
        isAll
          ? '派单只会出现在对方的系统消息里，手机不会响。派单后请马上打电话通知。'
          : '派单不会通过这些方式通知到人。迟迟没有人接单时，请打电话通知。'
      }
    />
  );
}

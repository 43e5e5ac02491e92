import type { Room } from '../../offline/room-share';
import { Notice } from '../../ui/notice';

/** Said before it is full, and again when it is. */
export const RoomNotice = ({ room: { state, share } }: { room: Room }) =>
  state === 'full' ? (
    <Notice
      id="room"
      tone="danger"
      title="手机里存满了，先不能再拍"
      lines={['已拍的都在，没有丢。', '请到有信号的地方上传，腾出空间后继续。']}
    />
  ) : (
    <Notice
      id="room"
      tone="warning"
      title={`存储空间已用 ${Math.round(share * 100)}%`}
      lines={['快满了。请找有信号的地方先上传一次。']}
    />
  );

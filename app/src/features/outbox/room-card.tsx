import { byteWords } from '../../lib/byte-words';
import type { Room } from '../../offline/room-share';
import { Card, CardTitle, Cell } from '../../ui/card';
import { Note } from '../../ui/screen';
import { RoomNotice } from './room-notice';

/** How much this app holds on the phone and how much it may. */
export const RoomCard = ({ room }: { room: Room }) => (
  <>
    {room.state === 'ample' ? null : <RoomNotice room={room} />}
    <Card id="outbox-room">
      <CardTitle>存储空间</CardTitle>
      <Cell label="待上传的照片" value={`${byteWords(room.waiting)} / ${byteWords(room.filesLimit)}`} />
      <Cell label="填写的内容" value={`${byteWords(room.store)} / ${byteWords(room.storeLimit)}`} />
      <Cell label="已上传、留着看的照片" value={byteWords(room.sent)} />
      <Note>留着看的照片会自动让出空间。用到八成时提醒，满了先不让拍，已拍的不会丢。</Note>
    </Card>
  </>
);

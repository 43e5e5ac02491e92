import { timeInWords } from '@lifttrust/shared-types/kernel/time';
import { useState } from 'react';
import { packs } from '../../offline/packs';
import type { VisitOnPhone } from '../../offline/reduce';
import { room } from '../../offline/room';
import { outbox } from '../../outbox/outbox';
import { Button } from '../../ui/button';
import { openPage } from '../../ui/navigate';
import { Notice } from '../../ui/notice';
import { RoomNotice } from '../outbox/room-notice';

/** What is only on this phone so far, what the service decided differently, and what the person must settle. */
export function OnPhoneNotices({ visit }: { visit: VisitOnPhone }) {
  const { waiting, stale, readAt } = visit.onPhone;
  const troubled = outbox.ofVisit(visit.id).filter(({ state }) => state === 'refused' || state === 'lost');
  const space = room();
  return (
    <>
      {troubled.length > 0 ? (
        <Notice id="visit-troubled" tone="warning" title={`${troubled.length} 项要您处理`}>
          <Button
            kind="quiet"
            icon="list"
            label="去待发送看原因"
            onPress={() => openPage('account/outbox')}
          />
        </Notice>
      ) : null}
      {waiting > troubled.length || stale ? (
        <Notice
          id="visit-offline"
          tone="plain"
          title={waiting > 0 ? `${waiting} 项存在手机里，上传后核对` : '现在没有网络，可以照常做'}
          lines={[
            stale
              ? `内容取于 ${timeInWords(readAt)}。没有网络也能做完，有信号时自动上传。`
              : '正在按顺序上传，不用重做。',
          ]}
        />
      ) : null}
      <Differences visitId={visit.id} />
      {space.state === 'ample' ? null : <RoomNotice room={space} />}
    </>
  );
}

const Differences = ({ visitId }: { visitId: string }) => {
  const [sentences, setSentences] = useState(() => packs.notes(visitId));
  if (sentences.length === 0) return null;
  const read = () => {
    packs.notesRead(visitId);
    setSentences([]);
  };
  return (
    <Notice id="visit-differences" tone="warning" title="上传后有不同" lines={sentences}>
      <Button kind="quiet" label="知道了" onPress={read} />
    </Notice>
  );
};

import { messageApi } from '@lifttrust/shared-types/message/message.contract';
import { call } from '../../lib/call';
import { Card, Cell } from '../../ui/card';
import { openPage } from '../../ui/navigate';
import { Tag } from '../../ui/tag';
import { useLoad } from '../../ui/use-load';

/** The way to all messages, with how many nobody has read; without a network simply the way. */
export function InboxEntry() {
  const { value } = useLoad(() => call(messageApi.unread, {}));
  const unread = value?.unread ?? 0;
  return (
    <Card>
      <Cell
        id="open-inbox"
        icon="list"
        label="消息"
        note={unread > 0 ? '有新的通知' : '全部通知都在这里'}
        aside={unread > 0 ? <Tag tone="brand" text={`${unread} 条未读`} /> : null}
        onPress={() => openPage('account/inbox')}
      />
    </Card>
  );
}

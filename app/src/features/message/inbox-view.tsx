import { type Message, messageApi } from '@lifttrust/shared-types/message/message.contract';
import { useState } from 'react';
import { call } from '../../lib/call';
import { outbox } from '../../outbox/outbox';
import { Button } from '../../ui/button';
import { Empty, PageState, Refusals } from '../../ui/page-state';
import { Lead, Title } from '../../ui/screen';
import { useAct } from '../../ui/use-act';
import { useLoad } from '../../ui/use-load';
import { MessageCard } from './message-card';
import { RemindAsk } from './remind-ask';

const pageSize = 20;

interface Older {
  items: Message[];
  next: string | null;
}

const readPage = async (before: string | null) => {
  const page = await call(messageApi.list, { limit: pageSize, ...(before ? { before } : {}) });
  return { ...page, next: page.next ?? null };
};

/** Every message of mine, newest first, page by page. */
export function InboxView() {
  const load = useLoad(() => readPage(null));
  return (
    <PageState load={load}>
      {(first) => <Messages key={first.items[0]?.id ?? ''} first={first} onChange={load.reload} />}
    </PageState>
  );
}

interface Props {
  first: Older & { unread: number };
  onChange: () => void;
}

function Messages({ first, onChange }: Props) {
  const [older, setOlder] = useState<Older>({ items: [], next: first.next });
  const act = useAct();
  const shown = [...first.items, ...older.items];
  const [newest] = shown;
  if (!newest)
    return (
      <>
        <RemindAsk />
        <Empty icon="check" title="还没有消息" line="有要您办的事，会出现在这里。" />
      </>
    );
  const more = () =>
    act.run('more', async () => {
      const page = await readPage(older.next);
      setOlder((before) => ({ items: [...before.items, ...page.items], next: page.next }));
    });
  const clear = () =>
    act.run('clear', async () => {
      await outbox.run(messageApi.readAll, { until: newest.id }, { label: '消息全部已读' });
      setOlder({ items: [], next: first.next });
      onChange();
    });
  return (
    <>
      <Title>{first.unread > 0 ? `${first.unread} 条未读` : '消息都看过了'}</Title>
      {first.unread > 0 ? <Lead>最新的在最前面。</Lead> : null}
      <RemindAsk />
      <Refusals problem={act.problem} />
      {first.unread > 0 ? (
        <Button
          id="read-all"
          label="全部标为已读"
          kind="secondary"
          icon="check"
          busy={act.running === 'clear'}
          onPress={clear}
        />
      ) : null}
      {shown.map((message) => (
        <MessageCard key={message.id} message={message} first={false} showUnread />
      ))}
      {older.next ? (
        <Button id="older" label="更早的消息" kind="quiet" busy={act.running === 'more'} onPress={more} />
      ) : null}
    </>
  );
}

import { type Message, messageApi } from '@lifttrust/shared-types/message/message.contract';
import { Button, Drawer, Empty, Spin } from 'antd';
import { useCallback, useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import { call } from '../../lib/call';
import { asError, useWrite } from '../../lib/load';
import { momentWords } from '../../lib/words';
import { Problem, Refused } from '../../ui/problem';
import { StateTag } from '../../ui/state-tag';
import './inbox-drawer.css';
import { placeOf } from './message-place';

const pageSize = 20;

/** Pages of the inbox one after another; what was shown stays while more is on its way. */
function useInbox() {
  const [items, setItems] = useState<Message[]>([]);
  const [next, setNext] = useState<string | null>(null);
  const [loading, setLoading] = useState(true);
  const [error, setError] = useState<Error | null>(null);
  const more = useCallback(async (before: string | null) => {
    setLoading(true);
    setError(null);
    try {
      const page = await call(messageApi.list, { limit: pageSize, ...(before ? { before } : {}) });
      setItems((shown) => (before ? [...shown, ...page.items] : page.items));
      setNext(page.next ?? null);
    } catch (thrown) {
      setError(asError(thrown));
    } finally {
      setLoading(false);
    }
  }, []);
  useEffect(() => {
    void more(null);
  }, [more]);
  return { items, next, loading, error, more };
}

export default function InboxDrawer({ onClose, onRead }: { onClose: () => void; onRead: () => void }) {
  const navigate = useNavigate();
  const inbox = useInbox();
  const readOne = useWrite(messageApi.read);
  const readAll = useWrite(messageApi.readAll);
  const [newest] = inbox.items;
  const open = async (message: Message) => {
    const place = placeOf(message.kind, message.subjectId);
    if (message.readAt === null && (await readOne.run({ messageId: message.id }))) onRead();
    if (place) {
      navigate(place);
      onClose();
    } else void inbox.more(null);
  };
  const clear = async () => {
    if (newest && (await readAll.run({ until: newest.id }))) {
      onRead();
      void inbox.more(null);
    }
  };
  return (
    <Drawer
      title="消息"
      open
      width={420}
      onClose={onClose}
      extra={
        <Button
          disabled={!inbox.items.some(({ readAt }) => readAt === null)}
          loading={readAll.busy}
          onClick={clear}
        >
          全部标为已读
        </Button>
      }
    >
      <Refused error={readAll.error ?? readOne.error} />
      {inbox.items.map((message) => (
        <MessageItem key={message.id} message={message} onOpen={() => open(message)} />
      ))}
      {inbox.error ? <Problem error={inbox.error} retry={() => void inbox.more(inbox.next)} /> : null}
      {inbox.loading ? <Spin className="inbox__spin" /> : null}
      {!inbox.loading && !inbox.error && inbox.items.length === 0 ? (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description="还没有消息。有要您办的事，会出现在这里。" />
      ) : null}
      {inbox.next && !inbox.loading && !inbox.error ? (
        <Button block type="link" onClick={() => void inbox.more(inbox.next)}>
          更早的消息
        </Button>
      ) : null}
    </Drawer>
  );
}

function MessageItem({ message, onOpen }: { message: Message; onOpen: () => void }) {
  const isUnread = message.readAt === null;
  return (
    <button
      type="button"
      className={isUnread ? 'inbox__item inbox__item--unread' : 'inbox__item'}
      onClick={onOpen}
    >
      <span className="inbox__head">
        <span className="inbox__title">{message.title}</span>
        {message.outcome ? <StateTag tone="success" text={message.outcome} /> : null}
        {isUnread ? <StateTag tone="brand" text="未读" /> : null}
      </span>
      <span>{message.text}</span>
      {message.facts.map((fact) => (
        <span key={fact.label} className="quiet">
          {fact.label}：{fact.value}
        </span>
      ))}
      <span className="quiet">{momentWords(message.createdAt)}</span>
    </button>
  );
}

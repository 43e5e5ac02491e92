import { dayInWords, dayOf, timeInWords } from '@lifttrust/shared-types/kernel/time';
import { type Message, messageApi } from '@lifttrust/shared-types/message/message.contract';
import { Text } from '@tarojs/components';
import { outbox } from '../../outbox/outbox';
import { Button } from '../../ui/button';
import { Card, CardTitle, Cell } from '../../ui/card';
import { openPage } from '../../ui/navigate';
import { Note } from '../../ui/screen';
import { Tag } from '../../ui/tag';

interface Props {
  message: Message;
  /** Carries the page's one main action. */
  first: boolean;
  showUnread?: boolean;
}

/** One message: what happened, the facts, where to act, and afterwards what became of it. */
export function MessageCard({ message, first, showUnread = false }: Props) {
  const { page, outcome } = message;
  const isUnread = showUnread && message.readAt === null;
  const open = () => {
    if (message.readAt === null) {
      void outbox
        .run(messageApi.read, { messageId: message.id }, { label: '消息已读' })
        .catch(() => undefined);
    }
    if (page) openPage(page);
  };
  const mark = outcome ? (
    <Tag text={outcome} tone="success" />
  ) : isUnread ? (
    <Tag text="未读" tone="brand" icon="info" />
  ) : null;
  return (
    <Card id={`message-${message.id}`}>
      <CardTitle aside={mark}>{message.title}</CardTitle>
      <Text>{message.text}</Text>
      {message.facts.map((fact) => (
        <Cell key={fact.label} label={fact.label} value={fact.value} />
      ))}
      <Note>
        {dayInWords(dayOf(message.createdAt))} {timeInWords(message.createdAt)}
      </Note>
      {page ? (
        <Button
          label={outcome ? '再看一遍' : '查看并办理'}
          kind={first && !outcome ? 'primary' : 'secondary'}
          onPress={open}
        />
      ) : null}
    </Card>
  );
}

import { dayInWords, dayOf, timeInWords } from '@lifttrust/shared-types/kernel/time';
import { type Message, messageApi } from '@lifttrust/shared-types/message/message.contract';
import { Text } from '@tarojs/components';
import { outbox } from '../../outbox/outbox';
import { Button } from '../../ui/button';
import { Card, CardTitle, Cell } from '../../ui/card';
import { openPage } from '../../ui/navigate';
import { Empty } from '../../ui/page-state';
import { Lead, Note, SectionTitle, Title } from '../../ui/screen';
import { Tag } from '../../ui/tag';

/** What waits for me on top; what is settled under it. */
export const Inbox = ({ messages, name }: { messages: Message[]; name: string }) => {
  const open = messages.filter((message) => message.page !== null && message.outcome === null);
  const rest = messages.filter((message) => !open.includes(message));
  return (
    <>
      <Title>{open.length > 0 ? `${open.length} 件事等您办` : `${name}，现在没有等您办的事`}</Title>
      {open.length > 0 ? <Lead>维保记录请在完成当天确认。</Lead> : null}
      {messages.length === 0 ? (
        <Empty icon="check" title="还没有消息" line="维保单位提交记录后，会请您来确认。" />
      ) : null}
      {open.map((message, index) => (
        <MessageCard key={message.id} message={message} first={index === 0} />
      ))}
      {rest.length > 0 ? <SectionTitle>已办和通知</SectionTitle> : null}
      {rest.map((message) => (
        <MessageCard key={message.id} message={message} first={false} />
      ))}
    </>
  );
};

const MessageCard = ({ message, first }: { message: Message; first: boolean }) => {
  const { page, outcome } = message;
  const open = () => {
    if (message.readAt === null) {
      void outbox
        .run(messageApi.read, { messageId: message.id }, { label: '消息已读' })
        .catch(() => undefined);
    }
    if (page) openPage(page);
  };
  return (
    <Card id={`message-${message.id}`}>
      <CardTitle aside={outcome ? <Tag text={outcome} tone="success" /> : null}>{message.title}</CardTitle>
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
};

import type { Message } from '@lifttrust/shared-types/message/message.contract';
import { Empty } from '../../ui/page-state';
import { Lead, SectionTitle, Title } from '../../ui/screen';
import { MessageCard } from './message-card';

interface Props {
  messages: Message[];
  name: string;
  /** What this person is going to find here, for as long as there is nothing. */
  coming: string;
}

/** What waits for me on top; what is settled under it. */
export const Inbox = ({ messages, name, coming }: Props) => {
  const open = messages.filter((message) => message.page !== null && message.outcome === null);
  const rest = messages.filter((message) => !open.includes(message));
  return (
    <>
      <Title>{open.length > 0 ? `${open.length} 件事等您办` : `${name}，现在没有等您办的事`}</Title>
      {open.some(({ page }) => page?.includes('owner/record')) ? (
        <Lead>维保记录请在完成当天确认。</Lead>
      ) : null}
      {messages.length === 0 ? <Empty icon="check" title="还没有消息" line={coming} /> : null}
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

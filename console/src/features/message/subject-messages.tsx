import {
  channelWords,
  type MessageAbout,
  messageApi,
} from '@lifttrust/shared-types/message/message.contract';
import { Empty } from 'antd';
import { useLoad } from '../../lib/load';
import { momentWords } from '../../lib/words';
import { Section } from '../../ui/page';
import { Read } from '../../ui/problem';
import { DeliveryTag } from './delivery-tag';

/** Who has been told about this, and whether it reached them. */
export function SubjectMessages({ subjectId }: { subjectId: string }) {
  const about = useLoad(messageApi.about, { subjectId });
  return (
    <Section title="通知">
      <Read from={about}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description="还没有通知过本单位或辖区内的人。" />
          ) : (
            items.map((message) => <Told key={message.messageId} message={message} />)
          )
        }
      </Read>
    </Section>
  );
}

const Told = ({ message }: { message: MessageAbout }) => (
  <div style={{ marginBottom: 8 }}>
    <div>
      {message.title} · {message.recipient} <span className="quiet">{message.organisation}</span>
    </div>
    <div className="quiet">
      {momentWords(message.createdAt)} 进消息箱，
      {message.readAt ? `${momentWords(message.readAt)} 已读` : '未读'}
    </div>
    {message.deliveries.map((delivery) => (
      <div key={delivery.id}>
        {channelWords[delivery.channel]} <DeliveryTag state={delivery.state} />{' '}
        <span className="quiet">{delivery.reason}</span>
      </div>
    ))}
  </div>
);

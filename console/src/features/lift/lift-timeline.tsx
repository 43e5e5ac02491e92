import {
  AuditOutlined,
  CheckCircleOutlined,
  EditOutlined,
  FileProtectOutlined,
  RollbackOutlined,
} from '@ant-design/icons';
import type { ResultOf } from '@lifttrust/shared-types/kernel/endpoint';
import { logNumberWords } from '@lifttrust/shared-types/ledger/ledger.words';
import { supervisionApi } from '@lifttrust/shared-types/supervision/supervision.contract';
import { Empty, Timeline } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useLoad } from '../../lib/load';
import { momentWords } from '../../lib/words';
import { Section } from '../../ui/page';
import { Read } from '../../ui/problem';

type Event = ResultOf<typeof supervisionApi.timeline>['events'][number];

const iconOf = (kind: string): ReactNode => {
  if (/return/.test(kind)) return <RollbackOutlined style={{ color: 'var(--danger-text)' }} />;
  if (/sign/.test(kind)) return <EditOutlined />;
  if (/decision|validity/.test(kind)) return <AuditOutlined />;
  if (/submi|seal|record/.test(kind)) return <CheckCircleOutlined />;
  return <FileProtectOutlined />;
};

/** Everything sealed about one lift, newest first; each line names its place in the log. */
export function LiftTimeline({ liftId }: { liftId: string }) {
  const timeline = useLoad(supervisionApi.timeline, { liftId });
  return (
    <Section title="存证事项" extra={<span className="quiet">封存后不能改，只能追加</span>}>
      <Read from={timeline}>
        {({ events }) =>
          events.length === 0 ? (
            <Empty
              image={Empty.PRESENTED_IMAGE_SIMPLE}
              description="还没有封存的事项。第一次维保提交后，这里会出现记录。"
            />
          ) : (
            <Timeline
              style={{ marginTop: 12 }}
              items={events.map((event) => ({
                key: event.hash,
                dot: iconOf(event.kind),
                children: <Line event={event} />,
              }))}
            />
          )
        }
      </Read>
    </Section>
  );
}

const Line = ({ event }: { event: Event }) => (
  <div>
    <div>
      <b>{event.title}</b> <span className="quiet">{momentWords(event.at)}</span>
    </div>
    {event.text ? <div>{event.text}</div> : null}
    <div className="quiet">
      {event.by} · {logNumberWords(event.seq)}
      {event.recordId ? (
        <>
          {' · '}
          <Link to={`/records/${event.recordId}`}>看这份记录</Link>
        </>
      ) : null}
    </div>
  </div>
);

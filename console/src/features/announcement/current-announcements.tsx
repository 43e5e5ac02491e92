import { announcementApi } from '@lifttrust/shared-types/announcement/announcement.contract';
import { announcementKinds } from '@lifttrust/shared-types/announcement/announcement.rules';
import { Collapse } from 'antd';
import { useLoad } from '../../lib/load';
import { isFor, useSession } from '../../lib/session';
import { Refused } from '../../ui/problem';
import { daysWords } from './announcement-words';

/** What offices tell this unit now, above its first page; nothing where there is nothing. */
export function CurrentAnnouncements() {
  const role = useSession()?.me.role;
  return isFor(announcementApi.current, role) ? <Current /> : null;
}

function Current() {
  const current = useLoad(announcementApi.current, {});
  const items = current.data?.items ?? [];
  if (items.length === 0) return <Refused error={current.error} />;
  return (
    <Collapse
      style={{ marginBlockEnd: 16 }}
      defaultActiveKey={items.slice(0, 1).map(({ id }) => id)}
      items={items.map((item) => ({
        key: item.id,
        label: `${announcementKinds[item.kind]}：${item.title}`,
        extra: <span className="quiet">{item.by}</span>,
        children: (
          <>
            <div style={{ whiteSpace: 'pre-wrap' }}>{item.text}</div>
            <div className="quiet">{daysWords(item)}</div>
          </>
        ),
      }))}
    />
  );
}

import { BellOutlined } from '@ant-design/icons';
import { messageApi } from '@lifttrust/shared-types/message/message.contract';
import { Badge, Button } from 'antd';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useLoad } from '../../lib/load';

const InboxDrawer = lazy(() => import('./inbox-drawer'));
const lookAgainMs = 60_000;

/** How many messages nobody has read yet; looked at every minute while somebody looks at the page. */
export function Bell() {
  const { data, reload } = useLoad(messageApi.unread, {});
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    const look = () => {
      if (document.visibilityState === 'visible') reload();
    };
    const timer = setInterval(look, lookAgainMs);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [reload]);
  const unread = data?.unread ?? 0;
  return (
    <>
      <Badge count={unread} size="small" offset={[-6, 6]}>
        <Button
          type="text"
          aria-label={unread > 0 ? `消息，${unread} 条未读` : '消息'}
          icon={<BellOutlined />}
          onClick={() => setOpen(true)}
        />
      </Badge>
      <Suspense fallback={null}>
        {isOpen ? <InboxDrawer onClose={() => setOpen(false)} onRead={reload} /> : null}
      </Suspense>
    </>
  );
}

import { PrinterOutlined } from '@ant-design/icons';
import { noticeApi } from '@lifttrust/shared-types/disclosure/notice.contract';
import { App, Button } from 'antd';
import { useEffect } from 'react';
import { useWrite } from '../../lib/load';
import { isFor, useSession } from '../../lib/session';
import { NoticeProgress, useNoticeFiles } from './notice-files';

interface Props {
  /** Chosen lifts, or all of one unit. */
  order: { liftIds: string[] } | { organisationId: string };
  label: string;
  onPrinted?: () => void;
}

const most = 200;

/** Orders notices and fetches them; nobody sees it who may not print them. */
export function PrintNotices({ order, label, onPrinted }: Props) {
  const { message, notification } = App.useApp();
  const role = useSession()?.me.role;
  const print = useWrite(noticeApi.print);
  const { fetching, fetchAll, stop } = useNoticeFiles();
  useEffect(() => {
    if (print.error) notification.error({ message: '没有打印', description: print.error.message });
  }, [print.error, notification]);
  if (!isFor(noticeApi.print, role)) return null;
  const count = 'liftIds' in order ? order.liftIds.length : 1;
  const run = async () => {
    const made = await print.run(order);
    if (!made) return;
    message.success(`已登记打印 ${made.lifts} 台的维保公示。`);
    await fetchAll(made);
    onPrinted?.();
  };
  return (
    <>
      <Button
        icon={<PrinterOutlined />}
        disabled={count === 0 || count > most}
        loading={print.busy || fetching !== null}
        onClick={() => void run()}
      >
        {label}
      </Button>
      <NoticeProgress fetching={fetching} onStop={stop} />
    </>
  );
}

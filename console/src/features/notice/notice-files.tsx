import { type NoticePrint, noticePdfPath } from '@lifttrust/shared-types/disclosure/notice.contract';
import { App, Modal, Progress } from 'antd';
import { useRef, useState } from 'react';
import { download, openInTab } from '../../lib/download';
import { asError } from '../../lib/load';

type Order = Pick<NoticePrint, 'id' | 'parts'>;

interface Fetching {
  done: number;
  parts: number;
}

/** Fetches the sheets of an order: one file opens in a tab, several are downloaded one after the other. */
export function useNoticeFiles() {
  const { notification } = App.useApp();
  const [fetching, setFetching] = useState<Fetching | null>(null);
  const stopped = useRef(false);
  const fetchAll = async ({ id, parts }: Order) => {
    stopped.current = false;
    setFetching({ done: 0, parts });
    try {
      if (parts === 1) await openInTab(noticePdfPath(id, 1));
      else
        for (let part = 1; part <= parts && !stopped.current; part += 1) {
          await download(noticePdfPath(id, part), `维保公示-${id.slice(-6)}-第${part}份.pdf`);
          setFetching({ done: part, parts });
        }
    } catch (thrown) {
      notification.error({
        message: '没有取到打印文件，可以在打印记录里再次打开',
        description: asError(thrown).message,
      });
    }
    setFetching(null);
  };
  const stop = () => {
    stopped.current = true;
  };
  return { fetching, fetchAll, stop };
}

/** Shown while several files are fetched; stopping keeps what has come. */
export const NoticeProgress = ({ fetching, onStop }: { fetching: Fetching | null; onStop: () => void }) => (
  <Modal
    open={fetching !== null && fetching.parts > 1}
    title="正在生成维保公示"
    closable={false}
    okButtonProps={{ style: { display: 'none' } }}
    cancelText="停在这里"
    onCancel={onStop}
  >
    {fetching ? (
      <>
        <p>
          已取 {fetching.done} / {fetching.parts} 个文件，每个最多 25 台，请不要关闭页面。
        </p>
        <Progress
          percent={Math.round((fetching.done / fetching.parts) * 100)}
          aria-label="维保公示生成进度"
        />
      </>
    ) : null}
  </Modal>
);

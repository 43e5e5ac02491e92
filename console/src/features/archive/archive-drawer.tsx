import { DownloadOutlined } from '@ant-design/icons';
import { archiveApi } from '@lifttrust/shared-types/archive/archive.contract';
import type { ResultOf } from '@lifttrust/shared-types/kernel/endpoint';
import { App, Button, Descriptions, Drawer, Empty, Timeline, Typography } from 'antd';
import { useState } from 'react';
import { call } from '../../lib/call';
import { follow } from '../../lib/download';
import { useLoad } from '../../lib/load';
import { countWords, dateWords, momentWords, sizeWords } from '../../lib/words';
import { Section } from '../../ui/page';
import { Read, Refused } from '../../ui/problem';
import { monthWords, StandingTag, sideWords, versionWords } from './archive-words';

type Shown = ResultOf<typeof archiveApi.show>;

interface Props {
  archiveId: string;
  onClose: () => void;
  onChanged: () => void;
}

/** One package: what is in it, who has taken it, and the way to take it. */
export function ArchiveDrawer({ archiveId, onClose, onChanged }: Props) {
  const archive = useLoad(archiveApi.show, { archiveId });
  const refresh = () => {
    archive.reload();
    onChanged();
  };
  return (
    <Drawer title="月度档案包" open width={560} onClose={onClose}>
      <Read from={archive}>
        {(data) => (
          <>
            <Facts archive={data} />
            {data.may.download ? <Download archive={data} onStarted={refresh} /> : null}
            <Downloads archive={data} />
          </>
        )}
      </Read>
    </Drawer>
  );
}

const Facts = ({ archive }: { archive: Shown }) => (
  <Section
    title={`${monthWords(archive.month)} · ${versionWords(archive.version)}`}
    extra={<StandingTag archive={archive} />}
  >
    <Descriptions
      column={1}
      size="small"
      items={[
        { key: 'unit', label: '单位', children: `${archive.unit.name}（${sideWords[archive.side]}）` },
        { key: 'division', label: '区县', children: archive.division.name },
        {
          key: 'records',
          label: '内容',
          children: `${countWords(archive.lifts)} 台电梯，${countWords(archive.records)} 份记录`,
        },
        ...(archive.bytes === null
          ? [
              {
                key: 'progress',
                label: '进度',
                children: `已打包 ${countWords(archive.recordsDone)} 份，备好后会提醒`,
              },
            ]
          : [{ key: 'bytes', label: '大小', children: sizeWords(archive.bytes) }]),
        ...(archive.readyAt === null
          ? []
          : [{ key: 'ready', label: '备好', children: momentWords(archive.readyAt) }]),
        ...(archive.dueOn === null
          ? []
          : [{ key: 'due', label: '下载期限', children: `${dateWords(archive.dueOn)} 24:00` }]),
        ...(archive.sha256 === null
          ? []
          : [
              {
                key: 'sha256',
                label: '校验值（SHA-256）',
                children: (
                  <Typography.Text copyable style={{ fontSize: 12, wordBreak: 'break-all' }}>
                    {archive.sha256}
                  </Typography.Text>
                ),
              },
            ]),
      ]}
    />
  </Section>
);

function Download({ archive, onStarted }: { archive: Shown; onStarted: () => void }) {
  const { message } = App.useApp();
  const [error, setError] = useState<Error | null>(null);
  const [busy, setBusy] = useState(false);
  const start = async () => {
    setBusy(true);
    setError(null);
    try {
      const { path, fileName } = await call(archiveApi.link, { archiveId: archive.id });
      follow(path, fileName);
      message.success('已开始下载，请看浏览器的下载列表');
      setTimeout(onStarted, 3000);
    } catch (thrown) {
      setError(thrown instanceof Error ? thrown : new Error(String(thrown)));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Section title="下载">
      <p>链接一小时内有效，断了可以接着下。下载后请在两处保存，包内的“说明.txt”写明怎样核对。</p>
      <Refused error={error} />
      <Button type="primary" icon={<DownloadOutlined />} loading={busy} onClick={() => void start()}>
        {archive.standing === 'taken' ? '再次下载' : '下载档案包'}
      </Button>
    </Section>
  );
}

const Downloads = ({ archive }: { archive: Shown }) => (
  <Section title="下载记录">
    {archive.downloads.length === 0 ? (
      <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description="还没有人下载。" />
    ) : (
      <Timeline
        items={archive.downloads.map((one) => ({
          key: `${one.at}-${one.by}`,
          children: (
            <>
              <div>
                {one.by}（{one.organisation}）
                {one.completedAt === null ? `下载了一部分，${sizeWords(one.bytes)}` : '下载完成'}
              </div>
              <div className="quiet">{momentWords(one.completedAt ?? one.at)}</div>
            </>
          ),
        }))}
      />
    )}
  </Section>
);

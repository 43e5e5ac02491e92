import { DownloadOutlined } from '@ant-design/icons';
import { type CallUp, evidenceApi } from '@lifttrust/shared-types/evidence/evidence.contract';
import { App, Button, Space, Spin, Typography } from 'antd';
import { useEffect, useState } from 'react';
import { call } from '../../lib/call';
import { follow } from '../../lib/download';
import { asError } from '../../lib/load';
import { sizeWords } from '../../lib/words';
import { Section } from '../../ui/page';
import { Refused } from '../../ui/problem';

const lookMs = 2000;

/** The file that proves itself: as soon as it is made it can be taken. */
export function CallUpFile({ callUp, onLook }: { callUp: CallUp; onLook: () => void }) {
  const { state, bytes, sha256, withPhotos } = callUp.file;
  useEffect(() => {
    if (state !== 'preparing') return;
    const timer = setInterval(onLook, lookMs);
    return () => clearInterval(timer);
  }, [state, onLook]);
  return (
    <Section title="证据包">
      <p>
        每份记录的打印件、存证和照片清单{withPhotos ? '、照片原件' : ''}
        ，连同更正、作废、签字确认和本次调阅的存证。包内的“说明.txt”写明怎样离线核对。
      </p>
      {state === 'preparing' ? (
        <Space>
          <Spin size="small" />
          正在制作，请稍候。可以先查看下面的记录。
        </Space>
      ) : null}
      {state === 'failed' ? <p>没有做成，请联系平台管理员。记录仍可以在下面查看。</p> : null}
      {state === 'ready' ? <Take callUp={callUp} /> : null}
      {sha256 ? (
        <div style={{ marginTop: 12 }} className="quiet">
          {bytes === null ? '' : `${sizeWords(bytes)}，`}校验值（SHA-256）{' '}
          <Typography.Text copyable style={{ fontSize: 12, wordBreak: 'break-all' }}>
            {sha256}
          </Typography.Text>
        </div>
      ) : null}
    </Section>
  );
}

function Take({ callUp }: { callUp: CallUp }) {
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const take = async () => {
    setBusy(true);
    setError(null);
    try {
      const { path, fileName } = await call(evidenceApi.link, { callUpId: callUp.id });
      follow(path, fileName);
      message.success('已开始下载，请看浏览器的下载列表');
    } catch (thrown) {
      setError(asError(thrown));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <p>链接一小时内有效，断了可以接着下。</p>
      <Refused error={error} onClose={() => setError(null)} />
      <Button type="primary" icon={<DownloadOutlined />} loading={busy} onClick={() => void take()}>
        下载证据包
      </Button>
    </>
  );
}

import type { Challenge } from '@lifttrust/shared-types/face/face.contract';
import { Text } from '@tarojs/components';
import { useDidShow } from '@tarojs/taro';
import { useState } from 'react';
import { device } from '../../platform/device';
import { copyText, openOutsidePage } from '../../platform/outside-page';
import { ActionBar } from '../../ui/action-bar';
import { Button } from '../../ui/button';
import { Card, CardTitle } from '../../ui/card';
import { Notice } from '../../ui/notice';
import { Refusals } from '../../ui/page-state';
import { Note } from '../../ui/screen';
import { useAct } from '../../ui/use-act';
import { fetchPageResult } from './face-commands';
import { useCountdown } from './use-countdown';

interface Props {
  challenge: Challenge;
  url: string;
  onAnswer: (challenge: Challenge) => void;
}

/** Out to the provider's page and back. What happened there the service asks by itself. */
export function PageCheck({ challenge, url, onAnswer }: Props) {
  const [left, setLeft] = useState(false);
  const [copied, setCopied] = useState(false);
  const [asked, setAsked] = useState(false);
  const { running, problem, run } = useAct();
  const seconds = useCountdown(challenge.endsAt, device.now);
  const fetchResult = () =>
    run('result', async () => {
      onAnswer(await fetchPageResult(challenge.id));
      setAsked(true);
    });
  const open = () =>
    run('open', async () => {
      await openOutsidePage(url);
      setLeft(true);
    });
  const copy = () =>
    run('copy', async () => {
      await copyText(url);
      setCopied(true);
      setLeft(true);
    });
  useDidShow(() => {
    if (left) fetchResult();
  });
  return (
    <>
      <Card id="page-check">
        <CardTitle>到核验页面录一小段视频</CardTitle>
        <Text>打开页面，按提示露出整张脸。做完请回到这里，看结果。</Text>
        <Note>
          {seconds > 0
            ? `请在 ${Math.ceil(seconds / 60)} 分钟内做完。手机打不开页面时，可复制链接到微信里打开。`
            : '时间到了。已经做完的，仍可以查看结果。'}
        </Note>
      </Card>
      {copied ? (
        <Notice title="链接已复制" lines={['粘贴到微信聊天里（例如文件传输助手），再点开。']} />
      ) : null}
      {asked && !problem ? (
        <Notice
          id="page-unfinished"
          tone="warning"
          title="还没有收到结果"
          lines={['请先在打开的页面做完，再查看结果。']}
        />
      ) : null}
      <Refusals problem={problem} />
      <ActionBar>
        <Button
          id="fetch-result"
          kind={left ? 'primary' : 'secondary'}
          label="我做完了，查看结果"
          busy={running === 'result'}
          busyLabel="正在取结果…"
          disabled={running !== null && running !== 'result'}
          onPress={fetchResult}
        />
        <Button
          id="open-page"
          kind={left ? 'secondary' : 'primary'}
          icon="face"
          label={left ? '再打开一次页面' : '打开核验页面'}
          busy={running === 'open'}
          busyLabel="正在打开…"
          disabled={running !== null && running !== 'open'}
          onPress={open}
        />
        <Button
          id="copy-page"
          kind="quiet"
          label="复制链接，到微信里打开"
          busy={running === 'copy'}
          onPress={copy}
        />
      </ActionBar>
    </>
  );
}

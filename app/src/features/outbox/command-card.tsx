import { timeInWords } from '@lifttrust/shared-types/kernel/time';
import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import type { Command, CommandState, Delay } from '../../outbox/command';
import { outbox } from '../../outbox/outbox';
import { Button } from '../../ui/button';
import { Card, CardTitle, type Tone } from '../../ui/card';
import { openPage } from '../../ui/navigate';
import { Note } from '../../ui/screen';
import { Sheet } from '../../ui/sheet';
import { Tag } from '../../ui/tag';
import { placeToMend } from './mend';
import { kilobytesOf } from './use-outbox';

const states: Record<CommandState, { text: string; tone: Tone }> = {
  queued: { text: '等网络', tone: 'plain' },
  sending: { text: '正在发送', tone: 'brand' },
  refused: { text: '没被接受', tone: 'danger' },
  lost: { text: '文件不见了', tone: 'warning' },
};

const delays: Record<Delay['by'], string> = {
  network: '等网络',
  service: '等服务恢复',
  partner: '等待同伴上传',
  earlier: '等上面一项',
  role: '等换回身份',
};

const stateOf = ({ state, delay }: Command) =>
  state === 'queued' && delay ? { ...states.queued, text: delays[delay.by] } : states[state];

export const CommandCard = ({ command, place }: { command: Command; place: number }) => (
  <Card id={`command-${command.key}`}>
    <CardTitle aside={<Tag {...stateOf(command)} />}>
      {place}. {command.label}
    </CardTitle>
    <View>
      <Note>{sizeInWords(command)}</Note>
      {why(command).map((line) => (
        <Note key={line}>{line}</Note>
      ))}
    </View>
    {command.state === 'refused' || command.state === 'lost' ? <Settle command={command} /> : null}
  </Card>
);

function why({ delay }: Command): string[] {
  if (delay?.by === 'earlier') return ['上面有一项要您先处理，处理后自动接着发。'];
  return delay && 'word' in delay ? [delay.word] : [];
}

function sizeInWords(command: Command): string {
  const { files, attempts, at } = command;
  const sent = files.filter(({ stored }) => stored).length;
  const progress = sent > 0 && sent < files.length ? `，已传 ${sent} 个` : '';
  const size = files.length > 0 ? ` · ${files.length} 个文件 ${kilobytesOf([command])} kB${progress}` : '';
  const tries = attempts > 0 ? ` · 已试 ${attempts} 次` : '';
  return `${timeInWords(at)} 记下${size}${tries}`;
}

/** Why it was not taken and the ways on: put it right, once more, or give it up. */
const Settle = ({ command }: { command: Command }) => {
  const [asking, setAsking] = useState(false);
  const mend = placeToMend(command);
  return (
    <>
      {reasonsOf(command).map((reason) => (
        <Text key={reason}>{reason}</Text>
      ))}
      {mend ? (
        <Button
          id={`mend-${command.key}`}
          kind="secondary"
          icon={mend.icon}
          label={mend.label}
          onPress={() => openPage(mend.page, mend.query)}
        />
      ) : null}
      <Button
        id={`again-${command.key}`}
        kind="quiet"
        icon="refresh"
        label="再发一次"
        onPress={() => void outbox.again(command.key)}
      />
      <Button id={`give-up-${command.key}`} kind="quiet" label="放弃这一项" onPress={() => setAsking(true)} />
      <Sheet open={asking} title={`放弃“${command.label}”？`} onClose={() => setAsking(false)}>
        <Note>它会从这部手机删除，不再上传，也找不回来。</Note>
        <Button
          id="confirm-give-up"
          kind="danger"
          label="确认放弃"
          onPress={() => {
            setAsking(false);
            void outbox.dismiss(command.key).then(() => outbox.resume());
          }}
        />
        <Button kind="quiet" label="先留着" onPress={() => setAsking(false)} />
      </Sheet>
    </>
  );
};

function reasonsOf({ state, refusal, files }: Command): string[] {
  if (state === 'lost') {
    const what = files.some(({ purpose }) => purpose === 'signature') ? '签名' : '照片';
    return [`这${what}已不在手机里，可能被系统清理了。请重做这一步，再放弃这一项。`];
  }
  return (refusal?.details ?? [{ message: refusal?.message ?? '' }]).map(({ message }) => message);
}

import { timeInWords } from '@lifttrust/shared-types/kernel/time';
import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import type { Command, CommandState } from '../../outbox/command';
import { outbox } from '../../outbox/outbox';
import { Button } from '../../ui/button';
import { Card, CardTitle, type Tone } from '../../ui/card';
import { Empty } from '../../ui/page-state';
import { Lead, Note, Title } from '../../ui/screen';
import { Tag } from '../../ui/tag';
import { kilobytesOf, useOutbox } from './use-outbox';

const states: Record<CommandState, { text: string; tone: Tone }> = {
  queued: { text: '等网络', tone: 'plain' },
  sending: { text: '正在发送', tone: 'brand' },
  refused: { text: '没被接受', tone: 'danger' },
};

const stateOf = ({ state, delay }: Command) =>
  state === 'queued' && delay?.by === 'service' ? { ...states.queued, text: '等服务恢复' } : states[state];

/** What is still only on this phone: how many, how much, in which order, and why something was refused. */
export function OutboxView() {
  const commands = useOutbox();
  const [resuming, setResuming] = useState(false);
  const resume = () => {
    setResuming(true);
    void outbox.resume().finally(() => setResuming(false));
  };
  if (commands.length === 0) {
    return <Empty icon="check" title="没有待发送的内容" line="您填的、拍的都已经送到。" />;
  }
  return (
    <>
      <Title>{commands.length} 项在手机里等着发送</Title>
      <Lead>照片共 {kilobytesOf(commands)} kB。网络和服务都在时按顺序自动发出，不用重做。</Lead>
      <Button
        id="resume"
        icon="send"
        label="现在发送"
        busy={resuming}
        busyLabel="正在发送…"
        onPress={resume}
      />
      {commands.map((command, index) => (
        <CommandCard key={command.key} command={command} place={index + 1} />
      ))}
    </>
  );
}

const CommandCard = ({ command, place }: { command: Command; place: number }) => (
  <Card id={`command-${command.key}`}>
    <CardTitle aside={<Tag {...stateOf(command)} />}>
      {place}. {command.label}
    </CardTitle>
    <View>
      <Note>{sizeInWords(command)}</Note>
      {command.delay?.by === 'service' ? <Note>{command.delay.word}</Note> : null}
    </View>
    {command.refusal ? <Refusal command={command} /> : null}
  </Card>
);

function sizeInWords(command: Command): string {
  const kilobytes = kilobytesOf([command]);
  const size = command.files.length > 0 ? ` · ${command.files.length} 个文件 ${kilobytes} kB` : '';
  const tries = command.attempts > 0 ? ` · 已试 ${command.attempts} 次` : '';
  return `${timeInWords(command.at)} 记下${size}${tries}`;
}

const Refusal = ({ command }: { command: Command }) => (
  <>
    {(command.refusal?.details ?? [{ message: command.refusal?.message ?? '' }]).map(({ message }) => (
      <Text key={message}>{message}</Text>
    ))}
    <Button kind="secondary" label="知道了，从列表里拿掉" onPress={() => void outbox.dismiss(command.key)} />
  </>
);

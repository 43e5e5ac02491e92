import { timeInWords } from '@lifttrust/shared-types/kernel/time';
import { useEffect, useState } from 'react';
import { session } from '../../lib/session';
import { room } from '../../offline/room';
import type { Command } from '../../outbox/command';
import { contact } from '../../outbox/contact';
import { outbox } from '../../outbox/outbox';
import { waitingOfOthers } from '../../outbox/waiting-count';
import { Button } from '../../ui/button';
import { Card, CardTitle, Cell } from '../../ui/card';
import { Notice } from '../../ui/notice';
import { Empty } from '../../ui/page-state';
import { Lead, Note, SectionTitle, Title } from '../../ui/screen';
import { CommandCard } from './command-card';
import { GroupActs } from './group-acts';
import { type Group, groupsOf } from './outbox-groups';
import { RoomCard } from './room-card';
import { kilobytesOf, progressOf, useOutbox } from './use-outbox';

/** What is still only on this phone: how many, how much, in which order, and why something was refused. */
export function OutboxView() {
  const commands = useOutbox();
  const [resuming, setResuming] = useState(false);
  useEffect(() => {
    // Whose outbox it is, is known with the session; a page opened by a link may be the first to ask.
    void session
      .ensure()
      .then(() => outbox.resume())
      .catch(() => undefined);
  }, []);
  const resume = () => {
    setResuming(true);
    void outbox.resume().finally(() => setResuming(false));
  };
  return (
    <>
      {commands.length === 0 ? (
        <Empty icon="check" title="没有待发送的内容" line="您填的、拍的都已经送到。" />
      ) : (
        <Waiting commands={commands} resuming={resuming} onResume={resume} />
      )}
      <OthersNotice />
      <Card id="outbox-phone">
        <CardTitle>这部手机</CardTitle>
        <Cell label="上次连上服务" value={lastContactInWords()} />
      </Card>
      <RoomCard room={room()} />
    </>
  );
}

const isTroubled = ({ state }: Command): boolean => state === 'refused' || state === 'lost';

interface WaitingProps {
  commands: Command[];
  resuming: boolean;
  onResume: () => void;
}

const Waiting = ({ commands, resuming, onResume }: WaitingProps) => {
  const troubled = commands.filter(isTroubled).length;
  const { sent, total } = progressOf(commands);
  return (
    <>
      <Title>{commands.length - troubled} 项在手机里等着发送</Title>
      <Lead>
        {kilobytesOf(commands) > 0 ? `照片共 ${kilobytesOf(commands)} kB。` : ''}
        网络和服务都在时按顺序自动发出，不用重做。
      </Lead>
      {troubled > 0 ? (
        <Notice
          id="outbox-troubled"
          tone="warning"
          title={`${troubled} 项要您处理`}
          lines={[
            commands.some(({ delay }) => delay?.by === 'earlier')
              ? '处理后，同一次维保后面的接着发。内容都在手机里。'
              : '别的照常发送，内容都在手机里。',
          ]}
        />
      ) : null}
      {sent > 0 ? (
        <Note>
          文件已传 {sent}/{total} 个
        </Note>
      ) : null}
      <Button
        id="resume"
        icon="send"
        label="立即重试"
        busy={resuming}
        busyLabel="正在发送…"
        onPress={onResume}
      />
      {groupsOf(commands).map((group) => (
        <GroupOf key={group.visitId ?? 'other'} group={group} all={commands} />
      ))}
    </>
  );
};

const GroupOf = ({ group, all }: { group: Group; all: Command[] }) => (
  <>
    <SectionTitle>
      {group.title} · {group.items.length} 项
      {kilobytesOf(group.items) > 0 ? ` ${kilobytesOf(group.items)} kB` : ''}
    </SectionTitle>
    {group.items.map((command) => (
      <CommandCard key={command.key} command={command} place={all.indexOf(command) + 1} />
    ))}
    {group.visitId !== null && group.items.some(isTroubled) ? <GroupActs {...group} /> : null}
  </>
);

const OthersNotice = () => {
  const others = waitingOfOthers();
  return others === 0 ? null : (
    <Notice
      id="outbox-others"
      tone="plain"
      title={`另有 ${others} 项属于别的登录人`}
      lines={['您看不到，也不会以您的名义发出。本人在这部手机登录后自动上传。']}
    />
  );
};

function lastContactInWords(): string {
  const last = contact.last();
  return last === null ? '还没有' : timeInWords(last);
}

import {
  type Announcement,
  announcementApi,
  announcementStateTones,
  announcementStateWords,
} from '@lifttrust/shared-types/announcement/announcement.contract';
import { announcementKinds } from '@lifttrust/shared-types/announcement/announcement.rules';
import { App, Button, Descriptions, Drawer, Input, Popconfirm, Space } from 'antd';
import { useState } from 'react';
import { useLoad, useWrite } from '../../lib/load';
import { momentWords } from '../../lib/words';
import { Section } from '../../ui/page';
import { Read, Refused } from '../../ui/problem';
import { StateTag } from '../../ui/state-tag';
import { AnnouncementEditor } from './announcement-editor';
import { audienceWords, daysWords } from './announcement-words';

interface Props {
  announcementId: string | null;
  onClose: () => void;
  onDone: () => void;
}

/** One announcement as it will be read, and what may be done with it. */
export function AnnouncementDrawer({ announcementId, onClose, onDone }: Props) {
  const one = useLoad(announcementApi.show, announcementId ? { announcementId } : null);
  const shown = one.data?.id === announcementId ? one.data : null;
  const done = () => {
    one.reload();
    onDone();
  };
  return (
    <Drawer
      open={announcementId !== null}
      width={640}
      title={shown ? announcementKinds[shown.kind] : '公告'}
      onClose={onClose}
      destroyOnHidden
    >
      {announcementId ? (
        <Read from={{ ...one, data: shown }}>{(known) => <Body one={known} onDone={done} />}</Read>
      ) : null}
    </Drawer>
  );
}

function Body({ one, onDone }: { one: Announcement; onDone: () => void }) {
  const { message } = App.useApp();
  const [editing, setEditing] = useState(false);
  const publish = useWrite(announcementApi.publish);
  const send = async () => {
    if (!(await publish.run({ announcementId: one.id, edition: one.edition }))) return;
    message.success('已发布');
    onDone();
  };
  return (
    <>
      <Section title={one.title}>
        <p style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{one.text}</p>
        <p className="quiet">{one.by}</p>
      </Section>
      <Descriptions
        size="small"
        column={1}
        styles={{ label: { width: 100 } }}
        items={[
          {
            key: 'state',
            label: '状态',
            children: (
              <StateTag tone={announcementStateTones[one.state]} text={announcementStateWords[one.state]} />
            ),
          },
          { key: 'audience', label: '对谁', children: audienceWords(one) },
          ...(one.lifts.length > 0
            ? [{ key: 'lifts', label: '电梯', children: one.lifts.map(({ name }) => name).join('、') }]
            : []),
          { key: 'days', label: '日期', children: daysWords(one) },
          { key: 'by', label: '起草', children: `${one.createdBy} ${momentWords(one.createdAt)}` },
          ...(one.publishedAt
            ? [
                {
                  key: 'published',
                  label: '发布',
                  children: `${one.publishedBy} ${momentWords(one.publishedAt)}`,
                },
              ]
            : []),
          ...(one.withdrawnAt
            ? [
                {
                  key: 'withdrawn',
                  label: '撤下',
                  children: `${momentWords(one.withdrawnAt)} ${one.withdrawReason}`,
                },
              ]
            : []),
        ]}
      />
      <Space style={{ marginTop: 16 }}>
        {one.may.publish ? (
          <Popconfirm
            title="发布这则公告？"
            description="发布后不能修改，只能撤下。"
            okText="发布"
            cancelText="取消"
            onConfirm={() => void send()}
          >
            <Button type="primary" loading={publish.busy}>
              发布
            </Button>
          </Popconfirm>
        ) : null}
        {one.may.edit ? (
          <AnnouncementEditor
            before={one}
            open={editing}
            onOpen={() => setEditing(true)}
            onClose={() => setEditing(false)}
            onDone={() => {
              setEditing(false);
              onDone();
            }}
          />
        ) : null}
      </Space>
      <Refused error={publish.error} />
      {one.may.withdraw ? <Withdraw announcementId={one.id} onDone={onDone} /> : null}
    </>
  );
}

function Withdraw({ announcementId, onDone }: { announcementId: string; onDone: () => void }) {
  const { message } = App.useApp();
  const [reason, setReason] = useState('');
  const withdraw = useWrite(announcementApi.withdraw);
  const send = async () => {
    if (!(await withdraw.run({ announcementId, reason: reason.trim() }))) return;
    message.success('已撤下');
    onDone();
  };
  return (
    <>
      <Space.Compact style={{ width: '100%', marginTop: 16 }}>
        <Input
          aria-label="撤下的理由"
          maxLength={300}
          placeholder="撤下的理由"
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        <Button danger disabled={reason.trim() === ''} loading={withdraw.busy} onClick={() => void send()}>
          撤下
        </Button>
      </Space.Compact>
      <Refused error={withdraw.error} />
    </>
  );
}

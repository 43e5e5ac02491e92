import {
  type DirectoryState,
  directoryApi,
  type Sync,
  syncStateWords,
} from '@lifttrust/shared-types/directory/directory.contract';
import { Alert, App, Button, Descriptions, Input, Modal } from 'antd';
import { useState } from 'react';
import { useWrite } from '../../lib/load';
import { isFor, useSession } from '../../lib/session';
import { countWords, momentWords } from '../../lib/words';
import { Refused } from '../../ui/problem';

/** How the address book stands: connected, read, heard of. */
export function StateOfDirectory({ state, onDone }: { state: DirectoryState; onDone: () => void }) {
  const last = state.lastSync;
  if (!state.isConnected)
    return (
      <Alert
        type="info"
        showIcon
        message="还没有接通钉钉通讯录"
        description="账号可以在“账号与权限”里直接分配。要由钉钉后台分配，请平台管理员填写企业 CorpId 和应用凭证。"
      />
    );
  return (
    <>
      {last?.state === 'held' ? <Held sync={last} onDone={onDone} /> : null}
      {last?.trouble ? (
        <Alert
          type="warning"
          showIcon
          style={{ marginBottom: 12 }}
          message="上次没有读完"
          description={last.trouble}
        />
      ) : null}
      <Descriptions
        size="small"
        column={{ xs: 1, md: 3 }}
        items={[
          { key: 'sync', label: '最近一次读取', children: last ? syncWords(last) : '还没有读过' },
          {
            key: 'people',
            label: '读到',
            children: last ? `${countWords(last.departments)} 个部门、${countWords(last.people)} 人` : '—',
          },
          { key: 'diff', label: '差异', children: last ? `${countWords(last.differences)} 处` : '—' },
          { key: 'events', label: '变更通知', children: eventWords(state) },
          {
            key: 'heard',
            label: '最近收到',
            children: state.lastEventAt ? momentWords(state.lastEventAt) : '还没有收到',
          },
          {
            key: 'open',
            label: '待处理',
            children: `${countWords(state.waiting)} 条${state.failed ? `，${countWords(state.failed)} 条等每日对账` : ''}`,
          },
        ]}
      />
    </>
  );
}

const syncWords = (sync: Sync): string => `${momentWords(sync.createdAt)} ${syncStateWords[sync.state]}`;

function eventWords({ events, isStreamOpen }: DirectoryState): string {
  if (events.length === 0) return '没有接通，只靠每日对账';
  const ways = { http: 'HTTP 回调', stream: isStreamOpen ? 'Stream（已连接）' : 'Stream（正在连接）' };
  return events.map((way) => ways[way]).join('、');
}

/** Very many gone at once looks like a right withdrawn: a person has to say that it is true. */
function Held({ sync, onDone }: { sync: Sync; onDone: () => void }) {
  const session = useSession();
  const { message } = App.useApp();
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const write = useWrite(directoryApi.release);
  const mayRelease = session !== null && isFor(directoryApi.release, session.me.role);
  const send = async () => {
    if (!(await write.run({ syncId: sync.id, reason }))) return;
    setAsking(false);
    message.success('已确认，账号正在收回');
    onDone();
  };
  return (
    <>
      <Alert
        type="warning"
        showIcon
        style={{ marginBottom: 12 }}
        message={`有 ${countWords(sync.missing)} 人一下子不在通讯录里了，账号暂时没有收回`}
        description="可能是应用的权限范围被缩小。请先在钉钉后台核对；确实都离开了，再确认收回。"
        action={mayRelease ? <Button onClick={() => setAsking(true)}>确认已离开</Button> : null}
      />
      <Modal
        open={asking}
        title={`确认 ${countWords(sync.missing)} 人已离开`}
        okText="收回账号"
        cancelText="再核对一下"
        okButtonProps={{ danger: true, disabled: reason.trim() === '' }}
        confirmLoading={write.busy}
        onOk={send}
        onCancel={() => setAsking(false)}
      >
        <p>他们的账号会立即收回，已登录的设备马上退出。</p>
        <Input.TextArea
          aria-label="原因"
          placeholder="请写明原因"
          maxLength={300}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        <Refused error={write.error} onClose={write.clear} />
      </Modal>
    </>
  );
}

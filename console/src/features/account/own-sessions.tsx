import { roleWords } from '@lifttrust/shared-types/kernel/access';
import { type OpenSession, sessionApi } from '@lifttrust/shared-types/session/session.contract';
import { App, Button, List, Popconfirm, Tag } from 'antd';
import { useLoad, useWrite } from '../../lib/load';
import { momentWords } from '../../lib/words';
import { Section } from '../../ui/page';
import { Read, Refused } from '../../ui/problem';
import { channelWords, deviceWords } from '../device/device-columns';

/** Where I am signed in; ending what I do not know. */
export function OwnSessions() {
  const { message } = App.useApp();
  const mine = useLoad(sessionApi.mine, {});
  const end = useWrite(sessionApi.endMine);
  const finish = async ({ id }: OpenSession) => {
    if (!(await end.run({ sessionId: id }))) return;
    message.success('那处登录已结束');
    mine.reload();
  };
  return (
    <Section title="登录在哪里">
      <Refused error={end.error} onClose={end.clear} />
      <Read from={mine}>
        {({ items }) => (
          <List
            dataSource={[...items].sort((one, other) => Number(other.isThis) - Number(one.isThis))}
            rowKey="id"
            renderItem={(item) => (
              <List.Item actions={[<Act key="act" item={item} busy={end.busy} onEnd={finish} />]}>
                <List.Item.Meta
                  title={
                    <>
                      {deviceWords(item.device)} {item.isThis ? <Tag color="blue">本机</Tag> : null}
                    </>
                  }
                  description={`${channelWords(item)} · ${roleWords[item.role]} · ${momentWords(item.startedAt)}登录`}
                />
              </List.Item>
            )}
          />
        )}
      </Read>
      <p className="quiet">不认识的登录，请结束它并更换验证器，再告诉本单位管理员。</p>
    </Section>
  );
}

interface ActProps {
  item: OpenSession;
  busy: boolean;
  onEnd: (item: OpenSession) => void;
}

const Act = ({ item, busy, onEnd }: ActProps) =>
  item.isThis ? null : (
    <Popconfirm
      title="结束这处登录？"
      description="那台设备立即退出，没有保存的内容会丢失。"
      okText="结束登录"
      cancelText="不结束"
      okButtonProps={{ danger: true }}
      onConfirm={() => onEnd(item)}
    >
      <Button type="link" danger disabled={busy}>
        结束登录
      </Button>
    </Popconfirm>
  );

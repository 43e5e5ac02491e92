import { SwapOutlined } from '@ant-design/icons';
import { roleWords } from '@lifttrust/shared-types/kernel/access';
import { sessionApi } from '@lifttrust/shared-types/session/session.contract';
import { Button, Modal, Radio, Space } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useLoad, useWrite } from '../lib/load';
import { keepSession, keepSignedIn, type Session } from '../lib/session';
import { Read, Refused } from '../ui/problem';

/** Which of one's roles: asked after signing in where there are several, and from the bar at any time. */
export function RoleChoice({
  session,
  isOpen,
  onClose,
}: {
  session: Session;
  isOpen: boolean;
  onClose: () => void;
}) {
  const navigate = useNavigate();
  const assignments = useLoad(sessionApi.assignments, isOpen ? {} : null);
  const change = useWrite(sessionApi.switch);
  const [chosen, setChosen] = useState<string | null>(null);
  const current = assignments.data?.items.find(({ isCurrent }) => isCurrent)?.id ?? '';
  const wanted = chosen ?? current;
  const close = () => {
    if (session.mustChoose) keepSession({ ...session, mustChoose: false });
    onClose();
  };
  const take = async () => {
    if (wanted === current) return close();
    const opened = await change.run({ assignmentId: wanted });
    if (!opened) return;
    keepSignedIn(opened);
    onClose();
    navigate('/');
  };
  return (
    <Modal
      open={isOpen}
      title={session.mustChoose ? '您有几个身份，这次用哪一个？' : '切换身份'}
      okText="用这个身份"
      cancelText="取消"
      closable={!session.mustChoose}
      maskClosable={!session.mustChoose}
      cancelButtonProps={{ style: session.mustChoose ? { display: 'none' } : {} }}
      confirmLoading={change.busy}
      onOk={take}
      onCancel={close}
    >
      <Read from={assignments}>
        {({ items }) => (
          <Radio.Group value={wanted} onChange={(event) => setChosen(event.target.value)}>
            <Space direction="vertical">
              {items.map(({ id, role, organisation, isCurrent }) => (
                <Radio key={id} value={id}>
                  {roleWords[role]} · {organisation.name}
                  {isCurrent ? <span className="quiet">（当前）</span> : null}
                </Radio>
              ))}
            </Space>
          </Radio.Group>
        )}
      </Read>
      <p className="quiet">切换后原来的登录立即结束，已填未存的内容会丢失。</p>
      <Refused error={change.error} />
    </Modal>
  );
}

export function RoleButton({ session }: { session: Session }) {
  const [asked, setAsked] = useState(false);
  return (
    <>
      <Button type="text" aria-label="切换身份" icon={<SwapOutlined />} onClick={() => setAsked(true)}>
        切换身份
      </Button>
      <RoleChoice
        session={session}
        isOpen={asked || session.mustChoose === true}
        onClose={() => setAsked(false)}
      />
    </>
  );
}

import { type RescueSource, rescueDeskApi } from '@lifttrust/shared-types/rescue/desk.contract';
import { callSources, machineSources } from '@lifttrust/shared-types/rescue/rescue.words';
import { Alert, App, Button, Empty, Form, Input, Modal, Select, Table, Typography } from 'antd';
import { useState } from 'react';
import { useLoad, useWrite } from '../../lib/load';
import { isFor, useSession } from '../../lib/session';
import { momentWords } from '../../lib/words';
import { Page } from '../../ui/page';
import { Read, Refused } from '../../ui/problem';
import { StateTag } from '../../ui/state-tag';

type Issued = RescueSource & { key: string };

/** Machines and other offices that report people trapped: a key each, shown once, and what came under it. */
export function Component() {
  const role = useSession()?.me.role;
  const sources = useLoad(rescueDeskApi.sources, {});
  const [isIssuing, setIssuing] = useState(false);
  const [issued, setIssued] = useState<Issued | null>(null);
  const [ending, setEnding] = useState<RescueSource | null>(null);
  const mayIssue = isFor(rescueDeskApi.issueSource, role);
  return (
    <Page
      title="报警接口"
      note="轿厢报警、物联监测和 110、119 转警的系统凭密钥直接报警，进入同一个救援队列；误报次数按来源统计。"
      back={{ to: '/desk', text: '救援台' }}
      actions={
        mayIssue ? (
          <Button type="primary" onClick={() => setIssuing(true)}>
            新建密钥
          </Button>
        ) : null
      }
    >
      <Read from={sources}>
        {({ items }) => (
          <Table<RescueSource>
            size="middle"
            rowKey="id"
            dataSource={items}
            pagination={items.length > 20 ? { pageSize: 20 } : false}
            scroll={{ x: 'max-content' }}
            locale={{
              emptyText: (
                <Empty
                  image={Empty.PRESENTED_IMAGE_SIMPLE}
                  description={
                    mayIssue
                      ? '还没有系统接入。点“新建密钥”，把密钥交给对方的技术人员。'
                      : '还没有系统接入。由救援台或监管部门新建密钥。'
                  }
                />
              ),
            }}
            columns={[
              { title: '名称', dataIndex: 'name' },
              { title: '类型', render: (_, one) => callSources[one.kind] },
              {
                title: '新建',
                render: (_, one) => (
                  <span className="nowrap">
                    {momentWords(one.issuedAt)}
                    <div className="quiet">{one.issuedBy}</div>
                  </span>
                ),
              },
              {
                title: '最近一次报警',
                render: (_, one) =>
                  one.lastCallAt === null ? (
                    <span className="quiet">还没有用过</span>
                  ) : (
                    <span className="nowrap">{momentWords(one.lastCallAt)}</span>
                  ),
              },
              {
                title: '报警',
                render: (_, one) => (one.calls === 0 ? '—' : `${one.calls} 次，其中误报 ${one.mistaken} 次`),
              },
              {
                title: '状态',
                render: (_, one) =>
                  one.revokedAt === null ? (
                    <StateTag tone="success" text="可用" />
                  ) : (
                    <StateTag tone="plain" text={`${momentWords(one.revokedAt)} 停用`} />
                  ),
              },
              {
                title: '',
                render: (_, one) =>
                  mayIssue && one.revokedAt === null ? (
                    <Button type="link" danger size="small" onClick={() => setEnding(one)}>
                      停用
                    </Button>
                  ) : null,
              },
            ]}
          />
        )}
      </Read>
      {isIssuing ? (
        <Issue
          onCancel={() => setIssuing(false)}
          onDone={(made) => {
            setIssuing(false);
            setIssued(made);
            sources.reload();
          }}
        />
      ) : null}
      {issued ? <KeyShown issued={issued} onClose={() => setIssued(null)} /> : null}
      {ending ? (
        <Revoke
          source={ending}
          onCancel={() => setEnding(null)}
          onDone={() => {
            setEnding(null);
            sources.reload();
          }}
        />
      ) : null}
    </Page>
  );
}

function Issue({ onDone, onCancel }: { onDone: (made: Issued) => void; onCancel: () => void }) {
  const [name, setName] = useState('');
  const [kind, setKind] = useState<RescueSource['kind']>('car_alarm');
  const write = useWrite(rescueDeskApi.issueSource);
  const send = async () => {
    const made = await write.run({ name: name.trim(), kind });
    if (made) onDone(made);
  };
  return (
    <Modal
      open
      title="新建密钥"
      okText="新建"
      cancelText="取消"
      okButtonProps={{ disabled: name.trim() === '', loading: write.busy }}
      onOk={() => void send()}
      onCancel={onCancel}
    >
      <p>每个系统一把密钥，只能报本辖区的电梯。</p>
      <Form layout="vertical">
        <Form.Item label="名称" required>
          <Input
            aria-label="名称"
            maxLength={60}
            placeholder="例如：市公安局 110 指挥系统"
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </Form.Item>
        <Form.Item label="类型">
          <Select
            aria-label="类型"
            value={kind}
            options={machineSources.map((value) => ({ value, label: callSources[value] }))}
            onChange={setKind}
          />
        </Form.Item>
      </Form>
      <Refused error={write.error} onClose={write.clear} />
    </Modal>
  );
}

/** The only time it can be read; closing it asks for a word, not for a stray click. */
const KeyShown = ({ issued, onClose }: { issued: Issued; onClose: () => void }) => (
  <Modal
    open
    title={`“${issued.name}”的密钥`}
    closable={false}
    maskClosable={false}
    keyboard={false}
    footer={
      <Button type="primary" onClick={onClose}>
        已保存，关闭
      </Button>
    }
  >
    <Alert
      showIcon
      type="warning"
      message="密钥只显示这一次，请现在复制并妥善交给对方。丢了只能停用，再建一把。"
    />
    <p style={{ marginTop: 16 }}>
      <Typography.Text className="mono" copyable={{ tooltips: ['复制密钥', '已复制'] }}>
        {issued.key}
      </Typography.Text>
    </p>
    <p>
      对方向 <span className="mono">{`${window.location.origin}/api/rescue-alarms`}</span> 提交
      key（密钥）、event（对方的事件编号，同一编号只算一次），和
      rescueCode（识别码）、registrationCode（注册代码）、 equipmentCode（设备代码）中的一项。
    </p>
  </Modal>
);

interface RevokeProps {
  source: RescueSource;
  onDone: () => void;
  onCancel: () => void;
}

function Revoke({ source, onDone, onCancel }: RevokeProps) {
  const { message } = App.useApp();
  const [reason, setReason] = useState('');
  const write = useWrite(rescueDeskApi.revokeSource);
  const send = async () => {
    if (!(await write.run({ sourceId: source.id, reason: reason.trim() }))) return;
    message.success('已停用');
    onDone();
  };
  return (
    <Modal
      open
      title={`停用“${source.name}”的密钥`}
      okText="停用，不能恢复"
      cancelText="取消"
      okButtonProps={{ danger: true, disabled: reason.trim() === '', loading: write.busy }}
      onOk={() => void send()}
      onCancel={onCancel}
    >
      <p>停用后这个系统再报的困人不会进入救援队列，请先确认对方已改用别的方式。已经报来的救援照常进行。</p>
      <Form layout="vertical">
        <Form.Item label="停用的原因" required>
          <Input.TextArea
            aria-label="停用的原因"
            rows={2}
            maxLength={200}
            showCount
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </Form.Item>
      </Form>
      <Refused error={write.error} onClose={write.clear} />
    </Modal>
  );
}

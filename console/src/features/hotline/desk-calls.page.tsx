import { type DeskCall, hotlineApi } from '@lifttrust/shared-types/hotline/hotline.contract';
import {
  type CallBackOutcome,
  type CallKind,
  callBackOutcomes,
  callKinds,
} from '@lifttrust/shared-types/hotline/hotline.words';
import { App, Button, Empty, Form, Input, Modal, Radio, Rate, Segmented, Select, Space, Table } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { call as ask } from '../../lib/call';
import { oneOf, useFilters } from '../../lib/filters';
import { asError, useLoad, useWrite } from '../../lib/load';
import { isFor, useSession } from '../../lib/session';
import { momentWords } from '../../lib/words';
import { Page } from '../../ui/page';
import { Read, Refused } from '../../ui/problem';
import { StateTag } from '../../ui/state-tag';
import { CorrectCall } from './desk-call-correct';
import { LateSettling } from './desk-call-settle';

const kinds = Object.keys(callKinds) as CallKind[];
const outcomes = Object.entries(callBackOutcomes).map(([value, label]) => ({ value, label }));

/** Every call that somebody at the desk answered, and what became of it. */
export function Component() {
  const role = useSession()?.me.role;
  const { filters, paged, change } = useFilters(['kind', 'open'] as const);
  const kind = oneOf(kinds, filters.kind);
  const open = oneOf(['unsettled', 'call_back'] as const, filters.open);
  const calls = useLoad(hotlineApi.calls, {
    ...paged,
    ...(kind ? { kind } : {}),
    ...(open ? { open } : {}),
  });
  const [chosen, setChosen] = useState<DeskCall | null>(null);
  const [wrong, setWrong] = useState<DeskCall | null>(null);
  const [late, setLate] = useState<DeskCall | null>(null);
  const navigate = useNavigate();
  const mayAct = isFor(hotlineApi.callBack, role);
  return (
    <Page
      title="来电记录"
      note="号码加密保存，列表只显示一部分；查看完整号码会记入审计日志，到期自动删除。"
      back={{ to: '/desk', text: '救援台' }}
    >
      <Space wrap style={{ marginBottom: 12 }}>
        <Segmented
          value={open ?? 'all'}
          options={[
            { value: 'all', label: '全部' },
            { value: 'unsettled', label: '没有登记结果' },
            { value: 'call_back', label: '等待回访' },
          ]}
          onChange={(value) => change({ open: value === 'all' ? undefined : value })}
        />
        <Select
          aria-label="类别"
          allowClear
          placeholder="全部类别"
          style={{ width: 160 }}
          value={kind ?? null}
          options={kinds.map((value) => ({ value, label: callKinds[value] }))}
          onChange={(value) => change({ kind: value ?? undefined })}
        />
      </Space>
      <Read from={calls}>
        {({ items, total }) => (
          <Table<DeskCall>
            size="middle"
            rowKey="id"
            dataSource={items}
            loading={calls.loading}
            scroll={{ x: 'max-content' }}
            pagination={{
              current: paged.page,
              pageSize: paged.pageSize,
              total,
              showTotal: (count) => `共 ${count} 通`,
              onChange: (page, pageSize) =>
                change({ page: String(page), pageSize: String(pageSize) }, { keepPage: true }),
            }}
            locale={{
              emptyText: (
                <Empty
                  image={Empty.PRESENTED_IMAGE_SIMPLE}
                  description="没有符合条件的来电。在救援台点“接听”登记来电。"
                />
              ),
            }}
            columns={[
              {
                title: '接听',
                render: (_, one) => <span className="nowrap">{momentWords(one.takenAt)}</span>,
              },
              { title: '接听人', dataIndex: 'by' },
              { title: '号码', render: (_, one) => <Phone call={one} mayAsk={mayAct} /> },
              { title: '类别', render: (_, one) => <Kind call={one} /> },
              {
                title: '电梯',
                render: (_, one) =>
                  one.lift ? (
                    <Link to={`/lifts/${one.lift.id}`}>
                      {one.lift.rescueCode} {one.lift.place} {one.lift.ownNumber}
                    </Link>
                  ) : (
                    <span className="quiet">—</span>
                  ),
              },
              { title: '说明', render: (_, one) => <div style={{ maxWidth: 260 }}>{one.note || '—'}</div> },
              {
                title: '后续',
                render: (_, one) => (
                  <Space direction="vertical" size={0}>
                    {one.entrapmentId ? (
                      <Link to={`/desk?entrapment=${one.entrapmentId}`}>打开困人</Link>
                    ) : null}
                    {one.wantsCallBack ? <StateTag tone="warning" text="等待回访" /> : null}
                    {mayAct || one.callBacks.length > 0 ? (
                      <Button
                        type="link"
                        size="small"
                        style={{ paddingInline: 0 }}
                        onClick={() => setChosen(one)}
                      >
                        {one.callBacks.length > 0 ? `回访 ${one.callBacks.length} 次` : '登记回访'}
                      </Button>
                    ) : null}
                    {mayAct && one.settledAt === null ? (
                      <Button
                        type="link"
                        size="small"
                        style={{ paddingInline: 0 }}
                        onClick={() => setLate(one)}
                      >
                        登记结果
                      </Button>
                    ) : null}
                    {mayAct && one.settledAt !== null ? (
                      <Button
                        type="link"
                        size="small"
                        style={{ paddingInline: 0 }}
                        onClick={() => setWrong(one)}
                      >
                        更正
                      </Button>
                    ) : null}
                  </Space>
                ),
              },
            ]}
          />
        )}
      </Read>
      {late ? (
        <LateSettling
          call={late}
          onCancel={() => setLate(null)}
          onDone={(entrapmentId) => {
            setLate(null);
            if (entrapmentId) void navigate(`/desk?entrapment=${entrapmentId}`);
            else calls.reload();
          }}
        />
      ) : null}
      {wrong ? (
        <CorrectCall
          call={wrong}
          onCancel={() => setWrong(null)}
          onDone={() => {
            setWrong(null);
            calls.reload();
          }}
        />
      ) : null}
      {chosen ? (
        <CallBacks
          call={chosen}
          mayAct={mayAct}
          onClose={() => setChosen(null)}
          onDone={(next) => {
            setChosen(next);
            calls.reload();
          }}
        />
      ) : null}
    </Page>
  );
}

const Kind = ({ call }: { call: DeskCall }) =>
  call.kind === null ? (
    <StateTag tone="warning" text="没有登记结果" />
  ) : (
    <StateTag tone={call.kind === 'trapped' ? 'danger' : 'plain'} text={callKinds[call.kind]} />
  );

function Phone({ call, mayAsk }: { call: DeskCall; mayAsk: boolean }) {
  const { message } = App.useApp();
  const [phone, setPhone] = useState<string | null>(null);
  if (!call.hasPhone) return <span className="quiet">没有号码</span>;
  if (phone !== null) return <a href={`tel:${phone}`}>{phone}</a>;
  const show = () =>
    ask(hotlineApi.phone, { callId: call.id }).then(
      (told) => setPhone(told.phone),
      (thrown: unknown) => void message.error(asError(thrown).message),
    );
  return (
    <span className="nowrap">
      {call.phone}{' '}
      {mayAsk ? (
        <Button type="link" size="small" style={{ paddingInline: 0 }} onClick={() => void show()}>
          显示
        </Button>
      ) : null}
      {call.callsOfDay > 1 ? <div className="quiet">24 小时内第 {call.callsOfDay} 次</div> : null}
    </span>
  );
}

interface CallBacksProps {
  call: DeskCall;
  mayAct: boolean;
  onClose: () => void;
  onDone: (call: DeskCall) => void;
}

/** What callers were told afterwards; what was entered wrongly is put right by a further entry. */
function CallBacks({ call, mayAct, onClose, onDone }: CallBacksProps) {
  const [outcome, setOutcome] = useState<CallBackOutcome>('reached');
  const [satisfaction, setSatisfaction] = useState(0);
  const [note, setNote] = useState('');
  const [corrects, setCorrects] = useState<string | null>(null);
  const write = useWrite(hotlineApi.callBack);
  const send = async () => {
    const rated = satisfaction === 0 || outcome !== 'reached' ? null : satisfaction;
    const done = await write.run({
      callId: call.id,
      outcome,
      satisfaction: rated,
      note: note.trim(),
      corrects,
    });
    if (!done) return;
    setNote('');
    setCorrects(null);
    setSatisfaction(0);
    onDone(done);
  };
  const corrected = new Set(call.callBacks.flatMap((one) => one.corrects ?? []));
  return (
    <Modal
      open
      title={`回访 ${call.phone}`}
      okText={corrects ? '登记更正' : '登记回访'}
      cancelText="关闭"
      okButtonProps={{
        disabled: note.trim() === '',
        loading: write.busy,
        style: mayAct ? {} : { display: 'none' },
      }}
      onOk={() => void send()}
      onCancel={onClose}
    >
      {call.callBacks.map((one) => (
        <p key={one.id}>
          {callBackOutcomes[one.outcome]}
          {one.satisfaction === null ? '' : `，满意度 ${one.satisfaction} 分`}：{one.note}
          <br />
          <span className="quiet">
            {one.by} {momentWords(one.at)}
            {one.corrects ? ' · 更正前面一条' : ''}
            {corrected.has(one.id) ? ' · 已被更正' : ''}
          </span>{' '}
          {mayAct && !corrected.has(one.id) ? (
            <Button type="link" size="small" onClick={() => setCorrects(corrects === one.id ? null : one.id)}>
              {corrects === one.id ? '不更正这条' : '更正这条'}
            </Button>
          ) : null}
        </p>
      ))}
      {mayAct ? (
        <Form layout="vertical">
          <Form.Item label="结果">
            <Radio.Group
              aria-label="结果"
              options={outcomes}
              value={outcome}
              onChange={(event) => setOutcome(event.target.value)}
            />
          </Form.Item>
          {outcome === 'reached' ? (
            <Form.Item label="满意度（没有问就不填）">
              <Rate aria-label="满意度" value={satisfaction} onChange={setSatisfaction} />
            </Form.Item>
          ) : null}
          <Form.Item label={corrects ? '正确的情况，和更正的原因' : '情况'}>
            <Input.TextArea
              aria-label="回访情况"
              rows={3}
              maxLength={300}
              showCount
              placeholder="例如：电梯已修好，没有其他意见。"
              value={note}
              onChange={(event) => setNote(event.target.value)}
            />
          </Form.Item>
        </Form>
      ) : null}
      <Refused error={write.error} onClose={write.clear} />
    </Modal>
  );
}

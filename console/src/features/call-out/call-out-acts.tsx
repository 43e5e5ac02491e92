import { callOutApi } from '@lifttrust/shared-types/call-out/call-out.contract';
import { mostSent } from '@lifttrust/shared-types/call-out/call-out.rules';
import type { CallOut } from '@lifttrust/shared-types/call-out/call-out.view.contract';
import { whyProposed } from '@lifttrust/shared-types/call-out/proposal.words';
import { App, Button, Form, Modal, Select, Space } from 'antd';
import { type ReactNode, useState } from 'react';
import { useLoad, useWrite } from '../../lib/load';
import { dayOf } from '../../lib/words';
import { DayInput } from '../../ui/day-input';
import { Read, Refused } from '../../ui/problem';
import { TextField } from '../../ui/text-field';
import { FinishByService, StopByService } from './service-acts';

type Act = 'dispatch' | 'service' | 'major' | 'inspected' | 'merge' | 'close' | 'stop' | 'finish';
export interface ActProps {
  job: CallOut;
  onClose: () => void;
  onDone: (words: string) => void;
}

/** What this reader may do now; each in a window of its own, asked once more before it is done. */
export function CallOutActs({ job, onDone }: { job: CallOut; onDone: () => void }) {
  const { message } = App.useApp();
  const [act, setAct] = useState<Act | null>(null);
  const { may } = job;
  const props: ActProps = {
    job,
    onClose: () => setAct(null),
    onDone: (words) => {
      message.success(words);
      setAct(null);
      onDone();
    },
  };
  const button = (key: Act, label: string, primary = false) => (
    <Button key={key} {...(primary ? { type: 'primary' as const } : {})} onClick={() => setAct(key)}>
      {label}
    </Button>
  );
  const byService = job.service !== null;
  return (
    <>
      <Space wrap style={{ margin: '16px 0' }}>
        {may.dispatch
          ? button('dispatch', job.technicians.length > 0 ? '改派' : '派单', job.state === 'reported')
          : null}
        {may.dispatch ? button('service', '由其他单位来修') : null}
        {may.stop && byService ? button('stop', '停梯公告') : null}
        {may.finish && byService ? button('finish', '登记完工', true) : null}
        {may.major ? button('major', '属于重大修理') : null}
        {may.inspected ? button('inspected', '登记监督检验', true) : null}
        {may.merge ? button('merge', '并入另一报修') : null}
        {may.close ? button('close', '结案') : null}
      </Space>
      {act === 'dispatch' ? <Dispatch {...props} /> : null}
      {act === 'service' ? <HandToService {...props} /> : null}
      {act === 'stop' ? <StopByService {...props} /> : null}
      {act === 'finish' ? <FinishByService {...props} /> : null}
      {act === 'major' ? <Major {...props} /> : null}
      {act === 'inspected' ? <Inspected {...props} /> : null}
      {act === 'merge' ? <Merge {...props} /> : null}
      {act === 'close' ? <Close {...props} /> : null}
    </>
  );
}

interface WindowProps {
  title: string;
  ok: string;
  ready: boolean;
  write: { busy: boolean; error: Error | null };
  onOk: () => void;
  onClose: () => void;
  children: ReactNode;
}

export const ActWindow = ({ title, ok, ready, write, onOk, onClose, children }: WindowProps) => (
  <Modal
    open
    title={title}
    okText={ok}
    cancelText="取消"
    okButtonProps={{ disabled: !ready, loading: write.busy }}
    onOk={onOk}
    onCancel={onClose}
  >
    <Form layout="vertical">
      {children}
      <Refused error={write.error} />
    </Form>
  </Modal>
);

function Dispatch({ job, onClose, onDone }: ActProps) {
  const proposal = useLoad(callOutApi.proposal, { callOutId: job.id });
  const [chosen, setChosen] = useState<string[] | null>(null);
  const dispatch = useWrite(callOutApi.dispatch);
  const personIds = chosen ?? proposal.data?.proposed ?? [];
  const send = async () => {
    if (await dispatch.run({ callOutId: job.id, personIds })) onDone('已派单，对方会收到消息');
  };
  return (
    <ActWindow
      title="派给谁"
      ok="派单"
      ready={personIds.length > 0}
      write={dispatch}
      onOk={() => void send()}
      onClose={onClose}
    >
      <p className="quiet">正在值班的人排在最前，其次按电梯分工；可以改，第一位为负责人，至少一位持证。</p>
      <Read from={proposal}>
        {({ people }) => (
          <Form.Item label="人员" required>
            <Select
              mode="multiple"
              aria-label="人员"
              maxCount={mostSent}
              optionFilterProp="label"
              value={personIds}
              options={people.map((person) => {
                const note = whyProposed(person);
                return { value: person.id, label: note ? `${person.name}（${note}）` : person.name };
              })}
              onChange={setChosen}
            />
          </Form.Item>
        )}
      </Read>
    </ActWindow>
  );
}

function HandToService({ job, onClose, onDone }: ActProps) {
  const [name, setName] = useState('');
  const [permitNumber, setPermit] = useState('');
  const [reason, setReason] = useState('');
  const hand = useWrite(callOutApi.handToService);
  const send = async () => {
    const input = { callOutId: job.id, name: name.trim(), permitNumber, reason: reason.trim() };
    if (await hand.run(input)) onDone('已登记，由对方来修');
  };
  return (
    <ActWindow
      title="由其他单位来修"
      ok="登记"
      ready={name.trim() !== '' && reason.trim() !== ''}
      write={hand}
      onOk={() => void send()}
      onClose={onClose}
    >
      <p className="quiet">对方不在平台签到，完工时由本单位上传对方的修理单。</p>
      <TextField label="单位" value={name} max={80} onText={setName} required />
      <TextField label="许可证编号" value={permitNumber} max={60} onText={setPermit} />
      <TextField label="为什么" value={reason} max={200} onText={setReason} required />
    </ActWindow>
  );
}

function Major({ job, onClose, onDone }: ActProps) {
  const [scope, setScope] = useState(job.major?.scope ?? '');
  const [noticeNumber, setNumber] = useState(job.major?.noticeNumber ?? '');
  const [noticeOn, setOn] = useState(job.major?.noticeOn ?? dayOf(Date.now()));
  const major = useWrite(callOutApi.major);
  const send = async () => {
    const input = { callOutId: job.id, scope: scope.trim(), noticeNumber: noticeNumber.trim(), noticeOn };
    if (await major.run(input)) onDone('已登记；监督检验以后才能恢复使用');
  };
  return (
    <ActWindow
      title="属于重大修理"
      ok="核对许可并登记"
      ready={scope.trim() !== '' && noticeNumber.trim() !== ''}
      write={major}
      onOk={() => void send()}
      onClose={onClose}
    >
      <p className="quiet">须有覆盖这台电梯的许可证，先书面告知监管部门再施工，经监督检验后恢复使用。</p>
      <TextField label="修理内容" value={scope} max={300} onText={setScope} required />
      <TextField label="施工告知编号" value={noticeNumber} max={60} onText={setNumber} required />
      <Form.Item label="告知日期">
        <DayInput aria-label="告知日期" value={noticeOn} max={dayOf(Date.now())} keeps onChange={setOn} />
      </Form.Item>
    </ActWindow>
  );
}

function Inspected({ job, onClose, onDone }: ActProps) {
  const [inspectionNumber, setNumber] = useState('');
  const [inspectedOn, setOn] = useState(dayOf(Date.now()));
  const inspected = useWrite(callOutApi.inspected);
  const send = async () => {
    const input = { callOutId: job.id, inspectionNumber: inspectionNumber.trim(), inspectedOn };
    if (await inspected.run(input)) onDone('已登记监督检验');
  };
  return (
    <ActWindow
      title="登记监督检验"
      ok="登记"
      ready={inspectionNumber.trim() !== ''}
      write={inspected}
      onOk={() => void send()}
      onClose={onClose}
    >
      <TextField label="报告编号" value={inspectionNumber} max={60} onText={setNumber} required />
      <Form.Item label="检验日期">
        <DayInput aria-label="检验日期" value={inspectedOn} max={dayOf(Date.now())} keeps onChange={setOn} />
      </Form.Item>
    </ActWindow>
  );
}

function Merge({ job, onClose, onDone }: ActProps) {
  const [intoId, setInto] = useState<string | null>(null);
  const others = useLoad(callOutApi.list, { show: 'open', pageSize: 100 });
  const merge = useWrite(callOutApi.merge);
  const send = async () => {
    if (intoId && (await merge.run({ callOutId: job.id, intoId }))) onDone('已并入，报修人都会知道');
  };
  return (
    <ActWindow
      title="并入另一报修"
      ok="并入"
      ready={intoId !== null}
      write={merge}
      onOk={() => void send()}
      onClose={onClose}
    >
      <p className="quiet">同一件事报了两次，例如扫错了旁边那台的码。并入以后不能分开。</p>
      <Read from={others}>
        {({ items }) => (
          <Select
            aria-label="并入哪一件"
            style={{ width: '100%' }}
            placeholder="选未结束的急修"
            value={intoId}
            options={items
              .filter(({ id }) => id !== job.id)
              .map(({ id, lift }) => ({ value: id, label: `${lift.place} ${lift.ownNumber}` }))}
            onChange={setInto}
          />
        )}
      </Read>
    </ActWindow>
  );
}

function Close({ job, onClose, onDone }: ActProps) {
  const [reason, setReason] = useState('');
  const close = useWrite(callOutApi.close);
  const send = async () => {
    if (await close.run({ callOutId: job.id, reason: reason.trim() })) onDone('已结案');
  };
  return (
    <ActWindow
      title="使用单位没有答复，结案"
      ok="结案"
      ready={reason.trim() !== ''}
      write={close}
      onOk={() => void send()}
      onClose={onClose}
    >
      <p className="quiet">写明核实的情况；封存，不能更改。</p>
      <TextField label="理由" value={reason} max={200} onText={setReason} required />
    </ActWindow>
  );
}

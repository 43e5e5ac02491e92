import { publicReportApi } from '@lifttrust/shared-types/public-report/public-report.contract';
import {
  type ReportInFull,
  RouteToField,
  routeWords,
  VerdictField,
  verdictWords,
} from '@lifttrust/shared-types/public-report/public-report.shapes.contract';
import { App, Button, Checkbox, Form, Input, Radio, Space } from 'antd';
import { useState } from 'react';
import { useWrite } from '../../lib/load';
import { Decision } from '../../ui/decision';
import { Section } from '../../ui/page';
import { Refused } from '../../ui/problem';

interface Props {
  report: ReportInFull;
  onDone: (isGone?: boolean) => void;
}

/** What may be done next; what may not is not shown. */
export const ReportActs = ({ report, onDone }: Props) => (
  <>
    {report.may.confirm ? <Confirm report={report} onDone={onDone} /> : null}
    {report.may.accept ? <Accept report={report} onDone={onDone} /> : null}
    {report.may.route ? <Route report={report} onDone={onDone} /> : null}
    {report.may.answer ? <Answer report={report} onDone={onDone} /> : null}
    {report.may.feedBack ? <FeedBack report={report} onDone={onDone} /> : null}
  </>
);

function Accept({ report, onDone }: Props) {
  const { message } = App.useApp();
  const [reason, setReason] = useState('');
  const decide = useWrite(publicReportApi.decide);
  const send = async (accept: boolean) => {
    if (!(await decide.run({ reportId: report.id, accept, reason: reason.trim() }))) return;
    message.success(accept ? '已受理' : '已告知反映人不予受理');
    onDone();
  };
  return (
    <Section title="受理">
      <Input.TextArea
        aria-label="理由"
        rows={2}
        maxLength={300}
        placeholder="不予受理的，请写明理由，反映人会看到。"
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <Space style={{ marginTop: 12 }}>
        <Button type="primary" loading={decide.busy} onClick={() => void send(true)}>
          受理
        </Button>
        <Button danger disabled={reason.trim() === ''} loading={decide.busy} onClick={() => void send(false)}>
          不予受理
        </Button>
      </Space>
      <Refused error={decide.error} />
    </Section>
  );
}

function Route({ report, onDone }: Props) {
  const { message } = App.useApp();
  const [to, setTo] = useState(report.suggestion.to);
  const [authority, setAuthority] = useState(report.suggestion.authority);
  const [text, setText] = useState(report.unitText || report.text);
  const route = useWrite(publicReportApi.route);
  const send = async () => {
    const input = { reportId: report.id, to, authority: authority.trim(), text: text.trim() };
    if (!(await route.run(input))) return;
    message.success('已转办');
    onDone();
  };
  return (
    <Section title={report.state === 'accepted' ? '转办' : '重新转办'}>
      <Form layout="vertical">
        <Form.Item label="转给">
          <Radio.Group
            value={to}
            options={RouteToField.options.map((value) => ({ value, label: routeWords[value] }))}
            onChange={(event) => setTo(RouteToField.parse(event.target.value))}
          />
        </Form.Item>
        {to === 'authority' ? (
          <Form.Item label="哪个部门" required>
            <Input
              aria-label="哪个部门"
              maxLength={60}
              value={authority}
              onChange={(event) => setAuthority(event.target.value)}
            />
          </Form.Item>
        ) : null}
        <Form.Item
          label="给对方看的内容"
          required
          extra="请删去反映人的姓名、门牌等；电话、证件号、车牌会自动遮盖。"
        >
          <Input.TextArea
            aria-label="给对方看的内容"
            rows={4}
            maxLength={1000}
            showCount
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </Form.Item>
      </Form>
      <Button type="primary" disabled={text.trim() === ''} loading={route.busy} onClick={() => void send()}>
        转办
      </Button>
      <Refused error={route.error} />
    </Section>
  );
}

function Answer({ report, onDone }: Props) {
  const { message } = App.useApp();
  const [text, setText] = useState('');
  const answer = useWrite(publicReportApi.answer);
  const sendBack = useWrite(publicReportApi.sendBack);
  const words = text.trim();
  const send = async () => {
    if (!(await answer.run({ reportId: report.id, text: words }))) return;
    message.success('已回复');
    onDone();
  };
  const refuse = async () => {
    if (!(await sendBack.run({ reportId: report.id, reason: words.slice(0, 300) }))) return;
    message.success('已退回');
    onDone(true);
  };
  return (
    <Section title={report.may.sendBack ? '回复' : '录入办理情况'}>
      <Input.TextArea
        aria-label="回复"
        rows={4}
        maxLength={1000}
        showCount
        placeholder="查到什么、怎样处理、结果如何。"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Space style={{ marginTop: 28 }}>
        <Button type="primary" disabled={words === ''} loading={answer.busy} onClick={() => void send()}>
          回复
        </Button>
        {report.may.sendBack ? (
          <Button danger disabled={words === ''} loading={sendBack.busy} onClick={() => void refuse()}>
            不属于本单位，退回
          </Button>
        ) : null}
      </Space>
      <Refused error={answer.error ?? sendBack.error} />
    </Section>
  );
}

function FeedBack({ report, onDone }: Props) {
  const { message } = App.useApp();
  const [text, setText] = useState(report.answer);
  const [verdict, setVerdict] = useState<ReportInFull['verdict']>('verified');
  const [byMaintenance, setByMaintenance] = useState(false);
  const feedBack = useWrite(publicReportApi.feedBack);
  const isTrue = verdict === 'verified' || verdict === 'partly';
  const send = async () => {
    const input = { reportId: report.id, text: text.trim(), verdict, byMaintenance: byMaintenance && isTrue };
    if (!(await feedBack.run(input))) return;
    message.success('已反馈给反映人');
    onDone();
  };
  return (
    <Section title="反馈给反映人">
      <Form layout="vertical">
        <Form.Item label="是否属实">
          <Radio.Group
            value={verdict}
            options={VerdictField.options
              .filter((value) => value !== 'open')
              .map((value) => ({ value, label: verdictWords[value] }))}
            onChange={(event) => setVerdict(VerdictField.parse(event.target.value))}
          />
        </Form.Item>
        <Checkbox
          checked={byMaintenance && isTrue}
          disabled={!isTrue}
          onChange={(event) => setByMaintenance(event.target.checked)}
        >
          由维保质量造成（计入信用评价）
        </Checkbox>
        <Form.Item label="给反映人的答复" required style={{ marginTop: 12 }}>
          <Input.TextArea
            aria-label="给反映人的答复"
            rows={4}
            maxLength={1000}
            showCount
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </Form.Item>
      </Form>
      <Button
        type="primary"
        disabled={text.trim() === ''}
        loading={feedBack.busy}
        onClick={() => void send()}
      >
        反馈
      </Button>
      <Refused error={feedBack.error} />
    </Section>
  );
}

function Confirm({ report, onDone }: Props) {
  const { message } = App.useApp();
  const confirm = useWrite(publicReportApi.confirm);
  const send = async (accept: boolean, text: string) => {
    if (!(await confirm.run({ reportId: report.id, accept, text }))) return;
    message.success(accept ? '已确认，台账按变更流程改正' : '已告知反映人');
    onDone();
  };
  return (
    <Section title="核对这项纠错">
      <Decision
        accept="核对属实"
        reject="登记没有错"
        hint="写明怎样核对的，例如：现场铭牌为 2 号梯。"
        busy={confirm.busy}
        error={confirm.error}
        onDecide={(accept, text) => void send(accept, text)}
      />
    </Section>
  );
}

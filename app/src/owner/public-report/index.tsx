import { dateInWords, instantInWords } from '@lifttrust/shared-types/kernel/time';
import { publicReportApi } from '@lifttrust/shared-types/public-report/public-report.contract';
import { reportCategories, reportKinds } from '@lifttrust/shared-types/public-report/public-report.rules';
import {
  latenessWords,
  type ReportInFull,
  reportStateTones,
  reportStateWords,
} from '@lifttrust/shared-types/public-report/public-report.shapes.contract';
import { Text } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { call } from '../../lib/call';
import { randomId } from '../../lib/random-id';
import { device } from '../../platform/device';
import { Button } from '../../ui/button';
import { Card, CardTitle, Cell } from '../../ui/card';
import { Field } from '../../ui/field';
import { PageState, Refusals } from '../../ui/page-state';
import { Note, Screen } from '../../ui/screen';
import { Sheet } from '../../ui/sheet';
import { Tag } from '../../ui/tag';
import { useAct } from '../../ui/use-act';
import { useLoad } from '../../ui/use-load';

/** What the desk passed on to the owner: answered in words, or sent back with the reason. */
export default function OwnerReportPage() {
  const { params } = useRouter();
  const reportId = params.reportId ?? '';
  const load = useLoad(() => call(publicReportApi.show, { reportId }));
  const [asking, setAsking] = useState<'answer' | 'sendBack' | null>(null);
  const [text, setText] = useState('');
  const { running, problem, run, clear } = useAct();
  const ask = (what: typeof asking) => {
    clear();
    setAsking(what);
  };
  const send = () =>
    run('send', async () => {
      const once = { requestKey: randomId(device.now()) };
      const words = text.trim();
      const next =
        asking === 'answer'
          ? await call(publicReportApi.answer, { reportId, text: words }, once)
          : await call(publicReportApi.sendBack, { reportId, reason: words }, once);
      load.replace(next);
      setAsking(null);
    });
  const may = load.value?.may;
  return (
    <Screen
      id="owner-report"
      footer={
        may?.answer ? (
          <>
            <Button id="to-answer" icon="pen" label="回复" onPress={() => ask('answer')} />
            {may.sendBack ? (
              <Button
                id="to-send-back"
                kind="quiet"
                label="不属于本单位，退回"
                onPress={() => ask('sendBack')}
              />
            ) : null}
          </>
        ) : null
      }
    >
      <PageState load={load}>{(report) => <Shown report={report} />}</PageState>
      <Sheet
        open={asking !== null}
        title={asking === 'sendBack' ? '为什么不属于本单位？' : '怎样处理的？'}
        onClose={() => ask(null)}
      >
        <Note>
          {asking === 'sendBack'
            ? '退回后由监管部门另行转办，本单位不再看到这一件。'
            : '监管部门核实后反馈给反映人；回复后不能修改。'}
        </Note>
        <Field
          id="report-words"
          label={asking === 'sendBack' ? '理由' : '查到什么、怎样处理、结果如何'}
          value={text}
          lines="many"
          maxLength={asking === 'sendBack' ? 300 : 1000}
          onChange={setText}
        />
        <Refusals problem={problem} />
        <Button
          id="report-confirm"
          kind={asking === 'sendBack' ? 'danger' : 'primary'}
          label={asking === 'sendBack' ? '退回' : '回复'}
          busy={running !== null}
          disabled={text.trim() === ''}
          onPress={send}
        />
      </Sheet>
    </Screen>
  );
}

const Shown = ({ report }: { report: ReportInFull }) => (
  <>
    <Card id="report-head">
      <CardTitle aside={<Tag text={reportStateWords[report.state]} tone={reportStateTones[report.state]} />}>
        {reportKinds[report.kind]}
      </CardTitle>
      <Cell label="类别" value={reportCategories[report.category]} />
      {report.lift ? (
        <Cell label="电梯" value={`${report.lift.place} ${report.lift.ownNumber}`.trim()} />
      ) : null}
      {report.routedAt ? <Cell label="转来" value={instantInWords(report.routedAt)} /> : null}
      {report.replyBy ? <Cell label="答复期限" value={dateInWords(report.replyBy)} /> : null}
      {report.lateness === 'none' ? null : <Note>{latenessWords[report.lateness]}，请今天办理。</Note>}
    </Card>
    <Card id="report-said">
      <CardTitle>反映的内容</CardTitle>
      <Text>{report.text}</Text>
      <Note>由监管部门转述，不含反映人信息。</Note>
    </Card>
    {report.answer ? (
      <Card id="report-answer" tone="success">
        <CardTitle>本单位的回复</CardTitle>
        <Text>{report.answer}</Text>
      </Card>
    ) : null}
  </>
);

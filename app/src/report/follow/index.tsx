import { dateInWords, instantInWords } from '@lifttrust/shared-types/kernel/time';
import { publicReportApi } from '@lifttrust/shared-types/public-report/public-report.contract';
import { reportCategories, reportKinds } from '@lifttrust/shared-types/public-report/public-report.rules';
import {
  latenessWords,
  type OwnReport,
  reportStateTones,
  reportStateWords,
} from '@lifttrust/shared-types/public-report/public-report.shapes.contract';
import { Text } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { Choices } from '../../features/public-report/choices';
import { keptReports } from '../../features/public-report/kept-reports';
import { Remind } from '../../features/public-report/remind';
import { ReportPictures } from '../../features/public-report/report-pictures';
import { call } from '../../lib/call';
import { Button } from '../../ui/button';
import { Card, CardTitle, Cell } from '../../ui/card';
import { Field } from '../../ui/field';
import { Empty, PageState, Refusals } from '../../ui/page-state';
import { Note, Screen } from '../../ui/screen';
import { Tag } from '../../ui/tag';
import { useAct } from '../../ui/use-act';
import { useLoad } from '../../ui/use-load';

/** What became of a report, by the secret that this phone keeps. */
export default function FollowPage() {
  const { params } = useRouter();
  const [token, setToken] = useState<string | null>(params.token ?? null);
  return token ? <Report key={token} token={token} /> : <Kept onChoose={setToken} />;
}

function Kept({ onChoose }: { onChoose: (token: string) => void }) {
  const kept = keptReports();
  return (
    <Screen id="my-reports-list">
      {kept.length === 0 ? (
        <Empty
          icon="list"
          title="这部手机上还没有反映过"
          line="扫电梯上的码，就可以投诉、建议、评价和纠错。"
        />
      ) : (
        <Card>
          {kept.map(({ token, title, at }, index) => (
            <Cell
              key={token}
              id={`kept-${index}`}
              label={title}
              note={instantInWords(at)}
              onPress={() => onChoose(token)}
            />
          ))}
        </Card>
      )}
    </Screen>
  );
}

function Report({ token }: { token: string }) {
  const load = useLoad(() => call(publicReportApi.mine, { token }));
  return (
    <Screen id="my-report">
      <PageState load={load}>
        {(report) => (
          <>
            <Shown report={report} />
            <ReportPictures token={token} report={report} onSent={load.reload} />
            <Remind token={token} offer={report.offer} onDone={load.reload} />
            {report.may.rate ? <Rate token={token} onDone={load.replace} /> : null}
            {report.may.appeal ? <Appeal token={token} onDone={load.replace} /> : null}
          </>
        )}
      </PageState>
    </Screen>
  );
}

const Shown = ({ report }: { report: OwnReport }) => (
  <>
    <Card id="report-card">
      <CardTitle aside={<Tag text={reportStateWords[report.state]} tone={reportStateTones[report.state]} />}>
        {reportKinds[report.kind]}
      </CardTitle>
      <Cell label="类别" value={reportCategories[report.category]} />
      {report.place ? <Cell label="电梯" value={report.place} /> : null}
      <Cell label="提交" value={instantInWords(report.receivedAt)} />
      {report.state === 'received' ? <Cell label="受理期限" value={dateInWords(report.acceptBy)} /> : null}
      {report.replyBy && !report.feedback ? (
        <Cell label="答复期限" value={dateInWords(report.replyBy)} />
      ) : null}
      {report.pictures > 0 ? <Cell label="照片" value={`${report.pictures} 张`} /> : null}
      {report.routedTo ? <Cell label="转给" value={report.routedTo} /> : null}
      {report.lateness === 'none' ? null : <Note>{latenessWords[report.lateness]}，我们正在催办。</Note>}
    </Card>
    {report.text || report.proposal.length > 0 ? (
      <Card>
        <CardTitle>您说的</CardTitle>
        {report.text ? <Text>{report.text}</Text> : null}
        {report.proposal.map(({ field, label, after }) => (
          <Cell key={field} label={label} value={after} />
        ))}
      </Card>
    ) : null}
    {report.feedback ? (
      <Card id="feedback" tone="success">
        <CardTitle>答复</CardTitle>
        <Text>{report.feedback}</Text>
        {report.rating === null ? null : <Note>您的评价：{report.rating} 星</Note>}
      </Card>
    ) : null}
  </>
);

interface ActProps {
  token: string;
  onDone: (report: OwnReport) => void;
}

function Rate({ token, onDone }: ActProps) {
  const { running, problem, run } = useAct();
  const rate = (stars: string) =>
    run('rate', async () => onDone(await call(publicReportApi.rate, { token, stars: Number(stars) })));
  return (
    <Card>
      <Choices
        id="rate"
        label="对办理结果满意吗？"
        options={['5', '4', '3', '2', '1'].map((one) => ({ key: one, label: `${one} 星` }))}
        chosen={null}
        onChoose={(one) => running === null && rate(one)}
      />
      <Refusals problem={problem} />
    </Card>
  );
}

function Appeal({ token, onDone }: ActProps) {
  const { running, problem, run } = useAct();
  const [text, setText] = useState('');
  const send = () =>
    run('appeal', async () => onDone(await call(publicReportApi.appeal, { token, text: text.trim() })));
  return (
    <Card>
      <Field
        id="appeal-text"
        label="不同意这个结果？可以申请复议一次"
        lines="many"
        maxLength={500}
        value={text}
        placeholder="哪里不对，还有什么情况"
        onChange={setText}
      />
      <Refusals problem={problem} />
      <Button
        id="appeal"
        kind="secondary"
        label="申请复议"
        busy={running !== null}
        disabled={text.trim() === ''}
        onPress={send}
      />
    </Card>
  );
}

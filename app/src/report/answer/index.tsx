import { publicReportApi } from '@lifttrust/shared-types/public-report/public-report.contract';
import type { ReportInFull } from '@lifttrust/shared-types/public-report/public-report.shapes.contract';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { UnitReport } from '../../features/public-report/unit-report';
import { call } from '../../lib/call';
import { randomId } from '../../lib/random-id';
import { device } from '../../platform/device';
import { Button } from '../../ui/button';
import { Field } from '../../ui/field';
import { PageState, Refusals } from '../../ui/page-state';
import { Note, Screen } from '../../ui/screen';
import { Sheet } from '../../ui/sheet';
import { useAct } from '../../ui/use-act';
import { useLoad } from '../../ui/use-load';

type Act = 'answer' | 'sendBack' | 'verified' | 'unfounded';

const acts = {
  answer: {
    title: '怎样处理的？',
    note: '监管部门核实后反馈给反映人；回复后不能修改。',
    label: '查到什么、怎样处理、结果如何',
    button: '回复',
  },
  sendBack: {
    title: '为什么不属于本单位？',
    note: '退回后由监管部门另行转办，本单位不再看到这一件。',
    label: '理由',
    button: '退回',
  },
  verified: {
    title: '怎样核对的？',
    note: '台账按资料变更的流程改正，并告诉反映人；提交后不能修改。',
    label: '怎样核对的，例如：现场铭牌为 2 号梯',
    button: '核对属实',
  },
  unfounded: {
    title: '为什么登记没有错？',
    note: '反映人会看到您写的说明；提交后不能修改。',
    label: '怎样核对的，例如：现场铭牌与登记一致',
    button: '登记没有错',
  },
} as const;

const send = (act: Act, reportId: string, words: string): Promise<ReportInFull> => {
  const once = { requestKey: randomId(device.now()) };
  if (act === 'answer') return call(publicReportApi.answer, { reportId, text: words }, once);
  if (act === 'sendBack') return call(publicReportApi.sendBack, { reportId, reason: words }, once);
  return call(publicReportApi.confirm, { reportId, accept: act === 'verified', text: words }, once);
};

/** What the desk passed on to a unit: answered in words, or sent back with the reason; a correction: checked. */
export default function AnswerReportPage() {
  const { params } = useRouter();
  const reportId = params.reportId ?? '';
  const load = useLoad(() => call(publicReportApi.show, { reportId }));
  const [asking, setAsking] = useState<Act | null>(null);
  const [text, setText] = useState('');
  const { running, problem, run, clear } = useAct();
  const ask = (what: typeof asking) => {
    clear();
    setAsking(what);
  };
  const confirm = () =>
    run('send', async () => {
      if (!asking) return;
      load.replace(await send(asking, reportId, text.trim()));
      setText('');
      setAsking(null);
    });
  const words = acts[asking ?? 'answer'];
  const isNo = asking === 'sendBack' || asking === 'unfounded';
  return (
    <Screen id="unit-report" footer={<Next may={load.value?.may ?? null} onAsk={ask} />}>
      <PageState load={load}>{(report) => <UnitReport report={report} />}</PageState>
      <Sheet open={asking !== null} title={words.title} onClose={() => ask(null)}>
        <Note>{words.note}</Note>
        <Field
          id="report-words"
          label={words.label}
          value={text}
          lines="many"
          maxLength={asking === 'answer' ? 1000 : 300}
          onChange={setText}
        />
        <Refusals problem={problem} />
        <Button
          id="report-confirm"
          kind={isNo ? 'danger' : 'primary'}
          label={words.button}
          busy={running !== null}
          disabled={text.trim() === ''}
          onPress={confirm}
        />
      </Sheet>
    </Screen>
  );
}

/** A correction is checked; anything else is answered, where the desk has passed it on to this unit. */
function Next({ may, onAsk }: { may: ReportInFull['may'] | null; onAsk: (act: Act) => void }) {
  if (may?.confirm)
    return (
      <>
        <Button id="to-verify" icon="check" label="核对属实" onPress={() => onAsk('verified')} />
        <Button id="to-refute" kind="quiet" label="登记没有错" onPress={() => onAsk('unfounded')} />
        {may.sendBack ? <SendBack onAsk={onAsk} /> : null}
      </>
    );
  if (!may?.answer) return null;
  return (
    <>
      <Button id="to-answer" icon="pen" label="回复" onPress={() => onAsk('answer')} />
      {may.sendBack ? <SendBack onAsk={onAsk} /> : null}
    </>
  );
}

const SendBack = ({ onAsk }: { onAsk: (act: Act) => void }) => (
  <Button id="to-send-back" kind="quiet" label="不属于本单位，退回" onPress={() => onAsk('sendBack')} />
);

import { type QualityFinding, qualityApi } from '@lifttrust/shared-types/quality/quality.contract';
import { useState } from 'react';
import { FindingCard } from '../../features/quality/finding-card';
import { answerFinding } from '../../features/quality/quality-commands';
import { call } from '../../lib/call';
import { Button } from '../../ui/button';
import { Field } from '../../ui/field';
import { Notice } from '../../ui/notice';
import { Empty, PageState, Refusals } from '../../ui/page-state';
import { Note, Screen } from '../../ui/screen';
import { Sheet } from '../../ui/sheet';
import { useAct } from '../../ui/use-act';
import { useLoad } from '../../ui/use-load';

/** What the company's own quality checks found about my work, and my word on it. */
export default function FindingsPage() {
  const load = useLoad(() => call(qualityApi.mine, {}));
  const [answering, setAnswering] = useState<QualityFinding | null>(null);
  const [text, setText] = useState('');
  const [sent, setSent] = useState(false);
  const { running, problem, run } = useAct();
  const send = () =>
    run('answer', async () => {
      if (!answering) return;
      await answerFinding(answering.id, text.trim());
      setAnswering(null);
      setText('');
      setSent(true);
      load.reload();
    });
  return (
    <Screen id="findings">
      {sent ? (
        <Notice id="answered" tone="success" title="已答复" lines={['本单位复查后关闭，或退回继续整改。']} />
      ) : null}
      <PageState load={load}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty
              icon="check"
              title="没有质量检查的问题"
              line="本单位检查您做的维保发现问题时，会出现在这里。"
            />
          ) : (
            <>
              {items.map((finding) => (
                <FindingCard key={finding.id} finding={finding} onAnswer={() => setAnswering(finding)} />
              ))}
            </>
          )
        }
      </PageState>
      <Sheet
        open={answering !== null}
        title={answering ? `“${answering.item}”怎样整改的？` : ''}
        onClose={() => setAnswering(null)}
      >
        <Note>连同您的姓名和时间封存，不能更改。</Note>
        <Field
          id="answer-text"
          label="怎样整改的"
          value={text}
          lines="many"
          maxLength={300}
          placeholder="例如：已调整制动器间隙到 0.6 毫米，试运行正常。"
          onChange={setText}
        />
        <Refusals problem={problem} />
        <Button
          id="send-answer"
          icon="send"
          label="提交"
          disabled={text.trim() === ''}
          busy={running !== null}
          onPress={send}
        />
      </Sheet>
    </Screen>
  );
}

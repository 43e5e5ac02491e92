import { delayApi } from '@lifttrust/shared-types/delay/delay.contract';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { contradictDelay } from '../../features/delay/delay-commands';
import { DelayView } from '../../features/delay/delay-view';
import { call } from '../../lib/call';
import { Button } from '../../ui/button';
import { Field } from '../../ui/field';
import { Notice } from '../../ui/notice';
import { PageState, Refusals } from '../../ui/page-state';
import { Note, Screen } from '../../ui/screen';
import { Sheet } from '../../ui/sheet';
import { useAct } from '../../ui/use-act';
import { useLoad } from '../../ui/use-load';

/** What a company says against the owner, and the owner's one word on it (DLY-05). */
export default function DelayPage() {
  const { params } = useRouter();
  const delayId = params.delayId ?? '';
  const load = useLoad(() => call(delayApi.show, { delayId }));
  const [asking, setAsking] = useState(false);
  const [text, setText] = useState('');
  const [said, setSaid] = useState(false);
  // A colleague may have spoken meanwhile: what is shown must not lag behind.
  const { running, problem, run } = useAct(load.reload);
  const contradict = () =>
    run('contradict', async () => {
      load.replace(await contradictDelay(delayId, text.trim()));
      setAsking(false);
      setSaid(true);
    });
  return (
    <Screen
      id="delay"
      footer={
        load.value?.may.contradict ? (
          <Button id="to-contradict" icon="hand" label="情况不符，提出异议" onPress={() => setAsking(true)} />
        ) : null
      }
    >
      {said ? (
        <Notice
          id="contradicted"
          tone="success"
          title="异议已提出"
          lines={['监管部门处理这份说明时会看到。']}
        />
      ) : null}
      <PageState load={load}>{(delay) => <DelayView delay={delay} as="owner" />}</PageState>
      <Sheet open={asking} title="哪里不符？" onClose={() => setAsking(false)}>
        <Note>异议写在说明旁边，连同您的姓名和时间留存；本单位只能提一次。</Note>
        <Field
          id="contradiction"
          label="实际情况"
          value={text}
          lines="many"
          maxLength={300}
          placeholder="例如：当天值班室有人，没有人联系过我们"
          onChange={setText}
        />
        <Refusals problem={problem} />
        <Button
          id="contradict-confirm"
          label="提出异议"
          busy={running !== null}
          disabled={text.trim() === ''}
          onPress={contradict}
        />
      </Sheet>
    </Screen>
  );
}

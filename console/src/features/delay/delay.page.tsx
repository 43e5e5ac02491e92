import { type Delay, delayApi } from '@lifttrust/shared-types/delay/delay.contract';
import { Alert, App, Descriptions } from 'antd';
import { useState } from 'react';
import { useParams } from 'react-router';
import { useLoad } from '../../lib/load';
import { dayWords, momentWords } from '../../lib/words';
import { Page, Section } from '../../ui/page';
import { Read } from '../../ui/problem';
import { DelayActs } from './delay-acts';
import { DelayEvidence } from './delay-evidence';
import { DelayLifts } from './delay-lifts';
import { kindWords, notOnTime, reasonWords, standWords } from './delay-words';

export function Component() {
  const { delayId = '' } = useParams();
  const { message } = App.useApp();
  const shown = useLoad(delayApi.show, { delayId });
  const [changed, setChanged] = useState<Delay | null>(null);
  const [chosen, setChosen] = useState<string[]>([]);
  const delay = changed?.id === delayId ? changed : shown.data;
  const done = (words: string, next: Delay) => {
    message.success(words);
    setChosen([]);
    setChanged(next);
  };
  return (
    <Page
      title={delay ? `延期说明 · ${reasonWords(delay)}` : '延期说明'}
      back={{ to: '/delays', text: '延期说明' }}
      note={delay ? `${delay.company.name} · ${standWords(delay)}` : undefined}
      actions={delay ? <DelayActs delay={delay} chosen={chosen} onDone={done} /> : null}
    >
      <Read from={{ ...shown, data: delay }}>
        {(known) => (
          <>
            <Alert type="info" showIcon style={{ marginBottom: 12 }} message={notOnTime} />
            <Head delay={known} />
            <DelayEvidence delay={known} />
            <DelayLifts delay={known} chosen={chosen} onChoose={known.may.decide ? setChosen : null} />
          </>
        )}
      </Read>
    </Page>
  );
}

const Head = ({ delay }: { delay: Delay }) => (
  <Section title="说明">
    <p style={{ whiteSpace: 'pre-wrap', margin: '0 0 12px' }}>{delay.text}</p>
    <Descriptions
      size="small"
      column={{ xs: 1, md: 2 }}
      items={[
        { key: 'kind', label: '事由', children: kindWords[delay.kind] },
        { key: 'expected', label: '预计恢复', children: dayWords(delay.expectedOn) },
        { key: 'by', label: '提交', children: `${delay.submittedBy} · ${momentWords(delay.submittedAt)}` },
        {
          key: 'ended',
          label: '障碍解除',
          children: delay.endedOn ? dayWords(delay.endedOn) : '还没有登记',
        },
      ]}
    />
  </Section>
);

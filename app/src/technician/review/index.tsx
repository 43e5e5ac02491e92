import { validityApi } from '@lifttrust/shared-types/validity/validity.contract';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { ReviewView } from '../../features/validity/review-view';
import { type Saying, SaySheet } from '../../features/validity/say-sheet';
import { call } from '../../lib/call';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { PageState } from '../../ui/page-state';
import { Screen } from '../../ui/screen';
import { useLoad } from '../../ui/use-load';

const said = { state: '说明已提交', appeal: '申诉已提交，结果会通知您' };

export default function ReviewPage() {
  const { params } = useRouter();
  const recordId = params.recordId ?? '';
  const load = useLoad(() => call(validityApi.show, { recordId }));
  const [saying, setSaying] = useState<Saying | null>(null);
  const [done, setDone] = useState('');
  const may = load.value?.may;
  return (
    <Screen
      id="review"
      footer={
        may?.state || may?.appeal ? (
          <>
            {may.state ? (
              <Button id="to-state" icon="pen" label="补充说明" onPress={() => setSaying('state')} />
            ) : null}
            {may.appeal ? (
              <Button id="to-appeal" icon="pen" label="申诉" onPress={() => setSaying('appeal')} />
            ) : null}
          </>
        ) : null
      }
    >
      {done ? <Notice id="said" tone="success" title={done} /> : null}
      <PageState load={load}>{(review) => <ReviewView review={review} />}</PageState>
      <SaySheet
        what={saying}
        recordId={recordId}
        onClose={() => setSaying(null)}
        onRefused={load.reload}
        onSaid={(what, review) => {
          setSaying(null);
          setDone(said[what]);
          load.replace(review);
        }}
      />
    </Screen>
  );
}

import type { Alternative } from '@lifttrust/shared-types/face/face.contract';
import { NetworkError } from '@lifttrust/shared-types/kernel/app-error';
import { Text } from '@tarojs/components';
import { useState } from 'react';
import type { VisitOnPhone } from '../../offline/reduce';
import { ActionBar } from '../../ui/action-bar';
import { Button } from '../../ui/button';
import { Card, CardTitle } from '../../ui/card';
import { Field } from '../../ui/field';
import { Notice } from '../../ui/notice';
import { Refusals } from '../../ui/page-state';
import { Note } from '../../ui/screen';
import { useAct } from '../../ui/use-act';
import { answerAlternative, openAlternative } from './face-commands';
import { OfflineAlternative } from './offline-alternative';

interface Props {
  /** The visit's id, or another job's. */
  jobId: string;
  /** What the phone holds for work without a network; null where there is no such work. */
  offline: VisitOnPhone | null;
  onFinished: () => void;
}

/** The equal way without comparing faces: a gesture the service chose, the partner's code, and a person who looks. */
export function AlternativeView({ jobId, offline, onFinished }: Props) {
  const [alternative, setAlternative] = useState<Alternative | null>(null);
  const [code, setCode] = useState('');
  const { running, problem, run } = useAct();
  const [cut, setCut] = useState(false);
  const begin = () =>
    run('open', async () => {
      try {
        setAlternative(await openAlternative(jobId));
      } catch (problem) {
        if (!(problem instanceof NetworkError) || !offline) throw problem;
        setCut(true);
      }
    });
  const answer = (id: string) =>
    run('answer', async () => {
      const next = await answerAlternative(jobId, id, code);
      setAlternative(next);
      if (next.outcome === 'in_review' || next.outcome === 'accepted') onFinished();
    });
  if (cut && offline) return <OfflineAlternative pack={offline} onFinished={onFinished} />;
  if (!alternative) {
    return (
      <>
        <Card>
          <CardTitle>怎么做</CardTitle>
          <Text>按给出的手势现拍一张照片，再请同伴念出他手机上的动态码，由核验人员确认是您本人。</Text>
          <Note>不做人脸比对，与人脸核验同样有效，也不会被多查。</Note>
        </Card>
        <Refusals problem={problem} />
        <ActionBar>
          <Button
            id="begin-alternative"
            icon="hand"
            label="取一个手势"
            busy={running !== null}
            onPress={begin}
          />
        </ActionBar>
      </>
    );
  }
  if (alternative.outcome === 'in_review' || alternative.outcome === 'accepted') {
    return (
      <Notice
        id="alternative-outcome"
        tone={alternative.outcome === 'accepted' ? 'success' : 'warning'}
        title={alternative.outcome === 'accepted' ? '核验通过' : '已交，等人核验'}
        lines={[alternative.message ?? '您可以先开始作业，不用等。']}
      />
    );
  }
  return (
    <>
      {alternative.outcome === 'rejected' ? (
        <Notice tone="danger" title={alternative.message ?? '这一次没有通过'} />
      ) : null}
      <Card id="alternative">
        <CardTitle>照片里请这样做</CardTitle>
        <Text id="gesture" className="challenge__direction">
          {alternative.gesture}
        </Text>
        <Field
          id="partner-code"
          label="同伴动态码（同伴不在场可不填）"
          value={code}
          kind="number"
          maxLength={6}
          placeholder="6 位数字"
          onChange={(typed) => setCode(typed.replace(/\D/g, ''))}
        />
      </Card>
      <Refusals problem={problem} />
      <ActionBar>
        <Button
          id="take-gesture"
          icon="camera"
          label="拍下手势并交给核验人员"
          busy={running !== null}
          busyLabel="正在上传…"
          disabled={code.length > 0 && code.length < 6}
          onPress={() => answer(alternative.id)}
        />
      </ActionBar>
    </>
  );
}

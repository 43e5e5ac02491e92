import type { Challenge } from '@lifttrust/shared-types/face/face.contract';
import { NetworkError } from '@lifttrust/shared-types/kernel/app-error';
import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import type { VisitOnPhone } from '../../offline/reduce';
import { device } from '../../platform/device';
import { ActionBar } from '../../ui/action-bar';
import { Button } from '../../ui/button';
import { Card, CardTitle } from '../../ui/card';
import { Notice } from '../../ui/notice';
import { Refusals } from '../../ui/page-state';
import { Note } from '../../ui/screen';
import { useAct } from '../../ui/use-act';
import { directionWords } from './direction-words';
import { answerChallenge, openChallenge } from './face-commands';
import { FaceGuide } from './face-guide';
import { OfflineChallenge } from './offline-challenge';
import { PageCheck } from './page-check';
import { useCountdown } from './use-countdown';
import './face.scss';

interface Props {
  /** The visit's id, or another job's. */
  jobId: string;
  /** What the phone holds for work without a network; null where there is no such work. */
  offline: VisitOnPhone | null;
  onFinished: () => void;
  onOther: () => void;
}

/** One direction at a time, the next unknown before the last has arrived (DECISIONS 14). */
export function ChallengeView({ jobId, offline, onFinished, onOther }: Props) {
  const [challenge, setChallenge] = useState<Challenge | null>(null);
  const { running, problem, run } = useAct();
  const take = (next: Challenge) => {
    setChallenge(next);
    if (next.outcome === 'accepted' || next.outcome === 'in_review') onFinished();
  };
  const [cut, setCut] = useState(false);
  const orOffline = async (asked: Promise<Challenge>) => {
    try {
      take(await asked);
    } catch (problem) {
      if (!(problem instanceof NetworkError) || !offline) throw problem;
      setCut(true);
    }
  };
  const begin = () => run('open', () => orOffline(openChallenge(jobId)));
  const answer = (id: string) => run('answer', () => orOffline(answerChallenge(jobId, id)));
  if (cut && offline) return <OfflineChallenge pack={offline} onFinished={onFinished} onOther={onOther} />;
  if (!challenge || challenge.outcome === 'rejected') {
    return (
      <>
        {challenge ? <Rejected challenge={challenge} onOther={onOther} /> : <Before />}
        <Refusals problem={problem} />
        {challenge?.attemptsLeft === 0 ? null : (
          <ActionBar>
            <Button
              id="begin-challenge"
              icon="face"
              label={challenge ? '再试一次' : '开始人脸核验'}
              busy={running !== null}
              onPress={begin}
            />
          </ActionBar>
        )}
      </>
    );
  }
  if (challenge.outcome !== 'running') return <Outcome challenge={challenge} />;
  if (challenge.page) return <PageCheck challenge={challenge} url={challenge.page.url} onAnswer={take} />;
  return (
    <>
      <Running challenge={challenge} />
      <Refusals problem={problem} />
      <ActionBar>
        <Button
          id="take-frame"
          icon="camera"
          label="拍这一张"
          busy={running !== null}
          busyLabel="正在比对…"
          onPress={() => answer(challenge.id)}
        />
        {problem ? <Button kind="quiet" label="重新开始" onPress={begin} id="restart-challenge" /> : null}
      </ActionBar>
    </>
  );
}

const Before = () => (
  <Card>
    <CardTitle>怎么做</CardTitle>
    <Text>手机会逐个告诉您朝哪边，按提示各拍一张，共三张。</Text>
    <Note>每张 20 秒之内，全部 90 秒之内。请摘下口罩，站到有光的地方。</Note>
  </Card>
);

function Running({ challenge }: { challenge: Challenge }) {
  const left = useCountdown(challenge.frameBefore ?? challenge.endsAt, device.now);
  return (
    <Card id="challenge">
      {challenge.message ? <Notice tone="warning" title={challenge.message} /> : null}
      <CardTitle>
        第 {challenge.answered + 1} 张，共 {challenge.total} 张
      </CardTitle>
      <View className="challenge">
        <FaceGuide direction={challenge.direction ?? 'centre'} />
        <Text id="direction" className="challenge__direction">
          {challenge.direction ? directionWords[challenge.direction] : '请稍等'}
        </Text>
        <Text className={`challenge__left ${left <= 5 ? 'challenge__left--short' : ''}`}>还有 {left} 秒</Text>
        {left === 0 ? <Note>时间到了。拍下也会送去，若不算数可以重新开始。</Note> : null}
      </View>
    </Card>
  );
}

const Rejected = ({ challenge, onOther }: { challenge: Challenge; onOther: () => void }) => (
  <Notice
    id="challenge-outcome"
    tone="danger"
    title={challenge.message ?? '这一次没有通过'}
    lines={[
      challenge.attemptsLeft > 0
        ? `还可以再试 ${challenge.attemptsLeft} 次。`
        : '次数用完了，请改用不用人脸的方式，同样有效。',
    ]}
  >
    <Button kind="secondary" icon="hand" label="改用不用人脸的方式" onPress={onOther} id="use-alternative" />
  </Notice>
);

const Outcome = ({ challenge }: { challenge: Challenge }) => (
  <Notice
    id="challenge-outcome"
    tone={challenge.outcome === 'accepted' ? 'success' : 'warning'}
    title={challenge.outcome === 'accepted' ? '核验通过' : '照片已交，等人核验'}
    lines={[
      challenge.message ??
        (challenge.outcome === 'accepted' ? '可以开始作业。' : '您可以先开始作业，不用等。'),
    ]}
  />
);

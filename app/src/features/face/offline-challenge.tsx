import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import { nowAt } from '../../offline/anchors';
import { capture } from '../../offline/capture';
import type { VisitOnPhone } from '../../offline/reduce';

import type { PhoneFile } from '../../platform/types';
import { ActionBar } from '../../ui/action-bar';
import { Button } from '../../ui/button';
import { Card, CardTitle } from '../../ui/card';
import { Notice } from '../../ui/notice';
import { Refusals } from '../../ui/page-state';
import { Note } from '../../ui/screen';
import { useAct } from '../../ui/use-act';
import { directionWords } from './direction-words';
import { answerChallengeOffline } from './face-commands';
import { FaceGuide } from './face-guide';

interface Props {
  pack: VisitOnPhone;
  onFinished: () => void;
  onOther: () => void;
}

/** Without a network: the three directions that the pack brought, judged when the pictures arrive (DECISIONS 14). */
export function OfflineChallenge({ pack, onFinished, onOther }: Props) {
  const [frames, setFrames] = useState<PhoneFile[]>([]);
  const { running, problem, run } = useAct();
  const challenge = pack.offline?.challenge ?? null;
  if (!challenge || challenge.expiresAt < nowAt(pack.id)) return <NotHere onOther={onOther} />;
  const direction = challenge.directions[frames.length] ?? 'centre';
  const take = () =>
    run('frame', async () => {
      const taken = [...frames, await capture('front')];
      if (taken.length < challenge.directions.length) return setFrames(taken);
      await answerChallengeOffline(pack, challenge.ticket, taken);
      onFinished();
    });
  return (
    <>
      <Notice
        id="offline-challenge"
        tone="plain"
        title="现在没有网络，照片先存在手机里"
        lines={['上传后核对，看不清的由人核验。拍完可以直接开始作业。']}
      />
      <Card id="challenge">
        <CardTitle>
          第 {frames.length + 1} 张，共 {challenge.directions.length} 张
        </CardTitle>
        <View className="challenge">
          <FaceGuide direction={direction} />
          <Text id="direction" className="challenge__direction">
            {directionWords[direction]}
          </Text>
        </View>
        <Note>请摘下口罩，站到有光的地方。</Note>
      </Card>
      <Refusals problem={problem} />
      <ActionBar>
        <Button
          id="take-frame"
          icon="camera"
          label="拍这一张"
          busy={running !== null}
          busyLabel="正在保存…"
          onPress={take}
        />
      </ActionBar>
    </>
  );
}

const NotHere = ({ onOther }: { onOther: () => void }) => (
  <Notice
    id="offline-challenge-none"
    tone="warning"
    title="没有网络，人脸核验现在做不了"
    lines={['请改用手势照片，同样有效；或到有信号的地方再做。']}
  >
    <Button kind="secondary" icon="hand" label="改用手势照片" onPress={onOther} />
  </Notice>
);

import { Text } from '@tarojs/components';
import { nowAt } from '../../offline/anchors';
import { capture } from '../../offline/capture';
import type { VisitOnPhone } from '../../offline/reduce';

import { ActionBar } from '../../ui/action-bar';
import { Button } from '../../ui/button';
import { Card, CardTitle } from '../../ui/card';
import { Notice } from '../../ui/notice';
import { Refusals } from '../../ui/page-state';
import { Note } from '../../ui/screen';
import { useAct } from '../../ui/use-act';
import { answerAlternativeOffline } from './face-commands';

/** The equal way without a network: the gesture that the pack brought; a person looks at it later. */
export function OfflineAlternative({ pack, onFinished }: { pack: VisitOnPhone; onFinished: () => void }) {
  const { running, problem, run } = useAct();
  const alternative = pack.offline?.alternative ?? null;
  if (!alternative || alternative.expiresAt < nowAt(pack.id)) {
    return (
      <Notice
        id="offline-alternative-none"
        tone="warning"
        title="没有网络，身份核验现在做不了"
        lines={['请到有信号的地方做完这一步，回来再开始作业。']}
      />
    );
  }
  const take = () =>
    run('gesture', async () => {
      await answerAlternativeOffline(pack, alternative.ticket, await capture('front'));
      onFinished();
    });
  return (
    <>
      <Notice
        id="offline-alternative"
        tone="plain"
        title="现在没有网络，照片先存在手机里"
        lines={['上传后由人核验。拍完可以直接开始作业。']}
      />
      <Card id="alternative">
        <CardTitle>照片里请这样做</CardTitle>
        <Text id="gesture" className="challenge__direction">
          {alternative.gesture}
        </Text>
        <Note>没有网络时不用同伴的动态码。</Note>
      </Card>
      <Refusals problem={problem} />
      <ActionBar>
        <Button
          id="take-gesture"
          icon="camera"
          label="拍下手势"
          busy={running !== null}
          busyLabel="正在保存…"
          onPress={take}
        />
      </ActionBar>
    </>
  );
}

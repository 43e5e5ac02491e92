import type { Direction, Enrolment } from '@lifttrust/shared-types/face/face.contract';
import { Image, Text, View } from '@tarojs/components';
import { useState } from 'react';
import { takePhoto } from '../../platform/camera';
import { showFile } from '../../platform/files';
import type { PhoneFile } from '../../platform/types';
import { ActionBar } from '../../ui/action-bar';
import { Button } from '../../ui/button';
import { Card, CardTitle } from '../../ui/card';
import { Refusals } from '../../ui/page-state';
import { Note } from '../../ui/screen';
import { useAct } from '../../ui/use-act';
import { enrolFace } from './face-commands';
import { FaceGuide } from './face-guide';
import './enrol.scss';

const frames: { direction: Direction; words: string }[] = [
  { direction: 'centre', words: '正对手机' },
  { direction: 'left', words: '脸稍微转向左边' },
  { direction: 'right', words: '脸稍微转向右边' },
];

interface Shot {
  file: PhoneFile;
  src: string;
}

/** Three guided pictures, each of which may be taken again before all three are handed in. */
export function EnrolView({ onEnrolled }: { onEnrolled: (enrolment: Enrolment) => void }) {
  const [shots, setShots] = useState<Shot[]>([]);
  const { running, problem, run } = useAct();
  const next = frames[shots.length];
  const take = () =>
    run('take', async () => {
      const file = await takePhoto('front');
      const src = await showFile(file.path);
      setShots((before) => [...before, { file, src }]);
    });
  const send = () => run('send', async () => onEnrolled(await enrolFace(shots.map(({ file }) => file))));
  return (
    <>
      <Card id="enrol-frames">
        <CardTitle>{next ? `第 ${shots.length + 1} 张，共 3 张：${next.words}` : '三张都拍好了'}</CardTitle>
        {next ? (
          <View className="challenge">
            <FaceGuide direction={next.direction} />
          </View>
        ) : null}
        <View className="enrol__shots">
          {shots.map((shot, index) => (
            <View className="enrol__shot" key={shot.file.path}>
              <Image className="enrol__image" mode="aspectFill" src={shot.src} />
              <Text className="screen__note">{frames[index]?.words}</Text>
            </View>
          ))}
        </View>
        <Note>站到有光的地方，摘下口罩和安全帽，一个人入镜。</Note>
      </Card>
      <Refusals problem={problem} />
      <ActionBar>
        {next ? (
          <Button id="take-frame" icon="camera" label="拍这一张" busy={running !== null} onPress={take} />
        ) : (
          <Button
            id="send-frames"
            icon="send"
            label="交上这三张"
            busy={running !== null}
            busyLabel="正在上传…"
            onPress={send}
          />
        )}
        {shots.length > 0 ? (
          <Button
            id="retake"
            kind="quiet"
            icon="undo"
            label="重拍"
            onPress={() => setShots(shots.slice(0, -1))}
          />
        ) : null}
      </ActionBar>
    </>
  );
}

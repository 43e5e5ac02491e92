import type { Direction, Enrolment } from '@lifttrust/shared-types/face/face.contract';
import { Image, Text, View } from '@tarojs/components';
import { useState } from 'react';
import { takePhoto } from '../../platform/camera';
import { dropFile, showFile } from '../../platform/files';
import type { PhoneFile } from '../../platform/types';
import { ActionBar } from '../../ui/action-bar';
import { Button } from '../../ui/button';
import { Card, CardTitle } from '../../ui/card';
import { Notice } from '../../ui/notice';
import { Refusals } from '../../ui/page-state';
import { Note } from '../../ui/screen';
import { useAct } from '../../ui/use-act';
import { checkFrame, enrolFace } from './face-commands';
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
  fileId: string;
  hints: string[];
}

/** Three guided pictures. Each is judged at once, in words, while it can still be taken again. */
export function EnrolView({ onEnrolled }: { onEnrolled: (enrolment: Enrolment) => void }) {
  const [shots, setShots] = useState<Shot[]>([]);
  const [refused, setRefused] = useState<string[]>([]);
  const { running, problem, run } = useAct();
  const next = frames[shots.length];
  const take = () =>
    run('take', async () => {
      const file = await takePhoto('front');
      const src = await showFile(file.path);
      setRefused([]);
      const { fileId, check } = await checkFrame(file);
      if (check.problems.length > 0) {
        setRefused(check.problems.map(({ message }) => message));
        await dropFile(file.path);
        return;
      }
      const hints = check.hints.map(({ message }) => message);
      setShots((before) => [...before, { file, src, fileId, hints }]);
    });
  const send = () =>
    run('send', async () => {
      const enrolment = await enrolFace(shots.map(({ fileId }) => fileId));
      for (const { file } of shots) await dropFile(file.path);
      onEnrolled(enrolment);
    });
  const retake = () => {
    setRefused([]);
    setShots(shots.slice(0, -1));
  };
  const hints = shots.at(-1)?.hints ?? [];
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
      {refused.length > 0 ? (
        <Notice id="frame-refused" tone="danger" title="这张用不了，请再拍一张" lines={refused} />
      ) : null}
      {refused.length === 0 && hints.length > 0 ? (
        <Notice id="frame-hint" tone="warning" title="可以用，重拍会更好" lines={hints} />
      ) : null}
      <Refusals problem={problem} />
      <ActionBar>
        {next ? (
          <Button
            id="take-frame"
            icon="camera"
            label={refused.length > 0 ? '再拍一张' : '拍这一张'}
            busy={running !== null}
            busyLabel="正在看照片…"
            onPress={take}
          />
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
          <Button id="retake" kind="quiet" icon="undo" label="重拍" onPress={retake} />
        ) : null}
      </ActionBar>
    </>
  );
}

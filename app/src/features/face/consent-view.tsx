import type { Enrolment, faceApi } from '@lifttrust/shared-types/face/face.contract';
import type { ResultOf } from '@lifttrust/shared-types/kernel/endpoint';
import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { Icon } from '../../ui/icon';
import { Refusals } from '../../ui/page-state';
import { Note, Title } from '../../ui/screen';
import { useAct } from '../../ui/use-act';
import { giveConsent } from './face-commands';
import './face.scss';

export type Consent = ResultOf<typeof faceApi.consentText>;

/** The full text first; agreeing is a deed of its own, and not agreeing costs nothing (CHK-02). */
export function ConsentView({ text, onAgreed }: { text: Consent; onAgreed: (enrolment: Enrolment) => void }) {
  const [ticked, setTicked] = useState(false);
  const { running, problem, run } = useAct();
  const agree = () => run('consent', async () => onAgreed(await giveConsent(text.version)));
  return (
    <>
      <Title>{text.title}</Title>
      <Card id="consent-text">
        {text.paragraphs.map((paragraph) => (
          <Text className="consent__paragraph" key={paragraph}>
            {paragraph}
          </Text>
        ))}
        <Note>文本版本 {text.version}</Note>
      </Card>
      <View id="consent-tick" className="consent__agree" onClick={() => setTicked(!ticked)}>
        <View className={`consent__box ${ticked ? 'consent__box--ticked' : ''}`}>
          {ticked ? <Icon name="check" size="note" /> : null}
        </View>
        <Text>我已读完，单独同意处理我的人脸信息</Text>
      </View>
      <Refusals problem={problem} />
      <Button
        id="consent-agree"
        label="同意并登记人脸"
        busy={running !== null}
        disabled={!ticked}
        onPress={agree}
      />
      <Note>不同意也能做维保：每次核验身份时选“不用人脸的方式”，同样有效。</Note>
    </>
  );
}

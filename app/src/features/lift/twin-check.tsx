import { Image, View } from '@tarojs/components';
import { useEffect, useState } from 'react';
import { showFile } from '../../platform/files';
import type { PhoneFile } from '../../platform/types';
import { Button } from '../../ui/button';
import { Card, CardTitle } from '../../ui/card';
import { Field } from '../../ui/field';
import { Note } from '../../ui/screen';

interface Props {
  twins: number;
  ownNumber: string;
  nameplate: PhoneFile | null;
  busy: boolean;
  onNumber: (ownNumber: string) => void;
  onPhoto: () => void;
}

/** Several lifts in one place: which one is this? Its number as it stands there, and its nameplate. */
export function TwinCheck({ twins, ownNumber, nameplate, busy, onNumber, onPhoto }: Props) {
  return (
    <Card id="twin-check">
      <CardTitle>这里有 {twins + 1} 台电梯，请确认是哪一台</CardTitle>
      <Note>二维码可能贴错。请照现场看到的填写，并拍下铭牌。</Note>
      <Field
        id="own-number"
        label="单位内编号"
        value={ownNumber}
        maxLength={60}
        placeholder="例如：1#"
        onChange={onNumber}
      />
      {nameplate ? <Picture file={nameplate} /> : null}
      <Button
        id="take-nameplate"
        kind="secondary"
        icon="camera"
        label={nameplate ? '重拍铭牌' : '拍铭牌'}
        busy={busy}
        onPress={onPhoto}
      />
    </Card>
  );
}

function Picture({ file }: { file: PhoneFile }) {
  const [source, setSource] = useState('');
  useEffect(() => {
    showFile(file.path)
      .then(setSource)
      .catch(() => undefined);
  }, [file.path]);
  return (
    <View>
      {source ? <Image style={{ width: '100%' }} mode="widthFix" src={source} /> : <Note>已拍好</Note>}
    </View>
  );
}

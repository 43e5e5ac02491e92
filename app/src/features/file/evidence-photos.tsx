import { View } from '@tarojs/components';
import { Button } from '../../ui/button';
import { Refusals } from '../../ui/page-state';
import { PhotoGrid, PhotoTile } from '../../ui/photo-grid';
import { Note } from '../../ui/screen';
import { type Evidence, mostEvidence } from './use-evidence';
import './evidence.scss';

/** What goes along as proof; a tap takes one away again. */
export function EvidencePhotos({ evidence, hint }: { evidence: Evidence; hint: string }) {
  const { shots, act } = evidence;
  return (
    <View id="evidence" className="evidence">
      <Note>{hint}</Note>
      {shots.length > 0 ? (
        <PhotoGrid>
          {shots.map(({ file, src }, at) => (
            <PhotoTile
              key={file.sha256}
              id={`evidence-${at}`}
              label={`证明 ${at + 1}`}
              src={src}
              state="sent"
              note="点一下去掉"
              onPress={() => evidence.remove(file.sha256)}
            />
          ))}
        </PhotoGrid>
      ) : null}
      {shots.length < mostEvidence ? (
        <View className="evidence__ways">
          <Button
            id="evidence-take"
            kind="secondary"
            icon="camera"
            label="拍照"
            busy={act.running === 'take'}
            onPress={evidence.take}
          />
          <Button
            id="evidence-pick"
            kind="secondary"
            icon="plus"
            label="从相册选"
            busy={act.running === 'pick'}
            onPress={evidence.pick}
          />
        </View>
      ) : (
        <Note>最多 {mostEvidence} 张。</Note>
      )}
      <Refusals problem={act.problem} />
    </View>
  );
}

import { Text, View } from '@tarojs/components';
import type { VisitOnPhone } from '../../offline/reduce';
import { Button } from '../../ui/button';
import { Icon, type IconName } from '../../ui/icon';
import { Lead, Note } from '../../ui/screen';
import { AlternativeView } from './alternative-view';
import { ChallengeView } from './challenge-view';
import './face.scss';

export type Way = 'face' | 'alternative';

interface WaysProps {
  /** The visit's id, or another job's. */
  jobId: string;
  offline: VisitOnPhone | null;
  way: Way | null;
  onWay: (way: Way | null) => void;
  onFinished: () => void;
}

/** Two ways of equal standing to show that it is really you (CHK-02, DECISIONS 28). */
export function IdentityWays({ jobId, offline, way, onWay, onFinished }: WaysProps) {
  if (way === null) return <Choice onWay={onWay} />;
  return (
    <>
      {way === 'face' ? (
        <ChallengeView
          jobId={jobId}
          offline={offline}
          onFinished={onFinished}
          onOther={() => onWay('alternative')}
        />
      ) : (
        <AlternativeView jobId={jobId} offline={offline} onFinished={onFinished} />
      )}
      <Button id="other-way" kind="quiet" label="换一种方式" onPress={() => onWay(null)} />
    </>
  );
}

const Choice = ({ onWay }: { onWay: (way: Way) => void }) => (
  <>
    <Lead>两种方式同样有效，任选一种。</Lead>
    <View className="ways">
      <WayTile
        id="way-face"
        icon="face"
        title="人脸核验"
        note="按提示转头拍三张"
        onPress={() => onWay('face')}
      />
      <WayTile
        id="way-alternative"
        icon="hand"
        title="不用人脸的方式"
        note="手势照片，由人核验"
        onPress={() => onWay('alternative')}
      />
    </View>
    <Note>核验用的照片加密存放，判定后即删。</Note>
  </>
);

interface TileProps {
  id: string;
  icon: IconName;
  title: string;
  note: string;
  onPress: () => void;
}

const WayTile = ({ id, icon, title, note, onPress }: TileProps) => (
  <View id={id} className="ways__one" hoverClass="ways__one--pressed" onClick={onPress}>
    <Icon name={icon} size="large" />
    <Text className="ways__title">{title}</Text>
    <Text className="ways__note">{note}</Text>
  </View>
);

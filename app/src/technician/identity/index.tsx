import { Text, View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { AlternativeView } from '../../features/face/alternative-view';
import { ChallengeView } from '../../features/face/challenge-view';
import { PresenceCode } from '../../features/face/presence-code';
import { useVisit } from '../../features/visit/use-visit';
import { identityInWords } from '../../features/visit/visit-words';
import type { VisitOnPhone } from '../../offline/reduce';
import { Button } from '../../ui/button';
import { Icon, type IconName } from '../../ui/icon';
import { goBack } from '../../ui/navigate';
import { Notice } from '../../ui/notice';
import { PageState } from '../../ui/page-state';
import { Lead, Note, Screen, Title } from '../../ui/screen';
import '../../features/face/face.scss';

type Way = 'face' | 'alternative';

/** Two ways of equal standing to show that it is really you (CHK-02, DECISIONS 28). */
export default function IdentityPage() {
  const { params } = useRouter();
  const load = useVisit(params.visitId ?? '');
  const [way, setWay] = useState<Way | null>(null);
  return (
    <Screen
      id="identity"
      footer={
        way === null || isSettled(load.value) ? (
          <Button id="back" kind="secondary" label="回到维保" onPress={goBack} />
        ) : null
      }
    >
      <Title>核验是您本人</Title>
      <PageState load={load}>
        {(pack) => <Ways pack={pack} way={way} onWay={setWay} onFinished={load.reload} />}
      </PageState>
    </Screen>
  );
}

/** Nothing more to do here; a decision that a person has still to make does not hold up the work. */
const isSettled = (pack: VisitOnPhone | null): boolean =>
  pack?.mine?.identity === 'accepted' || pack?.mine?.identity === 'in_review';

interface WaysProps {
  pack: VisitOnPhone;
  way: Way | null;
  onWay: (way: Way | null) => void;
  onFinished: () => void;
}

function Ways({ pack, way, onWay, onFinished }: WaysProps) {
  const { mine } = pack;
  const settled = isSettled(pack);
  const onPhoneOnly = pack.onPhone.unchecked.has('identity');
  return (
    <>
      {settled && mine ? (
        <Notice
          id="identity-state"
          tone={mine.identity === 'accepted' ? 'success' : 'warning'}
          title={mine.identity === 'accepted' ? '身份已核验' : onPhoneOnly ? '照片已存在手机里' : '等人核验'}
          lines={[identityInWords(mine, onPhoneOnly) ?? '']}
        />
      ) : null}
      {settled || way !== null ? null : <Choice onWay={onWay} />}
      {!settled && way === 'face' ? (
        <ChallengeView pack={pack} onFinished={onFinished} onOther={() => onWay('alternative')} />
      ) : null}
      {!settled && way === 'alternative' ? <AlternativeView pack={pack} onFinished={onFinished} /> : null}
      {!settled && way !== null ? (
        <Button id="other-way" kind="quiet" label="换一种方式" onPress={() => onWay(null)} />
      ) : null}
      {pack.onPhone.stale ? null : <PresenceCode visitId={pack.id} />}
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

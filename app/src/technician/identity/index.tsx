import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { IdentityWays, type Way } from '../../features/face/identity-ways';
import { PresenceCode } from '../../features/face/presence-code';
import { useVisit } from '../../features/visit/use-visit';
import { identityInWords } from '../../features/visit/visit-words';
import type { VisitOnPhone } from '../../offline/reduce';
import { Button } from '../../ui/button';
import { goBack } from '../../ui/navigate';
import { Notice } from '../../ui/notice';
import { PageState } from '../../ui/page-state';
import { Screen, Title } from '../../ui/screen';

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
      {settled ? null : (
        <IdentityWays jobId={pack.id} offline={pack} way={way} onWay={onWay} onFinished={onFinished} />
      )}
      {pack.onPhone.stale ? null : <PresenceCode visitId={pack.id} />}
    </>
  );
}

import { faceApi } from '@lifttrust/shared-types/face/face.contract';
import { Text } from '@tarojs/components';
import { useEffect, useState } from 'react';
import { call } from '../../lib/call';
import { device } from '../../platform/device';
import { Card, CardTitle } from '../../ui/card';
import { type Problem, problemOf } from '../../ui/problem';
import { Note } from '../../ui/screen';
import { useCountdown } from './use-countdown';

interface Shown {
  code: string;
  validUntil: number;
}

/** My own code, for the partner to type in: it shows that we stand next to each other. */
export function PresenceCode({ visitId }: { visitId: string }) {
  const [shown, setShown] = useState<Shown | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const left = useCountdown(shown?.validUntil ?? null, device.now);
  const stale = shown === null || left === 0;
  useEffect(() => {
    if (!stale) return;
    call(faceApi.presenceCode, { visitId })
      .then((next) => {
        setShown(next);
        setProblem(null);
      })
      .catch((error: unknown) => setProblem(problemOf(error)));
  }, [stale, visitId]);
  return (
    <Card id="presence-code">
      <CardTitle>我的动态码，念给同伴听</CardTitle>
      <Text className="presence-code">{shown ? shown.code : '······'}</Text>
      <Note>{problem ? problem.title : `还有 ${left} 秒更换，只能用一次。`}</Note>
    </Card>
  );
}

import { type NearbyLift, nearbyApi } from '@lifttrust/shared-types/disclosure/nearby.contract';
import { useState } from 'react';
import { call } from '../../lib/call';
import { near } from '../../platform/near';
import { Button } from '../../ui/button';
import { Card, Cell } from '../../ui/card';
import { Refusals } from '../../ui/page-state';
import { Note } from '../../ui/screen';
import { useAct } from '../../ui/use-act';

/** Eleven metres: nothing finer leaves the phone. */
const rounded = (degrees: number): number => Math.round(degrees * 10_000) / 10_000;

interface Found {
  items: NearbyLift[];
  isCoarse: boolean;
}

/** Lifts around whoever cannot scan, where this platform asks for positions at all; refusing leaves the number. */
export function NearLifts({ onNumber }: { onNumber: (number: string) => void }) {
  const { run, running, problem } = useAct();
  const [found, setFound] = useState<Found | null>(null);
  if (!near) return null;
  const find = near;
  const look = () =>
    run('near', async () => {
      const { lng, lat, crs, accuracyMetres } = await find();
      const input = { lng: rounded(lng), lat: rounded(lat), crs, accuracyMetres };
      setFound(await call(nearbyApi.list, input));
    });
  return (
    <>
      <Note>位置只用来查这一次，不保存；不允许也可以按编号查。</Note>
      <Button
        id="look-near"
        kind="quiet"
        label="用我的位置找附近的电梯"
        busy={running !== null}
        busyLabel="正在找…"
        onPress={look}
      />
      <Refusals problem={problem} />
      {found ? <Answer found={found} onNumber={onNumber} /> : null}
    </>
  );
}

function Answer({ found, onNumber }: { found: Found; onNumber: (number: string) => void }) {
  if (found.isCoarse) return <Note>定位不够准，分不清是哪一幢。请到窗边再试，或者按编号查。</Note>;
  if (found.items.length === 0) return <Note>200 米内没有登记过位置的电梯，请按编号查。</Note>;
  return (
    <Card>
      {found.items.map(({ place, ownNumber, address, number, withinMetres }) => (
        <Cell
          key={`${number} ${place} ${ownNumber}`}
          label={`${place} ${ownNumber}`.trim()}
          note={`${address}，约 ${withinMetres} 米内，${number || '没有登记编号'}`}
          {...(number ? { onPress: () => onNumber(number) } : {})}
        />
      ))}
    </Card>
  );
}

import type { DeskLift } from '@lifttrust/shared-types/hotline/hotline.contract';
import { hotlineApi } from '@lifttrust/shared-types/hotline/hotline.contract';
import { toGcj02 } from '@lifttrust/shared-types/kernel/geo';
import { Button, Empty, Space } from 'antd';
import { useEffect, useState } from 'react';
import { useLoad } from '../../lib/load';
import { countWords } from '../../lib/words';
import { Section } from '../../ui/page';
import { Read } from '../../ui/problem';

const [width, height] = [800, 440];
const metresPerDegree = 111_320;

interface Place {
  lng: number;
  lat: number;
}
interface Frame {
  centre: Place;
  /** Metres across the picture. */
  across: number;
}

/** A frame around everything, a little larger than it. */
function frameOf(places: Place[]): Frame {
  const lngs = places.map(({ lng }) => lng);
  const lats = places.map(({ lat }) => lat);
  const [west, east] = [Math.min(...lngs), Math.max(...lngs)];
  const [south, north] = [Math.min(...lats), Math.max(...lats)];
  const centre = { lng: (west + east) / 2, lat: (south + north) / 2 };
  const wide = (east - west) * metresPerDegree * Math.cos((centre.lat * Math.PI) / 180);
  const high = ((north - south) * metresPerDegree * width) / height;
  return { centre, across: Math.max(wide, high, 800) * 1.2 };
}

/** A place in the picture: flat, as the earth is over a city. */
const toPicture = ({ centre, across }: Frame) => {
  const perMetre = width / across;
  const narrowing = Math.cos((centre.lat * Math.PI) / 180);
  return ({ lng, lat }: Place) => ({
    x: width / 2 + (lng - centre.lng) * metresPerDegree * narrowing * perMetre,
    y: height / 2 - (lat - centre.lat) * metresPerDegree * perMetre,
  });
};

const steps = [50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000, 200_000];
/** A round length that is about a sixth of the picture. */
const scaleOf = (across: number): number => steps.filter((step) => step <= across / 5).at(-1) ?? 50;
const lengthWords = (metres: number): string => (metres < 1000 ? `${metres} 米` : `${metres / 1000} 公里`);

interface Props {
  lift: DeskLift | null;
  /** Changes when people are trapped or freed. */
  round: string;
  chosen: string | null;
  onChoose: (entrapmentId: string) => void;
}

/** Where the lifts are and where people wait, drawn from our own register: nothing is asked of any map service. */
export function DeskMap({ lift, round, chosen, onChoose }: Props) {
  const map = useLoad(hotlineApi.map, {});
  const marks = useLoad(hotlineApi.marks, {});
  const { reload } = marks;
  const [frame, setFrame] = useState<Frame | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `round` is what makes the marks old.
  useEffect(() => reload(), [reload, round]);
  const sought = lift?.position ? toGcj02(lift.position) : null;
  const soughtKey = sought ? `${sought.lng},${sought.lat}` : '';
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says all of the place.
  useEffect(() => {
    if (sought) setFrame({ centre: sought, across: 3000 });
  }, [soughtKey]);

  const open = marks.data?.items ?? [];
  const all = [...(map.data?.cells ?? []), ...open, ...(sought ? [sought] : [])];
  const shown = frame ?? (all.length > 0 ? frameOf(all) : null);
  const zoom = (times: number) => shown && setFrame({ ...shown, across: shown.across * times });
  return (
    <Section
      title="位置"
      extra={
        <Space.Compact size="small">
          <Button onClick={() => zoom(1 / 2)}>放大</Button>
          <Button onClick={() => zoom(2)}>缩小</Button>
          <Button onClick={() => setFrame(null)}>全部</Button>
        </Space.Compact>
      }
    >
      <Read from={map}>
        {({ cells, withPosition, withoutPosition }) => {
          if (!shown)
            return (
              <Empty
                image={Empty.PRESENTED_IMAGE_SIMPLE}
                description="辖区的电梯还没有坐标，画不出位置。请按地址查找。"
              />
            );
          const at = toPicture(shown);
          const scale = scaleOf(shown.across);
          const isIn = (place: Place) => {
            const { x, y } = at(place);
            return x > -20 && x < width + 20 && y > -20 && y < height + 20;
          };
          return (
            <>
              <svg
                className="map"
                viewBox={`0 0 ${width} ${height}`}
                // A group, since what is drawn in it can be pressed.
                role="group"
                aria-label="电梯分布与困人位置"
              >
                {cells.filter(isIn).map((cell) => (
                  <circle
                    key={`${cell.lng}/${cell.lat}`}
                    className="map__lifts"
                    cx={at(cell).x}
                    cy={at(cell).y}
                    r={Math.min(14, 2.5 + Math.sqrt(cell.lifts))}
                  />
                ))}
                {sought ? (
                  <g transform={`translate(${at(sought).x} ${at(sought).y})`}>
                    <circle className="map__sought" r={12} />
                    <text className="map__word" y={-18}>
                      {lift?.rescueCode || '查到的电梯'}
                    </text>
                  </g>
                ) : null}
                {open.filter(isIn).map((mark) => (
                  <g key={mark.entrapmentId} transform={`translate(${at(mark).x} ${at(mark).y})`}>
                    <circle
                      className={mark.entrapmentId === chosen ? 'map__open map__open--chosen' : 'map__open'}
                      r={9}
                      role="button"
                      tabIndex={0}
                      aria-label="打开这起困人"
                      onClick={() => onChoose(mark.entrapmentId)}
                      onKeyDown={(event) => {
                        if (event.key === 'Enter') onChoose(mark.entrapmentId);
                      }}
                    />
                  </g>
                ))}
                <g transform={`translate(16 ${height - 16})`}>
                  <path className="map__scale" d={`M0 -6 V0 H${(scale * width) / shown.across} V-6`} />
                  <text className="map__word map__word--left" x={4} y={-8}>
                    {lengthWords(scale)}
                  </text>
                </g>
              </svg>
              <p className="quiet">
                红圈：没有解救的困人；蓝圈：查到的电梯；灰点：电梯，越大越多。共 {countWords(withPosition)}{' '}
                台有坐标
                {withoutPosition > 0 ? `，${countWords(withoutPosition)} 台没有坐标，不在图上` : ''}
                。只用本平台的坐标绘制，不连外部地图，没有道路和区界。
              </p>
            </>
          );
        }}
      </Read>
    </Section>
  );
}
